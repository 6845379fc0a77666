import type { SnapshotEntry } from '../../src-main/ipc/contract.ts'
import type { RestoreProblem } from '../store/restore.ts'
import { restoredSnapshot } from '../workers/store-thread.ts'
import { HostFailure, type Host } from './host.ts'
import { snapshotBytes } from './snapshot-files.ts'

export type RestoreOutcome = 'restored' | 'called-off' | RestoreFault

/** Why nothing was restored. */
export type RestoreFault = 'unreachable' | RestoreProblem['code']

/** How far it is, in bytes. First what is there is kept, then the snapshot takes its place. */
export interface RestoreProgress {
  readonly phase: 'keeping' | 'restoring'
  readonly done: number
  readonly total: number | null
}

/** What is there before a snapshot takes its place, when it is to become a snapshot first. */
export interface KeptFirst {
  /** Null when it could not be kept. */
  readonly keep: () => Promise<SnapshotEntry | null>
  /** Bytes written so far. */
  readonly done: () => number
  readonly stop: () => void
}

/** Whoever waits no longer than that is shown nothing. */
const SHOWN_AFTER_MS = 500

/** One snapshot on its way into the place of a project. */
export class Restoring {
  readonly snapshot: SnapshotEntry
  readonly #host: Host
  readonly #project: string
  readonly #before: KeptFirst | null
  #phase = $state<RestoreProgress['phase']>('keeping')
  #done = $state(0)
  #shown = $state(false)
  #calledOff = false

  constructor(host: Host, project: string, snapshot: SnapshotEntry, before: KeptFirst | null = null) {
    this.#host = host
    this.#project = project
    this.snapshot = snapshot
    this.#before = before
  }

  /** Null until it has taken so long that it should be shown. */
  get progress(): RestoreProgress | null {
    if (!this.#shown) return null
    const phase = this.#phase
    return phase === 'keeping'
      ? { phase, done: this.#before?.done() ?? 0, total: null }
      : { phase, done: this.#done, total: this.snapshot.bytes }
  }

  /** Nothing takes the project's place then, unless it already has. */
  callOff(): void {
    this.#calledOff = true
    if (this.#phase === 'keeping') this.#before?.stop()
  }

  /**
   * Keeps what is there, leaves the project, and puts the snapshot in its place; what was there stays beside it until
   * the next restore. From then on the project is expected to hold what the snapshot holds. Null when what is there
   * could not be kept: the project was not left then.
   */
  async run(now: number, leave: () => Promise<void> = () => Promise.resolve()): Promise<RestoreOutcome | null> {
    const patience = setTimeout(() => (this.#shown = true), SHOWN_AFTER_MS)
    try {
      const kept = await this.#before?.keep()
      if (kept === null) return null
      this.#phase = 'restoring'
      await leave()
      // Whichever of the two a crash leaves in its place, it holds no fewer.
      if (kept) await this.#expect(Math.min(kept.spans, this.snapshot.spans))
      return await this.#restore(now)
    } catch (error) {
      if (error instanceof HostFailure) return 'unreachable'
      throw error
    } finally {
      clearTimeout(patience)
      this.#shown = false
    }
  }

  async #restore(now: number): Promise<RestoreOutcome> {
    const project = this.#project
    const restored = await restoredSnapshot({ project, now }, this.#bytes())
    if ('code' in restored) return this.#calledOff ? 'called-off' : restored.code
    await this.#expect(restored.counts.spans)
    return 'restored'
  }

  #expect(spans: number): Promise<null> {
    return this.#host.ask('project.expect', { project: this.#project, spans })
  }

  /** Calling it off ends them, and what ends too soon restores nothing. */
  async *#bytes(): AsyncGenerator<Uint8Array> {
    for await (const bytes of snapshotBytes(this.#host, this.#project, this.snapshot.id)) {
      if (this.#calledOff) return
      this.#done += bytes.length
      yield bytes
    }
  }
}
