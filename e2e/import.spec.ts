import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prove } from '../src-core/formats/compare.ts'
import type { DatasetEntry } from '../src-core/formats/dataset.ts'
import { fit } from '../src-core/formats/fit.ts'
import { realigned } from '../src-core/formats/import-plan.ts'
import { lineToEntry } from '../src-core/formats/postil-read.ts'
import { FORMATS } from '../src-core/formats/registry.ts'
import { expect, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { drop } from './pages/drop.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { ImportDialog } from './pages/import-dialog.ts'
import { Workbench } from './pages/workbench.ts'

const ROUND_TRIPS = ['postil', 'doccano', 'brat', 'webanno-tsv'] as const
const BEGUN = ['In progress']

function entriesIn(folder: string): DatasetEntry[] {
  const lines = readFileSync(join(folder, 'data.jsonl'), 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const outcome = lineToEntry(line)
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
    return outcome.entry
  })
}

async function exported(running: Running, folder: string, format: string | null = null): Promise<void> {
  await new ExportDialog(running).exportTo(folder, BEGUN, format)
  await running.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
}

/** Tags that overlap, come in pieces, say attributes and relations, beside an emoji and on lines that end in CRLF. */
async function tagEverything(running: Running): Promise<void> {
  const bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.tag('2 décembre 2021', 'd')
  await bench.press('Enter', 'Enter')
  await bench.tag('Maëlle Quintin refuse de négocier', 'c')
  await bench.press('r', 'f', 's')
  await bench.tag('port', 'o')
  await bench.press('ArrowRight', 'ArrowRight', 'Control+Shift+ArrowRight')
  await bench.press('Control+Enter')
  await bench.open(/grève s’étend/)
  await bench.tag('Yvon Le Braz', 'p')
  await bench.press('Control+Enter')
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.tag('Agence des Eaux', 'o')
  await bench.tag('14 février 2022', 'd')
  await bench.settled()
}

test('four formats go out and come back into a fresh project as they went, twice the same, and undone at once', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(180_000)
  const amina = await start({ folder: corpus, userData: join(scratch, 'amina') })
  await tagEverything(amina)
  for (const id of ROUND_TRIPS)
    await exported(amina, join(scratch, id), FORMATS.find((format) => format.id === id)?.name ?? id)
  const sent = entriesIn(join(scratch, 'postil'))
  const spans = sent.flatMap((entry) => entry.spans)
  expect(spans.some(({ ranges }) => ranges.length > 1)).toBe(true)
  expect(spans.some(({ attributes }) => Object.values(attributes).some((value) => value !== null))).toBe(true)
  expect(sent.flatMap(({ relations }) => relations).length).toBeGreaterThan(0)
  expect(sent.map(({ text }) => text).join()).toMatch(/😀[^]*\r\n|\r\n[^]*😀/)
  await amina.app.close()

  const karim = await start({ folder: corpus, userData: join(scratch, 'karim') })
  const bench = new Workbench(karim.page)
  await bench.introduce('karim')
  await expect(bench.list.getByRole('option')).toHaveCount(8)
  const imports = new ImportDialog(karim)
  for (const format of FORMATS.filter(({ id }) => ROUND_TRIPS.some((each) => each === id))) {
    const folder = join(scratch, format.id)
    await imports.pick(folder, 'folder')
    await expect(imports.status).toContainText(/come in, 0 here already, 0 left out/)
    if (format.id === 'postil') await expectNoAxeViolations(karim.page)
    await imports.apply()
    await expect(karim.page.getByText(/tags imported from/)).toBeVisible()
    await bench.settled()

    await exported(karim, join(scratch, `${format.id}-back`))
    const texts = new Map(sent.map(({ id, text }) => [id, text]))
    const expected = sent.map((entry) => {
      const fitted = fit(entry, format, 'longest').entry
      return realigned(fitted, texts.get(entry.id) ?? '') ?? fitted
    })
    const found = entriesIn(join(scratch, `${format.id}-back`)).filter(({ annotator }) => annotator === 'amina')
    expect(prove(expected, found, format.carries)).toEqual([])

    await imports.pick(folder, 'folder')
    await expect(imports.status).toContainText('Importing it again would change nothing.')
    await imports.close()
    await bench.press('Control+z')
    await expect(karim.page.getByText(/Undone/).first()).toBeVisible()
    await bench.settled()
  }
  await imports.pick(join(scratch, 'postil'), 'folder')
  await expect(imports.status).toContainText(/come in, 0 here already/)
})

