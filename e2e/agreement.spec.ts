import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { AgreementReport } from '../src-core/agreement/report.ts'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { article } from './bench/articles.ts'
import { seenBy, truthIn, writeLayers, writeManyLayers } from './layers.ts'
import { Agreement } from './pages/agreement.ts'
import { Colleagues } from './pages/colleagues.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { Workbench } from './pages/workbench.ts'

const TAGS = {
  karim: {
    '2021/grève-port.txt': [
      ['Maëlle Quintin', 'Person'],
      ['arsenal', 'Organization'],
      ['2 décembre 2021', 'Date'],
    ],
    '2022/barrage.txt': [['14 février 2022', 'Date']],
    '2022/recomptage.md': [['Jean-Luc Ferrand', 'Person']],
    '2022/article-9.txt': [],
    '2022/article-10.txt': [],
  },
  lea: {
    '2021/grève-port.txt': [
      ['Maëlle Quintin', 'Person'],
      ['arsenal d’Orvault', 'Organization'],
      ['Anselme Tardieu', 'Organization'],
    ],
    '2022/barrage.txt': [['14 février 2022', 'Date']],
    '2022/recomptage.md': [['Jean-Luc Ferrand', 'Person']],
    '2022/article-9.txt': [],
    '2022/article-10.txt': [['Dixième', 'Date']],
  },
} as const

interface Row {
  readonly measure: string
  readonly a: string
  readonly b: string
  readonly label: string
  readonly document: string
  readonly value: string
  readonly items: string
  readonly undefined: string
}

/** What the command says of the dataset, in the rows of the screen’s file. */
function rowsOf({ measures }: AgreementReport): Omit<Row, 'low' | 'high'>[] {
  const none = { a: '', b: '', label: '', document: '' }
  return Object.entries(measures).flatMap(([measure, result]) =>
    [
      { ...none, score: result },
      ...result.pairs.map((score) => ({ ...none, a: score.a, b: score.b, score })),
      ...Object.entries(result.labels).map(([label, score]) => ({ ...none, label, score })),
      ...Object.entries(result.documents).map(([document, score]) => ({ ...none, document, score })),
    ].map(({ score, ...where }) => ({
      measure,
      ...where,
      value: String(score.value ?? ''),
      items: String(score.items),
      undefined: score.undefined ?? '',
    })),
  )
}

