import { join } from 'node:path'
import { test } from './app.ts'
import { writeArticles } from './articles.ts'
import { Workbench } from './pages/workbench.ts'
const TEXT = 'Un essai de jambages\n\nGaspard Quippy y parle à Agnès Ygrec (ça gêne, jusqu’à Port-Gygès) ; le jury pège, pq.\n\n' + 'Un rapport de Gaspard Quippy, publié jeudi 10 mars 2022, jugé trop long par Agnès Ygrec et par plusieurs, y compris à Gygès.'
const css = process.env['LOOK'] ?? ''
test('look', async ({ start, scratch }) => {
  const { page } = await start({ folder: writeArticles(join(scratch, 'a'), { 'a.txt': TEXT }) })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/jambages/)
  await bench.tag('Gaspard Quippy', 'p')
  await bench.tag('Agnès Ygrec', 'o', 1)
  await bench.tag('Agnès Ygrec', 'p', 0)
  await bench.tag('jugé trop long par Agnès Ygrec et par plusieurs, y', 'c')
  await bench.press('Escape')
  await bench.settled()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const [font, size, pitch, lead] of [['var(--font-text)', 17, 4, 1.78], ['var(--font-ui)', 17, 4, 1.78], ['var(--font-mono)', 15, 3, 1.5], ['var(--font-text)', 20, 6, 1.78], ['var(--font-text)', 14, 3, 1.4]] as const) {
      await page.evaluate(([font, size, pitch, lead]) => {
        const s = document.querySelector('.scroller[style*="--page-size"]') as HTMLElement
        s.style.setProperty('--page-font', String(font)); s.style.setProperty('--page-size', size + 'px'); s.style.setProperty('--lane-pitch', pitch + 'px'); s.style.setProperty('--page-leading', String(lead))
      }, [font, size, pitch, lead] as const)
      await page.setViewportSize({ width: 1280 + Number(size), height: 800 })
      await page.waitForTimeout(300)
      const box = await bench.text.boundingBox()
      if (box) await page.screenshot({ path: `/tmp/f36/${scheme}-${String(font).slice(6, -1)}-${size}-${pitch}${css}.png`, clip: { x: box.x + 20, y: box.y + 20, width: 620, height: 190 } })
    }
  }
})
