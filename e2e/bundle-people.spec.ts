import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { writeLayers } from './layers.ts'
import { Colleagues } from './pages/colleagues.ts'
import { drop } from './pages/drop.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const STRIKE = '2021/grève-port.txt'
const ARTICLE = /Les dockers de Port-Aubrac/

test('two people named alike stay two, one who takes another name stays one; files are dropped on the window', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(120_000)
  const post = (name: string) => join(scratch, `${name}.postil`)
  // Another Sam, whose work comes from elsewhere.
  await writeLayers(post('other'), corpus, { name: 'Sam', tags: { [STRIKE]: [['arsenal d’Orvault', 'Organization']] } })
  const sam = await start({ folder: corpus, userData: join(scratch, 'sam') })
  const his = new Workbench(sam.page)
  await his.annotate('Sam', ARTICLE, [['arsenal', 'o']])
  await new Colleagues(sam).send(post('sam'))

  // He takes another name and sends the same again.
  await his.press('Control+,')
  await sam.page.getByLabel('Your name').fill('Samuel')
  await sam.page.keyboard.press('Enter')
  await sam.page.getByText('Annotator: Samuel').waitFor({ state: 'attached' })
  await sam.page.keyboard.press('Escape')
  await his.settled()
  await new Colleagues(sam).send(post('samuel'))
  // The notice of the first file may still be there.
  await expect.poll(() => existsSync(post('samuel'))).toBe(true)
  await his.settled()
  await sam.app.close()

  const amina = await start({ folder: corpus, userData: join(scratch, 'amina') })
  const { page } = amina
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.settled()
  const dialog = page.getByRole('dialog', { name: /^Layers of Sam/ })
  for (const name of ['other', 'sam']) {
    await drop(amina, post(name))
    await expect(dialog.getByRole('row', { name: /^New/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Bring in' }).click()
    await expect(dialog).toHaveCount(0)
    await bench.settled()
  }
  const layers = async () => new Set((await storedSpans(page)).map(({ annotator }) => annotator)).size
  expect(await layers()).toBe(2)
  await bench.press('F8')
  const people = page.getByRole('list', { name: /Lanes/ }).getByRole('listitem')
  await expect(people).toHaveText(['1Sam', '2Sam 2'])
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  // Under his new name he is who he was.
  await drop(amina, post('samuel'))
  await expect(dialog.getByRole('row', { name: /Newer than what is here/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Bring in' }).click()
  await bench.settled()
  expect(await layers()).toBe(2)
  await bench.press('F8')
  await expect(people).toHaveText(['1Sam', '2Samuel'])
})
