import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { article } from './articles.ts'
import type { Bench, Measured } from './bench.ts'

const RUNS = 5

/** Opening a folder of 10,000 small articles with a profile that never saw it, and again with one that did. */
export async function openTenThousand(bench: Bench): Promise<readonly Measured[]> {
  return openFolder(bench, 10_000, RUNS, { usable: 200, stored: 1500, again: null, memory: null })
}

/** The same with 100,000 articles; a few runs only, since each takes its time. */
export async function openHundredThousand(bench: Bench): Promise<readonly Measured[]> {
  return openFolder(bench, 100_000, 2, { usable: 800, stored: 10_000, again: 2000, memory: 400 })
}

interface Limits {
  readonly usable: number
  readonly stored: number
  readonly again: number | null
  readonly memory: number | null
}

async function openFolder(bench: Bench, count: number, runs: number, limits: Limits): Promise<readonly Measured[]> {
  const folder = writeFolder(join(bench.scratch, `articles-${count}`), count)
  const samples = {
    usable: [] as number[],
    stored: [] as number[],
    longest: [] as number[],
    again: [] as number[],
    memory: [] as number[],
  }
  for (let run = 0; run < runs; run++) {
    const app = await start(bench, `folder-${count}-${run}`)
    const page = await app.firstWindow()
    await page.waitForSelector('body[data-ready]')
    await page.getByLabel('Your name').fill('bench')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(1500)
    await watchFrames(page)
    const first = await openOnce(app, page, folder, count)
    samples.usable.push(first.usableMs)
    samples.stored.push(first.storedMs)
    samples.longest.push(await longestFrame(page))
    samples.memory.push(await memoryMb(app))
    await app.close()
    const later = await start(bench, `folder-${count}-${run}`)
    const laterPage = await later.firstWindow()
    await laterPage.waitForSelector('body[data-ready]')
    const began = performance.now()
    await untilListed(laterPage, count)
    samples.again.push(performance.now() - began)
    await later.close()
  }
  const n = count.toLocaleString('en')
  return [
    { name: `${n} articles: list usable`, unit: 'ms', samples: samples.usable, atMost: limits.usable },
    { name: `${n} articles: all read, hashed, stored`, unit: 'ms', samples: samples.stored, atMost: limits.stored },
    { name: `${n} articles: longest frame meanwhile`, unit: 'ms', samples: samples.longest, atMost: 50 },
    { name: `${n} articles: second opening`, unit: 'ms', samples: samples.again, ...most(limits.again) },
    { name: `${n} articles: memory of all processes`, unit: 'MB', samples: samples.memory, ...most(limits.memory) },
  ]
}

function most(limit: number | null): { atMost?: number } {
  return limit === null ? {} : { atMost: limit }
}

function start({ program, root, scratch }: Bench, profile: string): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: program,
    args: [root, `--user-data-dir=${join(scratch, profile)}`, '--lang=en-GB'],
    chromiumSandbox: process.getuid?.() !== 0,
  })
}

async function openOnce(app: ElectronApplication, page: Page, folder: string, count: number) {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, folder)
  const began = performance.now()
  await page.keyboard.press('Control+o')
  await page
    .getByRole('option', { name: new RegExp(TITLE) })
    .first()
    .waitFor()
  const usableMs = performance.now() - began
  await untilListed(page, count)
  await untilStored(page, count)
  return { usableMs, storedMs: performance.now() - began }
}

const TITLE = 'Le conseil de Vauclerc'

async function untilListed(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.body.innerText.includes(wanted) && document.querySelector('[aria-label="Reading the folder"]') === null,
    `${count.toLocaleString('en')} documents`,
    { polling: 10, timeout: 120_000 },
  )
}

/** The catalogue holds 200 entries a row. */
async function untilStored(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    async (rows) => {
      for (const { name } of await indexedDB.databases()) {
        if (!name?.startsWith('postil-project')) continue
        const found = await new Promise<number>((resolve) => {
          const request = indexedDB.open(name)
          request.onsuccess = () => {
            const all = request.result.transaction('catalogue').objectStore('catalogue').count()
            all.onsuccess = () => {
              request.result.close()
              resolve(all.result)
            }
          }
        })
        if (found >= rows) return true
      }
      return false
    },
    Math.ceil(count / 200),
    { polling: 50, timeout: 120_000 },
  )
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

function longestFrame(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.body.dataset['longestFrame']))
}

/** Proportional set size of all the app's processes (Linux): shared pages are counted once. */
async function memoryMb(app: ElectronApplication): Promise<number> {
  const pids = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ pid }) => pid))
  const kb = pids.map((pid) => /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1])
  return kb.reduce((sum, each) => sum + Number(each ?? 0), 0) / 1024
}

function writeFolder(folder: string, count: number): string {
  for (let i = 0; i < count; i++) {
    const part = join(folder, `part-${String(Math.floor(i / 500)).padStart(3, '0')}`)
    if (i % 500 === 0) mkdirSync(part, { recursive: true })
    writeFileSync(join(part, `article-${i}.txt`), article(i))
  }
  return folder
}
