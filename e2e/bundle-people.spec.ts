import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { writeLayers } from './layers.ts'
import { Colleagues } from './pages/colleagues.ts'
import { drop } from './pages/drop.ts'
import { ImportDialog } from './pages/import-dialog.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const STRIKE = '2021/grève-port.txt'
const ARTICLE = /Les dockers de Port-Aubrac/

test('two people named alike stay two, one who takes another name stays one; files are dropped on the window', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(120_000)
  const post = (name: string) => join(scratch, `${name}.postil`)
  // Another Sam, whose work comes from elsewhere.
  await writeLayers(post('other'), corpus, { name: 'Sam', tags: { [STRIKE]: [['arsenal d’Orvault', 'Organization']] } })
  const sam = await start({ folder: corpus, userData: join(scratch, 'sam') })
  const his = new Workbench(sam.page)
  await his.introduce('Sam')
  await his.open(ARTICLE)
  await his.tag('arsenal', 'o')
  await his.press('Control+Enter')
  await his.settled()
  await new Colleagues(sam).send(post('sam'))

  // He takes another name and sends the same again.
  await his.press('Control+,')
  await sam.page.getByLabel('Your name').fill('Samuel')
  await sam.page.keyboard.press('Enter')
  await sam.page.getByText('Annotator: Samuel').waitFor({ state: 'attached' })
  await sam.page.keyboard.press('Escape')
  await his.settled()
  await new Colleagues(sam).send(post('samuel'))
  // The notice of the first file may still be there.
  await expect.poll(() => existsSync(post('samuel'))).toBe(true)
  await his.settled()
  await sam.app.close()

  const amina = await start({ folder: corpus, userData: join(scratch, 'amina') })
  const { page } = amina
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.settled()
  const dialog = page.getByRole('dialog', { name: /^Layers of Sam/ })
  for (const name of ['other', 'sam']) {
    await drop(amina, post(name))
    await expect(dialog.getByRole('row', { name: /^New/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Bring in' }).click()
    await expect(dialog).toHaveCount(0)
    await bench.settled()
  }
  const layers = async () => new Set((await storedSpans(page)).map(({ annotator }) => annotator)).size
  expect(await layers()).toBe(2)
  await bench.press('F8')
  const people = page.getByRole('list', { name: /Lanes/ }).getByRole('listitem')
  await expect(people).toHaveText(['1Sam', '2Sam 2'])
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  // Under his new name he is who he was.
  await drop(amina, post('samuel'))
  await expect(dialog.getByRole('row', { name: /Newer than what is here/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Bring in' }).click()
  await bench.settled()
  expect(await layers()).toBe(2)
  await bench.press('F8')
  await expect(people).toHaveText(['1Sam', '2Samuel'])
})

test('a dataset of another tool is opened as a colleague’s layer, and reviewed like one', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(90_000)
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(ARTICLE)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.tag('arsenal', 'o')
  await bench.press('Control+Enter')
  await bench.settled()

  const text = readFileSync(join(corpus, STRIKE), 'utf8')
  const region = (words: string, label: string) => {
    const start = text.indexOf(words)
    const value = { start, end: start + words.length, text: words, labels: [label] }
    return { id: words, from_name: 'label', to_name: 'text', type: 'labels', value }
  }
  const result = [region('Maëlle Quintin', 'Person'), region('arsenal d’Orvault', 'Organization')]
  const tasks = join(scratch, 'karim.json')
  const completed = { completed_by: { email: 'karim@example.org' }, result }
  writeFileSync(tasks, JSON.stringify([{ data: { text, id: STRIKE }, annotations: [completed] }]))

  await drop(running, tasks)
  const imports = new ImportDialog(running)
  await expect(imports.status).toHaveText('2 tags in the file: 2 come in, 0 here already, 0 left out.')
  await expect(imports.dialog.getByRole('combobox', { name: /karim@example.org becomes: / })).toBeVisible()
  await expectNoAxeViolations(page)
  await imports.apply()
  await bench.settled()

  // His layer is one of two: what agrees is folded, the border is decided by a key.
  await bench.press('F8')
  const queue = page.getByRole('listbox', { name: 'Disagreements' }).getByRole('option')
  await expect(queue).toHaveCount(1)
  await expect(queue.first()).toContainText('Boundary')
  await bench.press('2')
  await expect(page.getByText('Everything in this document is settled.')).toBeVisible()
  await bench.settled()
  const spans = await storedSpans(page)
  expect(spans.filter(({ annotator }) => annotator === 'gold')).toHaveLength(1)
  expect(new Set(spans.map(({ annotator }) => annotator)).size).toBe(3)
  await page.keyboard.press('Escape')

  // It can be gone through tag by tag as well.
  await bench.press('Shift+F8')
  await expect(page.getByRole('listbox', { name: 'Tags and remarks' }).getByRole('option')).toHaveCount(2)
})
