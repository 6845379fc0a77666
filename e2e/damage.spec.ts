import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, kill, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { SafetyPages } from './pages/safety.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

// Dexie says so when it opens a database a second time, which a full disk makes it do.
test.use({ provoked: /^Dexie: Workaround/ })

const DOCKERS = /Les dockers de Port-Aubrac/

/** Opens an article and tags three passages. */
async function tagThree({ page }: Running): Promise<Workbench> {
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.tag('arsenal d’Orvault', 'o')
  await bench.tag('2 décembre 2021', 'd')
  await bench.settled()
  return bench
}

/** A profile in which three passages were tagged and the app was left. */
async function leftWithThree(start: Start, corpus: string, scratch: string): Promise<string> {
  const running = await start({ folder: corpus })
  await tagThree(running)
  await running.app.close()
  return join(scratch, 'profile')
}

type Start = (options: { readonly folder: string }) => Promise<Running>

/** The files of the page's own database below a profile. */
function databaseFolder(profile: string): string {
  const folder = join(profile, 'IndexedDB')
  const [name] = readdirSync(folder).filter((each) => each.endsWith('.leveldb'))
  if (name === undefined) throw new Error('The profile has no database')
  return join(folder, name)
}

function snapshotsIn(profile: string): string[] {
  const folder = join(profile, 'snapshots')
  const [project = ''] = existsSync(folder) ? readdirSync(folder) : []
  return readdirSync(join(folder, project))
    .filter((name) => name.endsWith('.postil-snapshot'))
    .sort()
    .map((name) => join(folder, project, name))
}

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file)
  const place = Math.floor(bytes.length * at)
  bytes.writeUInt8(bytes.readUInt8(place) ^ 0x10, place)
  writeFileSync(file, bytes)
}

const losses = [
  ['deleted', (folder: string) => rmSync(folder, { recursive: true })],
  [
    'truncated',
    (folder: string) => {
      for (const name of readdirSync(folder)) {
        const file = join(folder, name)
        if (statSync(file).size > 40) truncateSync(file, 37)
      }
    },
  ],
  [
    'overwritten with zeros',
    (folder: string) => {
      for (const name of readdirSync(folder))
        writeFileSync(join(folder, name), Buffer.alloc(statSync(join(folder, name)).size))
    },
  ],
] as const

for (const [how, damage] of losses) {
  test(`a database that was ${how} is noticed, nothing is begun in its place, and the snapshot made at quit comes back`, async ({
    start,
    corpus,
    scratch,
  }) => {
    const profile = await leftWithThree(start, corpus, scratch)
    expect(snapshotsIn(profile)).toHaveLength(1)
    damage(databaseFolder(profile))

    const second = await start({ folder: corpus })
    const safety = new SafetyPages(second.page)
    await expect(second.page.getByRole('heading', { name: /annotations are (missing|damaged)/ })).toBeVisible()
    await expect(safety.found).toContainText('3 tags in 1 document')
    await expectNoAxeViolations(second.page)
    await safety.restoreFound()
    const bench = new Workbench(second.page)
    await bench.open(DOCKERS)
    await expect(bench.label('Person')).toContainText('1')
    expect(await storedSpans(second.page)).toHaveLength(3)
    // The history came back too: the newest deed can be taken back.
    await bench.press('Control+z')
    await expect(bench.label('Date')).toContainText('0')
    await bench.settled()
  })
}

test('a database that lost most of its tags is not opened as if nothing had happened', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = await leftWithThree(start, corpus, scratch)
  // The database as it was is put back over one that was expected to hold far more.
  const projects = join(profile, 'projects')
  const [file = ''] = readdirSync(projects)
  expect(JSON.parse(readFileSync(join(projects, file), 'utf8'))).toEqual({ version: 1, spans: 3 })
  writeFileSync(join(projects, file), JSON.stringify({ version: 1, spans: 400 }))

  const second = await start({ folder: corpus })
  const safety = new SafetyPages(second.page)
  await expect(safety.problem('Tags are missing')).toBeVisible()
  await expect(second.page.getByText('Of the 400 tags counted before, 3 are there')).toBeVisible()
  await second.page.getByRole('button', { name: 'Open with what is left' }).click()
  const bench = new Workbench(second.page)
  await bench.open(DOCKERS)
  await expect(bench.label('Person')).toContainText('1')
})

