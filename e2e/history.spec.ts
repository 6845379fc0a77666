import type { Page } from '@playwright/test'
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

test('tags that something else than Postil damaged are found, kept in a snapshot, mended, and taken back as one step', async ({
  start,
  corpus,
}) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = await tagAndDelete(running)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
  await damageTags(page)
  const before = await storedSpans(page)
  const safety = new SafetyPages(page)
  await safety.command('Make a snapshot now')
  await expect(page.getByText(/What is stored does not add up.* Examine the project/)).toBeVisible()
  await page.reload()
  await page.waitForSelector('body[data-ready]')
  await safety.command('Examine the project…')
  const dialog = page.getByRole('dialog', { name: 'Examine the project' })
  await expect(dialog).toContainText('Organization, 9,000–9,010 of 457')
  await expect(dialog).toContainText('Give 1 tag an id of its own')
  await expect(dialog).toContainText('Remove 1 tag or relation that points to nothing')
  expect(await storedSpans(page)).toEqual(before)
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Repair', exact: true }).click()
  await expect(page.getByText('Repaired. What changed is in the history.')).toBeVisible()
  await expect(dialog.getByText('Everything is in order.')).toBeVisible()
  const ranges = async () => (await storedSpans(page)).map(({ ranges: [range] }) => range).sort()
  expect(await ranges()).toEqual([
    [100, 114],
    [200, 206],
  ])
  await bench.press('Escape')
  await bench.open(DOCKERS)
  await safety.command('Deleted tags…')
  await expect(page.getByRole('button', { name: /^Restore/ }).first()).toBeVisible()
  await bench.press('Escape')
  await bench.press('Control+z')
  await bench.settled()
  expect(await ranges()).toEqual([
    [100, 114],
    [9000, 9010],
  ])
  // What was done before does not follow from what was damaged: nothing is guessed.
  await bench.press('Control+z', 'Control+z', 'Control+z', 'Control+z')
  await expect(page.getByText(/^That cannot be taken back step by step/)).toBeVisible()
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

/** Something else than Postil moves one tag out of its text, and puts another under the id of a third. */
function damageTags(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const [{ name = '' } = {}] = (await indexedDB.databases()).filter((each) =>
      each.name?.startsWith('postil-project-'),
    )
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => {
        const write = opening.result.transaction('items', 'readwrite')
        write.objectStore('items').openCursor().onsuccess = ({ target }) => {
          const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result
          const row = cursor?.value as { readonly items: string } | undefined
          if (!cursor || !row) return
          const items = JSON.parse(row.items) as { readonly kind: string; readonly label?: string }[]
          const moved = items.map((item) =>
            item.label === 'organization' ? { ...item, ranges: [[9000, 9010]] } : item,
          )
          const twins = items
            .filter(({ label }) => label === 'person')
            .map((item) => ({ ...item, ranges: [[200, 206]] }))
          cursor.update({ ...row, items: JSON.stringify([...moved, ...twins]) })
        }
        write.oncomplete = () => {
          opening.result.close()
          resolve()
        }
      }
    })
  })
}
