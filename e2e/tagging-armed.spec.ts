import { join } from 'node:path'
import { expect, test } from './app.ts'
import { GRANARY, writeArticles } from './articles.ts'
import { Reader } from './pages/reader.ts'
import { Workbench } from './pages/workbench.ts'

const GRENIERS = /greniers/

for (const layout of ['qwerty', 'azerty'] as const) {
  test(`1 an armed label tags by one gesture of the pointer (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([GRANARY])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, GRANARY, GRENIERS)

    await test.step('a digit arms its label, by the place of the key; the letter does so where no caret is', async () => {
      await reader.press('2')
      await expect(reader.label('Organization')).toHaveAttribute('aria-pressed', 'true')
      await reader.press('P')
      await expect(reader.label('Person')).toHaveAttribute('aria-pressed', 'true')
      await expect(reader.label('Organization')).toHaveAttribute('aria-pressed', 'false')
    })

    await test.step('a double-click tags the word, without what is elided before it', async () => {
      await reader.doubleClick('Keïta')
      await reader.doubleClick('l’ambassadeur')
      await reader.expectTags('person: Keïta', 'person: ambassadeur')
      await expect(reader.badges).toHaveCount(2)
      await reader.undo(2)
      await reader.expectTags()
    })

    await test.step('a drag tags whole words, without the spaces and signs at its ends', async () => {
      await reader.drag('wa Keï')
      await reader.drag(' Paul Ndiaye à', 0)
      await reader.drag(', et AWA KEÏTA rendra')
      await reader.expectTags('person: Awa Keïta', 'person: Paul Ndiaye à', 'person: et AWA KEÏTA rendra')
      await reader.undo(3)
    })

    await test.step('with Alt it tags the very characters', async () => {
      await reader.dragWith('Alt', 'eïta pré')
      await reader.expectTags('person: eïta pré')
      await reader.undo(1)
    })

    await test.step('a click and a Shift+click are a drag', async () => {
      await reader.clickAndShiftClick('ministère', 'Rivières')
      await reader.expectTags('person: ministère des Rivières')
      await reader.undo(1)
      await reader.clickAndShiftClick('reviendra', 'Keïta, et')
      await expect.poll(() => reader.tags()).toHaveLength(1)
      await reader.undo(1)
    })

    await test.step('three clicks tag the sentence, in one step of undo', async () => {
      await reader.press('4')
      await reader.tripleClick('répète')
      await reader.expectTags(
        'claim: La famille 👩\u200d👩\u200d👧 de Noe\u0301mie Sall attend\u00a0: «\u00a0Paul Ndiaye reviendra le 14 mars 2022\u00a0», répète-t-elle.',
      )
      await reader.undo(1)
      await reader.expectTags()
    })

    await test.step('Esc at last lets go of the label, and a double-click selects', async () => {
      await reader.press('Escape', 'Escape', 'Escape')
      await expect(reader.label('Claim')).toHaveAttribute('aria-pressed', 'false')
      await reader.doubleClick('Sorbière')
      expect(await reader.selected()).toBe('Sorbière')
      await reader.expectTags()
    })
  })

  test(`2 what is selected, by pointer or keys, takes a label’s letter (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([GRANARY])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, GRANARY, GRENIERS)

    await test.step('by the pointer', async () => {
      await reader.drag('Banque du Fleuve')
      await reader.press('O')
      await reader.clickAndShiftClick('Paul', 'Ndiaye')
      await reader.press('P')
      await reader.doubleClick('Sall')
      await reader.press('P')
      await reader.expectTags('person: Paul Ndiaye', 'person: Sall', 'organization: Banque du Fleuve')
    })

    await test.step('by keys', async () => {
      await reader.caretBefore('coopérative')
      await reader.press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'O')
      await reader.caretBefore('ministère')
      await reader.press('O')
      await reader.expectTags(
        'organization: coopérative de Sorbière',
        'person: Paul Ndiaye',
        'organization: ministère',
        'person: Sall',
        'organization: Banque du Fleuve',
      )
    })

    await test.step('the inspector shows its attributes, takes the keys on Enter and gives them back on Esc', async () => {
      await expect(reader.strip('Organization')).toContainText('armed group')
      await expect(reader.text).toBeFocused()
      await reader.press('Enter')
      await expect(reader.strip('Organization')).toBeFocused()
      await reader.press('1')
      await expect(reader.strip('Organization').getByRole('button', { name: 'state' })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      await reader.press('Escape')
      await expect(reader.text).toBeFocused()
      await reader.press('Enter', 'Enter')
      await expect(reader.text).toBeFocused()
      await expect.poll(async () => (await reader.spans())[2]?.attributes).toEqual({ kind: 'state' })
    })

    await test.step('a sign of several code points is never cut', async () => {
      await reader.caretBefore('famille')
      await reader.press('Shift+ArrowRight', 'Ctrl+Shift+ArrowRight', 'Ctrl+Shift+ArrowRight', 'P')
      await expect.poll(() => reader.tags()).toContain('person: famille 👩\u200d👩\u200d👧')
      await reader.undo(1)
    })

    await test.step('across paragraphs, to the very ends of the text, and at the end of a line', async () => {
      await reader.press('Ctrl+A', 'C')
      await expect.poll(async () => (await reader.tags())[0]).toBe(`claim: ${reader.words}`)
      await reader.undo(1)
      await reader.drag('rien dit.\n\nLa famille')
      await reader.press('C')
      await expect.poll(() => reader.tags()).toContain('claim: rien dit.\n\nLa famille')
      await reader.undo(1)
      await reader.press('Ctrl+End', 'Shift+ArrowLeft', 'P')
      await expect.poll(() => reader.tags()).toContain('person: rendra')
      await reader.press('Ctrl+Home', 'Shift+ArrowRight', 'D')
      await expect.poll(async () => (await reader.tags())[0]).toBe('date: date')
    })
  })
}
