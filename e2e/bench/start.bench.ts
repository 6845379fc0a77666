import { _electron } from '@playwright/test'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Bench, Measured } from './bench.ts'

const RUNS = 10

/**
 * From starting the program to a window that can be used, each time with a fresh profile, by turns with an empty
 * Electron window that is awaited in the same way. The system's file cache is warm for both.
 */
export async function coldStart({ program, root, scratch }: Bench): Promise<readonly Measured[]> {
  const empty: number[] = []
  const postil: number[] = []
  for (let run = -1; run < RUNS; run += 1) {
    const emptyMs = await startMs(program, join(root, 'e2e/bench/empty-app'), join(scratch, `empty-${run}`))
    const postilMs = await startMs(program, root, join(scratch, `postil-${run}`))
    // the first of each fills the file cache
    if (run < 0) continue
    empty.push(emptyMs)
    postil.push(postilMs)
  }
  return [
    { name: 'empty Electron window, cold start', unit: 'ms', samples: empty },
    { name: 'Postil, cold start to usable window', unit: 'ms', samples: postil },
    { name: 'Postil / empty window', unit: '×', samples: postil.map((ms, i) => ms / (empty[i] ?? ms)), atMost: 1.5 },
  ]
}

async function startMs(executablePath: string, folder: string, profile: string): Promise<number> {
  const began = performance.now()
  const app = await _electron.launch({
    executablePath,
    args: [folder, `--user-data-dir=${profile}`],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const page = await app.firstWindow()
  await page.waitForSelector('body[data-ready]')
  const tookMs = performance.now() - began
  await app.close()
  return tookMs
}
