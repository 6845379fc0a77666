import { expect, test } from './app.ts'
import { Workbench } from './pages/workbench.ts'

/** What lies over the text or beside it, by the key that shows it, and where the focus is then. */
const SCREENS: readonly (readonly [keys: string, name: string])[] = [
  ['F9', 'Concordance'],
  ['F7', 'Labels'],
  ['Shift+F9', 'Entities'],
  ['F8', 'Review'],
  ['Shift+F8', 'Review of a colleague'],
  ['F6', 'Agreement'],
]
const DIALOGS: readonly string[] = ['Control+k', 'Control+,', 'Control+e', 'Control+h', 'F1', '?']
const COMMANDS: readonly string[] = [
  'Split the work among people',
  'Deleted tags',
  'Snapshots…',
  'Examine the project',
  'About Postil',
  'Import a dataset',
  'Choose columns of tables',
  'See what reviewers said',
]

test('Esc from whatever lay over the text gives the keys back to it', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.click('Maëlle Quintin')
  await expect(bench.text).toBeFocused()
  const away = () =>
    expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).not.toBe('document')
  const back = (from: string) => expect(bench.text, `after ${from}`).toBeFocused()

  for (const [keys, name] of SCREENS) {
    await bench.press(keys)
    await away()
    // The concordance has lines and a field: Esc goes from one to the other before it closes.
    await expect(async () => {
      await bench.press('Escape')
      await expect(page.locator('.over')).toHaveCount(0, { timeout: 300 })
    }, name).toPass()
    await back(name)
  }
  for (const keys of DIALOGS) {
    await bench.press(keys)
    await expect(page.getByRole('dialog')).toBeVisible()
    await bench.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await back(keys)
  }
  for (const words of COMMANDS) {
    await bench.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands' }).fill(words)
    await bench.press('Enter')
    await away()
    await bench.press('Escape')
    await back(words)
  }
})

test('a button that opened a screen has the keys again when it closes', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  await page.getByLabel('Filter the tags').focus()
  await bench.press('F7')
  await expect(page.locator('.over')).toHaveCount(1)
  await bench.press('Escape')
  await expect(page.getByLabel('Filter the tags')).toBeFocused()
})

test('a letter after Esc and Tab does not overwrite the title', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  const before = await title.inputValue()
  await bench.click('Maëlle Quintin')
  await bench.press('Escape', 'Tab')
  await expect(bench.text).not.toBeFocused()
  await bench.press('y', 'Enter')
  await expect(title).toHaveValue(before)
  await expect(bench.row(/Les dockers de Port-Aubrac/)).toBeVisible()
})
