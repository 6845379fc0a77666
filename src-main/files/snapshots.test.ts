import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../testing/folder.ts'
import { Expectations } from './expectations.ts'
import { parseSnapshotName, printSnapshotName, superseded } from './snapshot-names.ts'
import { Snapshots } from './snapshots.ts'

const PROJECT = 'a'.repeat(32)
const AT = Date.parse('2026-11-22T09:30:00.250Z')
const NAMED = { at: AT, seq: 7, spans: 12, reason: 'automatic' } as const

async function bench() {
  const folder = tempFolder()
  const open = () => Snapshots.open(join(folder, 'snapshots'), join(folder, 'snapshots.json'))
  return { folder, own: join(folder, 'snapshots', PROJECT), open, snapshots: await open() }
}

async function make(snapshots: Snapshots, content: string, named: Parameters<Snapshots['finish']>[1] = NAMED) {
  const begun = await snapshots.begin(PROJECT)
  if (!begun.ok) throw new Error(begun.error.code)
  const { job } = begun.value
  const written = await snapshots.write(job, Buffer.from(content))
  if (!written.ok) throw new Error(written.error.code)
  return snapshots.finish(job, named, null)
}

async function contentOf(snapshots: Snapshots, id: string): Promise<string> {
  const parts: Uint8Array[] = []
  for (let offset = 0; ; offset += parts.at(-1)?.length ?? 0) {
    const chunk = await snapshots.read(PROJECT, id, offset)
    if (!chunk.ok) throw new Error(chunk.error.code)
    if (!chunk.value.length) return Buffer.concat(parts).toString()
    parts.push(chunk.value)
  }
}

async function listed(snapshots: Snapshots) {
  const list = await snapshots.list(PROJECT)
  if (!list.ok) throw new Error(list.error.code)
  return list.value
}

it('can be read back before it has a name, and is on the list only when it has one', async () => {
  const { snapshots } = await bench()
  const begun = await snapshots.begin(PROJECT)
  if (!begun.ok) throw new Error()
  const big = 'x'.repeat(2_500_000)
  await snapshots.write(begun.value.job, Buffer.from(big))
  expect(await contentOf(snapshots, begun.value.job)).toBe(big)
  expect((await listed(snapshots)).snapshots).toEqual([])
  const done = await snapshots.finish(begun.value.job, NAMED, null)
  expect(done).toMatchObject({ ok: true, value: { second: 'none', snapshot: { spans: 12, bytes: 2_500_000 } } })
  const [only] = (await listed(snapshots)).snapshots
  expect(only).toMatchObject({ place: 'own', ...NAMED })
  expect(await contentOf(snapshots, only?.id ?? '')).toBe(big)
})

it('leaves nothing of one that was given up, of a page that died, or of a run that was killed', async () => {
  const { snapshots, own, open } = await bench()
  const jobs = [await snapshots.begin(PROJECT), await snapshots.begin(PROJECT)].map((each) =>
    each.ok ? each.value.job : '',
  )
  await snapshots.abort(jobs[0] ?? '')
  await snapshots.abortAll()
  expect(readdirSync(own)).toEqual([])
  expect(await snapshots.write(jobs[1] ?? '', Buffer.from('x'))).toMatchObject({ error: { code: 'cancelled' } })
  writeFileSync(join(own, 'left.partial'), 'half')
  const again = await open()
  const begun = await again.begin(PROJECT)
  await again.sweep()
  expect(readdirSync(own)).toEqual([`${begun.ok ? begun.value.job : ''}.partial`])
})

it('names each later than the one before, though the clock moved back', async () => {
  const { snapshots } = await bench()
  await make(snapshots, 'first')
  await make(snapshots, 'second', { ...NAMED, at: AT - 86_400_000, seq: 8 })
  const [newest] = (await listed(snapshots)).snapshots
  expect(newest?.seq).toBe(8)
  expect(await contentOf(snapshots, newest?.id ?? '')).toBe('second')
})

it('copies each to the second folder, and finds the copies when the profile is gone', async () => {
  const { folder, snapshots } = await bench()
  const second = tempFolder()
  expect(await snapshots.useSecond(second, null)).toMatchObject({ ok: true })
  expect(await make(snapshots, 'kept twice')).toMatchObject({ value: { second: 'copied' } })
  expect((await listed(snapshots)).snapshots.map(({ place }) => place)).toEqual(['own', 'second'])
  rmSync(join(folder, 'snapshots'), { recursive: true })
  const [copy] = (await listed(snapshots)).snapshots
  expect(copy?.place).toBe('second')
  expect(await contentOf(snapshots, copy?.id ?? '')).toBe('kept twice')
})

