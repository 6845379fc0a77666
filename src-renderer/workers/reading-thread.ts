import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { RowsRead } from '../store/reading.ts'
import type { TextKey } from '../store/rows.ts'
import type { ReadingAnswer, ReadingRequest } from './reading-protocol.ts'

interface Waiting {
  readonly resolve: (read: RowsRead) => void
  readonly reject: (error: Error) => void
}

/** Reads layers and texts of a project beside the page: what is read of many documents is work enough for a thread. */
export class ReadingThread {
  readonly #database: string
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #turns = 0

  /** @param database the name of the project's, which stays open in the page. */
  constructor(database: string) {
    this.#database = database
    this.#worker = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<ReadingAnswer>) => this.#hear(data)
    this.#worker.onerror = ({ message }) => this.#fail(new Error(message))
  }

  read(documents: readonly DocumentId[], texts: readonly TextKey[]): Promise<RowsRead> {
    const turn = this.#turns++
    return new Promise((resolve, reject) => {
      this.#waiting.set(turn, { resolve, reject })
      this.#worker.postMessage({ turn, database: this.#database, documents, texts } satisfies ReadingRequest)
    })
  }

  end(): void {
    this.#worker.terminate()
    this.#fail(new DOMException('Nobody reads any more', 'AbortError'))
  }

  #hear(answer: ReadingAnswer): void {
    const waiting = this.#waiting.get(answer.turn)
    this.#waiting.delete(answer.turn)
    if ('read' in answer) waiting?.resolve(answer.read)
    else waiting?.reject(new Error(answer.failure))
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
