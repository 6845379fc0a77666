import type { ChunkChange } from '../store/catalogue.ts'
import type { CatalogueAnswer, CatalogueOrder } from './catalogue-protocol.ts'
import { revived } from './portable-error.ts'

/**
 * Stores the list of a large folder beside the page: of 100,000 articles it is 22 MB of text, which Chromium copies
 * twice, and whoever has made it keeps the room for it. The thread gives all of that back when it ends.
 */
export class CatalogueThread {
  readonly #database: string
  readonly #worker: Worker

  /** @param database the name of the project's, which stays open in the page. */
  constructor(database: string) {
    this.#database = database
    this.#worker = new Worker(new URL('./catalogue.worker.ts', import.meta.url), { type: 'module' })
  }

  /** One call after the other. @throws what the storage met. */
  write(changes: readonly ChunkChange[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<CatalogueAnswer>) => (data ? reject(revived(data)) : resolve())
      this.#worker.onerror = ({ message }) => reject(new Error(message))
      this.#worker.postMessage({ database: this.#database, changes } satisfies CatalogueOrder)
    })
  }

  end(): void {
    this.#worker.terminate()
  }
}
