import { join } from 'node:path'
import { expect, test } from './app.ts'
import { writeArticles } from './articles.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Workbench } from './pages/workbench.ts'

test('lanes are as dense as a person likes, now and after a restart', async ({ start, corpus }) => {
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  const pitch = async () => {
    const tops = await bench.text
      .locator('.page-lane')
      .evaluateAll((lanes) => lanes.map((lane) => lane.getBoundingClientRect().top))
    return Math.round(Math.max(...tops) - Math.min(...tops))
  }
  await bench.introduce('amina')
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.tag('barrage de Sainte-Ozanne', 'c')
  await bench.tag('Sainte-Ozanne', 'o')
  await expect.poll(pitch).toBe(4)

  await bench.press('Control+,')
  await bench.page.getByRole('tab', { name: 'Reading' }).click()
  await bench.page.getByRole('radio', { name: 'Wide' }).click()
  await expectNoAxeViolations(bench.page)
  await bench.press('Escape')
  await expect.poll(pitch).toBe(6)
  await bench.settled()
  await first.app.close()

  const second = await start({ folder: null })
  bench = new Workbench(second.page)
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await expect.poll(pitch).toBe(6)
})

test('after a change of how a person reads, a key measures no more of the text than before', async ({
  start,
  scratch,
}) => {
  const words = Array.from({ length: 60 }, (_, i) => `Le quai ${i} de la Compagnie des Docks ferme.`).join('\n\n')
  const { page } = await start({ folder: writeArticles(join(scratch, 'a'), { 'quais.txt': words }) })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Le quai 0/)
  await bench.drag('Compagnie des Docks')
  await bench.press('Shift+O', 'Enter')
  await bench.settled()
  const once = await measuredBy(bench, () => bench.tag('quai 3 de', 'c'))
  await bench.press('Control+,')
  await page.getByRole('tab', { name: 'Reading' }).click()
  await page.getByRole('radio', { name: 'Wide' }).click()
  await bench.press('Escape')
  await bench.tag('quai 4 de', 'c')
  await bench.settled()
  expect(await measuredBy(bench, () => bench.tag('quai 5 de', 'c'))).toBeLessThan(2 * once)
})

test('in every face the tails of letters stay above the lanes of their tag', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.tag("d'après l'ingénieure", 'c')
  await bench.tag('répète-t-elle', 'o')
  for (const face of ['Serif', 'Sans serif', 'Fixed width']) {
    await bench.press('Control+,')
    await page.getByRole('tab', { name: 'Reading' }).click()
    await page.getByRole('radio', { name: face, exact: true }).click()
    await bench.press('Escape')
    // The ink of a g or p reaches as far below the line of writing as the browser measures it to.
    const over = () => bench.text.evaluate(inkBelowLanes)
    await expect.poll(over, face).toEqual([])
  }
})

/** How often boxes of text are asked for while something is done. */
async function measuredBy(bench: Workbench, act: () => Promise<void>): Promise<number> {
  const { page } = bench
  await page.evaluate(() => {
    const counted = document.body.dataset['measured'] !== undefined
    document.body.dataset['measured'] = '0'
    if (counted) return
    const original = Object.getOwnPropertyDescriptor(Range.prototype, 'getClientRects')
    Object.defineProperty(Range.prototype, 'getClientRects', {
      ...original,
      value(this: Range): DOMRectList {
        document.body.dataset['measured'] = String(Number(document.body.dataset['measured']) + 1)
        return (original?.value as (this: Range) => DOMRectList).call(this)
      },
    })
  })
  await act()
  // What is measured only when there is time belongs to it.
  await bench.settled()
  return page.evaluate(() => Number(document.body.dataset['measured']))
}

/** By how many pixels the ink of tagged words reaches below the top of their first lane, where it does. */
function inkBelowLanes(text: Element): readonly number[] {
  const canvas = document.createElement('canvas').getContext('2d')
  if (!canvas) throw new Error('Nothing to measure ink with')
  const { font } = getComputedStyle(text)
  canvas.font = font
  const ink = canvas.measureText('gjpqy')
  return [...text.querySelectorAll('.page-background')].flatMap((ground) => {
    const words = ground.getBoundingClientRect()
    const lanes = [...text.querySelectorAll('.page-lane.piece')].map((lane) => lane.getBoundingClientRect())
    const own = lanes.filter(({ left, top }) => Math.abs(left - words.left) < 1 && top > words.top)
    const highest = Math.min(...own.map(({ top }) => top))
    const writing = words.bottom - ink.fontBoundingBoxDescent
    const below = writing + ink.actualBoundingBoxDescent - highest
    return below > 0.5 ? [below] : []
  })
}
