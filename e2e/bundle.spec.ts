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
  await expect(page.getByRole('alert')).toContainText('Nothing was changed.')
  await page.getByRole('button', { name: 'Close' }).first().click()

  await hers.press('Control+z')
  await expect(page.getByText(/Undone/)).toBeVisible()
  await post.pick(file)
  await expect(dialog.getByRole('row', { name: /^New/ })).toBeVisible()
})
