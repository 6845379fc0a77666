import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Colleagues } from './pages/colleagues.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { ReaderKeyboard } from './pages/reader-keyboard.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const ARTICLE = /Les dockers de Port-Aubrac/

interface Line {
  readonly annotator: string
  readonly state: string
  readonly spans: readonly { readonly label: string; readonly text: string }[]
  readonly decisions: readonly { readonly outcome: string; readonly reason: string | null; readonly by: string }[]
}

async function tagged(
  running: Running,
  name: string,
  tags: readonly (readonly [string, string])[],
): Promise<Workbench> {
  const bench = new Workbench(running.page)
  await bench.annotate(name, ARTICLE, tags)
  return bench
}

const queue = (page: Page) => page.getByRole('listbox', { name: 'Disagreements' }).getByRole('option')
const sides = (page: Page) => page.getByRole('region', { name: 'What each made of it' })

test('three people tag differently; one brings the layers together, decides by keys alone and exports gold', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(120_000)
  const post = (name: string) => join(scratch, `${name}.postil`)
  const profile = (name: string) => ({ folder: corpus, userData: join(scratch, name) })
  const tags = {
    karim: [
      ['Maëlle Quintin', 'p'],
      ['arsenal', 'o'],
      ['2 décembre 2021', 'd'],
    ],
    lea: [
      ['Maëlle Quintin', 'p'],
      ['arsenal d’Orvault', 'o'],
      ['Compagnie des Docks', 'o'],
    ],
    amina: [
      ['Maëlle Quintin', 'p'],
      ['arsenal d’Orvault', 'o'],
      ['2 décembre 2021', 'd'],
    ],
  } as const

  for (const name of ['karim', 'lea'] as const) {
    const running = await start(profile(name))
    await tagged(running, name, tags[name])
    await new Colleagues(running).send(post(name))
    await running.app.close()
  }

  const amina = await start(profile('amina'))
  const { page } = amina
  const bench = await tagged(amina, 'amina', tags.amina)
  for (const name of ['karim', 'lea']) await new Colleagues(amina).receive(post(name))
  await bench.settled()

  await bench.press('F8')
  await expect(queue(page)).toHaveCount(3)
  await expect(queue(page).nth(0)).toContainText('Boundary')
  await expect(sides(page)).toContainText('karim')
  await expectNoAxeViolations(page)

  // The arsenal as lea has it, no company, and the date with a reason.
  await bench.press('3')
  await expect(queue(page)).toHaveCount(2)
  await bench.press('m')
  await page.keyboard.type('Is a firm meant?')
  await bench.press('Enter')
  await expect(sides(page)).toContainText('Is a firm meant?')
  await bench.press('0', '1')
  await expect(page.getByText('Everything in this document is settled.')).toBeVisible()
  await expect(sides(page)).toContainText('Accepted by amina')
  await bench.press('r')
  await page.keyboard.type('The day is given')
  await bench.press('Enter')
  await bench.settled()

  // What all agree on goes into gold by a rule, in one step.
  await page.getByRole('button', { name: 'Accept by a rule…' }).click()
  await expect(page.getByRole('dialog').getByRole('row', { name: 'Tags accepted 1' })).toBeVisible()
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Accept them' }).click()
  await page.getByRole('button', { name: 'Adjudicated, next' }).click()
  await bench.settled()
  await expectNoAxeViolations(page)

  const target = join(scratch, 'gold')
  await new ExportDialog(amina).exportTo(target)
  const lines = readFileSync(join(target, 'data.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  expect(lines.map(({ annotator }) => annotator)).toEqual(['amina', 'gold', 'karim', 'lea'])
  const gold = lines[1]
  expect(gold?.state).toBe('adjudicated')
  expect(gold?.spans.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'Person: Maëlle Quintin',
    'Organization: arsenal d’Orvault',
    'Date: 2 décembre 2021',
  ])
  expect(gold?.decisions.map(({ outcome, reason, by }) => [outcome, reason, by])).toContainEqual([
    'accept',
    'The day is given',
    'amina',
  ])
  await page.keyboard.press('Escape')

  // One version of each document is the adjudicated one.
  const best = join(scratch, 'best')
  await new ExportDialog(amina).exportTo(best, [], null, async (dialog) => {
    await dialog.getByRole('switch', { name: 'One version of each document' }).click()
    await expect(dialog.getByText('1 document will be written with 3 tags')).toBeVisible()
    await expectNoAxeViolations(page)
  })
  const only = readFileSync(join(best, 'data.jsonl'), 'utf8').trimEnd().split('\n')
  expect(only).toHaveLength(1)
  expect((JSON.parse(only[0] ?? '') as Line).annotator).toBe('gold')
  await amina.app.close()

  // A second round: karim changes one tag, and only what that touches comes back.
  const karim = await start({ ...profile('karim'), folder: null })
  const his = new Workbench(karim.page)
  await his.open(ARTICLE)
  await his.tag('Compagnie des Docks', 'o')
  await his.settled()
  await new Colleagues(karim).send(post('karim'))
  await karim.app.close()

  const again = await start({ ...profile('amina'), folder: null })
  await new Colleagues(again).receive(post('karim'))
  await again.page.keyboard.press('F8')
  await expect(queue(again.page)).toHaveCount(1)
  await expect(queue(again.page).first()).toContainText('Changed since it was decided')
})

