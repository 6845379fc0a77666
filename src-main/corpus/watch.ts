import type { Pool } from '../work/pool.ts'
import type { FolderChange } from './watch-task.ts'

const EVERY_MS = 5000
const QUIET_MS = 400

/** Watches one folder at a time. */
export class FolderWatch {
  readonly #pool: Pool
  readonly #report: (error: unknown) => void
  #current: AbortController | null = null

  constructor(pool: Pool, report: (error: unknown) => void) {
    this.#pool = pool
    this.#report = report
  }

  start(root: string, onChange: (change: FolderChange) => void): void {
    this.stop()
    const current = new AbortController()
    this.#current = current
    this.#pool
      .run('watch', { root, everyMs: EVERY_MS, quietMs: QUIET_MS }, { signal: current.signal, onPart: onChange })
      .catch((error: unknown) => {
        if (!current.signal.aborted) this.#report(error)
      })
  }

  stop(): void {
    this.#current?.abort()
    this.#current = null
  }
}
