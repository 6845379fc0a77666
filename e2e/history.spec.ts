import { expect, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { SafetyPages } from './pages/safety.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const DOCKERS = /Les dockers de Port-Aubrac/

async function tagAndDelete({ page }: Running): Promise<Workbench> {
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('arsenal d’Orvault', 'o')
  await bench.tag('Compagnie des Docks', 'o')
  await bench.click('Compagnie des Docks')
  await bench.press('Delete')
  await bench.settled()
  await expect(bench.label('Organization')).toContainText('1')
  return bench
}

test('the history shows a document at any moment and puts it back as one step', async ({ start, corpus }) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = await tagAndDelete(running)
  await bench.press('Control+h')
  const list = page.getByRole('region', { name: 'What happened, the newest first' })
  await expect(list.getByRole('button', { name: /amina/ })).toHaveCount(3)
  await expectNoAxeViolations(page)
  await list.getByRole('button', { name: /^tag/ }).first().click()
  await expect(page.getByText('2 tags right after it')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore “Compagnie des Docks”' })).toBeVisible()
  await expectNoAxeViolations(page)
  await list.getByRole('button', { name: /^tag/ }).last().click()
  await expect(page.getByText('1 tag right after it')).toBeVisible()
  await list.getByRole('button', { name: /^tag/ }).first().click()
  await page.getByRole('button', { name: 'Put the document back to this' }).click()
  await expect(page.getByText('Put back. Undo takes it back.')).toBeVisible()
  await bench.press('Escape')
  await expect(bench.label('Organization')).toContainText('2')
  expect(await storedSpans(page)).toHaveLength(2)
  await bench.press('Control+z')
  await expect(bench.label('Organization')).toContainText('1')
})

test('a deleted tag lies in the trash and comes back as it was', async ({ start, corpus }) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = await tagAndDelete(running)
  await new SafetyPages(page).command('Deleted tags…')
  await expect(page.getByRole('dialog')).toContainText('Compagnie des Docks')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Restore “Compagnie des Docks”' }).click()
  await expect(page.getByText('Nothing was deleted in the last 90 days.')).toBeVisible()
  await bench.press('Escape')
  await expect(bench.label('Organization')).toContainText('2')
})

test('the doctor finds a sound project in order, and a damaged count, which it mends', async ({ start, corpus }) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = await tagAndDelete(running)
  const safety = new SafetyPages(page)
  await safety.command('Examine the project…')
  await expect(page.getByText('Everything is in order.')).toBeVisible()
  await expectNoAxeViolations(page)
  await bench.press('Escape')
  // Something else than Postil writes into its database.
  await page.evaluate(async () => {
    const [{ name = '' } = {}] = (await indexedDB.databases()).filter((each) =>
      each.name?.startsWith('postil-project-'),
    )
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => {
        const write = opening.result.transaction('meta', 'readwrite')
        write.objectStore('meta').put({ key: 'totals', spans: 70, items: 70 })
        write.oncomplete = () => {
          opening.result.close()
          resolve()
        }
      }
    })
  })
  await safety.command('Examine the project…')
  await expect(page.getByText('The totals are wrong')).toBeVisible()
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Repair', exact: true }).click()
  await expect(page.getByText('Everything is in order.')).toBeVisible()
  expect(await storedSpans(page)).toHaveLength(1)
})

test('snapshots speak French and keep their contrast in the dark', async ({ start, corpus }) => {
  const running = await start({ folder: corpus })
  const { page } = running
  await tagAndDelete(running)
  await page.evaluate(() => window.postil.request('settings.set', { language: 'fr', theme: 'dark' }))
  await page.reload()
  await page.waitForSelector('body[data-ready]')
  for (const [command, title] of [
    ['Instantanés…', 'Instantanés'],
    ['Historique…', 'Historique'],
    ['Balises supprimées…', 'Balises supprimées'],
    ['Examiner le projet…', 'Examiner le projet'],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commandes' }).fill(command)
    await page.getByRole('option', { name: command }).first().click()
    await expect(page.getByRole('dialog', { name: title })).toBeVisible()
    await page.waitForTimeout(250)
    await page.screenshot({ path: test.info().outputPath(`${title}.png`) })
    await expectNoAxeViolations(page)
    await page.keyboard.press('Escape')
  }
})
