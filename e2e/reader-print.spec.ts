import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test, type Running } from './app.ts'
import { writeArticles } from './articles.ts'
import { Workbench } from './pages/workbench.ts'

/** Saves what is on screen as PDF, by the palette, at a place of the person's choice. */
async function savePdf({ app, page }: Running, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('save as pdf')
  await page.getByRole('option', { name: /Save as PDF/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Saved: ${path}`)).toBeVisible({ timeout: 60_000 })
}

async function pagesOf(path: string): Promise<readonly string[]> {
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(path)))
  return (await extractText(pdf)).text.map((text) => text.replace(/\s+/g, ' '))
}

test('a tagged article becomes a PDF with its labels, its facts and page numbers', async ({
  start,
  corpus,
  scratch,
}) => {
  const running = await start({ folder: corpus })
  const bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.tag('Maëlle Quintin refuse de négocier depuis le 2 décembre 2021', 'c')
  await bench.tag('Maëlle Quintin refuse', 'o')
  await bench.tag('Maëlle Quintin', 'p', 2)
  await bench.tag('2 décembre 2021', 'd')
  await bench.settled()
  const path = join(scratch, 'article.pdf')
  await savePdf(running, path)
  const [first = '', ...rest] = await pagesOf(path)
  expect(rest).toEqual([])
  expect(first).toContain('Les dockers de Port-Aubrac ont cessé le travail jeudi.')
  expect(first).toContain('amina')
  expect(first).toMatch(/P Person 1.*O Organization 1.*D Date 1.*C Claim 1/)
  expect(first).toContain('Aujourd’hui, dit-il, le port tourne.')
  expect(first).toContain('1 / 1')
  // The page itself is as it was.
  await expect(bench.text).toBeVisible()
  await expect(running.page.locator('.print-sheet')).toHaveCount(0)
})

test('a megabyte becomes a PDF whose last page is there', async ({ start, scratch }) => {
  const line = 'Le conseil du port a entendu Léo Marchal, puis la séance fut levée sans qu’un vote eût lieu. '
  const text = `${Array.from({ length: 1_250 }, (_, n) => `${n} ${line.repeat(9)}`).join('\n')}\nFin du registre.\n`
  const folder = writeArticles(join(scratch, 'book'), { 'registre.txt': text })
  const running = await start({ folder })
  const bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.open(/Le conseil du port/)
  await bench.tag('Léo Marchal', 'p')
  await bench.settled()
  const path = join(scratch, 'book.pdf')
  await savePdf(running, path)
  const pages = await pagesOf(path)
  expect(pages.length).toBeGreaterThan(200)
  expect(pages.at(-1)).toContain('Fin du registre.')
  expect(pages.at(-1)).toContain(`${pages.length} / ${pages.length}`)
})
