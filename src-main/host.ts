import { app, type BrowserWindow } from 'electron'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Named } from './command-line.ts'
import { Bundles } from './files/bundles.ts'
import { ChangeLogs } from './files/change-logs.ts'
import { Expectations } from './files/expectations.ts'
import { FolderWatch } from './corpus/watch.ts'
import { Datasets } from './files/datasets.ts'
import { ExportJobs } from './files/export-jobs.ts'
import { Grants } from './files/grants.ts'
import { Kept } from './files/kept.ts'
import { Partials } from './files/partials.ts'
import { copySamples } from './files/samples.ts'
import { settingsFormat } from './files/settings.ts'
import { setAside } from './files/set-aside.ts'
import { TableChoices } from './files/table-choices.ts'
import { mendTornLogs } from './files/torn-logs.ts'
import { Snapshots } from './files/snapshots.ts'
import type { Settings } from './ipc/contract.ts'
import { placementFormat, type Placement } from './placement.ts'
import type { Stage } from './stage.ts'
import { wordsFor, type Words } from './words.ts'
import { Pool } from './work/pool.ts'

/** What the handlers of requests work with. */
export interface Host {
  readonly stage: Stage
  readonly settings: Kept<Settings>
  readonly placement: Kept<Placement>
  readonly grants: Grants
  /** Which columns of tables are articles. */
  readonly tables: TableChoices
  readonly exports: ExportJobs
  /** Datasets that a person picked to be read. */
  readonly datasets: Datasets
  readonly snapshots: Snapshots
  /** What projects were changed by since their last snapshots. */
  readonly changes: ChangeLogs
  readonly bundles: Bundles
  readonly expectations: Expectations
  /** Copies the page's own storage to a place of its own; answers where. */
  readonly setStorageAside: () => Promise<string>
  readonly pool: Pool
  /** Threads apart, so that a document opens at once while a slow pattern is searched for. */
  readonly searchers: Pool
  /** The folder that is watched, in a thread that may hang with its drive. */
  readonly watch: FolderWatch
  /** Scans and searches under way, by the name that the page gave them, and how to cancel each. */
  readonly scans: Map<string, () => void>
  /** The folder named on the command line, the first time that it is asked for. */
  readonly takeStartFolder: () => string | null
  /** The person's copy of the sample articles, made when it is missing. */
  readonly samples: () => Promise<string>
  /** What dialogs belong to. */
  readonly window: () => BrowserWindow
  readonly words: () => Words
  readonly readyToClose: () => void
  /** Stops everything that a page started which is no more. */
  readonly forgetPage: () => void
  /** Clears away what an earlier run left half written. */
  readonly sweep: () => Promise<void>
  /** Waits until what is being kept is kept. */
  readonly settled: () => Promise<unknown>
}

/** Threads make little that lasts; more room than this would only be held, by each of them. */
const YOUNG_MB = 6

/** `out/`, where the build puts everything. */
const OUT = join(import.meta.dirname, '..')
export const PRELOAD = join(OUT, 'preload', 'preload.cjs')
export const PAGE = join(OUT, 'renderer')
const WORKER = join(OUT, 'main', 'worker.js')
const WATCH_WORKER = join(OUT, 'main', 'watch-worker.js')

const FEWEST_READERS = 2
const MOST_READERS = 4

/** Opens what is kept in the person's data folder, and what works on it. */
export async function openHost(named: Named, stage: Stage): Promise<Host> {
  const data = app.getPath('userData')
  const [settings, placement, grants, tables, partials, snapshots] = await Promise.all([
    Kept.open(join(data, 'settings.json'), settingsFormat),
    Kept.open(join(data, 'window.json'), placementFormat),
    Grants.open(join(data, 'grants.json')),
    TableChoices.open(join(data, 'tables.json')),
    Partials.open(join(data, 'exports.json')),
    Snapshots.open(join(data, 'snapshots'), join(data, 'snapshots.json')),
    mendTornLogs(join(data, 'IndexedDB')),
  ])
  const readers = Math.max(FEWEST_READERS, Math.min(MOST_READERS, availableParallelism()))
  const exports = new ExportJobs({
    partials,
    pool: new Pool(startWorker, 1),
    nowMs,
    progress: (event) => stage.send('export.progress', event),
  })
  const datasets = new Datasets({
    pool: new Pool(startWorker, 1),
    report,
    batch: (batch) => stage.send('dataset.batch', batch),
    done: (done) => stage.send('dataset.done', done),
  })
  const changes = new ChangeLogs(join(data, 'changes'))
  const expectations = new Expectations(join(data, 'projects'))
  const scans: Host['scans'] = new Map()
  // Two, so that the next folder does not wait for the thread of the one that was left, which may hang with its drive.
  const watch = new FolderWatch(new Pool(() => startWorker(WATCH_WORKER), 2), report)
  let { folder } = named
  const bundles = new Bundles()
  if (named.bundle !== null) bundles.arrive(named.bundle)
  return {
    stage,
    settings,
    placement,
    grants,
    tables,
    exports,
    datasets,
    snapshots,
    changes,
    bundles,
    expectations,
    setStorageAside: () => setAside(join(data, 'IndexedDB'), join(data, 'damaged'), new Date()),
    pool: new Pool(startWorker, readers),
    searchers: new Pool(startWorker, readers),
    watch,
    scans,
    takeStartFolder: () => {
      const taken = folder
      folder = null
      return taken
    },
    samples: () => copySamples(resource('samples'), join(data, 'samples')),
    window: () => windowOf(stage),
    words: () => wordsFor(settings.value.language, app.getLocale()),
    readyToClose: () => stage.main?.close(),
    forgetPage: () => {
      for (const cancel of scans.values()) cancel()
      watch.stop()
      datasets.cancelAll()
      exports.abortAll().catch(report)
      snapshots.abortAll().catch(report)
    },
    sweep: async () => {
      await partials.sweep().catch(report)
      await snapshots.sweep().catch(report)
    },
    settled: () =>
      Promise.all(
        [settings, placement, grants, tables, snapshots, changes, expectations].map((each) => each.settled()),
      ),
  }
}

/** A file that came with Postil: beside the program when it is installed, in the checkout when it is not. */
export function resource(...name: string[]): string {
  const installed = join(process.resourcesPath, 'resources')
  return join(app.isPackaged && existsSync(installed) ? installed : join(OUT, '..', 'resources'), ...name)
}

/** A bug, for whoever started Postil from a terminal. */
export function report(error: unknown): void {
  process.stderr.write(`postil: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

function startWorker(script = WORKER): Worker {
  return new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
}

function nowMs(): number {
  return performance.now()
}

function windowOf({ main }: Stage): BrowserWindow {
  if (!main) throw new Error('A dialog needs a window')
  return main.window
}
