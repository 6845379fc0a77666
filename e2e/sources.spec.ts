import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pdfFile, wordFile } from '../src-core/source/testing/made-files.ts'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { TablesDialog } from './pages/tables-dialog.ts'
import { Workbench } from './pages/workbench.ts'

const PAGE =
  '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le phare d’Orvault rallumé</title></head><body>' +
  '<nav><a href="/">Accueil</a></nav><article><h1>Le phare d’Orvault rallumé</h1>' +
  '<p>Le gardien Yvon Kerbrat a rallumé le phare d’Orvault mardi soir, devant une foule venue de toute la côte.</p>' +
  '<p>La mairie promet qu’il le restera&nbsp;; personne n’y croit tout à fait, dit-on sur le port.</p></article></body></html>'

/** French Excel's own CSV: semicolons, CRLF, Windows-1252. */
const CSV =
  'num;intitulé;contenu;le\r\n' +
  '7;Le pont;"Le pont de Valmoury rouvre, annonce Élodie Brunet ; les riverains attendaient ce jour depuis l’hiver.";30/04/2024\r\n' +
  '9;La digue;"La digue de Sainte-Ozanne tient, assure Élodie Brunet, qui l’a visitée à l’œil nu.";02/05/2024\r\n'

const JSONL = [
  {
    ref: 'a',
    meta: { site: 'Gazette' },
    corps: 'Solange Mbaye préside la commission depuis lundi, et la commission attend toujours ses clefs.',
  },
  {
    ref: 'b',
    meta: { site: 'Courrier' },
    corps: 'Rien de neuf au port, où Solange Mbaye n’est pas venue et n’a envoyé personne à sa place.',
  },
]

/** The mention that is tagged in each document. */
const MENTIONS: readonly (readonly [title: RegExp, mention: string, document: string])[] = [
  [/Le pont/, 'Élodie Brunet', 'tables/été.csv#7'],
  [/Solange Mbaye préside/, 'Solange Mbaye', 'tables/rang.jsonl#a'],
  [/Le phare d’Orvault/, 'Yvon Kerbrat', 'phare.html'],
  [/Compte rendu/, 'Anselme Tardieu', 'compte-rendu.docx'],
  [/Communique/, 'Karim Benali', 'communique.pdf'],
  [/Note de Maëlle/, 'Maëlle Quintin', 'note.txt'],
]

function writeSources(folder: string): string {
  mkdirSync(join(folder, 'tables'), { recursive: true })
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
  write('tables/été.csv', Buffer.from(CSV.replaceAll('’', '\u0092').replaceAll('œ', '\u009c'), 'latin1'))
  write('tables/rang.jsonl', JSONL.map((row) => `${JSON.stringify(row)}\n`).join(''))
  write('dataset.jsonl', '{"id":1,"text":"Ana Ruiz parle.","label":[[0,8,"PER"]]}\n')
  write('phare.html', PAGE)
  write('compte-rendu.docx', wordFile(['Compte rendu de séance', 'Anselme Tardieu ouvre la séance à 9 h.']))
  write('communique.pdf', pdfFile([['Communique de presse', 'Karim Benali d\u00e9ment.']]))
  write('note.txt', 'Note de Maëlle Quintin, sans titre.\n')
  write('scan.pdf', pdfFile([[]]))
  return folder
}

interface Line {
  readonly id: string
  readonly text: string
  readonly sha256: string
  readonly encoding: string
  readonly source?: { readonly kind: string; readonly text?: string; readonly id?: string }
  readonly meta: Readonly<Record<string, unknown>>
  readonly spans: readonly { readonly start: number; readonly end: number; readonly text: string }[]
}