const DOCCANO = [
  {
    id: 'radio/bac.txt',
    text: 'Un bac a coulé à Tamsira 😀 hier.',
    label: [
      [17, 24, 'LIEU'],
      [0, 6, 'OBJ'],
    ],
    meta: { source: 'radio' },
  },
  { id: 'radio/dix.txt', text: 'Dixième article : rien à signaler.\n', label: [[0, 7, 'RANG']] },
]

test('a foreign file: names are mapped, documents come with their text, suggestions are accepted, faults are told', async ({
  start,
  corpus,
  scratch,
}) => {
  const file = join(scratch, 'annotations.jsonl')
  writeFileSync(file, DOCCANO.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await expect(bench.list.getByRole('option')).toHaveCount(8)
  const imports = new ImportDialog(running)
  await imports.pick(file)
  await expect(imports.status).toHaveText('3 tags in the file: 3 come in, 0 here already, 0 left out.')
  await imports.choose('LIEU', 'Organization')
  await imports.choose('OBJ', 'Leave out')
  await expect(imports.status).toHaveText('3 tags in the file: 2 come in, 0 here already, 1 left out.')
  await imports.choose('annotations', 'Your layer')
  await expectNoAxeViolations(page)
  await imports.apply()
  await expect(bench.list.getByRole('option')).toHaveCount(9)
  await bench.open(/bac\.txt/)
  await expect(bench.text).toContainText('Tamsira')
  await bench.settled()

  const tasks = join(scratch, 'model.json')
  const region = { id: 'r', from_name: 'label', to_name: 'text', type: 'labels' }
  const result = [{ ...region, value: { start: 0, end: 5, text: 'Jean-', labels: ['Person'] } }]
  writeFileSync(
    tasks,
    JSON.stringify([
      {
        data: { text: 'Jean-Marc Diallo arrive demain.', id: 'depeche.txt' },
        predictions: [
          { model_version: 'm1', result: [{ ...region, value: { start: 0, end: 16, labels: ['Person'] } }] },
        ],
      },
    ]),
  )
  await imports.pick(tasks)
  await expect(imports.dialog.getByRole('combobox', { name: /m1 becomes: Suggestions/ })).toBeVisible()
  await imports.apply()
  await bench.open(/depeche/)
  await bench.press('Tab')
  await expect(bench.candidate).toHaveText('Jean-Marc Diallo')
  await expect(bench.inspector).toContainText('suggested in an imported dataset')
  await bench.press('y')
  await bench.settled()
  await exported(running, join(scratch, 'out'))
  const found = entriesIn(join(scratch, 'out')).find(({ id }) => id === 'depeche.txt')
  expect(found).toMatchObject({ annotator: 'amina', spans: [{ label: 'Person', origin: 'suggested:m1' }] })

  writeFileSync(tasks, JSON.stringify([{ data: { text: 'Court.' }, annotations: [{ result }] }]))
  await imports.pick(tasks)
  await expect(imports.dialog.getByRole('alert')).toContainText('Nothing was changed')
  await expectNoAxeViolations(page)
  await imports.close()

  const article = join(scratch, 'article.txt')
  writeFileSync(article, 'Le port reste fermé jusqu’à jeudi.\n')
  await drop(running, article)
  await expect(imports.dialog.getByRole('heading', { name: 'This is an article' })).toBeVisible()
  await expect(imports.dialog.getByRole('alert')).toContainText('put the file into the open folder')
  await expectNoAxeViolations(page)
})
