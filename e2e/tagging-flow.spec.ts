import { join } from 'node:path'
import { expect, test } from './app.ts'
import { CLAIMS, GRANARY, MENTIONS, writeArticles } from './articles.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Reader } from './pages/reader.ts'
import { Workbench } from './pages/workbench.ts'

const PROMISE = 'la digue de Sainte-Ozanne tiendra jusqu’au 14 mars 2023'
const ANSWER = 'elle cédera avant'
const FOLDER = Object.fromEntries([CLAIMS, GRANARY, ...MENTIONS])

for (const layout of ['qwerty', 'azerty'] as const) {
  test(`8 a relation is R and the other end, by letters or a click (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([CLAIMS])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, CLAIMS, /digue/)
    const hints = reader.text.locator('.page-badge.hint')
    const relations = reader.inspector.getByRole('list', { name: 'Relations' }).getByRole('listitem')
    const types = async () => (await reader.relations()).map(({ type }) => type).sort()
    await reader.tag('Odile Karembé', 'P')
    await reader.tag('14 mars 2023', 'D')
    await reader.tag(PROMISE, 'C')
    await reader.tag(ANSWER, 'C')

    await test.step('only ends that are allowed have letters; a single type needs no question', async () => {
      await reader.press('R')
      // The other claim, and what both are about or said by: all but the tag in hand.
      await expect(hints).toHaveCount(3)
      await reader.press('Escape')
      await expect(hints).toHaveCount(0)
      await reader.click('14 mars 2023')
      await reader.press('R')
      // A date says nothing itself: it can only be evidence for a claim.
      await expect(hints).toHaveCount(2)
      await reader.press('Escape')
      expect(await reader.relations()).toEqual([])
    })

    await test.step('by letters: the end, then the type where several are allowed', async () => {
      await reader.click('cédera')
      await reader.press('R')
      const letter = await hints.nth(0).getAttribute('data-badge')
      await reader.press(letter ?? '')
      await expect(reader.inspector).toContainText('linked to')
      await reader.press('A')
      await expect.poll(types).toEqual(['about'])
      await expect(relations).toHaveText([/about/])
    })

    await test.step('by a click on the other end, and on the type', async () => {
      await reader.click('tiendra jusqu')
      await reader.press('R')
      await reader.click('cédera')
      await reader.inspector.getByRole('button', { name: 'contradicts' }).click()
      await expect.poll(types).toEqual(['about', 'contradicts'])
      await expect(reader.text).toBeFocused()
    })

    await test.step('the arcs of the tag in hand are named, and none is drawn through words', async () => {
      await reader.click('cédera')
      await expect(reader.text.locator('.page-arcs .chosen')).toHaveCount(2)
      // Beside the panel there is room for their letters only.
      await expect(reader.text.locator('.page-arcs text')).toHaveText(['A', 'C'])
      await reader.press('Ctrl+I')
      await expect(reader.text.locator('.page-arcs text')).toHaveText(['about', 'contradicts'])
      const [above, below] = await reader.text.locator('.page-arcs text').evaluateAll((names) =>
        names
          .map((name) => name.getBoundingClientRect())
          .map(({ top, bottom }) => ({ top, bottom }))
          .sort((a, b) => a.top - b.top),
      )
      expect(above?.bottom).toBeLessThanOrEqual(below?.top ?? 0)
      await expectNoAxeViolations(page)
      await page.screenshot({ path: test.info().outputPath('arcs.png') })
      await reader.press('Ctrl+I')
    })

    await test.step('F follows it, and undo takes it back', async () => {
      await reader.press('F')
      await expect(reader.strip('Person')).toBeVisible()
      await reader.press('Ctrl+Z')
      await expect.poll(types).toEqual(['about'])
    })

    await test.step('where nothing may be the other end, that is said', async () => {
      await reader.undo(3)
      await reader.expectTags('person: Odile Karembé', 'date: 14 mars 2023')
      await reader.click('Odile')
      await reader.press('R')
      await expect(reader.inspector).toContainText(/No (tag|relation)/)
    })
  })

  test(`9 undo reaches every document, and the day before (${layout})`, async ({ start, scratch }) => {
    const folder = writeArticles(join(scratch, 'a'), FOLDER)
    const first = await start({ folder })
    await new Workbench(first.page).introduce('amina')
    const granary = await Reader.open(first.page, layout, GRANARY, /greniers/)
    await granary.drag('Banque du Fleuve')
    await granary.press('O')
    await granary.drag('Awa Keïta')
    await granary.press('Shift+P', 'Enter')
    await granary.expectTags(
      'person: Awa Keïta',
      'person: Awa Keïta',
      'organization: Banque du Fleuve',
      'person: Awa Keïta',
    )
    const claims = await Reader.open(first.page, layout, CLAIMS, /digue/)
    await claims.drag('Odile Karembé')
    await claims.press('P')
    await claims.press('Enter', 'F')
    await claims.keys.type('ministre')
    await claims.press('Enter', 'Escape')
    await expect.poll(async () => (await claims.spans())[0]?.attributes).toEqual({ role: 'ministre' })
    await claims.settled()
    await first.app.close()

    const { page } = await start({ folder: null })
    const again = await Reader.open(page, layout, MENTIONS[0], /maire/)
    const notice = page.getByRole('region', { name: 'Notices' })

    await test.step('after a restart, the last deed first, in its document, and the notice names it', async () => {
      await again.press('Ctrl+Z')
      await expect(notice).toContainText(/Undone: attribute “role”, Person “Odile Karembé” · \S/)
      await expect(again.row(/digue/)).toHaveAttribute('aria-selected', 'true')
      await again.press('Ctrl+Z')
      await expect(notice).toContainText(/Undone: tag Person “Odile Karembé” · \S/)
      await expect.poll(async () => (await again.stored()).length).toBe(4)
    })

    await test.step('across documents, and all identical mentions at once', async () => {
      await again.press('Ctrl+Z')
      await expect(notice).toContainText(/greniers/)
      await expect(again.row(/greniers/)).toHaveAttribute('aria-selected', 'true')
      await expect.poll(async () => (await again.stored()).length).toBe(2)
      await again.keys.hold('Ctrl+Z', 5)
      await expect.poll(async () => (await again.stored()).length).toBe(0)
      await expect(page.getByText('There is nothing to undo.')).toBeVisible()
    })

    await test.step('and redo brings all of it back', async () => {
      await again.keys.hold('Ctrl+Shift+Z', 3)
      await again.press('Ctrl+Y', 'Ctrl+Y')
      await expect.poll(async () => (await again.stored()).length).toBe(5)
      await expect(notice).toContainText(/Done again: attribute “role”, Person “Odile Karembé” · \S/)
      await again.settled()
    })
  })

  test(`10 done, next, previous and the next untouched are one key each (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), FOLDER) })
    await new Workbench(page).introduce('amina')
    const rows = new Workbench(page).list.getByRole('option')
    await expect(rows).toHaveCount(4)
    await rows.first().click()
    const reader = await Reader.on(page, layout, GRANARY)
    const here = (n: number) => expect(rows.nth(n)).toHaveAttribute('aria-selected', 'true')
    await expect(reader.text).toBeFocused()

    await test.step('Ctrl+Enter: done, and the next document is open with the keys in its text', async () => {
      await reader.press('Ctrl+Enter')
      await here(1)
      await expect(rows.nth(0)).toHaveAccessibleName(/Done/)
      await expect(reader.text).toBeFocused()
    })

    await test.step('Ctrl+PageDown and Ctrl+PageUp: the next one and the one before', async () => {
      await reader.press('Ctrl+PageDown')
      await here(2)
      await reader.press('Ctrl+PageUp', 'Ctrl+PageUp')
      await here(0)
      await expect(rows.nth(1)).toHaveAccessibleName(/Untouched/)
    })

    await test.step('a tag makes it in progress; G skips what was touched', async () => {
      await reader.press('Ctrl+PageDown')
      await here(1)
      await expect(reader.text).toBeFocused()
      await reader.press('Ctrl+Home', 'P')
      await expect(rows.nth(1)).toHaveAccessibleName(/In progress/)
      await reader.press('Ctrl+PageUp')
      await here(0)
      await reader.press('G')
      await here(2)
      await expect(reader.text).toBeFocused()
    })

    await test.step('by the mouse: the button says done and goes on', async () => {
      await page.getByRole('button', { name: /^Done/ }).click()
      await expect(rows.nth(2)).toHaveAccessibleName(/Done/)
      await here(3)
      await expect(reader.text).toBeFocused()
      await expectNoAxeViolations(page)
    })
  })
}