test('articles in tables, web pages, Word and PDF are read, tagged and exported like others', async ({
  start,
  scratch,
}) => {
  const folder = writeSources(join(scratch, 'sources'))
  const before = readFileSync(join(folder, 'tables/été.csv'))
  const first = await start({ folder })
  let bench = new Workbench(first.page)
  await bench.introduce('amina')
  await expect(first.page.getByText('3 tables are not read yet')).toBeVisible()
  await expect(bench.list.getByRole('option')).toHaveCount(4)

  const tables = new TablesDialog(first.page)
  await tables.open()
  // The dataset comes first, and is left out unless somebody says otherwise.
  await expect(tables.dialog.getByText('look like a doccano dataset')).toBeVisible()
  await expectNoAxeViolations(first.page)
  await tables.press('Next')
  await expect(tables.column('Text')).toHaveAccessibleName('Text: contenu')
  await expect(tables.column('Known by')).toHaveAccessibleName('Known by: num')
  await expect(tables.column('Title')).toHaveAccessibleName('Title: intitulé')
  await expect(tables.column('Date')).toHaveAccessibleName('Date: le')
  await expect(tables.column('Encoding')).toHaveAccessibleName('Encoding: Detected: windows-1252')
  await expectNoAxeViolations(first.page)
  await tables.press('Next')
  await tables.choose('Text', 'meta.site')
  await tables.choose('Text', 'corps')
  await tables.press('Read them so')
  await expect(bench.list.getByRole('option')).toHaveCount(8)
  await first.page.getByRole('button', { name: '2 files skipped' }).click()
  await expect(first.page.getByRole('dialog').getByText('Holds no text')).toBeVisible()
  await expect(first.page.getByRole('dialog').getByText('Tables that were left out')).toBeVisible()
  await first.page.keyboard.press('Escape')

  for (const [title, mention] of MENTIONS) {
    await bench.open(title)
    await bench.tag(mention, 'p')
    await bench.settled()
  }
  await first.app.close()

  // Rows change places, and one is new: tags stay where they are.
  const [head = '', seven = '', nine = ''] = CSV.split('\r\n')
  const reordered = [head, nine, '8;Le bac;"Le bac de Tamsira reste à quai.";03/05/2024', seven, ''].join('\r\n')
  expect(readFileSync(join(folder, 'tables/été.csv')).equals(before)).toBe(true)
  writeFileSync(
    join(folder, 'tables/été.csv'),
    Buffer.from(reordered.replaceAll('’', '\u0092').replaceAll('œ', '\u009c'), 'latin1'),
  )
  const second = await start({ folder })
  bench = new Workbench(second.page)
  await expect(bench.list.getByRole('option')).toHaveCount(9)
  await expect(second.page.getByText('not read yet')).toHaveCount(0)
  await bench.open(/Le pont/)
  const facts = second.page.getByRole('region', { name: 'About this article' })
  await expect(facts.getByLabel('Date')).toHaveValue('2024-04-30')
  await expect(second.page.getByRole('button', { name: /Move the tags/ })).toHaveCount(0)
  await bench.settled()
  await new ExportDialog(second).exportTo(join(scratch, 'dataset'), ['In progress'])
  await expect(second.page.getByRole('dialog').getByText('6 tags compared with the files’ own bytes')).toBeVisible()

  const lines = readFileSync(join(scratch, 'dataset/data.jsonl'), 'utf8').trim().split('\n')
  const entries = lines.map((line) => JSON.parse(line) as Line)
  expect(entries.map(({ id }) => id).sort()).toEqual(MENTIONS.map(([, , document]) => document).sort())
  for (const { id, text, spans, sha256, source } of entries) {
    const mention = MENTIONS.find(([, , document]) => document === id)?.[1]
    const points = Array.from(text)
    expect(spans.map(({ start, end }) => points.slice(start, end).join(''))).toEqual([mention])
    const [file = ''] = id.split('#')
    expect(sha256).toBe(
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    )
    expect(source?.kind).toBe(
      { csv: 'csv', jsonl: 'jsonl', html: 'html', docx: 'docx', pdf: 'pdf' }[file.split('.')[1] ?? ''],
    )
  }
  const row = entries.find(({ id }) => id.endsWith('#7'))
  expect(row).toMatchObject({
    text: 'Le pont de Valmoury rouvre, annonce Élodie Brunet ; les riverains attendaient ce jour depuis l’hiver.',
    ...{ encoding: 'windows-1252', source: { kind: 'csv', text: 'contenu', id: 'num' } },
    meta: { title: 'Le pont', date: '2024-04-30', le: '30/04/2024' },
  })
  expect(entries.find(({ id }) => id.endsWith('.jsonl#a'))?.meta).toMatchObject({ 'meta.site': 'Gazette' })
  const validated = execFileSync('node', [
    'out/main/postil.js',
    'validate',
    join(scratch, 'dataset'),
    '--against',
    folder,
  ])
  expect(validated.toString()).toContain('6 lines compared with the articles, no faults')
})
