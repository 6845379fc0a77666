import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { Workbench } from './pages/workbench.ts'

/** What Chromium tells a screen reader of the article, in its order: the text of each block, then its tags. */
async function heard(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes
    .filter(({ ignored, role }) => !ignored && (role?.value === 'StaticText' || role?.value === 'note'))
    .map(({ role, name }) => `${role?.value}: ${name?.value}`)
}

test('tags are heard with their label and extent, by reading on and by moving the caret, without a mouse', async ({
  start,
  corpus,
}) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  const said = page.getByRole('region', { name: 'Reader' }).locator('[role="status"][aria-live="polite"]')
  await bench.introduce('amina')
  await bench.open(/Recomptage à Valmoury/)
  await expect(bench.text).toBeFocused()
  // « Jean-Luc Ferrand », by keys alone.
  await bench.press('Control+Home', 'ArrowDown', 'ArrowDown', 'Home')
  await bench.press('Shift+ArrowRight', 'Shift+ArrowRight', 'p')
  await expect(said).toHaveText('Person: Jean-Luc Ferrand')
  await bench.press('Home', 'Shift+End', 'c')
  await expect(said).toHaveText(/^Claim: Jean-Luc Ferrand l’emporte/)

  const article = await heard(page)
  const block = article.findIndex((line) => line.startsWith('StaticText: Jean-Luc Ferrand l’emporte'))
  expect(block).toBeGreaterThan(0)
  expect(article).toContain('note: Person: Jean-Luc Ferrand. 16 characters.')
  expect(article.indexOf('note: Person: Jean-Luc Ferrand. 16 characters.')).toBeGreaterThan(block)
  expect(article.some((line) => line.startsWith('note: Claim: Jean-Luc Ferrand l’emporte'))).toBe(true)

  await bench.press('Control+Home')
  await bench.press('ArrowDown', 'ArrowDown')
  await expect(said).toHaveText(/^In 2 tags\. Person: Jean-Luc Ferrand; Claim: /)
  await bench.press('ArrowRight', 'ArrowRight')
  await expect(said).toHaveText('Out of Person.')
  await bench.press('ArrowLeft')
  await expect(said).toHaveText('In Person: Jean-Luc Ferrand. 16 characters.')
  await bench.press('Space')
  await expect(said).toHaveText('Person: Jean-Luc Ferrand. 16 characters.')
})
