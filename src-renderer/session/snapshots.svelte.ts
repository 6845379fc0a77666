import type { HostError, SnapshotEntry, SnapshotList, SnapshotReason } from '../../src-main/ipc/contract.ts'
import { readingTrouble, type StorageTrouble } from '../store/problems.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { HostFailure, type Host } from './host.ts'
import { SYSTEM } from './commits.ts'
import { makeSnapshot, Unproved, type MadeSnapshot, type SnapshotProgress } from './snapshot-files.ts'

/** How long changes wait for a snapshot at most, while Postil runs. */
const EVERY_MS = 10 * 60_000
/** Changes that an earlier run left without a snapshot wait less, as do those that are kept nowhere else. */
const OVERDUE_MS = 10_000
/** Leaving a project takes no longer in most cases; then it is shown what is waited for. */
const SHOWN_AFTER_MS = 800

export type SnapshotEvent =
  | { readonly kind: 'failed'; readonly why: HostError | StorageTrouble['code'] | 'unproved' | 'inconsistent' }
  /** The snapshot itself is good. */
  | { readonly kind: 'copy-failed'; readonly why: HostError }
  /** The folder that was chosen for copies is not taken; where they went they still go. */
  | { readonly kind: 'second-refused'; readonly why: HostError }
  /** What failed before does no longer. */
  | { readonly kind: 'made' }
  | { readonly kind: 'copied' }

export interface SnapshotParts {
  readonly host: Host
  readonly store: ProjectStore
  readonly now: () => number
  readonly tell: (event: SnapshotEvent) => void
}

const BEGUN: SnapshotProgress = { phase: 'writing', done: 0, total: null }

/** Makes the snapshots of the open project: after a while of change, when it is left, and when somebody asks. */
export class SnapshotKeeper {
  readonly #parts: SnapshotParts
  #list = $state.raw<SnapshotList>({ snapshots: [], second: null, problem: null })
  #running = $state.raw<Promise<MadeSnapshot | null> | null>(null)
  #progress = $state.raw<SnapshotProgress>(BEGUN)
  #awaited = $state(false)
  #due: ReturnType<typeof setTimeout> | null = null
  /** The one that is due comes soon. */
  #hurried = false
  #changed = false
  #stopCurrent: (() => void) | null = null
  readonly #stopListening: () => void

  constructor(parts: SnapshotParts) {
    this.#parts = parts
    // What Postil sets up by itself it can set up again.
    this.#stopListening = parts.store.onCommitted(({ change }) => {
      if (change.by !== SYSTEM) this.#noteChange(EVERY_MS)
    })
  }

  /** The newest first. */
  get list(): SnapshotList {
    return this.#list
  }

  /** One is being written or proved. */
  get running(): boolean {
    return this.#running !== null
  }

  /** How far the newest one is, or was. */
  get progress(): SnapshotProgress {
    return this.#progress
  }

  /** How far the snapshot is for which somebody who wants to leave has waited for a while; null when nobody does. */
  get awaited(): SnapshotProgress | null {
    return this.#awaited && this.running ? this.#progress : null
  }

  /** Looks at what there is; `seq` is the newest commit, which the newest snapshot may not hold yet. */
  async start(seq: number, spans: number): Promise<void> {
    await this.refresh()
    const newest = this.#list.snapshots[0]
    // A newer commit than the project's is of a past that was left for an older snapshot.
    if (spans > 0 && newest?.seq !== seq) this.#noteChange(OVERDUE_MS)
  }

  async refresh(): Promise<void> {
    try {
      this.#list = await this.#parts.host.ask('snapshot.list', { project: this.#parts.store.projectId })
    } catch (error) {
      this.#told(error)
    }
  }

  /** Answers the snapshot once it is on disk and proved, or null when that failed, which is told. */
  async make(reason: SnapshotReason): Promise<SnapshotEntry | null> {
    while (this.#running) await this.#running
    const stop = new AbortController()
    this.#stopCurrent = () => stop.abort(GIVEN_UP)
    this.#running = this.#make(reason, stop.signal)
    const made = await this.#running.finally(() => (this.#running = null))
    if (made) await this.refresh()
    return made?.snapshot ?? null
  }

  /** Asks where copies should go, or lets them go nowhere. */
  async secondFolder(choice: 'pick' | 'clear'): Promise<void> {
    try {
      await this.#parts.host.ask('snapshot.second-folder', { project: this.#parts.store.projectId, choice })
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.#parts.tell({ kind: 'second-refused', why: error.error })
    }
    await this.refresh()
  }

  /**
   * The project is left: what changed gets a snapshot first, however long that takes, unless somebody does not want to
   * wait. Then it is made soon after the next opening, as after a crash.
   */
  async end(): Promise<void> {
    this.#stopListening()
    this.#forgetDue()
    if (!this.#changed && !this.#running) return
    const patience = setTimeout(() => (this.#awaited = true), SHOWN_AFTER_MS)
    await (this.#running ?? this.make('quit'))
    clearTimeout(patience)
    this.#awaited = false
  }

  /** What was changed is kept nowhere else: it gets a snapshot soon. */
  hurry(): void {
    if (this.#hurried) return
    this.#forgetDue()
    this.#hurried = true
    this.#noteChange(OVERDUE_MS)
  }

  /** Leaves without the snapshot that is being made. */
  skip(): void {
    this.#stopCurrent?.()
  }

  #forgetDue(): void {
    if (this.#due !== null) clearTimeout(this.#due)
    this.#due = null
    this.#hurried = false
  }

  #noteChange(waitMs: number): void {
    this.#changed = true
    this.#due ??= setTimeout(() => {
      this.#forgetDue()
      void this.make('automatic')
    }, waitMs)
  }

  async #make(reason: SnapshotReason, signal: AbortSignal): Promise<MadeSnapshot | null> {
    const { host, store, now, tell } = this.#parts
    this.#changed = false
    this.#progress = BEGUN
    this.#forgetDue()
    try {
      const made = await makeSnapshot(
        host,
        { project: store.projectId, database: store.database },
        { at: now(), reason, signal, onProgress: (progress) => (this.#progress = progress) },
      )
      tell({ kind: 'made' })
      if (typeof made.second === 'object') tell({ kind: 'copy-failed', why: made.second })
      else tell({ kind: 'copied' })
      return made
    } catch (error) {
      this.#changed = true
      this.#told(error)
      return null
    }
  }

  #told(error: unknown): void {
    if (error === GIVEN_UP) return
    if (error instanceof HostFailure) this.#parts.tell({ kind: 'failed', why: error.error })
    else if (error instanceof Unproved) this.#parts.tell({ kind: 'failed', why: error.why })
    else this.#parts.tell({ kind: 'failed', why: readingTrouble(error).code })
  }
}

const GIVEN_UP = new Error('Nobody waits for the snapshot')
