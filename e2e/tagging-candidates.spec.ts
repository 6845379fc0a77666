import { join } from 'node:path'
import { expect, test } from './app.ts'
import { MENTIONS, writeArticles } from './articles.ts'
import { ConcordancePage } from './pages/concordance.ts'
import { Reader } from './pages/reader.ts'
import { Workbench } from './pages/workbench.ts'

const [MAYOR, RIVER] = MENTIONS

for (const layout of ['qwerty', 'azerty'] as const) {
  test(`4 candidates come one by one, with their best label (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries(MENTIONS)) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, MAYOR, /maire/)
    const candidate = reader.inspector.locator('q').first()

    await test.step('Tab goes to the next one and selects it, N says no, Shift+Tab goes back', async () => {
      await reader.press('Tab')
      await expect(candidate).toHaveText('Djibril Sow')
      expect(await reader.selected()).toBe('Djibril Sow')
      await expect(reader.inspector).toContainText('written like a name')
      await reader.press('Tab')
      await expect(candidate).toHaveText('3 mai 2021')
      await expect(reader.inspector).toContainText('Yes, Date')
      await reader.press('Shift+Tab')
      await expect(candidate).toHaveText('Djibril Sow')
      await reader.expectTags()
    })

    await test.step('its label’s letter accepts it, and Y the best label', async () => {
      await reader.press('P')
      await expect(candidate).toHaveText('3 mai 2021')
      await reader.press('Y')
      await reader.expectTags('person: Djibril Sow', 'date: 3 mai 2021')
      expect((await reader.spans())[1]?.attributes).toEqual({ value: '2021-05-03' })
    })

    await test.step('the same string again comes with its label, and the end of a name with that of the name', async () => {
      await expect(candidate).toHaveText('Fatou Sow')
      await expect(reader.inspector).toContainText('Yes, Person')
      await reader.press('N')
      await expect(candidate).toHaveText('Djibril Sow')
      await expect(reader.inspector).toContainText('tagged before in this document')
      await reader.press('Y')
      await reader.expectTags('person: Djibril Sow', 'date: 3 mai 2021', 'person: Djibril Sow')
    })

    await test.step('what was refused stays away; after the last one that is said', async () => {
      await reader.press('Ctrl+Home', 'Tab')
      await expect(candidate).toHaveText('DJIBRIL SOW')
      await reader.press('Tab')
      await expect(reader.inspector).toContainText('No more candidates this way.')
    })

    await test.step('what was tagged in another document is known here', async () => {
      const other = await Reader.open(page, layout, RIVER, /rivière/)
      await other.press('Tab')
      await expect(candidate).toHaveText('Djibril Sow')
      await expect(reader.inspector).toContainText('tagged in other documents')
      await other.press('Y')
      await other.expectTags('person: Djibril Sow')
    })
  })

  test(`5 identical mentions are tagged, re-labelled and removed together (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries(MENTIONS)) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, MAYOR, /maire/)
    const concordance = new ConcordancePage(page)
    const TWICE = (label: string) => [`${label}: Djibril Sow`, `${label}: Djibril Sow`]

    await test.step('Shift and the letter tags this one and offers the others; Enter takes them in one step', async () => {
      await reader.drag('Djibril Sow')
      await reader.press('Shift+P')
      await reader.expectTags('person: Djibril Sow')
      await expect(reader.inspector).toContainText('1 more mention of “Djibril Sow”')
      await expect(reader.text.locator('.page-mark.offer')).not.toHaveCount(0)
      await reader.press('Enter')
      await reader.expectTags(...TWICE('person'))
      await reader.press('Ctrl+Z')
      await reader.expectTags('person: Djibril Sow')
      await reader.press('Ctrl+Shift+Z')
      await reader.expectTags(...TWICE('person'))
    })

    await test.step('Shift re-labels all of them, and removes all of them, each in one step', async () => {
      await reader.click('Djibril Sow')
      await reader.press('Shift+O')
      await reader.expectTags(...TWICE('organization'))
      await reader.press('Shift+Delete')
      await reader.expectTags()
      await reader.press('Ctrl+Z')
      await reader.expectTags(...TWICE('organization'))
      await reader.press('Ctrl+Z')
      await reader.expectTags(...TWICE('person'))
      await reader.undo(2)
      await reader.expectTags()
    })

    await test.step('Esc leaves the others as they are', async () => {
      await reader.drag('Djibril Sow')
      await reader.press('Shift+P', 'Escape')
      await expect(reader.inspector.getByText('more mention')).toBeHidden()
      await reader.expectTags('person: Djibril Sow')
    })

    await test.step('Ctrl+Shift and the letter shows them in all documents, ticked; Space unticks, Enter tags', async () => {
      await reader.press('Ctrl+Shift+P')
      await expect(concordance.said('3 hits in 2 articles')).toBeVisible()
      await expect(concordance.ticked).toHaveCount(3)
      await concordance.button('Match case').click()
      await concordance.button('Search').click()
      await expect(concordance.said('4 hits in 2 articles')).toBeVisible()
      await concordance.hits.focus()
      await reader.press('Home', 'Space', 'End', 'Space', 'Space')
      await expect(concordance.ticked).toHaveCount(3)
      await reader.press('Enter')
      await expect(page.getByText('3 tags changed in 2 articles')).toBeVisible()
    })

    await test.step('one undo takes all of it back', async () => {
      await reader.press('Ctrl+Z')
      await reader.expectTags('person: Djibril Sow')
      await reader.press('Ctrl+Shift+Z')
      await reader.expectTags(...TWICE('person'), 'person: DJIBRIL SOW')
    })

    await test.step('the label remembers the switches, here and in the folder', async () => {
      await reader.press('Escape')
      await reader.click('Djibril Sow')
      await reader.press('Ctrl+Shift+P')
      await expect(concordance.button('Match case')).toHaveAttribute('aria-pressed', 'false')
      await expect(concordance.hits).toBeFocused()
      await reader.press('Escape')
      await reader.click('Djibril Sow')
      await reader.press('Shift+Delete')
      await reader.expectTags()
      await reader.drag('Djibril Sow')
      await reader.press('Shift+P')
      await expect(reader.inspector).toContainText('2 more mentions of “Djibril Sow”')
      await reader.press('Escape')
      await reader.undo(3)
      await reader.expectTags('person: Djibril Sow')
      await reader.drag('Djibril Sow')
      await reader.press('Ctrl+Shift+O')
      await expect(concordance.button('Match case')).toHaveAttribute('aria-pressed', 'true')
      await expect(concordance.button('Match accents')).toHaveAttribute('aria-pressed', 'true')
      await expect(concordance.button('Whole words')).toHaveAttribute('aria-pressed', 'true')
    })
  })
}