test('disagreements are walked and settled by keys of a French keyboard, where digits are told by their place', async ({
  start,
  corpus,
  scratch,
}) => {
  const post = join(scratch, 'karim.postil')
  const profile = (name: string) => ({ folder: corpus, userData: join(scratch, name) })
  const karim = await start(profile('karim'))
  await tagged(karim, 'karim', [
    ['Maëlle Quintin', 'p'],
    ['arsenal d’Orvault', 'o'],
    ['2 décembre 2021', 'd'],
  ])
  await new Colleagues(karim).send(post)
  await karim.app.close()

  const amina = await start(profile('amina'))
  const { page } = amina
  const bench = await tagged(amina, 'amina', [
    ['Maëlle Quintin', 'p'],
    ['arsenal', 'o'],
  ])
  await new Colleagues(amina).receive(post)
  await bench.settled()
  const keys = await ReaderKeyboard.of(page, 'azerty')
  const gold = async () => (await storedSpans(page)).filter(({ annotator }) => annotator === 'gold')
  const labels = async () => (await gold()).map(({ label }) => label).sort()
  await bench.press('F8')
  // What both tagged alike asks nothing.
  await expect(queue(page)).toHaveCount(2)

  await keys.press('J')
  await expect(queue(page).nth(1)).toHaveAttribute('aria-selected', 'true')
  await keys.press('K')
  await expect(queue(page).nth(0)).toHaveAttribute('aria-selected', 'true')

  await keys.press('B', 'Shift+ArrowLeft', 'Enter')
  await expect.poll(labels).toEqual(['organization'])
  const text = await page.evaluate(() => document.body.textContent)
  expect(text).toContain('aussi l’arsenal')
  const [settled] = await gold()
  const mine = (await storedSpans(page)).filter(
    ({ label, annotator }) => label === 'organization' && annotator !== 'gold',
  )
  expect(settled?.ranges[0]?.[0]).toBeLessThan(Math.min(...mine.map(({ ranges }) => ranges[0]?.[0] ?? 0)))

  await expect(queue(page)).toHaveCount(1)
  await keys.press('2')
  await expect.poll(labels).toEqual(['date', 'organization'])
  await keys.press('Ctrl+Z')
  await expect.poll(labels).toEqual(['organization'])
  await keys.press('1')
  await expect(page.getByText('Everything in this document is settled.')).toBeVisible()
  expect(await labels()).toEqual(['organization'])
  await bench.settled()
})
