import { join } from 'node:path'
import { expect, test } from './app.ts'
import { GRANARY, writeArticles } from './articles.ts'
import { Reader } from './pages/reader.ts'
import { Workbench } from './pages/workbench.ts'

const EMPTY = ['vide.txt', ''] as const

for (const layout of ['qwerty', 'azerty'] as const) {
  test(`3 the caret selects, tags, moves edges, re-labels and removes without the mouse (${layout})`, async ({
    start,
    scratch,
  }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([GRANARY, EMPTY])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, GRANARY, /greniers/)

    await test.step('arrows move by word, past what is elided; with Ctrl by character; Shift extends', async () => {
      await reader.caretBefore('l’ambassadeur')
      await reader.press('Shift+ArrowRight')
      expect(await reader.selected()).toBe('l’ambassadeur')
      await reader.press('Shift+ArrowRight', 'Ctrl+Shift+ArrowLeft')
      expect(await reader.selected()).toBe('l’ambassadeur Pau')
      await reader.press('ArrowRight', 'ArrowLeft', 'Shift+ArrowRight')
      expect(await reader.selected()).toBe('Paul')
      await reader.press('ArrowLeft', 'Ctrl+ArrowRight', 'Ctrl+ArrowRight', 'Ctrl+Shift+ArrowRight')
      expect(await reader.selected()).toBe('u')
    })

    await test.step('a character is what a person sees, of however many code units', async () => {
      await reader.caretBefore('famille')
      await reader.press('ArrowRight', 'Ctrl+ArrowRight', 'Ctrl+Shift+ArrowRight')
      expect(await reader.selected()).toBe('👩\u200d👩\u200d👧')
      await reader.press('Escape', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Ctrl+ArrowRight', 'Ctrl+ArrowRight')
      await reader.press('Ctrl+Shift+ArrowRight')
      expect(await reader.selected()).toBe('e\u0301')
    })

    await test.step('a letter tags the word at the caret, Space takes its tag in hand', async () => {
      await reader.caretBefore('Paul')
      await reader.press('Escape', 'Shift+ArrowRight', 'P')
      await reader.expectTags('person: Paul')
      await reader.press('Escape', 'Escape')
      await expect(reader.strip('Person')).toBeHidden()
      await reader.press('Space')
      await expect(reader.strip('Person')).toBeVisible()
    })

    await test.step('Alt moves its right edge, Alt and Shift its left one; with Ctrl by character', async () => {
      await reader.press('Alt+ArrowRight')
      await reader.expectTags('person: Paul Ndiaye')
      await reader.press('Alt+Shift+ArrowLeft')
      await reader.expectTags('person: ambassadeur Paul Ndiaye')
      await reader.press('Alt+Shift+ArrowRight', 'Alt+ArrowLeft')
      await reader.expectTags('person: Paul')
      await reader.press('Ctrl+Alt+ArrowLeft', 'Ctrl+Alt+Shift+ArrowRight')
      await reader.expectTags('person: au')
      await reader.press('Ctrl+Alt+ArrowRight', 'Alt+Shift+ArrowLeft', 'Alt+ArrowRight')
      await reader.expectTags('person: Paul Ndiaye')
    })

    await test.step('another letter re-labels and keeps attributes, note and relations', async () => {
      await reader.press('Enter', 'F')
      await reader.keys.type('diplomate')
      await reader.press('Enter', 'N')
      await reader.keys.type('vu deux fois')
      await reader.press('Enter', 'Escape')
      await reader.drag('Les greniers sont pleins')
      await reader.press('C', 'R', 'F', 'S')
      await expect.poll(async () => (await reader.relations())[0]?.type).toBe('said_by')
      await reader.click('Ndiaye')
      await expect(reader.strip('Person')).toBeVisible()
      await reader.press('O')
      await reader.expectTags('claim: Les greniers sont pleins', 'organization: Paul Ndiaye')
      const [claim, body] = await reader.spans()
      expect(body).toMatchObject({ attributes: { role: 'diplomate' }, note: 'vu deux fois' })
      expect(await reader.relations()).toMatchObject([{ type: 'said_by', from: claim?.id, to: body?.id }])
    })

    await test.step('Delete removes it, and what hangs on it', async () => {
      await reader.press('Delete')
      await reader.expectTags('claim: Les greniers sont pleins')
      expect(await reader.relations()).toEqual([])
      await reader.undo(1)
      await reader.expectTags('claim: Les greniers sont pleins', 'organization: Paul Ndiaye')
      expect(await reader.relations()).toHaveLength(1)
    })

    await test.step('Esc lets go of the selection, then of the tag, then Tab leaves the text', async () => {
      await reader.click('Banque')
      await reader.press('Shift+ArrowRight', 'Escape')
      expect(await reader.selected()).toBe('')
      await reader.press('Escape', 'Escape', 'Escape', 'Tab')
      await expect(reader.text).not.toBeFocused()
    })

    await test.step('a piece is added by keys, and one by the pointer with Ctrl', async () => {
      await reader.undo(20)
      await reader.expectTags()
      await reader.drag('Banque du Fleuve')
      await reader.press('O', 'ArrowRight')
      await reader.keys.hold('Ctrl+Shift+ArrowRight', 2)
      await reader.expectTags('organization: Banque du Fleuve … à Awa')
      await reader.dragWith('Control', 'AWA KEÏTA')
      await reader.expectTags('organization: Banque du Fleuve … à Awa … AWA KEÏTA')
      await expect(reader.lanes.and(page.locator('.bridge'))).not.toHaveCount(0)
    })

    await test.step('the edges of the tag in hand are dragged by their handles', async () => {
      await reader.drag('Paul Ndiaye', 1)
      await reader.press('P')
      await reader.dragEdge('end', 'le 14 mars')
      await reader.dragEdge('start', 'attend')
      await expect
        .poll(async () => (await reader.tags())[0])
        .toBe('person: attend\u00a0: «\u00a0Paul Ndiaye reviendra le 14 mars')
    })

    await test.step('two labels stand on one span', async () => {
      await reader.drag('Awa Keïta')
      await reader.press('P')
      await reader.drag('Awa Keïta')
      await reader.press('O')
      await expect
        .poll(async () => (await reader.tags()).slice(0, 2))
        .toEqual(['organization: Awa Keïta', 'person: Awa Keïta'])
    })

    await test.step('an empty document takes every key and no tag', async () => {
      const empty = await Reader.open(page, layout, EMPTY, /vide/)
      await empty.press(
        'ArrowRight',
        'Shift+ArrowLeft',
        'P',
        'Ctrl+A',
        'O',
        'Delete',
        'Tab',
        'R',
        'Space',
        'Ctrl+End',
        'D',
      )
      await empty.expectTags()
      await expect(page.getByRole('alert')).toBeHidden()
    })
  })
}
