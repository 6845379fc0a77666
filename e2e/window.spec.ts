import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Workbench } from './pages/workbench.ts'

test('the native menu holds every action with its keys, in the language of the interface', async ({
  start,
  corpus,
}) => {
  const { app, page } = await start({ folder: corpus })
  await new Workbench(page).introduce('Amina')
  const titles = () =>
    app.evaluate(({ Menu }) => {
      const menu = Menu.getApplicationMenu()
      return (menu?.items ?? []).flatMap((top) => [
        top.label,
        ...(top.submenu?.items ?? []).map((item) => `${item.label}${item.accelerator ? ` [${item.accelerator}]` : ''}`),
      ])
    })
  await expect.poll(titles).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Help']))
  expect(await titles()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^Open folder… \[.*O\]$/), expect.stringMatching(/^Undo \[.*Z\]$/)]),
  )
  await page.evaluate(() => window.postil.request('settings.set', { language: 'fr' }))
  await page.reload()
  await page.waitForSelector('body[data-ready]')
  await expect.poll(titles).toEqual(expect.arrayContaining(['Fichier', 'Édition', 'Affichage', 'Aide']))
})

test('the menu of tags names each label, and is no taller than a small screen', async ({ start, corpus }) => {
  const { app, page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await bench.open(/Les dockers/)
  const menus = () =>
    app.evaluate(({ Menu }) => {
      type Item = NonNullable<ReturnType<typeof Menu.getApplicationMenu>>['items'][number]
      const titles = (item: Item): string[] => [item.label, ...(item.submenu?.items ?? []).flatMap(titles)]
      return (Menu.getApplicationMenu()?.items ?? []).map((top) => ({
        entries: top.submenu?.items.length ?? 0,
        titles: titles(top),
      }))
    })
  await expect.poll(async () => (await menus()).flatMap(({ titles }) => titles)).toContain('Tag as Person')
  const titles = (await menus()).flatMap((menu) => menu.titles)
  expect(titles.filter((title) => title.includes('{'))).toEqual([])
  expect(titles).toEqual(expect.arrayContaining(['Tag all identical as', 'Guideline', 'Arm']))
  // At about 24 px an entry.
  for (const { entries } of await menus()) expect(entries).toBeLessThan(30)
})

test('language and theme switch live, and are remembered', async ({ start, corpus }) => {
  const first = await start({ folder: corpus })
  const bench = new Workbench(first.page)
  await bench.introduce('Amina')
  await bench.open(/Les dockers/)
  await first.page.keyboard.press('Control+,')
  const settings = first.page.getByRole('dialog')
  await expectNoAxeViolations(first.page)
  await settings.getByRole('tab', { name: 'Reading' }).click()
  await expect(settings.getByRole('slider', { name: 'Line height' })).toHaveValue('1.78')
  await settings.getByRole('tab', { name: 'General' }).click()
  await settings.getByRole('radio', { name: 'Français' }).click()
  await expect(first.page.getByRole('dialog', { name: 'Réglages' })).toBeVisible()
  await settings.getByRole('radio', { name: 'Sombre' }).click()
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await first.page.keyboard.press('Escape')
  await expect(first.page.getByRole('button', { name: 'Exporter' })).toBeVisible()
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'fr')
  await expectNoAxeViolations(first.page)
  await first.app.close()

  const second = await start({ folder: null })
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('every command is found by its name, and the keyboard alone reaches everything', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('about')
  await expectNoAxeViolations(page)
  await page.keyboard.press('Enter')
  const about = page.getByRole('dialog', { name: /About Postil/ })
  await expect(about.getByText(/Electron/).first()).toBeVisible()
  await expect(about.getByText('MIT').first()).toBeVisible()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('barrage')
  await page.keyboard.press('Enter')
  await expect(bench.text).toContainText('Sainte-Ozanne')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keyboard map' })).toBeVisible()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+PageDown')
  await expect(bench.row(/Une page cassée/)).toHaveAttribute('aria-selected', 'true')
})

test('keys that are typed before the palette is there are its first query, and tag nothing', async ({
  start,
  corpus,
}) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await bench.open(/Le barrage/)
  await bench.doubleClick('Sainte-Ozanne')
  const count = await bench.label('Person').textContent()

  // In one go, as from somebody who types faster than a part of the window comes.
  await page.evaluate(() => {
    const target = document.activeElement ?? document.body
    const press = (key: string, ctrlKey = false) =>
      target.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          code: `Key${key.toUpperCase()}`,
          ctrlKey,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      )
    press('k', true)
    for (const key of 'pod') press(key)
  })
  await expect(page.getByRole('combobox', { name: 'Commands' })).toHaveValue('pod')
  await page.keyboard.type('x')
  await expect(page.getByRole('combobox', { name: 'Commands' })).toHaveValue('podx')
  await bench.press('Escape')
  await expect(bench.label('Person')).toHaveText(count ?? '')
})

test('the window comes back where it was, as large as it was', async ({ start, corpus }) => {
  const first = await start({ folder: corpus })
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1010, height: 690 }),
  )
  await first.page.waitForTimeout(400)
  await first.app.close()
  const second = await start({ folder: corpus })
  const bounds = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  expect(bounds).toMatchObject({ width: 1010, height: 690 })
})

test('done and next: the state of a document and the progress of the folder', async ({ start, corpus }) => {
  const first = await start({ folder: corpus })
  let bench = new Workbench(first.page)
  await bench.introduce('Amina')
  await bench.open(/QUINTIN maintient/)
  await bench.press('Control+Enter')
  await expect(bench.row(/Les dockers/)).toHaveAttribute('aria-selected', 'true')
  await expect(bench.row(/QUINTIN maintient/)).toHaveAccessibleName(/Done/)
  await expect(first.page).toHaveTitle(/^Les dockers.* – articles – Postil$/)
  await expect(first.page.getByText('1 of 8 done').first()).toBeVisible()
  await bench.settled()
  await first.app.close()

  const second = await start({ folder: null })
  bench = new Workbench(second.page)
  await expect(second.page.getByText('1 of 8 done').first()).toBeVisible()
  await expect(bench.row(/QUINTIN maintient/)).toHaveAccessibleName(/Done/)
})

test('the first steps are three hints at most, those taken unasked are not shown, and they come once', async ({
  start,
  corpus,
}) => {
  const first = await start({ folder: corpus })
  const bench = new Workbench(first.page)
  await bench.introduce('Amina')
  await bench.open(/Les dockers/)
  await expect(first.page.getByText('1 of 3')).toBeVisible()
  await bench.press('Control+k')
  await bench.press('Escape')
  await first.page.getByRole('button', { name: 'Next' }).click()
  await expect(first.page.getByText('2 of 3')).toBeVisible()
  await first.page.getByRole('complementary', { name: /steps/i }).getByRole('button').last().click()
  await expect(first.page.getByText('2 of 3')).toBeHidden()
  await first.app.close()
  const second = await start({ folder: null })
  await new Workbench(second.page).open(/Les dockers/)
  await expect(second.page.getByText('1 of 3')).toBeHidden()
})
