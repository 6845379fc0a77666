import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeArticles } from './articles.ts'
import { expect, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { drop } from './pages/drop.ts'
import { Workbench } from './pages/workbench.ts'

async function answerFolderDialog({ app }: Running, path: string): Promise<void> {
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
  }, path)
}

test('the first start opens sample articles, a copy that trying things out leaves unharmed', async ({ start }) => {
  const running = await start({ folder: null })
  const bench = new Workbench(running.page)
  await expect(running.page.getByRole('dialog')).toBeVisible()
  await expectNoAxeViolations(running.page)
  await bench.introduce('Amina')
  await expect(bench.list.getByRole('option')).not.toHaveCount(0)
  const grant = await running.page.evaluate(() => window.postil.request('folder.initial', null))
  expect(grant).toMatchObject({ ok: true, value: { sample: true } })
  await bench.list.getByRole('option').first().click()
  await expect(bench.text).toBeVisible()
  await expectNoAxeViolations(running.page)
})

test('the list shows title, date, state and counts, names what it skips, filters and sorts', async ({
  start,
  corpus,
  scratch,
}) => {
  symlinkSync(scratch, join(corpus, 'out'))
  writeFileSync(join(corpus, 'bytes.txt'), Buffer.from([0, 1, 2, 3, 0, 0, 255, 254, 0, 7]))
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  const rows = bench.list.getByRole('option')
  await expect(rows).toHaveCount(8)
  await expect(rows.nth(0)).toHaveAccessibleName(/Port-Aubrac : la grève s’étend.*2021-12-07.*Untouched/)
  await expect(rows.nth(2)).toHaveAccessibleName(/article-9/)
  await expect(rows.nth(3)).toHaveAccessibleName(/article-10/)

  await page.getByRole('button', { name: /files skipped/ }).click()
  const skipped = page.getByRole('dialog', { name: 'Skipped files' })
  for (const reason of ['Hidden', 'Broken off', 'A link that leads', 'Not text'])
    await expect(skipped.getByText(reason).first()).toBeVisible()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  await page.getByRole('textbox', { name: 'Filter by title or path' }).fill('greve')
  await expect(rows).toHaveCount(2)
  await page.getByRole('textbox', { name: 'Filter by title or path' }).fill('no such article')
  await expect(page.getByText('No document matches')).toBeVisible()
  await expectNoAxeViolations(page)
  await page.getByRole('textbox', { name: 'Filter by title or path' }).fill('')

  await page.getByRole('button', { name: 'Sort by Length' }).click()
  await expect(rows.nth(0)).toHaveAccessibleName(/grève-port.txt/)
  await page.getByRole('button', { name: /Sorted by Length/ }).click()
  await expect(rows.nth(0)).toHaveAccessibleName(/vide/)
})

test('a folder comes by dialog and from the recent ones, and the last one opens again', async ({
  start,
  corpus,
  scratch,
}) => {
  const other = writeArticles(join(scratch, 'autre'), { 'seul.txt': 'Un seul article.\n' })
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await answerFolderDialog(running, other)
  await page.keyboard.press('Control+o')
  await expect(bench.row(/Un seul article/)).toBeVisible()

  await page.getByRole('button', { name: 'autre' }).click()
  await page
    .getByRole('menuitem', { name: /articles/ })
    .first()
    .click()
  await expect(bench.row(/Les dockers/)).toBeVisible()
  await running.app.close()

  const again = await start({ folder: null })
  await expect(new Workbench(again.page).row(/Les dockers/)).toBeVisible()
})

test('a page that begins anew before it has read the named folder finds it again', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  await page.reload()
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await expect(bench.row(/Les dockers/)).toBeVisible()
})

test('a folder that is dropped on the window opens, and the next one after it', async ({ start, corpus, scratch }) => {
  const other = writeArticles(join(scratch, 'autre'), { 'seul.txt': 'Un seul article.\n' })
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await drop(running, other)
  await expect(bench.row(/Un seul article/)).toBeVisible()
  await drop(running, corpus)
  await expect(bench.row(/Recomptage/)).toBeVisible()
  await expect(page.getByText('Drop a folder, layers or a dataset to open them')).toBeHidden()
})

test('a folder that is not there is said so, with what to do', async ({ start, scratch }) => {
  const { page } = await start({ folder: join(scratch, 'nowhere') })
  await expect(page.getByText(/nowhere/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /Open folder/ }).first()).toBeVisible()
})

test('the list can be used while a large folder is read, and reading it again changes nothing', async ({
  start,
  scratch,
}) => {
  const folder = join(scratch, 'large')
  for (let part = 0; part < 40; part++) {
    mkdirSync(join(folder, `part-${part}`), { recursive: true })
    for (let i = 0; i < 500; i++)
      writeFileSync(join(folder, `part-${part}`, `article-${i}.txt`), `Article ${part}.${i} sur le port.\n\nTexte.\n`)
  }
  const { page } = await start({ folder })
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await bench.list.getByRole('option').first().click()
  await expect(bench.text).toContainText('sur le port')
  await expect(page.getByText(/20,000 documents/)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('F5')
  await expect(page.getByText(/20,000 documents/)).toBeVisible()
})

test('working writes nothing into the folder of the articles', async ({ start, corpus }) => {
  const before = snapshotOf(corpus)
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await bench.open(/Les dockers/)
  await bench.tag('Anselme Tardieu', 'p')
  await bench.press('Control+Enter')
  await bench.settled()
  expect(snapshotOf(corpus)).toEqual(before)
})

function snapshotOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name)
      return [path, readFileSync(path).toString('hex')]
    }),
  )
}

/** How many rows the stored list of the folder has, and how many articles stand in them. */
function storedList({ page }: Running): Promise<{ readonly rows: number; readonly articles: number }> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases()
    const name = all.findLast((each) => each.name?.startsWith('postil-project-'))?.name ?? ''
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)))
    const db = await answer(indexedDB.open(name))
    const found = (await answer(db.transaction('catalogue').objectStore('catalogue').getAll())) as { entries: string }[]
    db.close()
    const ids = found.flatMap(({ entries }) => (JSON.parse(entries) as { ids: string[] }).ids)
    return { rows: found.length, articles: new Set(ids).size }
  })
}

test('a folder of thousands of articles is known at the next start', async ({ start, scratch }) => {
  const articles = Object.fromEntries(
    Array.from({ length: 2300 }, (_, i) => [
      `${i % 10}/article-${i}.txt`,
      `Port-Aubrac, jour ${i}\n\nLa grève continue.\n`,
    ]),
  )
  const folder = writeArticles(join(scratch, 'large'), articles)
  const first = await start({ folder })
  await new Workbench(first.page).introduce('Amina')
  await expect(first.page.getByText('2,300 documents')).toBeVisible()
  await expect.poll(() => storedList(first)).toEqual({ rows: 12, articles: 2300 })
  await first.app.close()

  const second = await start({ folder })
  await expect(second.page.getByText('2,300 documents')).toBeVisible()
  await second.page.getByRole('textbox', { name: 'Filter by title or path' }).fill('jour 2299')
  await expect(new Workbench(second.page).list.getByRole('option')).toHaveCount(1)
  expect(await storedList(second)).toEqual({ rows: 12, articles: 2300 })
})
