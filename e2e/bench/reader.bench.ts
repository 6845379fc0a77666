import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pickFolder, rendererMb, startApp, untilListed, type Started } from './app.ts'
import type { Bench, Measured } from './bench.ts'
import { cached } from './corpus.ts'
import { bounce, felt, watchOpening, watchTag, wheelFrames } from './felt.ts'
import { profileWithTags } from './seeded.ts'
import { taggedText, type Tag } from './tagged-text.ts'

interface Text {
  /** Of its file; the list goes by it. */
  readonly name: string
  readonly what: string
  readonly bytes: number
  readonly tags: number
  readonly inOneLine?: boolean
  /** Without any candidate. */
  readonly plain?: boolean
}

interface Article extends Text {
  readonly openMs: number
  readonly keyMs: { readonly median: number; readonly p95: number }
  /** Of 100 frames while scrolling, over 25 ms. */
  readonly slowFrames: number
}

const ARTICLES: readonly Article[] = [
  {
    name: '1.txt',
    what: '10 kB, 50 tags',
    bytes: 1e4,
    tags: 50,
    openMs: 80,
    keyMs: { median: 20, p95: 30 },
    slowFrames: 0,
  },
  {
    name: '2.txt',
    what: '100 kB, 1,000 tags',
    bytes: 1e5,
    tags: 1e3,
    openMs: 120,
    keyMs: { median: 20, p95: 30 },
    slowFrames: 2,
  },
  {
    name: '3.txt',
    what: '1 MB, 10,000 tags',
    bytes: 1e6,
    tags: 1e4,
    openMs: 200,
    keyMs: { median: 20, p95: 35 },
    slowFrames: 5,
  },
  {
    name: '4.txt',
    what: '5 MB, 50,000 tags',
    bytes: 5e6,
    tags: 5e4,
    openMs: 400,
    keyMs: { median: 20, p95: 35 },
    slowFrames: 5,
  },
  {
    name: '5.txt',
    what: '1 MB in one line, 10,000 tags',
    bytes: 1e6,
    tags: 1e4,
    inOneLine: true,
    openMs: 400,
    keyMs: { median: 25, p95: 40 },
    slowFrames: 5,
  },
]

/** Long texts and how soon the first Tab is to answer in them. */
const LONG_ARTICLES: readonly (Text & { readonly limit?: { readonly atMost: number } })[] = [
  { name: '1.txt', what: '1 MB, 1,500 tags', bytes: 1e6, tags: 1500, limit: { atMost: 50 } },
  { name: '2.txt', what: '10 MB, 15,000 tags', bytes: 1e7, tags: 15_000 },
  { name: '3.txt', what: '10 MB without any candidate', bytes: 1e7, tags: 0, plain: true },
]
const FIRST_TABS = 2
const EMPTY = '0.txt'
const OPENINGS = 7
const KEYS = 50
const SCROLLS = 5
const MEMORY_RUNS = 3
const LONGEST_FRAME_MS = 50
const CANVAS_MB = 30

/** From the press on an article in the list until what is seen of it stays as it is. */
export async function clickToPaint(bench: Bench): Promise<readonly Measured[]> {
  const started = await reading(bench)
  const rows: Measured[] = []
  for (const article of ARTICLES) {
    const samples: number[] = []
    for (let i = 0; i < OPENINGS; i++) {
      await open(started.page, EMPTY)
      samples.push(await open(started.page, article.name))
    }
    rows.push({ name: `click to stable paint, ${article.what}`, unit: 'ms', samples, atMost: article.openMs })
  }
  await started.app.close()
  return rows
}

/** From the press of a label's letter to the frame that shows the tag that it made. */
export async function keyToPaint(bench: Bench): Promise<readonly Measured[]> {
  const started = await reading(bench)
  const rows: Measured[] = []
  for (const { name, what, keyMs } of ARTICLES) {
    await open(started.page, name)
    const samples = await tagWords(started.page)
    rows.push({ name: `key to paint, ${what}`, unit: 'ms', samples, atMost: keyMs.median })
    rows.push({ name: `the same, 95 of 100`, unit: 'ms', samples, atMost: keyMs.p95, limits: 'p95' })
  }
  await started.app.close()
  return rows
}

/** Frames while an article is scrolled, a fifth of a view each, and by the wheel. */
export async function scrolling(bench: Bench): Promise<readonly Measured[]> {
  const started = await reading(bench)
  const rows: Measured[] = []
  for (const { name, what, slowFrames } of ARTICLES) {
    await open(started.page, name)
    const runs: (readonly number[])[] = []
    for (let i = 0; i < SCROLLS; i++) {
      runs.push(i % 2 ? await wheelFrames(started.page) : await started.page.evaluate(bounce, i / SCROLLS))
    }
    const share = runs.map((frames) => (100 * frames.filter((ms) => ms > 25).length) / frames.length)
    rows.push({ name: `scrolling, frames over 25 ms, ${what}`, unit: '%', samples: share, atMost: slowFrames })
    const longest = runs.map((frames) => Math.max(...frames))
    const limit = slowFrames === 5 ? { atMost: LONGEST_FRAME_MS, limits: 'max' as const } : {}
    rows.push({ name: `scrolling, longest frame, ${what}`, unit: 'ms', samples: longest, ...limit })
  }
  await started.app.close()
  return rows
}

