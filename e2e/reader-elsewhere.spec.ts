import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { storedState } from './stored.ts'
import { Workbench } from './pages/workbench.ts'

const FIRST = /Les dockers de Port-Aubrac/
const SECOND = /QUINTIN maintient la pression/

test('mentions in several articles name one entity, by keys; it is renamed everywhere in one step', async ({
  start,
  corpus,
}) => {
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  const named = async () => (await storedState(first.page)).spans.map(({ entity }) => entity).sort()
  await bench.introduce('amina')
  await bench.open(FIRST)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.press('Enter', 'e')
  await expect(bench.page.getByRole('combobox', { name: 'Entity' })).toBeFocused()
  await expect(bench.page.getByRole('option', { name: 'Maëlle Quintin new' })).toBeVisible()
  await bench.press('Enter')
  await expect.poll(named).toEqual(['Maëlle Quintin'])

  await bench.open(SECOND)
  await bench.tag('QUINTIN', 'p', 1)
  await bench.press('Enter', 'e')
  await expectNoAxeViolations(bench.page)
  await bench.press('Enter')
  await expect.poll(named).toEqual(['Maëlle Quintin', 'Maëlle Quintin'])
  await expect(bench.inspector).toContainText('2 mentions')
  await bench.settled()
  await first.app.close()

  const second = await start({ folder: null })
  bench = new Workbench(second.page)
  await bench.open(SECOND)
  await bench.press('Shift+F9')
  const entities = second.page.getByRole('region', { name: 'Entities' })
  await entities.getByRole('listbox', { name: 'Entities' }).getByRole('option').click()
  await expect(entities.getByRole('listbox', { name: 'Mentions' }).getByRole('option')).toHaveCount(2)
  await expectNoAxeViolations(bench.page)
  await entities.getByLabel('Name').fill('M. Quintin')
  await bench.press('Enter')
  await expect(second.page.getByText('2 tags now name M. Quintin')).toBeVisible()
  await bench.press('Control+z')
  await expect(entities.getByRole('option', { name: 'Maëlle Quintin 2 tags' })).toBeVisible()
})

test('a relation leads into another article and back, by keys, and goes with its far end', async ({
  start,
  corpus,
}) => {
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  await bench.introduce('amina')
  await bench.open(FIRST)
  await bench.tag('Maëlle Quintin refuse de négocier', 'c')
  await bench.tag('Maëlle Quintin', 'p')
  await bench.open(SECOND)
  await bench.tag('300 grévistes', 'c')
  await bench.press('r')
  await expect(bench.page.getByRole('combobox', { name: 'In which document?' })).toBeFocused()
  await bench.page.keyboard.type('docker')
  await bench.press('Enter')
  const ends = bench.page.getByRole('combobox', { name: 'Other end' })
  await expect(ends).toBeFocused()
  await expectNoAxeViolations(bench.page)
  await bench.page.keyboard.type('refuse')
  await bench.press('Enter')
  await expect(bench.inspector).toContainText('linked to')
  await bench.press('u')
  const relations = bench.inspector.getByRole('list', { name: 'Relations' })
  await expect(relations).toContainText('Maëlle Quintin refuse de négocier')
  await expect(relations).toContainText('Les dockers de Port-Aubrac')
  await bench.settled()
  await first.app.close()

  const second = await start({ folder: null })
  bench = new Workbench(second.page)
  await bench.open(SECOND)
  await bench.press('Control+ArrowDown', 'f')
  await expect(bench.row(FIRST)).toHaveAttribute('aria-selected', 'true')
  await expect(bench.inspector).toContainText('300 grévistes')
  await expect(bench.text).toBeFocused()
  await bench.press('f')
  await expect(bench.row(SECOND)).toHaveAttribute('aria-selected', 'true')
  await expect(bench.text).toBeFocused()
  await bench.press('f')
  await expect(bench.row(FIRST)).toHaveAttribute('aria-selected', 'true')
  await expect(bench.text).toBeFocused()
  await bench.press('Delete')
  await bench.settled()
  expect((await storedState(second.page)).relations).toEqual([])
  await bench.press('Control+z')
  await expect.poll(async () => (await storedState(second.page)).relations.length).toBe(1)
})
