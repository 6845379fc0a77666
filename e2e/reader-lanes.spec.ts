import { expect, test } from './app.ts'
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
