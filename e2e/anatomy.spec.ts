import { join } from 'node:path'
import { writeArticles } from './articles.ts'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Workbench } from './pages/workbench.ts'

const PLACES = ['Orvault', 'Tamsira', 'Valmoury', 'Kelema', 'Port-Aubrac', 'Sundi']

/** Articles of one site: a header line, a body, and what the site prints around every one of them. */
const SITE: Readonly<Record<string, string>> = Object.fromEntries(
  PLACES.map((place, i) => [
    `${i}.txt`,
    `mardi, ${i + 10} avril 2024 05:59\n\n${place} : le pont rouvre\n\nGazette du Littoral/ ${place}/ Yvon Le Braz\n` +
      `Le maire de ${place}, Anselme Tardieu, a rouvert le pont lundi. Anselme Tardieu a salué les ouvriers.\n\n` +
      'La Gazette vous informe chaque jour\n\nDernières brèves du littoral\n\nLAISSER UN COMMENTAIRE\n\nEntrez votre nom ici\n',
  ]),
)

test('what repeats around articles is found, folded, left out, and taken in again by one key', async ({
  start,
  scratch,
}) => {
  const corpus = writeArticles(join(scratch, 'site'), SITE)
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  let panel = first.page.getByRole('region', { name: 'About this article' })
  await bench.introduce('amina')
  await bench.open(/Tamsira/)
  await expect(panel.getByLabel('Date')).toHaveValue('2024-04-11')
  await expect(panel.getByLabel('Author')).toHaveValue('Yvon Le Braz')
  await expect(panel.getByLabel('Place')).toHaveValue('Tamsira')
  await expect(panel.getByText('repeats across the folder').first()).toBeVisible()
  await expect(bench.text.getByRole('button', { name: /Show \d+ more lines? that/ }).first()).toBeVisible()
  await expectNoAxeViolations(first.page)

  // A rule is dropped for the whole folder, in every document and after a restart.
  const gazette = panel.getByRole('button', { name: 'Keep in the whole folder: La Gazette vous informe chaque jour' })
  await gazette.click()
  await expect(gazette).toHaveCount(0)
  await bench.open(/Valmoury/)
  await expect(panel.getByRole('listitem').filter({ hasText: 'LAISSER UN COMMENTAIRE' })).toHaveCount(1)
  await expect(gazette).toHaveCount(0)

  // One key leaves a line out and takes it in again, and both can be taken back.
  await bench.click('La Gazette')
  await bench.press('x')
  await expect(panel.getByText('by hand')).toBeVisible()
  await bench.press('x')
  await expect(panel.getByText('by hand')).toHaveCount(0)
  await bench.press('Control+z')
  await expect(panel.getByText('by hand')).toBeVisible()

  // Fields and language are corrected by hand.
  await panel.getByLabel('Author').fill('Yvonne Le Braz')
  await panel.getByLabel('Author').press('Tab')
  await expect(panel.getByText('corrected by hand')).toBeVisible()
  await panel.getByLabel('Date').fill('12 avril')
  await panel.getByLabel('Date').press('Tab')
  await expect(panel.getByText('Write a date as 2024-04-30')).toBeVisible()
  await panel.getByLabel('Date').fill('2024-04-13')
  await panel.getByLabel('Date').press('Tab')
  // What is being typed when its document is left counts, and for that document.
  await panel.getByLabel('Place').fill('Valmoury-sur-Orbe')
  await first.page.keyboard.press('Control+PageDown')
  await expect(panel.getByLabel('Place')).not.toHaveValue('Valmoury-sur-Orbe')
  await bench.settled()
  await first.app.close()

  const second = await start({ folder: corpus })
  bench = new Workbench(second.page)
  panel = second.page.getByRole('region', { name: 'About this article' })
  await bench.open(/Valmoury/)
  await expect(panel.getByLabel('Author')).toHaveValue('Yvonne Le Braz')
  await expect(panel.getByLabel('Date')).toHaveValue('2024-04-13')
  await expect(panel.getByLabel('Place')).toHaveValue('Valmoury-sur-Orbe')
  await expect(panel.getByText('by hand', { exact: true })).toBeVisible()
  await bench.open(/Tamsira/)
  await expect(panel.getByText('La Gazette vous informe')).toHaveCount(0)
})