test('flipped bytes in snapshots are found before anything is restored, and an older good one is offered', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = join(scratch, 'profile')
  const first = await start({ folder: corpus })
  const bench = await tagThree(first)
  const safety = new SafetyPages(first.page)
  await safety.makeSnapshot()
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  await first.app.close()
  const [, newest = ''] = snapshotsIn(profile)
  expect(snapshotsIn(profile)).toHaveLength(2)
  flipByte(newest, 0.6)
  rmSync(databaseFolder(profile), { recursive: true })

  const second = await start({ folder: corpus })
  const after = new SafetyPages(second.page)
  await expect(after.found).toContainText('3 tags in 1 document')
  await expect(after.found).toContainText('and 1 change made after it')
  await expect(after.found).toContainText('1 newer snapshot is damaged')
  await after.restoreFound()
  expect(await storedSpans(second.page)).toHaveLength(4)
})

test('a database that is gone after a crash comes back with what was tagged since the newest snapshot', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = await leftWithThree(start, corpus, scratch)
  const first = await start({ folder: corpus })
  const bench = new Workbench(first.page)
  await bench.open(DOCKERS)
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  await bench.press('Delete')
  await bench.settled()
  await bench.tag('Port-Aubrac', 'o')
  await bench.settled()
  await kill(first)
  rmSync(databaseFolder(profile), { recursive: true })

  const second = await start({ folder: corpus })
  const safety = new SafetyPages(second.page)
  await expect(safety.found).toContainText('3 tags in 1 document')
  await expect(safety.found).toContainText('and 3 changes made after it')
  await expectNoAxeViolations(second.page)
  await safety.restoreFound()
  await expect(second.page.getByText('All 3 later changes were made again.')).toBeVisible()
  const again = new Workbench(second.page)
  await again.open(DOCKERS)
  await expect(again.label('Organization')).toContainText('2')
  expect(await storedSpans(second.page)).toHaveLength(4)
  await again.press('Control+z', 'Control+z')
  await expect(again.label('Organization')).toContainText('2')
  await expect(again.text).toContainText('Compagnie des Docks')
  await again.settled()
  await second.app.close()

  const third = await start({ folder: corpus })
  await new Workbench(third.page).open(DOCKERS)
  expect(await storedSpans(third.page)).toHaveLength(4)
})

test('what was tagged since an older snapshot was put back comes back, not what was left for it', async ({
  start,
  corpus,
  scratch,
}) => {
  const first = await start({ folder: corpus })
  const bench = await tagThree(first)
  const safety = new SafetyPages(first.page)
  await safety.makeSnapshot()
  await bench.tag('Compagnie des Docks', 'o')
  await bench.tag('Anselme Tardieu', 'p')
  await bench.settled()
  await safety.putBack(0)
  await expect(first.page.getByText('Restored: 3 tags, counted.')).toBeVisible()
  await bench.open(DOCKERS)
  await bench.tag('jeudi', 'd')
  await bench.settled()
  const kept = await storedSpans(first.page)
  await kill(first)
  rmSync(databaseFolder(join(scratch, 'profile')), { recursive: true })

  const second = await start({ folder: corpus })
  const after = new SafetyPages(second.page)
  await expect(after.found).toContainText('3 tags in 1 document')
  await expect(after.found).toContainText('and 1 change made after it')
  await after.restoreFound()
  expect(await storedSpans(second.page)).toEqual(kept)
})

