import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { drop } from './pages/drop.ts'
import { ImportDialog } from './pages/import-dialog.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const STRIKE = '2021/grève-port.txt'

/** What the colleague tagged, in words that each tool has a name of its own for. */
const TAGS = [
  ['Maëlle Quintin', 'PER'],
  ['arsenal d’Orvault', 'ORG'],
] as const

function placed(text: string): { words: string; label: string; start: number; end: number }[] {
  return TAGS.map(([words, label]) => {
    const start = text.indexOf(words)
    return { words, label, start, end: start + words.length }
  })
}

function write(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** A dataset as the tool writes it; answers its path. */
type Tool = (folder: string, text: string) => string

const labelStudio: Tool = (folder, text) => {
  const result = placed(text).map(({ words, label, start, end }) => {
    const value = { start, end, text: words, labels: [label] }
    return { id: words, from_name: 'label', to_name: 'text', type: 'labels', value }
  })
  const completed = { completed_by: { email: 'karim@example.org' }, result }
  return write(join(folder, 'tasks.json'), JSON.stringify([{ data: { text, id: STRIKE }, annotations: [completed] }]))
}

const brat: Tool = (folder, text) => {
  const lines = placed(text).map(({ words, label, start, end }, i) => `T${i + 1}\t${label} ${start} ${end}\t${words}\n`)
  write(join(folder, 'karim', STRIKE), text)
  write(
    join(folder, 'karim', STRIKE.replace(/txt$/, 'ann')),
    `${lines.join('')}#1\tAnnotatorNotes T2\tthe whole name\n`,
  )
  return join(folder, 'karim')
}

/** Words and marks a line: what stood between them is lost, and so is the document's name. */
const conll: Tool = (folder, text) => {
  const tags = placed(text)
  const lines = [...text.matchAll(/[\p{L}\p{M}\d]+|[^\s]/gu)].map(({ 0: token, index }) => {
    const tag = tags.find(({ start, end }) => start <= index && index < end)
    return `${token} ${tag ? `${tag.start === index ? 'B' : 'I'}-${tag.label}` : 'O'}`
  })
  return write(join(folder, 'karim.conll'), `${lines.join('\n')}\n`)
}

for (const [name, tool, way] of [
  ['Label Studio, dropped on the window', labelStudio, 'drop'],
  ['brat, a folder', brat, 'folder'],
  ['CoNLL, which keeps neither spaces nor names', conll, 'file'],
] as const)
  test(`a dataset of another tool is opened as a colleague’s layer, and reviewed like one: ${name}`, async ({
    start,
    corpus,
    scratch,
  }) => {
    const running = await start({ folder: corpus })
    const { page } = running
    const bench = new Workbench(page)
    await bench.annotate('amina', /Les dockers de Port-Aubrac/, [
      ['Maëlle Quintin', 'p'],
      ['arsenal', 'o'],
    ])

    const dataset = tool(scratch, readFileSync(join(corpus, STRIKE), 'utf8'))
    const imports = new ImportDialog(running)
    if (way === 'drop') await drop(running, dataset)
    else await imports.pick(dataset, way)
    await expect(imports.status).toHaveText('2 tags in the file: 2 come in, 0 here already, 0 left out.')
    await expect(imports.dialog.getByText('Not in this folder')).toHaveCount(0)
    await expect(imports.dialog.getByRole('combobox', { name: /^PER becomes: Person/ })).toBeVisible()
    await expectNoAxeViolations(page)
    await imports.apply()
    await bench.settled()

    // The layer is one of two: what agrees is folded, the border is decided by a key.
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
