import { sizeOf } from '../../src-core/annotation/edit.ts'
import type { Change } from '../store/commit.ts'
import type { CommitProblem } from '../store/problems.ts'
import type { CommitResult } from '../store/project-store.ts'
import { afterPaint } from './after-paint.ts'

/** Makes a change durable; the store's `commit`. */
export type Write = (change: Change) => Promise<CommitResult>

export interface SaveFailure {
  readonly change: Change
  readonly problem: CommitProblem
}

/** A change on its way, and when it may be written. */
interface Waiting {
  readonly change: Change
  readonly mayBegin: Promise<void>
}

/** Changes of so many records are written while the frame that shows them is made; larger ones would hold it up. */
const LIGHT = 20
const AT_ONCE = Promise.resolve()

/** Somebody who has just tagged is likely to tag again. */
const RESTLESS_MS = 1500

/**
 * Writes changes one after the other, large ones after the frame that shows them. What could not be written stops the
 * queue and stays in it until it is tried again or given up: nothing is dropped silently.
 */
export class Saver {
  readonly #write: Write
  #queue: Waiting[] = []
  #running: Promise<void> | null = null
  /** Until when somebody at work is likely to change more. */
  #restless = 0
  #waiting = $state(0)
  #failure = $state.raw<SaveFailure | null>(null)

  constructor(write: Write) {
    this.#write = write
  }

  /** Whether all that is shown is on disk. */
  readonly saved: boolean = $derived(this.#waiting === 0)

  get failure(): SaveFailure | null {
    return this.#failure
  }

  enqueue(change: Change): void {
    this.#queue.push({ change, mayBegin: sizeOf(change.edit) <= LIGHT ? AT_ONCE : afterPaint() })
    this.#waiting = this.#queue.length
    this.#restless = performance.now() + RESTLESS_MS
    if (!this.#failure) this.#running ??= this.#run()
  }

  /** Resolves when everything enqueued so far is on disk or the queue stands still on a failure. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** Resolves when what is under way is on disk, at the latest after so long. */
  async settled(atMostMs: number): Promise<void> {
    if (this.#running) await Promise.race([this.#running, new Promise((resolve) => setTimeout(resolve, atMostMs))])
  }

  /** Resolves when nothing was changed for a moment, and when the signal is aborted. */
  async quiet(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const rest = this.#restless - performance.now()
      if (rest <= 0 && !this.#running) return
      await new Promise((resolve) => setTimeout(resolve, Math.max(rest, 0)))
      await this.idle()
    }
  }

  /** Tries again what failed, perhaps with the person's word that it is meant. */
  retry(confirmed = false): Promise<void> {
    const [first, ...rest] = this.#queue
    if (!first || !this.#failure) return this.idle()
    this.#failure = null
    if (confirmed) this.#queue = [{ ...first, change: { ...first.change, confirmed: true } }, ...rest]
    this.#running ??= this.#run()
    return this.idle()
  }

  /** Gives up everything that is not written and returns it, the oldest first. */
  giveUp(): readonly Change[] {
    const lost = this.#queue.map(({ change }) => change)
    this.#queue = []
    this.#failure = null
    this.#waiting = 0
    return lost
  }

  async #run(): Promise<void> {
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      await next.mayBegin
      const outcome = await this.#write(next.change)
      if (!outcome.ok) {
        this.#failure = { change: next.change, problem: outcome.problem }
        break
      }
      this.#queue.shift()
      this.#waiting = this.#queue.length
    }
    this.#running = null
  }
}
