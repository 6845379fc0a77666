import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { writeArticles } from './articles.ts'
import { expectNoAxeViolations } from './axe.ts'
import { ConcordancePage } from './pages/concordance.ts'
import { Workbench } from './pages/workbench.ts'

const AT = '2021/grève-port.txt'

test('a name is tagged in every article, by ticks, as one step of undo, and it survives a restart', async ({
  start,
  corpus,
}) => {
  const first = await start({ folder: corpus })
  const bench = new Workbench(first.page)
  const concordance = new ConcordancePage(first.page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.drag('Maëlle Quintin')
  await bench.press('Control+Shift+P')
  await expect(concordance.said('3 hits in 1 article')).toBeVisible()
  await expect(concordance.ticked).toHaveCount(3)
  await expect(concordance.hits).toBeFocused()
  await expectNoAxeViolations(first.page)

  await concordance.button('Match case').click()
  await concordance.button('Search').click()
  await expect(concordance.said('4 hits in 2 articles')).toBeVisible()
  await concordance.hits.focus()
  await bench.press('Home', 'ArrowDown', 'Space')
  await expect(concordance.ticked).toHaveCount(3)
  await expect(concordance.said('3 of 4 ticked')).toBeVisible()
  await bench.press('Enter')
  await expect(bench.page.getByText('3 tags changed in 2 articles')).toBeVisible()
  await expect(concordance.said('3 already tagged so')).toBeVisible()
  await bench.settled()

  await bench.press('Control+z')
  await expect(concordance.said('already tagged so')).toBeHidden()
  await bench.press('Control+Shift+z')
  await expect(concordance.said('3 already tagged so')).toBeVisible()

  await concordance.lines.last().dblclick()
  await expect(bench.text).toBeVisible()
  await expect(bench.label('Person')).toContainText('2')
  await bench.press('F9')
  await expect(concordance.lines).toHaveCount(4)
  await bench.settled()
  await first.app.close()

  const second = await start({ folder: null })
  const again = new Workbench(second.page)
  await again.open(/Les dockers de Port-Aubrac/)
  await expect(again.label('Person')).toContainText('2')
})

test('hits are narrowed by labels, sorted by their context, re-labelled and untagged', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  const concordance = new ConcordancePage(page)
  await bench.introduce('amina')
  await expect(page.getByText('8 documents')).toBeVisible()
  await concordance.search('port')
  await expect(concordance.said(/^1 hit/)).toBeVisible()
  await concordance.button('Whole words').click()
  await concordance.button('Match case').click()
  await bench.press('Enter')
  await concordance.search('Port-Aubrac')
  await expect(concordance.said('3 hits in 2 articles')).toBeVisible()
  await expect(concordance.ticked).toHaveCount(0)
  await concordance.hits.focus()
  await bench.press('Control+a')
  await expect(concordance.ticked).toHaveCount(3)
  await page.getByRole('combobox', { name: /^Label/ }).click()
  await page.getByRole('option', { name: 'Organization' }).click()
  await concordance.button('Tag 3').click()
  await expect(concordance.button('Untag 3')).toBeEnabled()

  await page.getByRole('radio', { name: 'Words after' }).click()
  await expect(concordance.lines.first()).toContainText(/^.*Port-Aubrac.*la grève/)
  await page.getByRole('combobox', { name: /^Where/ }).click()
  await page.getByRole('option', { name: 'Outside tags' }).click()
  await expect(concordance.lines).toHaveCount(0)
  await page.getByRole('combobox', { name: /^Where/ }).click()
  await page.getByRole('option', { name: 'Inside tags' }).click()
  await expect(concordance.lines).toHaveCount(3)
  await concordance.button('Untag 3').click()
  await expect(concordance.lines).toHaveCount(0)
  await bench.press('Control+z')
  await expect(concordance.lines).toHaveCount(3)
})

test('a text whose file has gone or changed is searched as it was tagged', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  const concordance = new ConcordancePage(page)
  await bench.introduce('amina')
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.tag('Agence des Eaux', 'o')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  rmSync(join(corpus, '2022/barrage.txt'))
  writeFileSync(join(corpus, AT), 'Un tout autre texte.\n')
  await concordance.search('Agence')
  await expect(concordance.said('1 hit in 1 article')).toBeVisible()
  await concordance.search('Compagnie')
  await expect(concordance.said('1 hit in 1 article')).toBeVisible()
  await concordance.lines.first().dblclick()
  await expect(bench.text).toContainText('Compagnie des Docks')
})

test('a pattern that is none says so, in French too', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  const concordance = new ConcordancePage(page)
  await bench.introduce('amina')
  await bench.press('F9')
  await concordance.button('Regular expression').click()
  await concordance.search('(gr')
  await expect(concordance.region.getByRole('alert')).toContainText('not a regular expression')
  await concordance.search('gr[eè]vistes?')
  await expect(concordance.said(/^\d hits/)).toBeVisible()
  await page.evaluate(() => window.postil.request('settings.set', { language: 'fr' }))
  await page.reload()
  await page.waitForSelector('body[data-ready]')
  await expect(page.getByText('Enregistré', { exact: true })).toBeVisible()
  await page.keyboard.press('F9')
  await page.getByRole('textbox', { name: 'Chercher dans tout le dossier' }).fill('grève')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/occurrence/).first()).toBeVisible()
  await expectNoAxeViolations(page)
})

test('three thousand hits in a thousand articles are tagged, and all taken back by one undo', async ({
  start,
  scratch,
}) => {
  const many = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [
      `lot/${String(i).padStart(4, '0')}.txt`,
      // A line that every article has would be left out as what the folder repeats.
      `Brève numéro ${i}\n\nLa ministre Odile Karembé a parlé ${i} fois. Odile Karembé est repartie ; Odile Karembé reviendra.\n`,
    ]),
  )
  const { page } = await start({ folder: writeArticles(join(scratch, 'many'), many) })
  const bench = new Workbench(page)
  const concordance = new ConcordancePage(page)
  await bench.introduce('amina')
  await expect(page.getByText('1,000 documents')).toBeVisible()
  await concordance.search('Odile Karembé')
  await expect(concordance.said('3,000 hits in 1,000 articles')).toBeVisible()
  await concordance.hits.focus()
  await bench.press('Control+a')
  await concordance.button(/^Tag 3,000/).click()
  await expect(concordance.button(/^Untag 3,000/)).toBeEnabled({ timeout: 30_000 })
  await bench.settled()
  await bench.press('Control+z')
  await expect(concordance.button(/^Tag 3,000/)).toBeEnabled({ timeout: 30_000 })
  await bench.settled()
})
