import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import type { Bench, Measured } from './bench.ts'
import { held } from '../held.ts'

const ARTICLES = 1000
const RUNS = 5

/** Three thousand mentions in a thousand articles: to find all of them, to tag them on disk, and to undo that in one step. */
export async function tagThreeThousand({ program, root, scratch }: Bench): Promise<readonly Measured[]> {
  const { args, ...given } = held(program)
  const app = await _electron.launch({
    ...given,
    args: [
      ...args,
      root,
      `--user-data-dir=${join(scratch, 'profile')}`,
      '--lang=en-GB',
      writeArticles(join(scratch, 'many')),
    ],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const page = await app.firstWindow()
  await page.waitForSelector('body[data-ready]')
  await page.getByLabel('Your name').fill('bench')
  await page.keyboard.press('Enter')
  await page.getByText('1,000 documents').waitFor()
  const region = page.getByRole('region', { name: 'Concordance' })
  const saved = page.getByText('Saved', { exact: true })
  const samples = { search: [] as number[], tag: [] as number[], undo: [] as number[] }
  const timed = async (into: number[], run: () => Promise<unknown>) => {
    const began = performance.now()
    await run()
    into.push(performance.now() - began)
  }
  await page.keyboard.press('F9')
  await region.getByRole('textbox', { name: 'Search the whole folder' }).fill('Odile Karembé')
  for (let run = 0; run < RUNS; run++) {
    await timed(samples.search, async () => {
      await region.getByRole('button', { name: 'Search', exact: true }).click()
      await region.getByRole('status').filter({ hasText: '3,000 hits in 1,000 articles' }).waitFor()
    })
    await region.getByRole('listbox', { name: 'Hits' }).focus()
    await page.keyboard.press('Control+a')
    await timed(samples.tag, async () => {
      await region.getByRole('button', { name: /^Tag 3,000/ }).click()
      await region.getByRole('button', { name: /^Untag 3,000/ }).waitFor()
      await saved.waitFor()
    })
    await timed(samples.undo, async () => {
      await page.keyboard.press('Control+z')
      await region.getByRole('button', { name: /^Tag 3,000/ }).waitFor()
    })
    await saved.waitFor()
  }
  await app.close()
  return [
    { name: '3,000 mentions in 1,000 articles: all found', unit: 'ms', samples: samples.search },
    { name: '3,000 mentions in 1,000 articles: tagged and on disk', unit: 'ms', samples: samples.tag },
    { name: '3,000 mentions in 1,000 articles: undone on screen', unit: 'ms', samples: samples.undo, atMost: 2000 },
  ]
}

function writeArticles(folder: string): string {
  mkdirSync(folder, { recursive: true })
  for (let i = 0; i < ARTICLES; i++) {
    const file = join(folder, `${String(i).padStart(4, '0')}.txt`)
    // A line that every article has would be left out as what the folder repeats.
    writeFileSync(
      file,
      `Brève numéro ${i}\n\nLa ministre Odile Karembé a parlé ${i} fois. Odile Karembé est repartie ; Odile Karembé reviendra.\n`,
    )
  }
  return folder
}