test('a database in whose log Postil was killed in the middle of a word is not dropped two starts later', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = join(scratch, 'profile')
  const first = await start({ folder: corpus })
  await tagThree(first)
  await kill(first)
  // A record of 224 bytes was begun, and nothing but its header was written.
  const folder = databaseFolder(profile)
  const log = readdirSync(folder).find((name) => name.endsWith('.log')) ?? ''
  appendFileSync(join(folder, log), Buffer.from([1, 2, 3, 4, 224, 0, 1]))

  const second = await start({ folder: corpus })
  const bench = new Workbench(second.page)
  await bench.open(DOCKERS)
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  await kill(second)

  const third = await start({ folder: corpus })
  const after = new Workbench(third.page)
  await after.open(DOCKERS)
  await expect(after.label('Organization')).toContainText('2')
  expect(await storedSpans(third.page)).toHaveLength(4)
})

test('a database that is gone before its first snapshot comes back whole', async ({ start, corpus, scratch }) => {
  const first = await start({ folder: corpus })
  await tagThree(first)
  await kill(first)
  expect(existsSync(join(scratch, 'profile', 'snapshots'))).toBe(false)
  rmSync(databaseFolder(join(scratch, 'profile')), { recursive: true })

  const second = await start({ folder: corpus })
  await expect(second.page.getByText(/There is no snapshot yet, but \d+ changes/)).toBeVisible()
  await expectNoAxeViolations(second.page)
  await second.page.getByRole('button', { name: 'Restore the changes' }).click()
  const bench = new Workbench(second.page)
  await bench.open(DOCKERS)
  await expect(bench.label('Person')).toContainText('1')
  expect(await storedSpans(second.page)).toHaveLength(3)
})

test('a change that Postil was killed over before it was kept beside is kept by the next start', async ({
  start,
  corpus,
  scratch,
}) => {
  const first = await start({ folder: corpus })
  await tagThree(first)
  await kill(first)
  const changes = join(scratch, 'profile', 'changes')
  const [project = ''] = readdirSync(changes)
  const [file = ''] = readdirSync(join(changes, project))
  const path = join(changes, project, file)
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, lines.slice(0, -2).join('\n') + '\n')

  const second = await start({ folder: corpus })
  const bench = new Workbench(second.page)
  await bench.open(DOCKERS)
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  await kill(second)
  rmSync(databaseFolder(join(scratch, 'profile')), { recursive: true })

  const third = await start({ folder: corpus })
  await third.page.getByRole('button', { name: 'Restore the changes' }).click()
  await new Workbench(third.page).open(DOCKERS)
  expect(await storedSpans(third.page)).toHaveLength(4)
})

test('with no good snapshot left Postil says so, and begins again only when it is told to', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = await leftWithThree(start, corpus, scratch)
  for (const file of snapshotsIn(profile)) truncateSync(file, 100)
  rmSync(join(profile, 'changes'), { recursive: true })
  rmSync(databaseFolder(profile), { recursive: true })

  const second = await start({ folder: corpus })
  await expect(second.page.getByText('There is no good snapshot here')).toBeVisible()
  await expectNoAxeViolations(second.page)
  expect(await storedSpans(second.page)).toEqual([])
  await second.page.getByRole('button', { name: 'Begin again without tags' }).click()
  const bench = new Workbench(second.page)
  await expect(bench.list.getByRole('option')).toHaveCount(8)
})

test('a deleted profile costs nothing when copies go to a second folder', async ({ start, corpus, scratch }) => {
  const profile = join(scratch, 'profile')
  const second = join(scratch, 'stick')
  mkdirSync(second)
  const first = await start({ folder: corpus })
  await tagThree(first)
  const pick = async ({ app }: Running) =>
    app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
    }, second)
  await pick(first)
  await new SafetyPages(first.page).command('Snapshots…')
  await first.page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(first.page.getByText(second)).toBeVisible()
  await first.page.getByRole('button', { name: 'Make one now' }).click()
  await expect(first.page.getByText('by hand · copy')).toBeVisible()
  await expectNoAxeViolations(first.page)
  await first.app.close()
  rmSync(profile, { recursive: true })

  const again = await start({ folder: corpus })
  const bench = new Workbench(again.page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await expect(bench.label('Person')).toContainText('0')
  await pick(again)
  const safety = new SafetyPages(again.page)
  await safety.command('Snapshots…')
  await again.page.getByRole('button', { name: 'Choose a folder…' }).click()
  await again.page
    .getByRole('button', { name: /Restore the snapshot of/ })
    .first()
    .click()
  await again.page.getByRole('button', { name: 'Restore this snapshot' }).click()
  await expect(again.page.getByText('Restored: 3 tags, counted.')).toBeVisible()
  expect(await storedSpans(again.page)).toHaveLength(3)
})