test('three people’s layers are compared; the numbers are those of the command, and each opens its cases', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(150_000)
  for (const name of ['karim', 'lea'] as const)
    await writeLayers(join(scratch, `${name}.postil`), corpus, { name, tags: TAGS[name] })
  const running = await start({ folder: corpus })
  const { page, app } = running
  const bench = new Workbench(page)
  const agreement = new Agreement(running)
  await bench.introduce('amina')

  // Alone there is nothing to compare, and the screen says what to do.
  await page.keyboard.press('F6')
  await expect(page.getByRole('heading', { name: 'Two layers are needed' })).toBeVisible()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.tag('arsenal d’Orvault', 'o')
  await bench.press('Control+Enter')
  for (const title of [/barrage/i, /Recomptage/, /Neuvième/, /Dixième/]) {
    await bench.open(title)
    await bench.press('Control+Enter')
  }
  await bench.settled()
  for (const name of ['karim', 'lea']) await new Colleagues(running).receive(join(scratch, `${name}.postil`))
  await bench.settled()

  await agreement.open()
  await expect(agreement.screen.getByText('5 documents compared, of 5')).toBeVisible()
  const strict = await agreement.number('F1, strict').textContent()
  await expect(agreement.number('α of attributes')).toHaveText('—')
  await expect(agreement.screen.getByText('Neither annotator marked anything here').first()).toBeVisible()
  await expectNoAxeViolations(page)

  // Every number of the screen is the command’s, to the last digit.
  const saved = await agreement.save('Save all numbers (CSV)', join(scratch, 'agreement.csv'))
  const shown = Papa.parse<Row>(saved, { header: true, skipEmptyLines: true }).data
  await new ExportDialog(running).exportTo(join(scratch, 'dataset'))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const measures = [...new Set(shown.map(({ measure }) => measure))]
  const command = [
    'out/main/postil.js',
    'agree',
    join(scratch, 'dataset/data.jsonl'),
    '--json',
    '--measure',
    measures.join(),
  ]
  const report = JSON.parse(execFileSync('node', command, { encoding: 'utf8' })) as AgreementReport
  expect(measures).toHaveLength(14)
  expect(
    shown.map(({ measure, a, b, label, document, value, items, undefined: reason }) => ({
      measure,
      a,
      b,
      label,
      document,
      value,
      items,
      undefined: reason,
    })),
  ).toEqual(rowsOf(report))
  expect(strict?.trim()).toBe(report.measures['f1-strict']?.value?.toFixed(3))

  // A number opens its cases; one opens in its document, another in the review.
  await agreement.screen
    .getByRole('button', { name: /^karim · lea: 0/ })
    .first()
    .press('Enter')
  await expect(agreement.cases.getByRole('option')).toHaveCount(4)
  await expect(agreement.cases.getByRole('option').first()).toContainText('Borders')
  await expectNoAxeViolations(page)
  await agreement.cases.press('r')
  await expect(page.getByRole('region', { name: 'Review' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What each made of it' })).toContainText('arsenal')
  await page.keyboard.press('Escape')
  await agreement.open()
  await agreement.screen.getByRole('button', { name: /^Organization · no tag: / }).press('Enter')
  await agreement.cases.getByRole('option').first().waitFor()
  await agreement.cases.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Les dockers')
  await expect(bench.text).toBeVisible()

  // Esc closes a list of choices that is open, and nothing around it.
  await agreement.open()
  await agreement.screen.getByRole('combobox', { name: 'Precision' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option', { name: /expected disorder/ })).toHaveCount(0)
  await expect(agreement.cases).toBeVisible()

  // Pictures go out as they are, in colours of their own.
  const svg = await agreement.save('Save “By label” as SVG', join(scratch, 'labels.svg'))
  expect(svg).toContain('Organization')
  expect(svg).not.toMatch(/var\(|tabindex|<style/)
  expect(svg).toMatch(/<text [^>]*>[^<]+ · By label<\/text>/)
  const csv = await agreement.save('Save “Confusion between labels” as CSV', join(scratch, 'confusion.csv'))
  expect(csv).toMatch(/^label,other,times\n.*Organization,Person,|^label,other,times\n/)

  // A paragraph for the methods section, in the other language too.
  const methods = page.getByRole('region', { name: 'For the methods section' })
  await methods.getByRole('radio', { name: 'Français' }).click()
  await methods.getByRole('button', { name: 'Copy' }).click()
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain(
    '3\u00a0personnes ont annoté 5\u00a0documents',
  )

  // In French and in the dark, as tables; what was chosen is chosen still.
  await agreement.screen.getByRole('checkbox', { name: 'Fleiss’ κ' }).click()
  await expect(agreement.screen.getByRole('row', { name: /^Fleiss/ })).toHaveCount(0)
  await bench.settled()
  await page.evaluate(() => window.postil.request('settings.set', { language: 'fr', theme: 'dark' }))
  await app.close()
  const again = await start({ folder: null })
  await new Workbench(again.page).list.or(again.page.getByRole('listbox').first()).first().waitFor()
  await again.page.keyboard.press('F6')
  await again.page.getByText('5 documents comparés sur 5').waitFor()
  await expect(
    again.page.getByRole('button', { name: `F1 stricte: ${strict?.trim().replace('.', ',') ?? ''}` }),
  ).toBeVisible()
  await expect(again.page.getByRole('group', { name: 'Par étiquette' })).toContainText('0,2')
  await expect(again.page.getByRole('checkbox', { name: 'κ de Fleiss' })).not.toBeChecked()
  await again.page.getByRole('radio', { name: 'Tableaux' }).click()
  await expect(again.page.getByRole('button', { name: /^amina · karim: 0,/ })).toBeVisible()
  await expectNoAxeViolations(again.page)
})

test('γ is counted when asked for, says how far it is, and can be cancelled', async ({ start, corpus, scratch }) => {
  const text = Array.from({ length: 6 }, (_, i) => article(i)).join('\n')
  writeFileSync(join(corpus, 'long.txt'), text)
  const truth = truthIn(text, 500, 1)
  for (const [k, name] of ['karim', 'lea', 'noor'].entries())
    await writeManyLayers(
      join(scratch, `${name}.postil`),
      name,
      new Map([['long.txt', { text, spans: seenBy(truth, text, k) }]]),
    )
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  // The folder is opened anew once it is known who annotates.
  await bench.row(/Le conseil de Vauclerc/).waitFor()
  for (const name of ['karim', 'lea', 'noor']) await new Colleagues(running).receive(join(scratch, `${name}.postil`))
  await bench.settled()
  const agreement = new Agreement(running)
  await agreement.open()
  const gamma = page.getByRole('group', { name: 'γ' })
  await gamma.getByRole('combobox', { name: /^Precision/ }).click()
  await page.getByRole('option', { name: '± 1%' }).click()
  await gamma.getByRole('button', { name: 'Count γ' }).click()
  await expect(gamma.getByRole('progressbar', { name: 'Counting γ' })).toBeVisible()
  await gamma.getByRole('button', { name: 'Cancel' }).click()
  await expect(gamma.getByRole('button', { name: 'Count γ' })).toBeVisible()
  await expect(agreement.screen.getByRole('row', { name: /^γ/ })).toHaveCount(0)

  // The other numbers are still there; with a coarser precision it is done soon.
  await expect(agreement.number('F1, strict')).toHaveText(/^0\.\d{3}$/)
  await gamma.getByRole('combobox', { name: /^Precision/ }).click()
  await page.getByRole('option', { name: '± 10%' }).click()
  await gamma.getByRole('button', { name: 'Count γ' }).click()
  await expect(agreement.number('γ')).toHaveText(/^0\.\d{3}$/, { timeout: 60_000 })
  await expect(agreement.screen.getByRole('row', { name: /^γ/ })).toContainText('±')
})
