import type { Worker } from 'node:worker_threads'
import type { TaskName, Tasks } from './tasks.ts'

/** What a worker is sent. */
export interface Order<N extends TaskName> {
  readonly name: N
  readonly argument: Tasks[N][0]
  /** Its first cell turns to 1 when nobody waits any more; a thread in the middle of a loop sees it at once. */
  readonly stop: Int32Array
}

/** What a worker says of the task it has. */
export type Report<N extends TaskName> =
  | { readonly kind: 'part'; readonly part: Tasks[N][1] }
  | { readonly kind: 'answer'; readonly answer: Tasks[N][2] }
  | { readonly kind: 'error'; readonly message: string; readonly stack: string; readonly code: string | null }

export interface RunOptions<N extends TaskName> {
  readonly signal?: AbortSignal
  /** Before everything that waits. */
  readonly urgent?: boolean
  readonly onPart?: (part: Tasks[N][1]) => void
  /** Buffers of the argument that are handed over, so that they are held once. */
  readonly transfer?: readonly ArrayBuffer[]
}

interface Job {
  readonly order: Order<TaskName>
  readonly transfer: readonly ArrayBuffer[]
  /** Answers whether the task is over. */
  readonly receive: (report: Report<TaskName>) => boolean
  readonly crash: (error: Error) => void
}

interface Slot {
  readonly worker: Worker
  job: Job | null
  /** How many tasks it was given. */
  served: number
}

/** A thread that hangs in the system, on a vanished network drive say, is given up this long after the cancel. */
const STUCK_MS = 1000

/** A thread that has had nothing to do for so long gives its memory back. */
const IDLE_MS = 3000

/** Worker threads that take tasks in order, started when there is something to do. */
export class Pool {
  readonly #start: () => Worker
  readonly #size: number
  readonly #slots = new Set<Slot>()
  readonly #waiting: Job[] = []
  #closed = false

  constructor(start: () => Worker, size: number) {
    this.#start = start
    this.#size = size
  }

  /**
   * Runs a task in a thread.
   *
   * @throws what the task threw, with its `code`; the signal's reason once that is aborted.
   */
  run<N extends TaskName>(name: N, argument: Tasks[N][0], options: RunOptions<N> = {}): Promise<Tasks[N][2]> {
    const { signal, urgent = false, onPart, transfer = [] } = options
    if (this.#closed || signal?.aborted) return Promise.reject(abortion(signal))
    let forget = (): void => undefined
    const answer = new Promise<Tasks[N][2]>((resolve, reject) => {
      const job: Job = {
        order: { name, argument, stop: new Int32Array(new SharedArrayBuffer(4)) },
        transfer,
        receive: (report) => {
          if (report.kind === 'part') onPart?.(report.part)
          else if (report.kind === 'answer') resolve(report.answer)
          else reject(Object.assign(new Error(report.message), { stack: report.stack, code: report.code }))
          return report.kind !== 'part'
        },
        crash: reject,
      }
      const abandon = (): void => this.#abandon(job, abortion(signal))
      signal?.addEventListener('abort', abandon)
      forget = () => signal?.removeEventListener('abort', abandon)
      this.#waiting[urgent ? 'unshift' : 'push'](job)
      this.#next()
    })
    return answer.finally(() => forget())
  }

  /** Starts the threads before there is something to do, so that the first task does not wait for them. */
  warm(): void {
    while (this.#slots.size < this.#size) this.#hire()
  }

  /** Lets go of the threads that have nothing to do, and of their memory, before it is time for that. */
  rest(): void {
    for (const slot of this.#slots) if (slot.job === null) void this.#dismiss(slot, abortion())
  }

  /** Stops every thread; tasks that wait or run are rejected. */
  async close(): Promise<void> {
    this.#closed = true
    for (const job of this.#waiting.splice(0)) job.crash(abortion())
    await Promise.all([...this.#slots].map((slot) => this.#dismiss(slot, abortion())))
  }

  #next(): void {
    const slot = [...this.#slots].find((each) => each.job === null)
    if (!slot && this.#slots.size >= this.#size) return
    const job = this.#waiting.shift()
    if (!job) return
    const taken = slot ?? this.#hire()
    taken.job = job
    taken.served++
    taken.worker.postMessage(job.order, job.transfer)
    this.#next()
  }

  #hire(): Slot {
    const slot: Slot = { worker: this.#start(), job: null, served: 0 }
    slot.worker.on('message', (report: Report<TaskName>) => this.#receive(slot, report))
    slot.worker.on('error', (error) => void this.#dismiss(slot, error))
    slot.worker.on('exit', (code) => void this.#dismiss(slot, new Error(`A worker thread ended with ${code}`)))
    slot.worker.unref()
    this.#slots.add(slot)
    return slot
  }

  #receive(slot: Slot, report: Report<TaskName>): void {
    if (!slot.job?.receive(report)) return
    slot.job = null
    this.#next()
    this.#dismissLater(slot)
  }

  #dismissLater(slot: Slot): void {
    const { served } = slot
    setTimeout(() => {
      if (slot.job === null && slot.served === served) void this.#dismiss(slot, abortion())
    }, IDLE_MS).unref()
  }

  async #dismiss(slot: Slot, error: Error): Promise<void> {
    if (!this.#slots.delete(slot)) return
    slot.job?.crash(error)
    slot.job = null
    await slot.worker.terminate()
    if (!this.#closed) this.#next()
  }

  #abandon(job: Job, reason: Error): void {
    Atomics.store(job.order.stop, 0, 1)
    job.crash(reason)
    const at = this.#waiting.indexOf(job)
    if (at >= 0) this.#waiting.splice(at, 1)
    const slot = [...this.#slots].find((each) => each.job === job)
    if (!slot) return
    setTimeout(() => slot.job === job && void this.#dismiss(slot, reason), STUCK_MS).unref()
  }
}

function abortion(signal?: AbortSignal): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('Nobody waits for this task', 'AbortError')
}