test('a folder of articles that may only be read is tagged as any other, and stays as it was', async ({
  start,
  corpus,
}) => {
  const files = () =>
    execFileSync('find', [corpus, '-type', 'f', '-exec', 'sha256sum', '{}', '+']).toString().split('\n').sort()
  const before = files()
  execFileSync('chmod', ['-R', 'a-w', corpus])
  try {
    const running = await start({ folder: corpus })
    await tagThree(running)
    expect(await storedSpans(running.page)).toHaveLength(3)
    expect(files()).toEqual(before)
  } finally {
    execFileSync('chmod', ['-R', 'u+w', corpus])
  }
})

test('articles that may not be read are named, and the others work', async ({ start, corpus }) => {
  test.skip(process.getuid?.() === 0, 'root may read everything')
  chmodSync(join(corpus, '2022', 'barrage.txt'), 0o000)
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await expect(bench.list.getByRole('option')).toHaveCount(7)
})

test('a snapshot that cannot be written is told, work goes on, and nothing half written stays', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = join(scratch, 'profile')
  const running = await start({ folder: corpus })
  const bench = await tagThree(running)
  // A file stands where the folder of the snapshots belongs: even root cannot write below it.
  rmSync(join(profile, 'snapshots'), { recursive: true, force: true })
  writeFileSync(join(profile, 'snapshots'), 'in the way')
  await new SafetyPages(running.page).command('Make a snapshot now')
  await expect(running.page.getByText('No snapshot could be made; what is shown as saved is saved.')).toBeVisible()
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  expect(await storedSpans(running.page)).toHaveLength(4)
})

test('on a full disk the change is shown as not saved, nothing stored is lost, and it is saved once there is room', async ({
  start,
  corpus,
  scratch,
}) => {
  const disk = join(scratch, 'disk')
  mkdirSync(disk)
  const mounted = process.platform === 'linux' && process.getuid?.() === 0 && mount(disk, '64m')
  test.skip(!mounted, 'A small disk can only be made by root on Linux')
  try {
    const profile = join(disk, 'profile')
    const running = await start({ folder: corpus, userData: profile })
    const bench = await tagThree(running)
    fill(disk)
    await bench.tag('Compagnie des Docks', 'o')
    await bench.tag('Anselme Tardieu', 'p')
    const failed = running.page.getByText('Not saved', { exact: true })
    await expect(failed.or(bench.saved)).toBeVisible()
    await new SafetyPages(running.page).command('Make a snapshot now')
    await running.page.waitForTimeout(500)
    const half = readdirSync(join(profile, 'snapshots'), { recursive: true }).filter((name) =>
      String(name).endsWith('.partial'),
    )
    expect(half).toEqual([])
    rmSync(join(disk, 'ballast'))
    const again = running.page.getByRole('button', { name: 'Try again' })
    // The write may fail, or find room, at any moment.
    await expect(async () => {
      if (await failed.isVisible()) await again.click()
      await expect(bench.saved).toBeVisible({ timeout: 2000 })
    }).toPass()
    expect(await storedSpans(running.page)).toHaveLength(5)
    await running.app.close()
  } finally {
    execFileSync('umount', ['-l', disk])
  }
})

function mount(folder: string, size: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Leaves no byte free. */
function fill(disk: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=64k'], { stdio: 'ignore' })
  } catch {
    // dd ends with an error when the disk is full, as it should be.
  }
}
