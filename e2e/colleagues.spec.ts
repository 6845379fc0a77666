import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readBundle, type BundleContent } from '../src-core/review/bundle.ts'
import { annotatorOf } from '../src-core/review/bundle-ids.ts'
import { expect, test, type Running } from './app.ts'
import { ARTICLES, writeArticles } from './articles.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Colleagues } from './pages/colleagues.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { Workbench } from './pages/workbench.ts'

const STRIKE = '2021/grève-port.txt'
const RECOUNT = '2022/recomptage.md'
const FOLDER = [STRIKE, RECOUNT, '2022/barrage.txt', '2022/article-9.txt']
const CLAIM = 'Maëlle Quintin refuse de négocier'

/** With this seed the articles on the strike and on the recount are those that all three read. */
const SPLIT = { percent: 50, seed: 3 }

interface Line {
  readonly id: string
  readonly annotator: string
  readonly spans: readonly { readonly label: string; readonly text: string; readonly attributes: object }[]
  readonly decisions: readonly { readonly reason: string | null }[]
}

async function bundleAt(path: string): Promise<BundleContent> {
  const read = await readBundle(readFileSync(path), (bytes) => createHash('sha256').update(bytes).digest('hex'))
  if (!read.ok) throw new Error(JSON.stringify(read.fault))
  return read.bundle
}

