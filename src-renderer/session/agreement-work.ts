import type {
  AgreementAnswer,
  AgreementJobs,
  AgreementRequest,
  JobName,
  PackedDocument,
} from '../workers/agreement-protocol.ts'

export interface JobRun {
  readonly signal: AbortSignal
  readonly progress?: (done: number, total: number) => void
}

interface Waiting {
  readonly progress: (done: number, total: number) => void
  readonly settle: (value: AgreementJobs[JobName][1] | null) => void
  readonly fail: (error: Error) => void
}

/** The thread that counts agreement. */
export class AgreementWork {
  readonly #worker = new Worker(new URL('../workers/agreement.worker.ts', import.meta.url), { type: 'module' })
  readonly #waiting = new Map<number, Waiting>()
  #jobs = 0

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<AgreementAnswer>) => this.#receive(data)
    this.#worker.onerror = (event) => this.#failAll(new Error(event.message))
  }

  add(documents: readonly PackedDocument[]): void {
    this.#send({ kind: 'add', documents: JSON.stringify(documents) })
  }

  /** Null when it was cancelled. @throws when the thread met a bug. */
  report(argument: AgreementJobs['report'][0], run: JobRun): Promise<AgreementJobs['report'][1] | null> {
    return this.#ask((job) => ({ kind: 'report', job, argument }), run)
  }

  /** Null when it was cancelled. @throws when the thread met a bug. */
  cases(argument: AgreementJobs['cases'][0], run: JobRun): Promise<AgreementJobs['cases'][1] | null> {
    return this.#ask((job) => ({ kind: 'cases', job, argument }), run)
  }

  /** Null when it was cancelled. @throws when the thread met a bug. */
  periods(argument: AgreementJobs['periods'][0], run: JobRun): Promise<AgreementJobs['periods'][1] | null> {
    return this.#ask((job) => ({ kind: 'periods', job, argument }), run)
  }

  close(): void {
    this.#worker.terminate()
    for (const { settle } of this.#waiting.values()) settle(null)
    this.#waiting.clear()
  }

  #ask<N extends JobName>(
    request: (job: number) => AgreementRequest & { readonly kind: N },
    { signal, progress = () => undefined }: JobRun,
  ): Promise<AgreementJobs[N][1] | null> {
    const job = ++this.#jobs
    signal.addEventListener('abort', () => this.#send({ kind: 'cancel', job }), { once: true })
    return new Promise((resolve, fail) => {
      // What answers a job is what its request asks for.
      const settle = (value: AgreementJobs[JobName][1] | null) => resolve(value)
      this.#waiting.set(job, { progress, settle, fail })
      this.#send(request(job))
    })
  }

  #send(request: AgreementRequest): void {
    this.#worker.postMessage(request)
  }

  #receive(answer: AgreementAnswer): void {
    const waiting = this.#waiting.get(answer.job)
    if (!waiting) return
    if (answer.kind === 'progress') return waiting.progress(answer.done, answer.total)
    this.#waiting.delete(answer.job)
    if (answer.kind === 'answer') waiting.settle(answer.value)
    else waiting.fail(new Error(answer.message))
  }

  #failAll(error: Error): void {
    for (const { fail } of this.#waiting.values()) fail(error)
    this.#waiting.clear()
  }
}