/** What the window's process takes with 1 MB and 10,000 tags on screen above what it takes with an empty article. */
export async function canvasMemory(bench: Bench): Promise<readonly Measured[]> {
  const samples: number[] = []
  for (let i = 0; i < MEMORY_RUNS; i++) {
    const started = await reading(bench)
    await open(started.page, EMPTY)
    const before = await rendererMb(started)
    await open(started.page, '3.txt')
    samples.push((await rendererMb(started)) - before)
    await started.app.close()
  }
  return [{ name: 'memory above an empty page, 1 MB, 10,000 tags', unit: 'MB', samples, atMost: CANVAS_MB }]
}

/**
 * From the first Tab in an article just opened until a candidate is offered, and the longest frame from that Tab on; where
 * there is none near, until it is said that one is looked for.
 */
export async function firstCandidate(bench: Bench): Promise<readonly Measured[]> {
  const rows: Measured[] = []
  for (const article of LONG_ARTICLES) {
    const waits: number[] = []
    const frames: number[] = []
    for (let i = 0; i < FIRST_TABS; i++) {
      const started = await reading(bench, 'long', LONG_ARTICLES)
      await open(started.page, article.name, article.tags > 0)
      const { answeredMs, frameMs } = await firstTab(started.page)
      waits.push(answeredMs)
      frames.push(frameMs)
      await started.app.close()
    }
    rows.push({ name: `first Tab to answer, ${article.what}`, unit: 'ms', samples: waits, ...article.limit })
    rows.push({ name: 'the same, longest frame', unit: 'ms', samples: frames, atMost: LONGEST_FRAME_MS, limits: 'max' })
  }
  return rows
}

/** Presses Tab in the text; until the strip shows a candidate or why there is none. */
async function firstTab(page: Page): Promise<{ readonly answeredMs: number; readonly frameMs: number }> {
  await page.getByRole('main').getByRole('document').focus()
  await page.keyboard.press('Control+Home')
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    window.postilFelt = new Promise((resolve) => {
      const begin = (timeStamp: number) => {
        let longest = 0
        let last = performance.now()
        let answered: number | null = null
        const strip = () => document.querySelector('[aria-label="Tag in hand"]')
        const isAnswered = () => strip()?.querySelector('q, .notice') instanceof Element
        const tick = () => {
          const now = performance.now()
          longest = Math.max(longest, now - last)
          last = now
          answered ??= isAnswered() ? now - timeStamp : null
          // What goes on after the answer counts as well.
          if (answered !== null && now - timeStamp > answered + 2000) {
            document.body.dataset['longestFrame'] = String(longest)
            resolve(answered)
          } else requestAnimationFrame(tick)
        }
        requestAnimationFrame(tick)
      }
      addEventListener('keydown', ({ timeStamp }) => begin(timeStamp), { capture: true, once: true })
    })
  })
  await page.keyboard.press('Tab')
  const answeredMs = await felt(page)
  return { answeredMs, frameMs: await page.evaluate(() => Number(document.body.dataset['longestFrame'])) }
}

/** The app on a project with articles and their tags; `name` is that of the folder and the profile that are kept. */
async function reading(bench: Bench, name = 'reading', articles: readonly Text[] = ARTICLES): Promise<Started> {
  const folder = await cached(`${name}-1`, (aside) => {
    mkdirSync(aside, { recursive: true })
    writeFileSync(join(aside, EMPTY), 'Rien.\n')
    for (const [i, article] of articles.entries()) writeFileSync(join(aside, article.name), taggedText(i, article).text)
  })
  const tags = (): Record<string, readonly Tag[]> =>
    Object.fromEntries(articles.map((article, i) => [article.name, taggedText(i, article).tags]))
  const seeded = await cached(`${name}-profile-1`, (profile) => profileWithTags(bench, profile, folder, tags()))
  const profile = join(bench.scratch, `profile-${Date.now()}`)
  cpSync(seeded, profile, { recursive: true })
  const started = await startApp(bench, profile)
  await pickFolder(started, folder)
  await untilListed(started, articles.length + 1)
  // What was tagged before is learned meanwhile.
  await started.page.waitForTimeout(8000)
  return started
}

/** Opens the article of a file; answers how long it took until it stood still. */
async function open(page: Page, name: string, tagged = name !== EMPTY): Promise<number> {
  const row = page
    .getByRole('listbox', { name: 'Documents of the folder' })
    .getByRole('option')
    .nth(Number(name.charAt(0)))
  await row.hover()
  await watchOpening(page, tagged)
  await row.click()
  const ms = await felt(page)
  await page.waitForTimeout(700)
  return ms
}

/** Tags words with a label that none of the article's short tags has: a view further every few words. */
async function tagWords(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  await page.getByRole('main').getByRole('document').focus()
  await page.keyboard.press('Control+Home')
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('Escape')
    if (i % 10 === 9) await page.keyboard.press('PageDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.waitForTimeout(100)
    await watchTag(page, 'c')
    // A finger lifts long after the frame; a key that came up at once would ask for a frame of its own within this one.
    await page.keyboard.down('c')
    samples.push(await felt(page))
    await page.keyboard.up('c')
    await page.waitForTimeout(60)
  }
  return samples
}
