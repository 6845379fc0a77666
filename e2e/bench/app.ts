import { readdirSync, readFileSync } from 'node:fs'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Bench } from './bench.ts'
import { held } from '../held.ts'

export interface Started {
  readonly app: ElectronApplication
  readonly page: Page
}

const START_MS = 30_000

/**
 * Starts the built app with a profile, which may not be there yet, and waits until its window can be used. Under load
 * the stand-in now and then hangs before any of the app's code runs; it is started once more then.
 */
export async function startApp(bench: Bench, profile: string): Promise<Started> {
  return (await begin(bench, profile).catch(() => null)) ?? begin(bench, profile)
}

async function begin({ program, root }: Bench, profile: string): Promise<Started> {
  const { args, ...given } = held(program)
  const app = await _electron.launch({
    ...given,
    args: [...args, root, `--user-data-dir=${profile}`, '--lang=en-GB'],
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: START_MS,
  })
  const page = await app.firstWindow({ timeout: START_MS })
  await page.waitForSelector('body[data-ready]')
  return { app, page }
}

export async function introduce({ page }: Started): Promise<void> {
  await page.getByLabel('Your name').fill('bench')
  await page.keyboard.press('Enter')
  await page.getByText('Annotator: bench').waitFor({ state: 'attached' })
  await page.waitForTimeout(1500)
}

/** Picks a folder in the dialog; answers when the key was pressed. */
export async function pickFolder({ app, page }: Started, folder: string): Promise<number> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, folder)
  const began = performance.now()
  await page.keyboard.press('Control+o')
  return began
}

/** Waits until the list holds so many documents and the folder is read to its end. */
export async function untilListed({ page }: Started, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.body.innerText.includes(wanted) && document.querySelector('[aria-label="Reading the folder"]') === null,
    `${count.toLocaleString('en')} documents`,
    { polling: 10, timeout: 120_000 },
  )
}

export interface Pauses {
  /** Between two frames of the page. */
  readonly frameMs: number
  /** Between two turns of the main process. */
  readonly mainMs: number
}

/** From now on the longest pauses are noted. */
export async function watchPauses({ app, page }: Started): Promise<void> {
  // The first frames after a rest come late, for want of anything to paint before.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))),
  )
  await page.evaluate(() => {
    const watched = document.body.dataset['longestFrame'] !== undefined
    document.body.dataset['longestFrame'] = '0'
    if (watched) return
    let last = performance.now()
    const tick = (now: number) => {
      const longest = Number(document.body.dataset['longestFrame'])
      document.body.dataset['longestFrame'] = String(Math.max(longest, now - last))
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await app.evaluate(() => {
    const kept = globalThis as { longestPause?: number }
    const watched = kept.longestPause !== undefined
    kept.longestPause = 0
    if (watched) return
    let last = performance.now()
    setInterval(() => {
      const now = performance.now()
      kept.longestPause = Math.max(kept.longestPause ?? 0, now - last - 5)
      last = now
    }, 5)
  })
}

/** The longest pauses since {@link watchPauses}. */
export async function longestPauses({ app, page }: Started): Promise<Pauses> {
  const frameMs = await page.evaluate(() => Number(document.body.dataset['longestFrame']))
  const mainMs = await app.evaluate(() => (globalThis as { longestPause?: number }).longestPause ?? 0)
  return { frameMs, mainMs }
}

/** Proportional set size of the app's processes, all below its first (Linux): shared pages are counted once. */
export function memoryMb(app: ElectronApplication): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? read(`/proc/${name}/stat`).replace(/^.*\) \S /s, '') : ''
    if (parent) parents.set(Number(name), parseInt(parent))
  }
  const first = app.process().pid ?? 0
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === first || isBelow(parents.get(pid)))
  const mb = [...parents.keys()].filter(isBelow).map(processMb)
  return mb.reduce((sum, each) => sum + each, 0)
}

/** The same of the window's process alone, after what is no longer used was given back. */
export async function rendererMb({ app, page }: Started): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage')
  await devtools.detach()
  await page.waitForTimeout(1500)
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  return processMb(pid ?? 0)
}

function processMb(pid: number): number {
  const [, pss = '0'] = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? []
  return Number(pss) / 1024
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