it('says that the second folder is away and keeps the first snapshot; the folder is not made up', async () => {
  const { snapshots } = await bench()
  const second = join(tempFolder(), 'stick')
  mkdirSync(second)
  await snapshots.useSecond(second, null)
  rmSync(second, { recursive: true })
  const missing = { code: 'folder-missing', params: { location: second } }
  expect(await make(snapshots, 'x')).toMatchObject({ ok: true, value: { second: missing } })
  const list = await listed(snapshots)
  expect(list.snapshots).toHaveLength(1)
  expect(list.problem).toMatchObject({ code: 'not-found' })
})

it('never writes into the folder of the articles', async () => {
  const { snapshots } = await bench()
  const corpus = tempFolder()
  expect(await snapshots.useSecond(corpus, corpus)).toMatchObject({ error: { code: 'inside-corpus' } })
  const outer = tempFolder()
  await snapshots.useSecond(outer, null)
  const begun = await snapshots.begin(PROJECT)
  const done = await snapshots.finish(begun.ok ? begun.value.job : '', NAMED, outer)
  expect(done).toMatchObject({ value: { second: { code: 'inside-corpus' } } })
})

it('refuses a second folder that may not be written, and keeps the one before', async () => {
  const { snapshots } = await bench()
  const [good, file] = [tempFolder(), join(tempFolder(), 'file')]
  writeFileSync(file, 'no folder')
  await snapshots.useSecond(good, null)
  expect(await snapshots.useSecond(file, null)).toMatchObject({ ok: false })
  expect(snapshots.second).toBe(good)
})

it('remembers the second folder', async () => {
  const { snapshots, open } = await bench()
  const second = tempFolder()
  await snapshots.useSecond(second, null)
  expect((await open()).second).toBe(second)
  await snapshots.useSecond(null, null)
  expect((await open()).second).toBe(null)
})

it.each(['own:../../secret', 'own:', 'second:x', 'elsewhere:y', '', '/etc/passwd'])(
  'reads nothing by the name %j',
  async (id) => {
    const { snapshots } = await bench()
    expect(await snapshots.read(PROJECT, id, 0)).toMatchObject({ error: { code: 'not-found' } })
  },
)

it('keeps names that say everything, and takes no other file for a snapshot', () => {
  const name = printSnapshotName(NAMED)
  expect(name).toBe('2026-11-22T09-30-00.250Z_7_12_automatic.postil-snapshot')
  expect(parseSnapshotName(name)).toEqual(NAMED)
  for (const other of [`x${name}`, `${name}.partial`, name.replace('automatic', 'nonsense'), name.replace('11', '13')])
    expect(parseSnapshotName(other)).toBe(null)
})

it('keeps the newest ten, one an hour and one a day, whatever the clock says now', () => {
  const HOUR = 3_600_000
  const every10Minutes = Array.from({ length: 6 * 24 * 60 }, (_, i) => ({ at: AT - i * 600_000 }))
  const gone = new Set(superseded(every10Minutes))
  const kept = every10Minutes.filter((each) => !gone.has(each))
  expect(kept.slice(0, 10)).toEqual(every10Minutes.slice(0, 10))
  const hours = new Set(kept.map(({ at }) => Math.floor(at / HOUR)))
  const days = new Set(kept.map(({ at }) => Math.floor(at / (24 * HOUR))))
  for (let i = 0; i < 24; i++) expect(hours).toContain(Math.floor(AT / HOUR) - i)
  expect(days.size).toBe(31)
  expect(kept.length).toBeLessThanOrEqual(10 + 24 + 31)
  // One made by a clock far in the future takes one place of each kind, no more.
  expect(superseded([...kept, { at: AT + 50 * 365 * 24 * HOUR }]).length).toBeLessThanOrEqual(3)
})

it('remembers what is expected of each project, over restarts, and forgets it on demand', async () => {
  const folder = tempFolder()
  const first = new Expectations(folder)
  expect(await first.get(PROJECT)).toBe(null)
  await first.set(PROJECT, 120)
  expect(await new Expectations(folder).get(PROJECT)).toBe(120)
  await first.set(PROJECT, null)
  expect(await new Expectations(folder).get(PROJECT)).toBe(null)
  expect(JSON.parse(readFileSync(join(folder, `${PROJECT}.json`), 'utf8'))).toEqual({ version: 1, spans: null })
})
