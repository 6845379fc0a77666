import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  introduce,
  longestPauses,
  memoryMb,
  pickFolder,
  startApp,
  untilListed,
  watchPauses,
  type Started,
} from './app.ts'
import type { Bench, Measured } from './bench.ts'
import { articleFolder } from './corpus.ts'

const RUNS = 5

/** Opening a folder of 10,000 small articles with a profile that never saw it, and again with one that did. */
export async function openTenThousand(bench: Bench): Promise<readonly Measured[]> {
  return openFolder(bench, 10_000, RUNS, { usable: 200, stored: 1500 })
}

/** The same with 100,000 articles; a few runs only, since each takes its time. */
export async function openHundredThousand(bench: Bench): Promise<readonly Measured[]> {
  return openFolder(bench, 100_000, 2, { usable: 800, stored: 10_000, again: 2000, memory: 400 })
}

interface Limits {
  readonly usable: number
  readonly stored: number
  readonly again?: number
  readonly memory?: number
}

async function openFolder(bench: Bench, count: number, runs: number, limits: Limits): Promise<readonly Measured[]> {
  const folder = await articleFolder(count)
  const n = count.toLocaleString('en')
  const row = (name: string, unit: Measured['unit'], atMost?: number) => ({
    name: `${n} articles: ${name}`,
    unit,
    samples: [] as number[],
    ...(atMost === undefined ? {} : { atMost }),
  })
  const usable = row('list usable', 'ms', limits.usable)
  const stored = row('all read, hashed, stored', 'ms', limits.stored)
  const frame = row('longest frame meanwhile', 'ms', 50)
  const pause = row('longest pause of the main process', 'ms', 50)
  const memory = row('memory of all processes', 'MB', limits.memory)
  const again = row('second opening', 'ms', limits.again)
  for (let run = 0; run < runs; run++) {
    const profile = join(bench.scratch, `folder-${count}-${run}`)
    const first = await startApp(bench, profile)
    await introduce(first)
    await watchPauses(first)
    await watchFirstRow(first.page)
    const began = await pickFolder(first, folder)
    usable.samples.push(await firstRowAfter(first.page, began))
    await untilListed(first, count)
    await untilStored(first, count)
    stored.samples.push(performance.now() - began)
    const longest = await longestPauses(first)
    frame.samples.push(longest.frameMs)
    pause.samples.push(longest.mainMs)
    memory.samples.push(memoryMb(first.app))
    await first.app.close()
    const later = await startApp(bench, profile)
    const beganAgain = performance.now()
    await untilListed(later, count)
    again.samples.push(performance.now() - beganAgain)
    await later.app.close()
  }
  return [usable, stored, frame, pause, again, memory]
}

/** The page itself notes when a row of the folder was painted: whoever asks from outside learns it later. */
async function watchFirstRow(page: Page): Promise<void> {
  await page.evaluate(() => {
    const look = () => {
      const rows = [...document.querySelectorAll('[role=option]')]
      if (!rows.some((row) => row.textContent.includes('Le conseil de Vauclerc'))) return requestAnimationFrame(look)
      const channel = new MessageChannel()
      channel.port1.onmessage = () =>
        (document.body.dataset['firstRow'] = String(performance.timeOrigin + performance.now()))
      channel.port2.postMessage(null)
      return 0
    }
    requestAnimationFrame(look)
  })
}

/** How long after that moment of this process a row was there. */
async function firstRowAfter(page: Page, began: number): Promise<number> {
  const shown = await page.waitForFunction(() => document.body.dataset['firstRow'], null, { timeout: 60_000 })
  return Number(await shown.jsonValue()) - performance.timeOrigin - began
}

/** The catalogue holds 200 entries a row. Asked again and again in the page: a promise counts as true to Playwright's waiting. */
async function untilStored({ page }: Started, count: number): Promise<void> {
  await page.evaluate(
    async (rows) => {
      const rowsOf = (name: string) =>
        new Promise<number>((resolve) => {
          const request = indexedDB.open(name)
          request.onsuccess = () => {
            const all = request.result.transaction('catalogue').objectStore('catalogue').count()
            all.onsuccess = () => {
              request.result.close()
              resolve(all.result)
            }
          }
        })
      for (;;) {
        for (const { name } of await indexedDB.databases())
          if (name?.startsWith('postil-project') && (await rowsOf(name)) >= rows) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    Math.ceil(count / 200),
  )
}
