import type { BoilerplateRules } from '../../src-core/text/boilerplate.ts'
import { setMaxListeners } from 'node:events'
import type { Query } from '../../src-core/text/search.ts'
import type { TableRule } from '../../src-core/source/table-choice.ts'
import type { Encoding, Events } from '../ipc/contract.ts'
import type { Pool } from '../work/pool.ts'
import type { SearchedFiles } from './search-task.ts'

type Done = Events['corpus.search-done']

export interface SearchRequest {
  readonly search: string
  readonly root: string
  readonly query: Query
  readonly ids: readonly string[]
  readonly encodings: Readonly<Record<string, Encoding>>
  readonly languages: Readonly<Record<string, string>>
  readonly stored: Readonly<Record<string, string>>
  readonly rules: BoilerplateRules
  readonly tables: readonly TableRule[]
}

export interface SearchSurroundings {
  readonly pool: Pool
  readonly hits: (hits: Events['corpus.hits']) => void
  readonly done: (done: Done) => void
  /** A bug, for the log. */
  readonly report: (error: unknown) => void
}

/** A first part that is small shows hits at once. */
const FIRST_PART = 16
const PART = 128
/** Nobody reads more lines than this; the window holds them all. */
const MOST_HITS = 20_000

/**
 * Searches the files of a folder in worker threads; tells the hits part by part in the order of the ids, and at the end
 * one `done`, whatever happens. Answers a function that cancels.
 */
export function startSearch(request: SearchRequest, surroundings: SearchSurroundings): () => void {
  const cancel = new AbortController()
  setMaxListeners(Infinity, cancel.signal)
  void new Search(request, surroundings, cancel.signal).run()
  return () => cancel.abort()
}

class Search {
  readonly #request: SearchRequest
  readonly #around: SearchSurroundings
  readonly #signal: AbortSignal
  readonly #full = new AbortController()
  #searched = 0
  #hits = 0

  constructor(request: SearchRequest, surroundings: SearchSurroundings, signal: AbortSignal) {
    this.#request = request
    this.#around = surroundings
    this.#signal = signal
    setMaxListeners(Infinity, this.#full.signal)
  }

  async run(): Promise<void> {
    const outcome = await this.#outcome()
    this.#full.abort()
    this.#around.done({ search: this.#request.search, outcome, searched: this.#searched })
  }

  async #outcome(): Promise<Done['outcome']> {
    try {
      const parts = partsOf(this.#request.ids)
      const answers = parts.map((ids) => this.#search(ids))
      for (const answer of answers) answer.catch(() => undefined)
      for (const [i, answer] of answers.entries()) {
        this.#tell(await answer, parts[i]?.length ?? 0)
        if (this.#hits >= MOST_HITS) return 'full'
      }
      return 'complete'
    } catch (error) {
      if (this.#signal.aborted) return 'cancelled'
      this.#around.report(error)
      return { code: 'internal', params: {} }
    }
  }

  #search(ids: readonly string[]): Promise<SearchedFiles> {
    const { root, query, encodings, languages, stored, rules, tables } = this.#request
    const of = <T>(values: Readonly<Record<string, T>>) =>
      Object.fromEntries(ids.flatMap((id) => (Object.hasOwn(values, id) ? [[id, values[id] as T]] : [])))
    return this.#around.pool.run(
      'search',
      {
        root,
        query,
        ids,
        encodings: of(encodings),
        languages: of(languages),
        stored: of(stored),
        rules,
        tables,
        most: MOST_HITS,
      },
      { signal: AbortSignal.any([this.#signal, this.#full.signal]) },
    )
  }

  #tell({ documents, elsewhere }: SearchedFiles, files: number): void {
    this.#searched += files
    this.#hits += documents.reduce((sum, { hits }) => sum + hits.length, 0)
    this.#around.hits({ search: this.#request.search, documents, elsewhere, searched: this.#searched })
  }
}

function partsOf(ids: readonly string[]): string[][] {
  const parts = [ids.slice(0, FIRST_PART)]
  for (let from = FIRST_PART; from < ids.length; from += PART) parts.push(ids.slice(from, from + PART))
  return parts
}
