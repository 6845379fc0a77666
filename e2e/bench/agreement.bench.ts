import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { seenBy, truthIn, writeManyLayers } from '../layers.ts'
import { Colleagues } from '../pages/colleagues.ts'
import { article } from './articles.ts'
import type { Bench, Measured } from './bench.ts'
import { held } from '../held.ts'

const DOCUMENTS = 1000
const TAGS = 30
const ANNOTATORS = ['karim', 'lea', 'noor', 'omar', 'pia', 'quentin']
const RUNS = 3

/** Six annotators, a thousand documents, thirty tags each: from the key to all numbers but γ, and what frames see of it. */
export async function agreementOfSix({ program, root, scratch }: Bench): Promise<readonly Measured[]> {
  const folder = join(scratch, 'campaign')
  const files = await writeCampaign(folder, scratch)
  const { args, ...given } = held(program)
  const app = await _electron.launch({
    ...given,
    args: [...args, root, `--user-data-dir=${join(scratch, 'profile')}`, '--lang=en-GB', folder],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(300_000)
  await page.waitForSelector('body[data-ready]')
  await page.getByLabel('Your name').fill('bench')
  await page.keyboard.press('Enter')
  await page.getByText('Saved', { exact: true }).waitFor()
  for (const file of files) await new Colleagues({ app, page }).receive(file)
  await page.getByText('Saved', { exact: true }).waitFor()
  const [numbers, frames]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run++) {
    await page.reload()
    await page.waitForSelector('body[data-ready]')
    await page
      .getByText(`${DOCUMENTS.toLocaleString('en')} documents`)
      .first()
      .waitFor()
    await page.waitForTimeout(1500)
    await watchFrames(page)
    const began = performance.now()
    await page.keyboard.press('F6')
    await page.getByText(/documents compared/).waitFor()
    numbers.push(performance.now() - began)
    frames.push(await page.evaluate(() => Number(document.body.dataset['longestFrame'])))
  }
  await app.close()
  const what = `agreement of ${ANNOTATORS.length} in ${DOCUMENTS} documents of ${TAGS} tags`
  return [
    { name: `${what}: all but γ`, unit: 'ms', samples: numbers, atMost: 10_000 },
    { name: `${what}: longest frame meanwhile`, unit: 'ms', samples: frames, atMost: 50 },
  ]
}

async function writeCampaign(folder: string, scratch: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => {
    const [id, text] = [`article-${String(i).padStart(4, '0')}.txt`, article(i)]
    writeFileSync(join(folder, id), text)
    return { id, text, truth: truthIn(text, TAGS, i) }
  })
  const files: string[] = []
  for (const [k, name] of ANNOTATORS.entries()) {
    const file = join(scratch, `${name}.postil`)
    const layers = documents.map(({ id, text, truth }, d) => {
      return [id, { text, spans: seenBy(truth, text, k * DOCUMENTS + d) }] as const
    })
    await writeManyLayers(file, name, new Map(layers))
    files.push(file)
  }
  return files
}

async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    let last = performance.now()
    document.body.dataset['longestFrame'] = '0'
    const tick = (now: number) => {
      const longest = Number(document.body.dataset['longestFrame'])
      document.body.dataset['longestFrame'] = String(Math.max(longest, now - last))
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
}
