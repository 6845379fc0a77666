import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { article } from './articles.ts'
import type { Bench, Measured } from './bench.ts'

const KEYS = 40

/** From the press of a label's letter to the frame that shows the tag, in a short article and in one of a megabyte. */
export async function keyToPaint({ program, root, scratch }: Bench): Promise<readonly Measured[]> {
  const folder = join(scratch, 'reading')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'long.txt'),
    `Le long registre\n\n${Array.from({ length: 420 }, (_, i) => article(i)).join('\n')}`,
  )
  writeFileSync(join(folder, 'short.txt'), `Le court billet\n\n${article(1)}`)
  const app = await _electron.launch({
    executablePath: program,
    args: [root, `--user-data-dir=${join(scratch, 'profile')}`, '--lang=en-GB', folder],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const page = await app.firstWindow()
  await page.waitForSelector('body[data-ready]')
  await page.getByLabel('Your name').fill('bench')
  await page.keyboard.press('Enter')
  await timeTaps(page)
  const samples: Measured[] = []
  for (const [title, what] of [
    ['court billet', '3 kB'],
    ['long registre', '1 MB'],
  ] as const) {
    await page.getByRole('option', { name: new RegExp(title) }).click()
    await page.getByRole('main').getByRole('document').waitFor()
    await page.waitForTimeout(800)
    samples.push({ name: `key to paint, ${what} article`, unit: 'ms', samples: await tagWords(page), atMost: 20 })
  }
  await app.close()
  return samples
}

/** Tags one word after the other and times each letter in the page: event time to the task after the next frame. */
async function tagWords(page: Page): Promise<readonly number[]> {
  await page.getByRole('main').getByRole('document').focus()
  await page.evaluate(() => (document.body.dataset['taps'] = ''))
  await page.keyboard.press('Control+Home')
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('p')
    await page.waitForTimeout(60)
  }
  const taps = await page.evaluate(() => document.body.dataset['taps'] ?? '')
  return taps.trim().split(' ').map(Number)
}

async function timeTaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'p') return
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => {
            document.body.dataset['taps'] =
              `${document.body.dataset['taps'] ?? ''}${performance.now() - event.timeStamp} `
          }
          channel.port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}
