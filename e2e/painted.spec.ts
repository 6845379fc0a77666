import { join } from 'node:path'
import { randomInt, seededRandom } from '../src-core/random.ts'
import { expect, test } from './app.ts'
import { writeArticles } from './articles.ts'
import { Workbench } from './pages/workbench.ts'
import { paintedFaults } from './painted.ts'
import { storedSpans } from './stored.ts'

const TEXT =
  'Le carnet de Vauclerc\n\n' +
  'Solange N’diaye, pour l’Agence des Eaux, a rendu son rapport le 3 mars 2022. Le préfet Anselme Tardieu l’a lu ; ' +
  'Solange N’diaye attend. « Rien ne presse », dit-il, et la Compagnie des Docks attend aussi, depuis des mois, que ' +
  'Solange N’diaye vienne au port avec lui.\n\n' +
  'Une ligne courte.\n\nAnselme Tardieu reviendra le 3 mars 2022, a répété l’Agence des Eaux à Port-Aubrac.\n'

/** What a hand does without looking; the more often a key stands here, the more often it is pressed. */
const GESTURES = (
  'ArrowRight ArrowRight ArrowLeft ArrowDown ArrowUp Shift+ArrowRight Shift+ArrowRight Shift+ArrowLeft Shift+ArrowDown ' +
  'p p o o d c c Shift+P Shift+O Delete Shift+Delete Space Space Tab Tab y n Alt+ArrowRight Alt+Shift+ArrowLeft ' +
  'Alt+ArrowLeft Control+Shift+ArrowRight Control+ArrowRight Escape Control+z Control+z Control+y Home End'
).split(' ')
const SEEDS = [1, 2, 3]
const ROUNDS = 12
const AT_ONCE = 6

test('whatever is pressed, each tag that is stored is painted once, on its words, in its lane, and undo leaves nothing', async ({
  start,
  scratch,
}) => {
  const folder = writeArticles(join(scratch, 'painted'), { 'carnet.txt': TEXT })
  const { page } = await start({ folder })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/carnet de Vauclerc/)
  let most = 0
  for (const seed of SEEDS) {
    const random = seededRandom(seed, 'gestures')
    await bench.text.focus()
    await bench.press('Escape', 'Escape', 'Control+Home')
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < AT_ONCE; i++) await bench.press(GESTURES[randomInt(random, GESTURES.length)] ?? '')
      await bench.settled()
      await expect
        .poll(async () => paintedFaults(page, await storedSpans(page)), `seed ${seed}, round ${round}`)
        .toEqual([])
      most = Math.max(most, (await storedSpans(page)).length)
    }
  }
  expect(most).toBeGreaterThan(8)
  while ((await storedSpans(page)).length) {
    await bench.press('Control+z')
    await bench.settled()
  }
  await expect.poll(() => paintedFaults(page, [])).toEqual([])
})
