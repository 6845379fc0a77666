import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { article } from './bench/articles.ts'
import { truthIn, writeManyLayers, writeManyLines } from './layers.ts'
import { Colleagues } from './pages/colleagues.ts'
import { ImportDialog } from './pages/import-dialog.ts'
import { Workbench } from './pages/workbench.ts'
import { storedState } from './stored.ts'

const DOCUMENTS = 1000
const TAGS = 40

test('a large file of layers that is called off half way leaves nothing: neither opened nor written', async ({
  start,
  scratch,
}) => {
  test.setTimeout(150_000)
  const corpus = join(scratch, 'campaign')
  const mail = join(scratch, 'mail')
  for (const folder of [corpus, mail]) mkdirSync(folder)
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => {
    const [id, text] = [`article-${String(i).padStart(4, '0')}.txt`, article(i)]
    writeFileSync(join(corpus, id), text)
    return [id, { text, spans: truthIn(text, TAGS, i) }] as const
  })
  const running = await start({ folder: corpus })
  const { app, page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await page.getByText('1,000 documents').first().waitFor()
  await bench.settled()
  const before = await storedState(page)

  // Opened by the palette and called off while it is read.
  const large = join(scratch, 'karim.postil')
  await writeManyLayers(large, 'karim', new Map(documents))
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, large)
  const cancel = page.getByRole('dialog', { name: /…$/ }).getByRole('button', { name: 'Cancel' })
  await new Colleagues(running).run('colleague’s layers')
  await cancel.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await bench.settled()
  expect(await storedState(page)).toEqual(before)
  await page.keyboard.press('F6')
  await expect(page.getByRole('heading', { name: 'Two layers are needed' })).toBeVisible()
  await page.keyboard.press('Escape')

  // The same again, to its end: nothing of the first attempt stands in the way.
  await new Colleagues(running).receive(large)
  await bench.settled()
  expect((await storedState(page)).spans).toHaveLength(DOCUMENTS * TAGS)

  // As one’s own layer, out of a dataset.
  const lines = join(scratch, 'mine.jsonl')
  writeManyLines(lines, 'elsewhere', new Map(documents))
  const imports = new ImportDialog(running)
  await imports.pick(lines)
  await imports.choose('elsewhere', 'Your layer')
  await imports.apply()
  await bench.settled()
  const full = await storedState(page)
  expect(full.spans).toHaveLength(2 * DOCUMENTS * TAGS)

  // Saved, and called off while it is written: the place stays empty.
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    },
    join(mail, 'amina.postil'),
  )
  await new Colleagues(running).run('Save my layers')
  await cancel.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await bench.settled()
  expect(readdirSync(mail)).toEqual([])
  expect(await storedState(page)).toEqual(full)
  await new Colleagues(running).send(join(mail, 'amina.postil'))
  expect(readdirSync(mail)).toEqual(['amina.postil'])
})
