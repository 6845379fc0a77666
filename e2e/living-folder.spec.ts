import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeArticles } from './articles.ts'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { SafetyPages } from './pages/safety.ts'
import { Workbench } from './pages/workbench.ts'

const BRIDGE =
  'Le pont de Valmoury\n\nLe maire Anselme Tardieu a rouvert le pont lundi. La préfète Maëlle Quintin était absente.\n'
const ARTICLES = { 'pont.txt': BRIDGE, 'quai.txt': 'Le quai nord\n\nYvon Le Braz ferme le quai nord.\n' }

test('the list follows the folder, and a renamed file keeps its tags, open or not', async ({ start, scratch }) => {
  const corpus = writeArticles(join(scratch, 'vivant'), ARTICLES)
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  await bench.introduce('amina')
  await expect(bench.list.getByRole('option')).toHaveCount(2)
  writeFileSync(join(corpus, 'gare.txt'), 'La gare\n\nLa gare ouvre.\n')
  await expect(bench.list.getByRole('option')).toHaveCount(3)
  rmSync(join(corpus, 'gare.txt'))
  await expect(bench.list.getByRole('option')).toHaveCount(2)

  await bench.open(/Le pont/)
  await bench.tag('Anselme Tardieu', 'p')
  await bench.settled()
  renameSync(join(corpus, 'pont.txt'), join(corpus, 'pont-de-valmoury.txt'))
  await expect(bench.page.getByRole('region', { name: 'About this article' })).toContainText('pont-de-valmoury.txt')
  await expect(bench.label('Person')).toContainText('1')
  await expect(bench.list.getByRole('option')).toHaveCount(2)
  await bench.settled()
  await first.app.close()

  renameSync(join(corpus, 'pont-de-valmoury.txt'), join(corpus, 'ailleurs.txt'))
  const second = await start({ folder: corpus })
  bench = new Workbench(second.page)
  // Until it is known again the old name stands there as gone, under the same title.
  await expect(bench.list).toContainText('ailleurs.txt')
  await expect(bench.list.getByRole('option')).toHaveCount(2)
  await bench.open(/Le pont/)
  await expect(bench.label('Person')).toContainText('1')

  // The drive goes and comes back: nothing is lost, and the list says where it stands.
  await bench.settled()
  renameSync(corpus, `${corpus}-parti`)
  await expect(second.page.getByText(/is not there/).first()).toBeVisible({ timeout: 15_000 })
  await expect(bench.list.getByRole('option')).toHaveCount(2)
  renameSync(`${corpus}-parti`, corpus)
  await expect(second.page.getByText(/is not there/)).toHaveCount(0, { timeout: 15_000 })
  await expect(bench.label('Person')).toContainText('1')
})

test('of two files with one text the one that is renamed keeps its tags, and the other stays untouched', async ({
  start,
  scratch,
}) => {
  const corpus = writeArticles(join(scratch, 'vivant'), { 'a.txt': BRIDGE, 'b.txt': BRIDGE })
  const first = await start({ folder: corpus })
  const bench = new Workbench(first.page)
  await bench.introduce('amina')
  await bench.open(/a\.txt/)
  await bench.tag('Anselme Tardieu', 'p')
  await bench.settled()
  renameSync(join(corpus, 'a.txt'), join(corpus, 'c.txt'))
  await expect(bench.row(/c\.txt/)).toContainText('Person')
  await expect(bench.list.getByRole('option')).toHaveCount(2)
  await bench.settled()
  await first.app.close()

  renameSync(join(corpus, 'c.txt'), join(corpus, 'd.txt'))
  const second = await start({ folder: corpus })
  const after = new Workbench(second.page)
  await expect(after.row(/d\.txt/)).toContainText('Person')
  await expect(after.row(/b\.txt/)).not.toContainText('Person')
  await expect(after.list.getByRole('option')).toHaveCount(2)
})

test('a document whose file is gone keeps its title, and an encoding that is guessed is said to be', async ({
  start,
  scratch,
}) => {
  const corpus = writeArticles(join(scratch, 'vivant'), ARTICLES)
  writeFileSync(
    join(corpus, 'halle.txt'),
    Buffer.from('La halle est ferm\u00e9e \u00e0 cl\u00e9 depuis l\u00e9poque.\n', 'latin1'),
  )
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  await bench.introduce('amina')
  await expect(bench.row(/La halle/)).toContainText('windows-1252 ?')
  await expect(bench.row(/Le quai nord/)).not.toContainText('?')
  await bench.open(/Le quai nord/)
  await bench.tag('Yvon Le Braz', 'p')
  await bench.settled()
  rmSync(join(corpus, 'quai.txt'))
  await expect(bench.row(/Le quai nord/)).toContainText('file gone')
  await expect(first.page).toHaveTitle(/Le quai nord/)
  await first.app.close()

  const second = await start({ folder: corpus })
  bench = new Workbench(second.page)
  await expect(bench.row(/Le quai nord/)).toContainText('file gone')
  await bench.open(/Le quai nord/)
  await expect(bench.label('Person')).toContainText('1')
  await expect(second.page).toHaveTitle(/Le quai nord/)
})

