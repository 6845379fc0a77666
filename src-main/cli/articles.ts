import { stat } from 'node:fs/promises'
import { readAsSaid } from '../files/article-of-line.ts'
import type { ArticleText } from '../ipc/contract.ts'
import { CallFault } from './io.ts'

/** The folder of the articles; the last one read is kept, because a document's lines stand together. */
export class Articles {
  readonly #folder: string
  #id: string | null = null
  #article: ArticleText | null = null

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<Articles> {
    const found = await stat(folder).catch(() => null)
    if (!found?.isDirectory()) throw new CallFault(`--against ${folder}: there is no such folder`)
    return new Articles(folder)
  }

  /** Null when it is missing, unreadable, or the id leads out of the folder. */
  async read(id: string, encoding: string | null, source: unknown): Promise<ArticleText | null> {
    if (this.#id === id) return this.#article
    const outcome = await readAsSaid(this.#folder, { id, encoding, source })
    this.#id = id
    this.#article = outcome.ok ? outcome.value : null
    return this.#article
  }
}
