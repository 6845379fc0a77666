import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Colleagues } from './pages/colleagues.ts'
import { Workbench } from './pages/workbench.ts'

test('layers travel as a file: previewed, brought in as one step, twice the same, and a damaged one refused', async ({
  start,
  corpus,
  scratch,
}) => {
  const karim = await start({ folder: corpus, userData: join(scratch, 'karim') })
  const his = new Workbench(karim.page)
  await his.introduce('karim')
  await his.open(/Les dockers de Port-Aubrac/)
  await his.tag('Maëlle Quintin', 'p')
  await his.tag('arsenal d’Orvault', 'o')
  await his.settled()
  const file = join(scratch, 'karim.postil')
  await new Colleagues(karim).send(file)
  await karim.app.close()

  const amina = await start({ folder: corpus, userData: join(scratch, 'amina') })
  const { page } = amina
  const hers = new Workbench(page)
  await hers.introduce('amina')
  await expect(hers.list.getByRole('option')).toHaveCount(8)
  const post = new Colleagues(amina)
  await post.pick(file)
  const dialog = page.getByRole('dialog', { name: 'Layers of karim' })
  await expect(dialog.getByRole('status')).toHaveText('2 tags in the file: 2 in the project afterwards, 0 left out.')
  await expectNoAxeViolations(page)
  await dialog.getByRole('button', { name: 'Bring in' }).click()
  await expect(page.getByText('1 layer of karim brought in')).toBeVisible()
  await hers.settled()

  await post.pick(file)
  await expect(dialog.getByRole('row', { name: /The same as here/ })).toBeVisible()
  await page.keyboard.press('Escape')

  const damaged = readFileSync(file)
  damaged[Math.floor(damaged.length / 2)] = (damaged[Math.floor(damaged.length / 2)] ?? 0) ^ 0xff
  const broken = join(scratch, 'broken.postil')
  writeFileSync(broken, damaged)
  await post.pick(broken)
  await expect(page.getByRole('alert')).toContainText('Nothing was changed')
  await page.getByRole('button', { name: 'Close' }).first().click()

  await hers.press('Control+z')
  await expect(page.getByText(/Undone/)).toBeVisible()
  await post.pick(file)
  await expect(dialog.getByRole('row', { name: /^New/ })).toBeVisible()
})

test('a file of layers is opened by a double-click and by a second start, and layers on another text are carried over', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(90_000)
  const karim = await start({ folder: corpus, userData: join(scratch, 'karim') })
  const his = new Workbench(karim.page)
  await his.introduce('karim')
  await his.open(/Recomptage à Valmoury/)
  await his.tag('Jean-Luc Ferrand', 'p')
  await his.tag('Solange N’diaye', 'p')
  await his.settled()
  const file = join(scratch, 'karim.postil')
  await new Colleagues(karim).send(file)
  await karim.app.close()

  // Her copy of the article begins with a line more, and says one of the names otherwise.
  const article = join(corpus, '2022/recomptage.md')
  const text = readFileSync(article, 'utf8')
  writeFileSync(article, `Mis à jour le 4 mars.\n\n${text.replace('Mme Solange N’diaye', 'Mme N’diaye')}`)
  const first = await start({ folder: corpus, userData: join(scratch, 'amina') })
  await new Workbench(first.page).introduce('amina')
  await first.app.close()
  const amina = await start({ folder: null, files: [file], userData: join(scratch, 'amina') })
  const { page } = amina
  const dialog = page.getByRole('dialog', { name: 'Layers of karim' })
  await expect(dialog.getByRole('status')).toHaveText(
    '2 tags in the file: 1 in the project afterwards, 0 left out. 1 tag waits until somebody says where it belongs.',
  )
  await expect(dialog).toContainText('2022/recomptage.md')
  await expectNoAxeViolations(page)
  await dialog.getByRole('button', { name: 'Bring in' }).click()
  await new Workbench(page).settled()
  await expect(page.getByText(/1 tag .*wait/i).first()).toBeVisible()

  // Another start of the same profile hands its file to the one that runs.
  await amina.app.evaluate(({ app }, path) => {
    app.emit('second-instance', {}, [], '', { folder: null, bundle: path })
  }, file)
  await expect(dialog.getByRole('row', { name: /The same as here/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await amina.app.evaluate(
    ({ app }, path) => {
      app.emit('open-file', { preventDefault: () => undefined }, path)
    },
    join(scratch, 'gone.postil'),
  )
  await expect(page.getByText('The file is not there any more.')).toBeVisible()
})
