import type { DocumentId } from '../../src-core/annotation/records.ts'
import { compileSearch } from '../../src-core/text/corpus-search.ts'
import type { Query, QueryRefusal } from '../../src-core/text/search.ts'
import type { DocumentHits, Events } from '../../src-main/ipc/contract.ts'
import type { Catalogue } from './catalogue.svelte.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

export type SearchOutcome = Events['corpus.search-done']['outcome']

export interface SearchProgress {
  readonly searched: number
  /** Of those known so far. */
  readonly total: number
  /** Whether the folder is still being read, so that there will be more. */
  readonly reading: boolean
}

export interface SearchListener {
  readonly found: (documents: readonly DocumentHits[], progress: SearchProgress) => void
  readonly done: (outcome: SearchOutcome) => void
}

export type SearchStart =
  | { readonly ok: true; readonly total: number; readonly stop: () => void }
  | { readonly ok: false; readonly code: QueryRefusal; readonly detail: string }

/** What a search needs of the open project. */
export interface SearchedFolder extends Pick<ProjectSession, 'grant' | 'rules' | 'scanned'> {
  readonly catalogue: Pick<Catalogue, 'ids'> & { readonly scan: { readonly running: boolean } }
  readonly rows: Pick<ProjectSession['rows'], 'list'>
  readonly progress: Pick<ProjectSession['progress'], 'of'>
  readonly store: Pick<ProjectSession['store'], 'readText'>
  readonly anatomy: Pick<ProjectSession['anatomy'], 'proposed'>
  readonly encodings: Pick<ProjectSession['encodings'], 'of'>
}

type SearchText = Extract<ReturnType<typeof compileSearch>, { readonly ok: true }>['search']

const MOST_HITS = 20_000
/** How long a folder that is being read may grow before its new documents are searched. */
const REST_MS = 200

/**
 * Searches every document: files in worker threads of the main process, and the stored texts of those whose file is
 * gone or is not the text that was tagged. Tags then always lie on the text that they were made on. While the folder is
 * being read the search follows: it goes on with what was found meanwhile, and ends when the folder is read.
 */
export function searchCorpus(folder: SearchedFolder, host: Host, query: Query, listener: SearchListener): SearchStart {
  const compiled = compileSearch(query)
  if (!compiled.ok) return compiled
  const search = new FolderSearch(folder, host, query, compiled.search, listener)
  void search.run()
  return { ok: true, total: folder.catalogue.ids.length, stop: () => search.stop() }
}

class FolderSearch {
  readonly #folder: SearchedFolder
  readonly #host: Host
  readonly #query: Query
  readonly #inText: SearchText
  readonly #listener: SearchListener
  readonly #asked = new Set<DocumentId>()
  readonly #elsewhere: DocumentId[] = []
  readonly #abort = new AbortController()
  #searched = 0
  #hits = 0

  constructor(folder: SearchedFolder, host: Host, query: Query, inText: SearchText, listener: SearchListener) {
    this.#folder = folder
    this.#host = host
    this.#query = query
    this.#inText = inText
    this.#listener = listener
  }

  stop(): void {
    this.#abort.abort()
  }

  async run(): Promise<void> {
    try {
      this.#listener.done(await this.#outcome())
    } catch (error) {
      this.#listener.done({ code: 'internal', params: {} })
      throw error
    }
  }

  async #outcome(): Promise<SearchOutcome> {
    for (;;) {
      // Asked before the list is: what comes after the last look is then seen by another.
      const last = !this.#isReading
      const outcome = await this.#searchNew()
      if (outcome !== 'complete') return outcome
      if (last) break
      await this.#rest()
    }
    return this.#searchStored()
  }

  get #isReading(): boolean {
    return !this.#folder.scanned || this.#folder.catalogue.scan.running
  }

  /** The files that were not searched yet. */
  async #searchNew(): Promise<SearchOutcome> {
    if (this.#abort.signal.aborted) return 'cancelled'
    const ids = this.#folder.catalogue.ids.filter((id) => !this.#asked.has(id))
    if (ids.length === 0) return 'complete'
    for (const id of ids) this.#asked.add(id)
    const search = crypto.randomUUID()
    const before = this.#searched
    const stops: (() => void)[] = []
    try {
      return await new Promise<SearchOutcome>((resolve, reject) => {
        const cancel = (): void => void this.#host.ask('corpus.search-cancel', { search })
        this.#abort.signal.addEventListener('abort', cancel)
        stops.push(
          () => this.#abort.signal.removeEventListener('abort', cancel),
          this.#host.on('corpus.hits', (hits) => {
            if (hits.search !== search || this.#abort.signal.aborted) return
            this.#searched = before + hits.searched
            this.#elsewhere.push(...hits.elsewhere)
            this.#tell(hits.documents)
          }),
          this.#host.on('corpus.search-done', (done) => {
            if (done.search === search) resolve(this.#hits >= MOST_HITS ? 'full' : done.outcome)
          }),
        )
        this.#host.ask('corpus.search', { ...this.#request(ids), search }).catch(reject)
      })
    } finally {
      for (const stop of stops) stop()
    }
  }

  #request(ids: readonly DocumentId[]) {
    const { grant, rules } = this.#folder
    return { grant: grant.id, query: this.#query, ids: ids.join('\0'), rules, ...chosenFor(this.#folder, ids) }
  }

  async #searchStored(): Promise<SearchOutcome> {
    const missing = this.#folder.rows.list.filter((row) => row.missing).map(({ id }) => id)
    for (const document of [...this.#elsewhere, ...missing]) {
      if (this.#abort.signal.aborted) return 'cancelled'
      const found = await this.#storedHits(document)
      if (found) this.#tell([found])
    }
    return this.#abort.signal.aborted ? 'cancelled' : 'complete'
  }

  async #storedHits(document: DocumentId): Promise<DocumentHits | null> {
    const { progress, store, anatomy } = this.#folder
    const { text: hash, record } = progress.of(document)
    const stored = hash === null ? null : await store.readText(document, hash)
    if (!stored) return null
    const { text, sha256 } = stored
    const hits = this.#inText(text, record?.lang ?? null, MOST_HITS)
    if (hits.length === 0) return null
    return { document, sha256, length: text.length, hits, proposed: anatomy.proposed(text) }
  }

  #tell(documents: readonly DocumentHits[]): void {
    this.#hits += documents.reduce((sum, { hits }) => sum + hits.length, 0)
    const total = this.#folder.catalogue.ids.length
    this.#listener.found(documents, { searched: this.#searched, total, reading: this.#isReading })
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REST_MS)
      const wake = (): void => {
        clearTimeout(timer)
        resolve()
      }
      this.#abort.signal.addEventListener('abort', wake, { once: true })
    })
  }
}

/** What a person chose for documents, and which text of theirs is stored. */
function chosenFor(folder: SearchedFolder, ids: readonly DocumentId[]) {
  const encodings = folder.encodings.of(ids)
  const languages: Record<string, string> = {}
  const stored: Record<string, string> = {}
  for (const id of ids) {
    const { record, text, layers } = folder.progress.of(id)
    if (record?.lang) languages[id] = record.lang
    if (text !== null && Object.keys(layers).length > 0) stored[id] = text
  }
  return { encodings, languages, stored }
}
