import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { ARTICLES, writeArticles } from './articles.ts'
import { held } from './held.ts'

/** A running Postil and what is needed to start it again. */
export interface Running {
  readonly app: ElectronApplication
  readonly page: Page
}

export interface Launch {
  readonly userData: string
  readonly folder?: string | null
  /** Named on the command line too, as a double-click does. */
  readonly files?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const START_MS = 25_000

/**
 * Starts the real app and waits until its window can be used. A start that hangs before there is a window, as on a machine
 * under load, is made once more, and the report says so.
 */
async function launch(wanted: Launch): Promise<Running> {
  const first = await begin(wanted).catch((error: unknown) => {
    base.info().annotations.push({ type: 'started twice', description: String(error).slice(0, 200) })
    endHolder(wanted.userData)
    return null
  })
  return first ?? begin(wanted)
}

/** Ends the start that hung: it may hold the profile still, and the next one would give way to it. */
function endHolder(userData: string): void {
  try {
    // Chromium's own lock on Linux: a link that names the host and the process.
    const holder = /-(\d+)$/.exec(readlinkSync(join(userData, 'SingletonLock')))?.[1]
    if (holder) process.kill(Number(holder), 'SIGKILL')
  } catch {
    // Nobody holds it.
  }
}

async function begin({ userData, folder, files = [], env = {} }: Launch): Promise<Running> {
  const { args, ...given } = held(process.env['POSTIL_ELECTRON'])
  const app = await _electron.launch({
    ...given,
    args: [...args, '.', `--user-data-dir=${userData}`, '--lang=en-GB', ...(folder ? [folder] : []), ...files],
    // Root cannot have Chromium's sandbox; everybody else's stories run in it.
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...(process.env as Record<string, string>), LANGUAGE: 'en_GB', ...env },
    timeout: START_MS,
  })
  const page = await app.firstWindow({ timeout: START_MS }).catch((error: unknown) => {
    app.process().kill('SIGKILL')
    throw error
  })
  await page.waitForSelector('body[data-ready]')
  return { app, page }
}

const killed = new WeakSet<ElectronApplication>()

/** Ends the app as a power cut would. */
export async function kill({ app }: Running): Promise<void> {
  const child = app.process()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  killed.add(app)
  child.kill('SIGKILL')
  await gone
}

function listen(page: Page, complain: (text: string) => void): void {
  page.on('pageerror', (error) => complain(error.stack || `${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complain(
        `${message.text()} (${message.location().url}:${message.location().lineNumber}:${message.location().columnNumber})`,
      )
  })
}

interface Options {
  /** What the page may complain of in a story that provokes it; everything else that it throws or warns of is a fault. */
  readonly provoked: RegExp | null
}

interface Fixtures {
  /** A fresh folder, removed afterwards. */
  readonly scratch: string
  /** The articles of the stories on disk. */
  readonly corpus: string
  /** Starts Postil with a profile of its own; what is still running at the end is closed. */
  readonly start: (options?: Partial<Launch>) => Promise<Running>
}

export const test = base.extend<Fixtures & Options>({
  provoked: [null, { option: true }],
  scratch: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'postil-story-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  corpus: async ({ scratch }, use) => {
    await use(writeArticles(join(scratch, 'articles'), ARTICLES))
  },
  start: async ({ scratch, provoked }, use) => {
    const running: Running[] = []
    const complaints: string[] = []
    await use(async (options = {}) => {
      const started = await launch({ userData: join(scratch, 'profile'), ...options })
      running.push(started)
      listen(started.page, (complaint) => {
        if (!provoked?.test(complaint)) complaints.push(complaint)
      })
      return started
    })
    for (const { app } of running) if (!killed.has(app)) await app.close().catch(() => undefined)
    expect(complaints, 'what the page threw or warned of').toEqual([])
  },
})

export { expect }
