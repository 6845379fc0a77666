import { join } from 'node:path'
import { expect, test } from './app.ts'
import { CLAIMS, writeArticles } from './articles.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Reader } from './pages/reader.ts'
import { Workbench } from './pages/workbench.ts'

const PROMISE = 'la digue de Sainte-Ozanne tiendra jusqu’au 14 mars 2023'
const COUNT = 'la Ligue des Riverains de Sainte-Ozanne a compté 12 fissures'

for (const layout of ['qwerty', 'azerty'] as const) {
  test(`6 tags over each other are lanes with letters, reached one after the other (${layout})`, async ({
    start,
    scratch,
  }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([CLAIMS])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, CLAIMS, /digue/)
    const hand = reader.inspector.getByRole('group').first()
    await reader.tag(COUNT, 'C')
    await reader.tag('Ligue des Riverains de Sainte-Ozanne', 'O', 0)
    await reader.tag('Ligue des Riverains', 'O', 1)
    await reader.tag('Riverains de Sainte-Ozanne a compté', 'P')
    await reader.expectTags(
      `claim: ${COUNT}`,
      'organization: Ligue des Riverains de Sainte-Ozanne',
      'organization: Ligue des Riverains',
      'person: Riverains de Sainte-Ozanne a compté',
    )

    await test.step('each has a lane of its own and a badge with its letter, none over another', async () => {
      await expect(reader.badges).toHaveCount(4)
      const letters = await reader.badges.evaluateAll((all) => all.map((each) => each.getAttribute('data-badge')))
      expect([...letters].sort()).toEqual(['C', 'O', 'O', 'P'])
      expect(await covered(reader)).toEqual([])
    })

    await test.step('the lines made room for them, and what is marked in the text moved along', async () => {
      await expect(reader.text.locator('.page-mark.candidate')).not.toHaveCount(0)
      expect(await strayMarks(reader)).toEqual([])
    })

    await test.step('a click takes the shortest, the next click the next longer one, and round again', async () => {
      await reader.press('Escape', 'Escape')
      const words = [
        'Ligue des Riverains',
        'Riverains de Sainte-Ozanne a compté',
        'Ligue des Riverains de Sainte-Ozanne',
        COUNT,
      ]
      for (const each of [...words, words[0] ?? '']) {
        await reader.click('Riverains', 1)
        await expect(hand.locator('q')).toHaveText(each)
      }
    })

    await test.step('Space does the same at the caret', async () => {
      await reader.press('Escape', 'Escape')
      await expect(hand).toBeHidden()
      for (const each of ['Ligue des Riverains', 'Riverains de Sainte-Ozanne a compté']) {
        await reader.press('Space')
        await expect(hand.locator('q')).toHaveText(each)
      }
    })

    await test.step('the pointer over them lists all with their text', async () => {
      await reader.hover('Riverains', 1)
      await expect(reader.underPointer).toHaveText([
        /Organization Ligue des Riverains$/,
        /Person Riverains de Sainte-Ozanne a compté$/,
        /Organization Ligue des Riverains de Sainte-Ozanne$/,
        /Claim la Ligue des Riverains/,
      ])
      await reader.badges.nth(0).hover()
      await expect(reader.underPointer).toHaveCount(1)
    })

    await test.step('a click on its lane or badge takes that one', async () => {
      await reader.text.locator('.page-badge[data-badge="P"]').click()
      await expect(reader.strip('Person')).toBeVisible()
      await expectNoAxeViolations(page)
      await page.screenshot({ path: test.info().outputPath('lanes.png') })
    })
  })

  test(`7 attributes are filled in by one key each (${layout})`, async ({ start, scratch }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([CLAIMS])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, CLAIMS, /digue/)
    const value = reader.strip('Date').getByRole('textbox', { name: 'value' })
    const valueOf = async () => (await reader.spans()).find(({ label }) => label === 'date')?.attributes

    await test.step('a date: its value stands beside the mention once Enter has accepted it', async () => {
      await reader.tag('Mardi dernier', 'D')
      await expect(reader.strip('Date')).toContainText('suggested: 2022-03-08')
      await reader.press('Enter')
      await expect(value).toBeFocused()
      await expect(value).toHaveValue('2022-03-08')
      await reader.press('Enter')
      await expect(reader.text).toBeFocused()
      await expect.poll(valueOf).toEqual({ value: '2022-03-08' })
      await expect(reader.badges).toHaveAttribute('data-badge', 'D 2022-03-08')
    })

    await test.step('typing overwrites it, and ? marks it ambiguous', async () => {
      await reader.press('Enter')
      await reader.keys.type('2022-03-01')
      await reader.press('?', 'Enter')
      await expect.poll(valueOf).toEqual({ value: '2022-03-01?' })
      await expect(reader.badges).toHaveAttribute('data-badge', 'D 2022-03-01?')
      await reader.press('Enter', '?', 'Escape')
      await expect(reader.text).toBeFocused()
      expect(await valueOf()).toEqual({ value: '2022-03-01?' })
    })

    await test.step('Shift+Tab goes from it to the type, where a digit picks', async () => {
      await reader.press('Enter', 'Shift+Tab', '1', 'Escape')
      await expect.poll(valueOf).toEqual({ value: '2022-03-01?', type: 'DATE' })
      await expect(reader.text).toBeFocused()
    })

    await test.step('a claim: what is required and empty is a dot in the margin, and nothing is refused', async () => {
      await reader.tag('Odile Karembé', 'P')
      await reader.tag(PROMISE, 'C')
      const dot = reader.text.locator('.page-wanting')
      await expect(dot).toHaveCount(1)
      const [at, text] = await Promise.all([dot.boundingBox(), reader.text.locator('.page-block').nth(2).boundingBox()])
      expect((at?.x ?? 0) + (at?.width ?? 0)).toBeLessThan(text?.x ?? 0)
      await expect(page.getByRole('alert')).toBeHidden()
    })

    await test.step('its speaker is a tag, unknown or the author; kind, stance, worth and verdict have a key each', async () => {
      const claim = reader.strip('Claim')
      const claimed = async () => (await reader.spans()).find(({ label }) => label === 'claim')?.attributes
      await reader.press('Enter')
      await expect(claim).toBeFocused()
      await reader.press('S', 'U')
      await expect.poll(claimed).toEqual({ speaker: 'unknown' })
      await reader.press('S', 'A')
      await expect.poll(claimed).toEqual({ speaker: 'author' })
      await reader.press('S', '1', 'K', '6', 'T', '1', 'W', '1', 'E', '4')
      const speaker = (await reader.spans()).find(({ label }) => label === 'person')?.id
      await expect.poll(claimed).toEqual({
        speaker,
        kind: 'forecast',
        stance: 'asserts',
        check_worthiness: 'check_worthy',
        verdict: 'conflicting',
      })
      await expect(reader.text.locator('.page-wanting')).toHaveCount(0)
      await reader.press('N')
      await reader.keys.type('sans preuve')
      await reader.press('Enter', 'Escape')
      await expect(reader.text).toBeFocused()
      await expect
        .poll(async () => (await reader.spans()).find(({ label }) => label === 'claim')?.note)
        .toBe('sans preuve')
    })

    await test.step('by mouse as well, the focus staying in the text', async () => {
      await reader.inspector.getByRole('button', { name: 'doubts' }).click()
      await expect(reader.text).toBeFocused()
      await expect(reader.inspector.getByRole('button', { name: 'doubts' })).toHaveAttribute('aria-pressed', 'true')
      await expectNoAxeViolations(page)
      await page.screenshot({ path: test.info().outputPath('claim.png') })
    })
  })
}

/** The badges of which a part lies under another one. */
function covered(reader: Reader): Promise<readonly string[]> {
  return reader.badges.evaluateAll((all) => {
    const boxes = all.map((each) => each.getBoundingClientRect())
    const over = (a: DOMRect, b: DOMRect) =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    return all.flatMap((each, i) => {
      const box = boxes[i]
      return box && boxes.some((other, k) => k !== i && over(box, other)) ? [each.getAttribute('data-badge') ?? ''] : []
    })
  })
}

/** How far each mark of a candidate ends from the bottom of the line under it, where that is not where it belongs. */
function strayMarks(reader: Reader): Promise<readonly number[]> {
  return reader.text.locator('.page-mark.candidate').evaluateAll((all) =>
    all.flatMap((mark) => {
      const box = mark.getBoundingClientRect()
      const at = document.caretPositionFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      if (!at) return [NaN]
      const range = document.createRange()
      range.setStart(at.offsetNode, Math.max(0, at.offset - 1))
      range.setEnd(at.offsetNode, at.offset)
      const off = Math.round(box.bottom - range.getBoundingClientRect().bottom)
      return Math.abs(off) <= 3 ? [] : [off]
    }),
  )
}
