import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { BundleContent, BundleFault, BundleOutcome } from '../../src-core/review/bundle.ts'

type Frame = Omit<BundleContent, 'entries'>

/** What the thread is told. Entries come in pieces, so that neither end halts over a long message. */
export type BundleOrder =
  | { readonly kind: 'read'; readonly source: Blob | Uint8Array }
  | { readonly kind: 'entries'; readonly entries: readonly DatasetEntry[] }
  | { readonly kind: 'write'; readonly content: Frame }

export type BundleAnswer =
  | { readonly kind: 'refused'; readonly fault: BundleFault }
  | { readonly kind: 'entries'; readonly entries: readonly DatasetEntry[]; readonly total: number }
  | { readonly kind: 'read'; readonly content: Frame }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }

/** A long job: how it is called off, and who is told how far it is. */
export interface LongJob {
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

/**
 * Reads a bundle in a thread of its own.
 * @throws the signal's reason when it is called off.
 */
export async function readAside(source: Blob | Uint8Array, { signal, progress }: LongJob): Promise<BundleOutcome> {
  const thread = new Thread(signal)
  const entries: DatasetEntry[] = []
  thread.tell({ kind: 'read', source }, source instanceof Uint8Array ? [source.buffer] : [])
  for await (const answer of thread.answers()) {
    if (answer.kind === 'refused') return { ok: false, fault: answer.fault }
    if (answer.kind === 'read') return { ok: true, bundle: { ...answer.content, entries } }
    if (answer.kind !== 'entries') continue
    entries.push(...answer.entries)
    progress(entries.length, answer.total)
  }
  throw new Error('The thread of bundles ended without an answer')
}

/**
 * Makes a bundle in a thread of its own, of entries that come in pieces.
 * @throws the signal's reason when it is called off.
 */
export async function writeAside(
  content: Frame,
  pieces: AsyncIterable<readonly DatasetEntry[]>,
  { signal }: Pick<LongJob, 'signal'>,
): Promise<Uint8Array> {
  const thread = new Thread(signal)
  const answers = thread.answers()
  try {
    for await (const entries of pieces) thread.tell({ kind: 'entries', entries })
    thread.tell({ kind: 'write', content })
    for await (const answer of answers) if (answer.kind === 'written') return answer.bytes
    throw new Error('The thread of bundles ended without an answer')
  } finally {
    thread.end()
  }
}

class Thread {
  readonly #worker = new Worker(new URL('./bundle.worker.ts', import.meta.url), { type: 'module' })
  readonly #signal: AbortSignal
  #waiting: BundleAnswer[] = []
  #fault: Error | null = null
  #wake: () => void = () => undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
    this.#worker.addEventListener('message', ({ data }: MessageEvent<BundleAnswer>) => {
      this.#waiting.push(data)
      this.#wake()
    })
    this.#worker.addEventListener('error', ({ message }) => {
      this.#fault = new Error(message)
      this.#wake()
    })
    signal.addEventListener('abort', () => this.#wake())
  }

  tell(order: BundleOrder, transfer: Transferable[] = []): void {
    this.#signal.throwIfAborted()
    this.#worker.postMessage(order, transfer)
  }

  /** What the thread says; it ends with whoever listens. */
  async *answers(): AsyncGenerator<BundleAnswer> {
    try {
      for (;;) {
        this.#signal.throwIfAborted()
        if (this.#fault !== null) throw this.#fault
        const next = this.#waiting.shift()
        if (next) yield next
        else await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      this.end()
    }
  }

  end(): void {
    this.#worker.terminate()
  }
}