const linesOf = (folder: string): Line[] =>
  readFileSync(join(folder, 'data.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

/** What one person's tags say, document by document, as a file says it. */
function saidIn({ entries }: BundleContent, annotator: string): string[] {
  return entries
    .filter((entry) => annotatorOf(entry) === annotator)
    .flatMap(({ id, text, spans }) =>
      spans
        .filter(({ from }) => from === null)
        .map(({ label, ranges }) => `${id} ${label} ${ranges.map(([a, b]) => text.slice(a, b)).join(' … ')}`),
    )
    .sort()
}

function saidBy(lines: readonly Line[], name: string): string[] {
  return lines
    .filter(({ annotator }) => annotator === name)
    .flatMap(({ id, spans }) => spans.map(({ label, text }) => `${id} ${label} ${text}`))
    .sort()
}

const queue = (page: Page, name = 'Disagreements') => page.getByRole('listbox', { name }).getByRole('option')

test('three people share a folder: split, annotated blind, adjudicated by keys, reviewed, answered, and once more', async ({
  start,
  scratch,
}) => {
  test.setTimeout(300_000)
  const corpus = writeArticles(
    join(scratch, 'articles'),
    Object.fromEntries(FOLDER.map((id) => [id, ARTICLES[id] ?? ''])),
  )
  const mail = join(scratch, 'mail')
  mkdirSync(mail)
  const post = (name: string) => join(mail, `${name}.postil`)
  const profile = (name: string, files: readonly string[] = []) => ({ userData: join(scratch, name), files })

  // The coordinator splits the folder; both others get a file.
  const amina = await start({ folder: corpus, ...profile('amina') })
  const bench = new Workbench(amina.page)
  await bench.introduce('amina')
  await expect(bench.list.getByRole('option')).toHaveCount(4)
  const desk = new Colleagues(amina)
  await desk.split(['karim', 'léa'], SPLIT, mail)
  await expect(amina.page.getByText('4 documents, 2 of them for several people.')).toBeVisible()
  await expectNoAxeViolations(amina.page)
  await amina.page.getByRole('button', { name: 'Save the starter files…' }).click()
  await expect(amina.page.getByText(/2 starter files saved/)).toBeVisible()
  expect(readdirSync(mail).sort()).toEqual(['articles – karim.postil', 'articles – léa.postil'])
  await expect(amina.page.getByRole('row', { name: /karim nothing back yet/ })).toBeVisible()
  await amina.page.keyboard.press('Escape')
  await expect(amina.page.getByRole('region', { name: 'Who annotates what' })).toHaveCount(0)
  await annotate(bench, async () => {
    await bench.tag('arsenal d’Orvault', 'o')
    await bench.tag('2 décembre 2021', 'd')
  })
  await amina.app.close()

  // The colleagues open their file by a double-click and go through what is asked, by G and Ctrl+Enter.
  await colleague('karim', async (his) => {
    await his.tag('arsenal', 'o')
    await claim(his, '1')
    await his.tag('Maëlle Quintin', 'p', 2)
    await his.tag('2 décembre 2021', 'd')
  })
  await colleague('léa', async (hers) => {
    await hers.tag('arsenal d’Orvault', 'o')
    await claim(hers, '4')
  })
  const [karims, léas] = [await bundleAt(post('karim')), await bundleAt(post('léa'))]

  // Back at the coordinator: what is not done yet stays hidden.
  const again = await start({ folder: null, ...profile('amina', [post('karim')]) })
  const { page } = again
  const mine = new Workbench(page)
  const table = new Colleagues(again)
  await page.getByRole('button', { name: 'Bring in' }).click()
  await table.receive(post('léa'))
  await mine.settled()
  await table.run('Split the work among people')
  await expect(page.getByRole('row', { name: /karim 3 2 0 2/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await mine.press('F8')
  await expect(page.getByText('1 hidden until yours is done')).toBeVisible()
  await page.keyboard.press('Escape')
  await mine.open(/Recomptage à Valmoury/)
  await mine.press('Control+Enter')
  await mine.settled()

  // Decided by keys alone, over both documents, from the one that is read.
  await mine.open(/Les dockers de Port-Aubrac/)
  await mine.press('F8')
  await expect(queue(page)).toHaveCount(4)
  await expect(page.getByText('hidden until')).toHaveCount(0)
  await expect(queue(page).nth(0)).toContainText('Boundary')
  await expect(queue(page).filter({ hasText: 'Attribute' })).toHaveCount(1)
  await mine.press('3', '2', '0', 'r')
  // The next one is selected already; the reason is of the one before, and the keys go on where they were.
  await page.keyboard.type('a name, no claim')
  await mine.press('Enter', '1', 'r')
  await page.keyboard.type('The day is given')
  await mine.press('Enter', 'Control+Enter')
  await expect(queue(page)).toHaveCount(1)
  await mine.press('3', 'Control+Enter', 'a')
  await expect(page.getByRole('dialog').getByRole('row', { name: 'Tags accepted 1' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Accept them' }).press('Enter')
  await mine.settled()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  const gold = join(scratch, 'gold')
  await new ExportDialog(again).exportTo(gold)
  await page.keyboard.press('Escape')
  const lines = linesOf(gold)
  expect(saidBy(lines, 'gold')).toEqual([
    `${STRIKE} Claim ${CLAIM}`,
    `${STRIKE} Date 2 décembre 2021`,
    `${STRIKE} Organization arsenal d’Orvault`,
    `${STRIKE} Person Maëlle Quintin`,
    `${RECOUNT} Person Jean-Luc Ferrand`,
  ])
  expect(lines.flatMap(({ decisions }) => decisions.flatMap(({ reason }) => reason ?? [])).sort()).toEqual([
    'The day is given',
    'a name, no claim',
    'all-agree',
  ])
  // Nobody's tags were touched by any of it.
  expect(saidBy(lines, 'karim')).toEqual(saidIn(karims, karims.author.id))
  expect(saidBy(lines, 'léa')).toEqual(saidIn(léas, léas.author.id))

  // A review of karim's layer: right, a boundary, a word about the claim, wrong, right.
  await mine.press('Shift+F8')
  await expect(queue(page, 'Tags and remarks')).toHaveCount(5)
  // A capital without Shift is what Caps Lock makes of the key.
  await mine.press('Y', 'b', 'ArrowRight', 'Enter')
  await expect(queue(page, 'Tags and remarks')).toHaveCount(3)
  await mine.press('m')
  await page.keyboard.type('Does he assert it, or report it?')
  await mine.press('Enter', 'y', 'n', 'y', 'Control+Enter')
  await expect(page.getByText('Every tag of this document is judged.')).toBeVisible()
  await expectNoAxeViolations(page)
  await mine.settled()
  await table.sendReview(post('review'))
  await again.app.close()

  // He sees what was said, takes one thing over as one step, answers, keeps one tag; and changes another on his own.
  const karim = await start({ folder: null, ...profile('karim', [post('review')]) })
  const his = new Workbench(karim.page)
  await karim.page.getByRole('button', { name: 'Bring in' }).click()
  await his.settled()
  await new Colleagues(karim).run('See what reviewers said')
  await expect(queue(karim.page, 'Tags and remarks')).toHaveCount(3)
  await expect(karim.page.getByRole('region', { name: 'The tag and what is said of it' })).toContainText(
    'arsenal d’Orvault',
  )
  await expectNoAxeViolations(karim.page)
  await his.press('y')
  await expect(queue(karim.page, 'Tags and remarks')).toHaveCount(2)
  await his.press('m')
  await karim.page.keyboard.type('He asserts it')
  await his.press('Enter', 'x', 'j', 'n')
  await expect(karim.page.getByText('Everything said here is answered.')).toBeVisible()
  await his.settled()
  await new Colleagues(karim).sendReview(post('answers'))
  await karim.app.close()
  const answers = await bundleAt(post('answers'))
  expect(saidIn(answers, karims.author.id)).toEqual(
    saidIn(karims, karims.author.id)
      .map((said) => said.replace(/Organization arsenal$/, 'Organization arsenal d’Orvault'))
      .sort(),
  )

  // The second round: only what he changed comes back, and his answer is there.
  const last = await start({ folder: null, ...profile('amina', [post('answers')]) })
  await last.page.getByRole('button', { name: 'Bring in' }).click()
  await new Workbench(last.page).settled()
  await last.page.keyboard.press('F8')
  await expect(queue(last.page)).toHaveCount(1)
  await expect(queue(last.page).first()).toContainText('Changed since it was decided')
  await last.page.keyboard.press('2')
  await expect(queue(last.page)).toHaveCount(0)
  await last.page.keyboard.press('Escape')
  await last.page.keyboard.press('Shift+F8')
  await last.page.getByRole('checkbox', { name: 'Those that are settled too' }).click()
  await queue(last.page, 'Tags and remarks').filter({ hasText: CLAIM }).click()
  await expect(last.page.getByText('He asserts it')).toBeVisible()
  await expect(last.page.getByText('Resolved', { exact: true })).toBeVisible()

  async function annotate(of: Workbench, tags: () => Promise<void>): Promise<void> {
    await of.press('g')
    await expect(of.text).toContainText('Les dockers de Port-Aubrac')
    await of.tag('Maëlle Quintin', 'p')
    await tags()
    await of.press('Control+Enter')
    await of.settled()
  }

  async function colleague(name: string, tags: (of: Workbench) => Promise<void>): Promise<Running> {
    const running = await start({ folder: corpus, ...profile(name, [post(`articles – ${name}`)]) })
    const of = new Workbench(running.page)
    await of.introduce(name)
    const asked = running.page.getByRole('dialog', { name: 'Documents from amina for you' })
    await expect(asked.getByRole('status')).toHaveText(
      `For ${name}: 3 documents to annotate, 3 of them in this folder.`,
    )
    await expectNoAxeViolations(running.page)
    await asked.getByRole('button', { name: 'Take them on' }).click()
    await expect(of.list.getByRole('option')).toHaveCount(3)
    await annotate(of, () => tags(of))
    await expect(of.text).toContainText('Recomptage à Valmoury')
    if (name === 'léa') await of.tag('Jean-Luc Ferrand', 'p')
    await of.press('Control+Enter')
    await expect(running.page.getByText('2 of 3 done')).toBeVisible()
    await of.settled()
    await new Colleagues(running).send(post(name))
    await running.app.close()
    return running
  }

  async function claim(of: Workbench, stance: string): Promise<void> {
    await of.tag(CLAIM, 'c')
    await of.press('Enter', 't', stance, 'Escape')
  }
})
