import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { writeLayers, writeManyLayers, type Tags } from './layers.ts'
import { Colleagues } from './pages/colleagues.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const STRIKE = '2021/grève-port.txt'
const OTHERS = ['bruno', 'chloé', 'dao', 'ève', 'fatou', 'goran', 'hélène', 'ines']

/** Two agree on the place, others see more or less of it; the last alone sees the firm. */
function tagsOf(i: number): Tags {
  const place = i % 3 === 0 ? 'arsenal' : i % 3 === 1 ? 'arsenal d’Orvault' : 'Orvault'
  const firm: Tags = i === OTHERS.length - 1 ? [['Compagnie des Docks', 'Organization']] : []
  return [['Maëlle Quintin', 'Person'], [place, 'Organization'], ...firm]
}

test('eight people whom somebody else decides about are compared in a small window: each has a lane and a digit, and keys alone decide', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(120_000)
  const running = await start({ folder: corpus })
  const { app, page } = running
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 700))
  const bench = new Workbench(page)
  await bench.introduce('amina')
  const desk = new Colleagues(running)
  for (const [i, name] of OTHERS.entries()) {
    await writeLayers(join(scratch, `${name}.postil`), corpus, { name, tags: { [STRIKE]: tagsOf(i) } })
    await desk.receive(join(scratch, `${name}.postil`))
  }
  await bench.settled()

  await bench.press('F8')
  const queue = page.getByRole('listbox', { name: 'Disagreements' }).getByRole('option')
  const panel = page.getByRole('region', { name: 'What each made of it' })
  await expect(page.getByRole('list', { name: /Lanes/ }).getByRole('listitem')).toHaveText([
    ...OTHERS.map((name, i) => `${i + 1}${name}`),
  ])
  await expect(panel.getByRole('button', { name: /^[1-8] / })).toHaveCount(8)
  await expectNoAxeViolations(page)

  // Nothing is cut off: the page scrolls in its parts, and never as a whole.
  const overflow = () =>
    page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ])
  expect(await overflow()).toEqual([0, 0])
  await bench.press('v')
  await expect(page.getByRole('list', { name: /Columns/ }).getByRole('listitem')).toHaveCount(8)
  expect(await overflow()).toEqual([0, 0])
  await expectNoAxeViolations(page)
  await bench.press('v')

  // What a filter leaves out is not in hand: keys decide what is listed.
  await page.getByRole('button', { name: 'Missed', exact: true }).click()
  await expect(panel).toContainText('Compagnie des Docks')
  await page.getByRole('button', { name: 'Missed', exact: true }).click()
  await bench.press('k')

  // The second reader's borders, then nothing where the eighth alone saw something.
  const before = await queue.count()
  await bench.press('2')
  await expect(queue).toHaveCount(before - 1)
  await bench.press('0')
  await expect(page.getByText('Everything in this document is settled.')).toBeVisible()
  await bench.settled()
  const gold = (await storedSpans(page)).filter(({ annotator }) => annotator === 'gold')
  expect(gold.map(({ ranges: [[start, end] = [0, 0]] }) => end - start)).toEqual(['arsenal d’Orvault'.length])

  // One of eight is left out, and comes back.
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('checkbox', { name: 'goran' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('list', { name: /Lanes/ }).getByRole('listitem')).toHaveCount(7)
})

test('of hundreds of documents the list has only those in sight, and follows what is decided', async ({
  start,
  scratch,
}) => {
  const folder = join(scratch, 'many')
  mkdirSync(folder)
  const documents = Array.from({ length: 400 }, (_, i) => {
    const text = `Avis ${i} : Maëlle Quintin ouvre la séance du port.\n`
    const id = `avis-${1000 + i}.txt`
    writeFileSync(join(folder, id), text)
    return [id, text, text.indexOf('Maëlle')] as const
  })
  // Every second one of the first ten is not agreed on, and the very last.
  const layer = (length: number, other: number) =>
    new Map(
      documents.map(([id, text, at], i) => {
        const differs = (i < 10 && i % 2 === 1) || i === 399
        return [id, { text, spans: [{ range: [at, at + (differs ? other : length)] as const, label: 'Person' }] }]
      }),
    )
  for (const [name, other] of [
    ['bruno', 6],
    ['chloé', 14],
  ] as const)
    await writeManyLayers(join(scratch, `${name}.postil`), name, layer(14, other))
  const running = await start({ folder })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  for (const name of ['bruno', 'chloé']) await new Colleagues(running).receive(join(scratch, `${name}.postil`))
  await bench.settled()

  await bench.press('F8')
  const list = page.getByRole('listbox', { name: 'Documents with several layers' })
  const queue = page.getByRole('listbox', { name: 'Disagreements' }).getByRole('option')
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-setsize', '400')
  expect(await list.getByRole('option').count()).toBeLessThan(40)
  await expect(list.getByRole('option', { selected: true })).toContainText('Avis 1 :')
  await expect(queue).toHaveCount(1)

  // From an article that is being read the review goes on in it, or after it.
  for (const [read, reviewed] of [
    ['Avis 5 :', 'Avis 5 :'],
    ['Avis 6 :', 'Avis 7 :'],
  ] as const) {
    await bench.press('Escape')
    await bench.open(new RegExp(read))
    await bench.press('F8')
    await expect(list.getByRole('option', { selected: true })).toContainText(reviewed)
  }
  await bench.press('Escape', 'Control+l', 'F8')
  await expect(list.getByRole('option', { selected: true })).toContainText('Avis 1 :')

  // Backwards from the first with something open lies the last, which is brought into sight.
  await bench.press('k')
  await expect(list.getByRole('option', { selected: true })).toContainText('Avis 399 :')
  await expect(queue).toHaveCount(1)
  await bench.press('1')
  await expect(list.getByRole('option', { selected: true })).toContainText('Settled')
  await bench.press('Control+Enter')
  await expect(list.getByRole('option', { selected: true })).toContainText('Avis 1 :')
  await expectNoAxeViolations(page)

  // A rule that decides many documents at once: every row says so.
  await bench.press('2', 'a')
  await page.getByRole('button', { name: 'Accept them' }).click()
  await bench.settled()
  await list.getByRole('option', { name: /Avis 3 :/ }).click()
  await expect(queue).toHaveCount(1)
  await expect(list.getByRole('option', { name: /Avis 1 :/ })).toContainText('Settled')
})