test('tags follow a changed text where it is certain, and ask where it is not', async ({ start, scratch }) => {
  const corpus = writeArticles(join(scratch, 'vivant'), ARTICLES)
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Le pont/)
  await bench.tag('Anselme Tardieu', 'p')
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()

  // On screen: a quiet bar offers it, and nothing moves before.
  writeFileSync(join(corpus, 'pont.txt'), `Mis à jour à 18 h 30\n\n${BRIDGE}`)
  await expect(page.getByText('The file has changed.')).toBeVisible()
  await expect(bench.text).not.toContainText('18 h 30')
  await page.getByRole('button', { name: 'Move the tags to the new text' }).click()
  await expect(bench.text).toContainText('18 h 30')
  await expect(bench.label('Person')).toContainText('2')
  await expect(page.getByText(/2 tags moved/)).toBeVisible()
  await bench.press('Control+z')
  await expect(bench.text).not.toContainText('18 h 30')
  await expect(bench.label('Person')).toContainText('2')
  await page.getByRole('button', { name: 'Move the tags to the new text' }).click()
  await expect(bench.text).toContainText('18 h 30')
  await bench.settled()

  // Not on screen: what is certain moves, what is not waits for a person.
  await bench.open(/Le quai/)
  await bench.settled()
  writeFileSync(
    join(corpus, 'pont.txt'),
    'Le pont de Valmoury\n\nLe maire Anselm Tardieu a rouvert le pont lundi. La préfète Maëlle Quintin était absente.\n',
  )
  await expect(page.getByText(/1 asks where to go/)).toBeVisible()
  await page.getByRole('button', { name: 'Look' }).click()
  const strays = page.getByRole('region', { name: 'Tags without a place' })
  await expect(strays.getByRole('listitem', { name: 'Person: Anselme Tardieu' })).toBeVisible()
  await expectNoAxeViolations(page)
  await strays.getByRole('button', { name: 'Put aside' }).click()
  await expect(strays.getByRole('heading', { name: 'Put aside' })).toBeVisible()
  await strays.getByRole('button', { name: 'Here' }).first().click()
  await expect(strays.getByText('Every tag has its place.')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the text' }).click()
  await bench.open(/Le pont/)
  await expect(bench.label('Person')).toContainText('2')
  await bench.settled()
})

test('a file is read in another encoding, and its tags go with it', async ({ start, scratch }) => {
  const corpus = writeArticles(join(scratch, 'vieux'), { 'b.txt': 'Bref.\n' })
  const bytes = Buffer.from('Le préfet Anselme Tardieu a dîné à Orvault. Noël approche, dit-il.\n', 'latin1')
  writeFileSync(join(corpus, 'a.txt'), bytes)
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Le préfet/)
  await bench.tag('Anselme Tardieu', 'p')
  await bench.tag('Noël', 'd')
  await bench.settled()
  await page.getByLabel(/^Encoding:/).click()
  await page.getByRole('option', { name: 'macintosh' }).click()
  await expect(bench.text).toContainText('Le prÈfet')
  // Hardly anything around them is the same, so both ask; taking it back brings text and tags back as they were.
  await expect(page.getByText('2 tags wait for a place')).toBeVisible()
  await bench.settled()
  await bench.press('Control+z')
  await expect(bench.text).toContainText('Le préfet')
  await expect(bench.label('Person')).toContainText('1')
  await expect(bench.label('Date')).toContainText('1')
  await bench.settled()
})

test('what changed while Postil was closed is followed at the next start, and a lost tag waits in the tray', async ({
  start,
  scratch,
}) => {
  const corpus = writeArticles(join(scratch, 'vivant'), ARTICLES)
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  await bench.introduce('amina')
  await bench.open(/Le pont/)
  await bench.tag('Anselme Tardieu', 'p')
  await bench.tag('Maëlle Quintin', 'p')
  await bench.open(/Le quai/)
  await bench.tag('Yvon Le Braz', 'p')
  await bench.settled()
  await first.app.close()

  // One article loses a sentence, another moves into a folder below, a third is new.
  const cut = 'Le pont de Valmoury\n\nCe lundi encore, le maire Anselme Tardieu a rouvert le pont lundi.\n'
  writeFileSync(join(corpus, 'pont.txt'), cut)
  mkdirSync(join(corpus, 'nord'))
  renameSync(join(corpus, 'quai.txt'), join(corpus, 'nord', 'quai.txt'))
  writeFileSync(join(corpus, 'gare.txt'), 'La gare\n\nLa gare ouvre.\n')
  const second = await start({ folder: corpus })
  bench = new Workbench(second.page)
  await expect(bench.list.getByRole('option')).toHaveCount(3)
  await expect(second.page.getByText(/1 article changed on disk/)).toBeVisible()
  await second.page.getByRole('button', { name: 'Look' }).click()
  const strays = second.page.getByRole('region', { name: 'Tags without a place' })
  await strays
    .getByRole('listitem', { name: 'Person: Maëlle Quintin' })
    .getByRole('button', { name: 'Put aside' })
    .click()
  await expect(strays.getByRole('heading', { name: 'Put aside' })).toBeVisible()
  await expectNoAxeViolations(second.page)
  await second.page.getByRole('button', { name: /^Back/ }).click()
  await bench.open(/Le quai/)
  await expect(bench.label('Person')).toContainText('1')
  await bench.open(/Le pont/)
  await expect(bench.text).toContainText('Ce lundi encore')
  await expect(bench.label('Person')).toContainText('1')
  await bench.settled()
  await second.app.close()

  const third = await start({ folder: corpus })
  bench = new Workbench(third.page)
  await new SafetyPages(third.page).command('Tags without a place…')
  const still = third.page.getByRole('region', { name: 'Tags without a place' })
  await expect(still.getByRole('listitem', { name: 'Person: Maëlle Quintin' })).toBeVisible()
})

test('an open article whose file is removed says so, tagged or not', async ({ start, scratch }) => {
  const corpus = writeArticles(join(scratch, 'parti'), ARTICLES)
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Le pont/)
  rmSync(join(corpus, 'pont.txt'))
  await expect(page.getByText(/pont\.txt is gone from the folder\. You see what it said/)).toBeVisible()
  await bench.tag('Anselme Tardieu', 'p')
  await bench.settled()
  await expect(page.getByText(/pont\.txt is gone from the folder\. You see the text that was kept/)).toBeVisible()
})
