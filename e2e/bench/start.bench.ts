import { _electron } from '@playwright/test'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Bench, Measured } from './bench.ts'

const RUNS = 10
const HUNG_MS = 15_000

interface Start {
  /** Until the window can be used. */
  readonly usableMs: number
  /** Until the first articles are listed; an empty window has none. */
  readonly listedMs: number
}

/**
 * From starting the program to a window that can be used and to its list of articles, each time with a fresh profile, by
 * turns with an empty Electron window that is awaited in the same way. The system's file cache is warm for both.
 */
export async function coldStart({ program, root, scratch }: Bench): Promise<readonly Measured[]> {
  const empty: number[] = []
  const postil: Start[] = []
  for (let run = -1; run < RUNS; run += 1) {
    const window = await start(program, join(root, 'e2e/bench/empty-app'), join(scratch, `empty-${run}`), 'body')
    const app = await start(program, root, join(scratch, `postil-${run}`), '[role=option]')
    // the first of each fills the file cache
    if (run < 0) continue
    empty.push(window.usableMs)
    postil.push(app)
  }
  return [
    { name: 'empty Electron window, cold start', unit: 'ms', samples: empty },
    { name: 'Postil, cold start to usable window', unit: 'ms', samples: postil.map(({ usableMs }) => usableMs) },
    { name: 'Postil, cold start to the first articles listed', unit: 'ms', samples: postil.map((app) => app.listedMs) },
    {
      name: 'Postil / empty window',
      unit: '×',
      samples: postil.map(({ usableMs }, i) => usableMs / (empty[i] ?? usableMs)),
      atMost: 1.5,
    },
  ]
}

/** Playwright now and then misses the page of an app that it does not hold back; such a start counts for nothing. */
async function start(program: string, folder: string, profile: string, listed: string): Promise<Start> {
  const begin = () => startOnce(program, folder, profile, listed)
  return (await begin().catch(() => null)) ?? begin()
}

async function startOnce(executablePath: string, folder: string, profile: string, listed: string): Promise<Start> {
  rmSync(profile, { recursive: true, force: true })
  const began = performance.now()
  const app = await _electron.launch({
    executablePath,
    args: [folder, `--user-data-dir=${profile}`],
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: HUNG_MS,
  })
  const page = await app.firstWindow()
  await page.waitForSelector('body[data-ready]')
  const usableMs = performance.now() - began
  await page.waitForSelector(listed)
  const listedMs = performance.now() - began
  await app.close()
  return { usableMs, listedMs }
}
