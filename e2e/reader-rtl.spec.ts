import { join } from 'node:path'
import { expect, test } from './app.ts'
import { writeArticles } from './articles.ts'
import { Workbench } from './pages/workbench.ts'

const ARTICLES = {
  'arabe.txt': 'أعلنت وزيرة الصحة ليلى حداد أن المستشفى الجديد في الرباط سيفتح أبوابه قريبا.\n',
  'hebreu.txt': 'ראש העיר דנה לוי הודיעה כי חברת Horizon Bridges סיימה את הגשר.\n',
}

test('where lines run from right to left, arrows go where they point, and tags and relations begin at the right', async ({
  start,
  scratch,
}) => {
  const { page } = await start({ folder: writeArticles(join(scratch, 'rtl'), ARTICLES) })
  const bench = new Workbench(page)
  const box = async (selector: string) => {
    const found = await bench.text.locator(selector).first().boundingBox()
    if (!found) throw new Error(`${selector} is not on screen`)
    return found
  }
  const caret = () => box('.page-caret').then(({ x }) => x)
  await bench.introduce('amina')
  await bench.open(/ראש העיר/)
  await expect(bench.text).toBeFocused()
  await bench.press('Control+Home')
  const first = await caret()
  await bench.press('ArrowLeft')
  await expect.poll(caret).toBeLessThan(first - 5)
  await bench.press('ArrowRight')
  await expect.poll(caret).toBe(first)
  await bench.press('Control+ArrowLeft')
  await expect.poll(caret).toBeLessThan(first)

  // Two words of a name, then an edge that the arrow draws leftwards, which is onwards.
  await bench.press('Control+Home', 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowLeft', 'p')
  const name = await box('.page-lane')
  await bench.press('Alt+ArrowLeft')
  await expect.poll(async () => (await box('.page-lane')).width).toBeGreaterThan(name.width + 5)
  const grown = await box('.page-lane')
  expect(Math.round(grown.x + grown.width)).toBe(Math.round(name.x + name.width))
  const badge = await box('.page-badge')
  expect(Math.abs(badge.x + badge.width - (grown.x + grown.width))).toBeLessThan(3)

  await bench.open(/أعلنت/)
  await bench.tag('ليلى حداد', 'p')
  await bench.tag('المستشفى الجديد', 'c')
  await bench.press('r')
  await bench.press('f')
  await bench.press('s')
  await expect(bench.inspector.getByRole('list', { name: 'Relations' })).toContainText('ليلى حداد')
})
