import { statfsSync, statSync, watch, type FSWatcher } from 'node:fs'
import { errorCode } from '../files/error-code.ts'
import { walkFolders } from './walk-folders.ts'

export interface WatchTask {
  readonly root: string
  /** How often the folder itself is looked for, and a network drive looked through. */
  readonly everyMs: number
  /** How long it must be quiet before a change is told. */
  readonly quietMs: number
}

/** Something below the folder may have changed, or the folder has gone (`present: false`) or come back. */
export interface FolderChange {
  readonly present: boolean
}

interface Context {
  readonly tell: (change: FolderChange) => void
  readonly stopped: () => boolean
}

/** A burst of changes is told at the latest after so many quiet times. */
const LONGEST_BURST = 6
/** Folders beyond this are not watched but looked through: the system has a limit for all programs together. */
const MOST_FOLDERS = 4000
const STOP_MS = 250

/**
 * Watches a folder until nobody waits any more; tells once at first that it is listening. It watches folders, not files: one watch each, whatever the number of
 * articles. Where the system tells nothing (network drives) or too little (more folders than it watches), every
 * `everyMs` counts as a change: the scan that follows opens only what has another size or time.
 */
export function watchFolder(task: WatchTask, context: Context): Promise<null> {
  const watcher = new FolderWatcher(task, context.tell)
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!context.stopped()) return
      clearInterval(timer)
      watcher.stop()
      resolve(null)
    }, STOP_MS)
  })
}

class FolderWatcher {
  readonly #task: WatchTask
  readonly #tell: (change: FolderChange) => void
  readonly #watches = new Map<string, FSWatcher>()
  readonly #look: NodeJS.Timeout
  #present = true
  #polled = false
  #quiet: NodeJS.Timeout | null = null
  #burstSince = 0

  constructor(task: WatchTask, tell: (change: FolderChange) => void) {
    this.#task = task
    this.#tell = tell
    this.#watchAll()
    tell({ present: isFolder(task.root) })
    this.#look = setInterval(() => this.#lookAround(), task.everyMs)
  }

  stop(): void {
    clearInterval(this.#look)
    if (this.#quiet) clearTimeout(this.#quiet)
    this.#unwatch()
  }

  #lookAround(): void {
    const present = isFolder(this.#task.root)
    if (present !== this.#present) {
      this.#present = present
      this.#unwatch()
      if (present) this.#watchAll()
      this.#tell({ present })
    } else if (present && this.#polled) this.#tell({ present })
  }

  #watchAll(): void {
    const { root } = this.#task
    this.#polled = isFarAway(root)
    if (!this.#polled) for (const path of foldersOf(root)) this.#watch(path)
  }

  #watch(path: string): void {
    if (this.#watches.size >= MOST_FOLDERS) {
      this.#polled = true
      return
    }
    try {
      const watcher = watch(path, { persistent: false }, () => this.#stir())
      watcher.on('error', () => this.#forget(path, watcher))
      this.#watches.set(path, watcher)
    } catch (error) {
      if (!errorCode(error)) throw error
      this.#polled = true
    }
  }

  #forget(path: string, watcher: FSWatcher): void {
    watcher.close()
    this.#watches.delete(path)
  }

  #unwatch(): void {
    for (const [path, watcher] of this.#watches) this.#forget(path, watcher)
  }

  /** Waits until it is quiet: an editor that saves makes four events of it, a copy of a folder thousands. */
  #stir(): void {
    const { quietMs } = this.#task
    const now = performance.now()
    if (this.#quiet) clearTimeout(this.#quiet)
    else this.#burstSince = now
    const wait = now - this.#burstSince > LONGEST_BURST * quietMs ? 0 : quietMs
    this.#quiet = setTimeout(() => {
      this.#quiet = null
      // Folders that went and came again under the same name must be watched anew.
      this.#unwatch()
      this.#present = isFolder(this.#task.root)
      if (this.#present) this.#watchAll()
      this.#tell({ present: this.#present })
    }, wait)
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function foldersOf(root: string): readonly string[] {
  try {
    return [...walkFolders(root)]
  } catch (error) {
    if (!errorCode(error)) throw error
    return []
  }
}

/** NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph, 9P and FUSE, by the numbers of Linux: other machines' changes are not told there. */
const FAR_AWAY: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x00c36400, 0x01021997, 0x65735546,
])

function isFarAway(root: string): boolean {
  if (process.platform === 'win32') return root.startsWith('\\\\')
  if (process.platform !== 'linux') return false
  try {
    return FAR_AWAY.has(statfsSync(root).type >>> 0)
  } catch (error) {
    if (!errorCode(error)) throw error
    return false
  }
}
