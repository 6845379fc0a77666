import type { Edit } from '../../src-core/annotation/edit.ts'
import type { Item } from '../../src-core/annotation/records.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { HostFailure, type Host } from './host.ts'

const IDLE_MS = 3_000

/**
 * Counts the project's tags along with its commits and keeps the count outside the database. More tags may wait until
 * nothing happens; fewer are noted at once, or the next start would miss them.
 */
export class ExpectationKeeper {
  readonly #host: Host
  readonly #project: string
  #spans: number
  #due: ReturnType<typeof setTimeout> | null = null
  readonly #stop: () => void

  constructor(host: Host, store: ProjectStore, spans: number) {
    this.#host = host
    this.#project = store.projectId
    this.#spans = spans
    this.#stop = store.onCommitted(({ change }) => this.#note(growth(change.edit)))
    void this.#write()
  }

  /** Writes down the last count. */
  async end(): Promise<void> {
    this.#stop()
    if (this.#due !== null) await this.#write()
  }

  #note(by: number): void {
    if (by === 0) return
    this.#spans += by
    if (this.#due !== null) clearTimeout(this.#due)
    this.#due = setTimeout(() => void this.#write(), by < 0 ? 0 : IDLE_MS)
  }

  async #write(): Promise<void> {
    if (this.#due !== null) clearTimeout(this.#due)
    this.#due = null
    try {
      await this.#host.ask('project.expect', { project: this.#project, spans: this.#spans })
    } catch (error) {
      // A full disk is told where work is lost by it; an older count only makes the next start less watchful.
      if (!(error instanceof HostFailure)) throw error
    }
  }
}

function growth(edit: Edit): number {
  return spansAmong(edit.added) - spansAmong(edit.removed)
}

function spansAmong(items: readonly Item[]): number {
  return items.filter(({ kind }) => kind === 'span').length
}
