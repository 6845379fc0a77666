import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Running } from '../app.ts'
import { Workbench } from '../pages/workbench.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const SIZE = { width: 1280, height: 800 }

async function picture({ page }: Running, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}

test('an article with tags, the list of documents beside it', async ({ start }) => {
  const running = await start({ folder: null })
  const { app, page } = running
  await app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
  }, SIZE)
  const bench = new Workbench(page)
  await bench.introduce('Amina')
  await page.evaluate(() => window.postil.request('settings.set', { hintsSeen: ['tag', 'undo', 'keys'] }))
  await page.reload()
  await bench.open(/Les dockers du port de Dabréna/)
  await bench.tag('port de Dabréna', 'o')
  await bench.tag('lundi soir', 'd')
  await bench.tag('Karim Oro', 'p')
  await bench.tag('Régie des ports', 'o')
  await bench.tag('Hervé d’Hauteville', 'p')
  await bench.tag('2\u202f700 dockers avaient cessé le travail', 'c')
  await bench.tag('Quais unis', 'o')
  await bench.tag('la prime de nuit et la réintégration de nos douze camarades', 'c')
  await bench.tag('Mariam Sollé', 'p')
  await bench.click('2\u202f700 dockers')
  await bench.settled()
  await expect(bench.label('Claim')).toContainText('2')
  await picture(running, 'reader-light')
  await page.evaluate(() => window.postil.request('settings.set', { theme: 'dark' }))
  await page.reload()
  await bench.open(/Les dockers du port de Dabréna/)
  await bench.click('2\u202f700 dockers')
  await picture(running, 'reader-dark')
})
