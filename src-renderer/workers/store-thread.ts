import type { Lessons } from '../store/lessons.ts'
import type { FromThread, Order, OrderName, Orders, ToThread } from './orders.ts'
import { revived } from './portable-error.ts'

/** Long work on a project, each in a thread of its own that ends with it, so that no frame waits. */

/** Does what needs no pieces. */
export function inThread<N extends Exclude<OrderName, 'snapshot' | 'learn' | 'verify' | 'restore'>>(
  name: N,
  argument: Orders[N][0],
): Promise<Orders[N][1]> {
  const thread = new Thread({ kind: 'order', name, argument } as Order)
  return thread.answer().finally(() => thread.end()) as Promise<Orders[N][1]>
}

/** The bytes of a snapshot of the database of that name. */
export function writtenSnapshot(argument: Orders['snapshot'][0]): AsyncGenerator<Uint8Array> {
  return piecesOf({ kind: 'order', name: 'snapshot', argument })
}

/** What an annotator's tags teach, part by part; nothing more once the signal is aborted. */
export async function* lessonsFrom(argument: Orders['learn'][0], signal: AbortSignal): AsyncGenerator<Lessons> {
  const pieces = piecesOf({ kind: 'order', name: 'learn', argument }, signal)
  for await (const bytes of pieces) yield JSON.parse(new TextDecoder().decode(bytes)) as Lessons
}

/** What a thread says before its answer; the end of the signal is its end. */
async function* piecesOf(order: Order, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  if (signal?.aborted) return
  const thread = new Thread(order)
  const stop = (): void => thread.stop()
  signal?.addEventListener('abort', stop)
  try {
    for (let said = await thread.hear(); said.kind === 'piece'; said = await thread.hear()) {
      yield said.bytes
      thread.say({ kind: 'more' })
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    thread.end()
  }
}

/** Reads a snapshot to its end, proves and counts it. */
export function provedSnapshot(source: AsyncIterable<Uint8Array>): Promise<Orders['verify'][1]> {
  return fed({ kind: 'order', name: 'verify', argument: null }, source) as Promise<Orders['verify'][1]>
}

/** Puts a snapshot in the place of a project that is not open; a source that ends too soon restores nothing. */
export function restoredSnapshot(
  argument: Orders['restore'][0],
  source: AsyncIterable<Uint8Array>,
): Promise<Orders['restore'][1]> {
  return fed({ kind: 'order', name: 'restore', argument }, source) as Promise<Orders['restore'][1]>
}

/** Brings a thread the pieces that it asks for. What goes wrong with them is thrown when the thread has ended its work. */
async function fed(order: Order, source: AsyncIterable<Uint8Array>): Promise<Orders[OrderName][1]> {
  const thread = new Thread(order)
  const bytes = source[Symbol.asyncIterator]()
  const faults: Error[] = []
  try {
    for (let said = await thread.hear(); ; said = await thread.hear()) {
      if (said.kind === 'answer' && faults[0]) throw faults[0]
      if (said.kind === 'answer') return said.answer
      thread.say({ kind: 'piece', bytes: await pieceOf(bytes, faults) })
    }
  } finally {
    await bytes.return?.()
    thread.end()
  }
}

/** Null at the end, and where there will be no more because of a fault, which is noted. */
async function pieceOf(bytes: AsyncIterator<Uint8Array>, faults: Error[]): Promise<Uint8Array | null> {
  try {
    const next = await bytes.next()
    return next.done ? null : next.value
  } catch (error) {
    faults.push(error instanceof Error ? error : new Error(String(error)))
    return null
  }
}

class Thread {
  readonly #worker: Worker
  #said: FromThread[] = []
  #waiting: (() => void) | null = null

  constructor(order: Order) {
    this.#worker = new Worker(new URL('./store.worker.ts', import.meta.url), { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<FromThread>) => this.#hear(data)
    this.#worker.onerror = ({ message }) =>
      this.#hear({ kind: 'error', error: { name: 'Error', message, inner: null } })
    this.say(order)
  }

  say(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  /** The next thing it says. @throws what went wrong in it. */
  async hear(): Promise<Exclude<FromThread, { kind: 'error' }>> {
    if (this.#said.length === 0) await new Promise<void>((resolve) => (this.#waiting = resolve))
    const said = this.#said.shift()
    if (said?.kind === 'error') throw revived(said.error)
    return said ?? this.hear()
  }

  async answer(): Promise<Orders[OrderName][1]> {
    const said = await this.hear()
    if (said.kind !== 'answer') throw new Error(`A thread said ${said.kind}`)
    return said.answer
  }

  /** Ends it before it has answered, for whoever waits for that. */
  stop(): void {
    this.end()
    this.#hear({ kind: 'answer', answer: null })
  }

  end(): void {
    this.#worker.terminate()
  }

  #hear(message: FromThread): void {
    this.#said.push(message)
    this.#waiting?.()
    this.#waiting = null
  }
}
