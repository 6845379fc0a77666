import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { writeLayers } from './layers.ts'
import { Agreement } from './pages/agreement.ts'
import { Colleagues } from './pages/colleagues.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { SchemaEditorPage } from './pages/schema-editor.ts'
import { Workbench } from './pages/workbench.ts'

const STRIKE = '2021/grève-port.txt'
const DAM = '2022/barrage.txt'
const HIS = 'Noe\u0301mie Vasseur'

test('while it is blind nothing tells what a colleague made of a document that one has not done', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(120_000)
  const file = join(scratch, 'karim.postil')
  const tags = { [STRIKE]: [['Maëlle Quintin', 'Person']], [DAM]: [[HIS, 'Person']] } as const
  await writeLayers(file, corpus, { name: 'karim', tags })
  await writeLayers(join(scratch, 'lea.postil'), corpus, { name: 'lea', tags })
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  const desk = new Colleagues(running)
  const schema = new SchemaEditorPage(running)
  await desk.run('Split the work among people')
  // What nobody has typed yet is asked for, not marked as wrong.
  await expect(page.getByText('Give every person a name.')).not.toHaveClass(/bad/)
  await page.getByRole('switch', { name: 'Blind annotation' }).click()
  await page.keyboard.press('Escape')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.press('Control+Enter')
  await bench.settled()
  for (const name of ['karim', 'lea']) await desk.receive(join(scratch, `${name}.postil`))
  await bench.settled()

  // The list, what is proposed in the text, and the search.
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await expect(bench.row(/Le barrage/)).not.toContainText('1')
  await bench.press('Tab')
  await expect(bench.inspector.locator('q')).not.toHaveText(HIS)
  await bench.press('Escape')

  // The history of the document and of the project: the strike's tags alone.
  const told = page.getByRole('list', { name: 'What changed' })
  await bench.press('Control+h')
  const list = page.getByRole('region', { name: 'What happened, the newest first' })
  await list.getByRole('button', { name: /amina/ }).first().click()
  await expect(page.getByText('0 tags right after it')).toBeVisible()
  await expect(page.getByRole('dialog')).not.toContainText(HIS)
  await page.getByRole('radio', { name: 'The project' }).click()
  await list.getByRole('button', { name: /amina/ }).first().click()
  await expect(told.getByRole('listitem')).toHaveText([/Maëlle Quintin/])
  await page.keyboard.press('Escape')

  // How often a label is used, and how far people agree.
  await schema.open()
  await expect(schema.parts.getByRole('button', { name: /Person/ })).toContainText('2')
  await schema.choose('Person')
  await schema.button('Split…').click()
  const words = schema.dialog.getByRole('textbox', { name: 'Words or value' })
  await schema.dialog.getByRole('textbox', { name: 'Name of the new label' }).fill('Unionist')
  await words.fill('Vasseur')
  await expect(schema.dialog.getByText('Say which tags the new label takes.')).toBeVisible()
  await words.fill('Quintin')
  await expect(schema.dialog.getByRole('status')).toContainText('2 tags or relations carry it.')
  await expect(schema.dialog.getByRole('status')).toContainText('Colleagues’ tags in 1 document are not counted')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  const agreement = new Agreement(running)
  await agreement.open()
  await expect(agreement.screen.getByText('1 document compared, of 1')).toBeVisible()
  await page.keyboard.press('Escape')

  // What leaves the app.
  const linesIn = (folder: string) =>
    readFileSync(join(folder, 'data.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; annotator: string })
      .map(({ id, annotator }) => `${annotator} ${id}`)
  await page.keyboard.press('Control+e')
  await expect(page.getByRole('dialog')).toContainText('tags of 1 document are left out until yours is done')
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await new ExportDialog(running).exportTo(join(scratch, 'blind'))
  await page.keyboard.press('Escape')
  expect(linesIn(join(scratch, 'blind'))).toEqual([`amina ${STRIKE}`, `karim ${STRIKE}`, `lea ${STRIKE}`])

  // Once it is done, all is there.
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.press('Control+Enter')
  await bench.settled()
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await schema.open()
  await expect(schema.parts.getByRole('button', { name: /Person/ })).toContainText('4')
  await page.keyboard.press('Escape')
  await bench.press('Control+h')
  await list.getByRole('button', { name: /amina/ }).first().click()
  await expect(page.getByRole('dialog')).toContainText(HIS)
  await page.keyboard.press('Escape')
  await new ExportDialog(running).exportTo(join(scratch, 'open'))
  await page.keyboard.press('Escape')
  expect(linesIn(join(scratch, 'open'))).toHaveLength(6)
})
