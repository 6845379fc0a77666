import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Colleagues } from './pages/colleagues.ts'
import { Workbench } from './pages/workbench.ts'

const ARTICLE = /Les dockers de Port-Aubrac/
const WORDS = 'réclame 4 % de hausse'

const queue = (page: Page) => page.getByRole('listbox', { name: 'Tags and remarks' }).getByRole('option')
const panel = (page: Page) => page.getByRole('region', { name: 'The tag and what is said of it' })

/** Selects words in the text of the review, as a hand does. */
async function select(page: Page, words: string): Promise<void> {
  await page.getByRole('region', { name: 'Text with the tags of each annotator' }).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      document.getSelection()?.removeAllRanges()
      document.getSelection()?.addRange(range)
      return
    }
    throw new Error('The text does not say it')
  }, words)
}

test('people talk about a passage that nobody tagged: a thread travels there and back, and is settled', async ({
  start,
  corpus,
  scratch,
}) => {
  test.setTimeout(120_000)
  const post = (name: string) => join(scratch, `${name}.postil`)
  const profile = (name: string) => ({ userData: join(scratch, name) })
  const karim = await start({ folder: corpus, ...profile('karim') })
  const his = new Workbench(karim.page)
  await his.annotate('karim', ARTICLE, [['Maëlle Quintin', 'p']])
  await new Colleagues(karim).send(post('karim'))
  await karim.app.close()

  const amina = await start({ folder: corpus, ...profile('amina') })
  const { page } = amina
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await new Colleagues(amina).receive(post('karim'))
  await bench.settled()
  await bench.press('Shift+F8')
  await expect(queue(page)).toHaveCount(1)
  await select(page, WORDS)
  await bench.press('m')
  await expect(panel(page)).toContainText(`About “${WORDS}”`)
  await page.keyboard.type('Is that a claim of theirs?')
  await bench.press('Enter')
  await expect(queue(page)).toHaveCount(2)
  await expect(queue(page).filter({ hasText: WORDS })).toContainText('Comments')
  await expectNoAxeViolations(page)
  await bench.press('y')
  await bench.settled()
  await new Colleagues(amina).sendReview(post('review'))
  await amina.app.close()

  // He sees it beside his tags, answers in the thread and settles it.
  const again = await start({ folder: null, files: [post('review')], ...profile('karim') })
  await again.page.getByRole('button', { name: 'Bring in' }).click()
  await new Workbench(again.page).settled()
  await new Colleagues(again).run('See what reviewers said')
  await expect(queue(again.page)).toHaveCount(1)
  await expect(queue(again.page).first()).toContainText(WORDS)
  await expect(panel(again.page)).toContainText('Is that a claim of theirs?')
  await expectNoAxeViolations(again.page)
  await again.page.keyboard.press('m')
  await again.page.keyboard.type('Yes, tagged now')
  await again.page.keyboard.press('Enter')
  await expect(panel(again.page)).toContainText('Yes, tagged now')
  await again.page.keyboard.press('x')
  await expect(panel(again.page)).toContainText('Resolved')
  await expect(queue(again.page)).toHaveCount(0)
  await new Workbench(again.page).settled()
  await new Colleagues(again).sendReview(post('answers'))
  await again.app.close()

  const last = await start({ folder: null, files: [post('answers')], ...profile('amina') })
  await last.page.getByRole('button', { name: 'Bring in' }).click()
  await new Workbench(last.page).settled()
  await last.page.keyboard.press('Shift+F8')
  await last.page.getByRole('checkbox', { name: 'Those that are settled too' }).click()
  await queue(last.page).filter({ hasText: WORDS }).click()
  await expect(panel(last.page)).toContainText('Yes, tagged now')
  await expect(panel(last.page)).toContainText('Resolved')
})
