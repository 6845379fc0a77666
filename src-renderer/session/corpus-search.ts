import type { DocumentId } from '../../src-core/annotation/records.ts'
import { compileSearch } from '../../src-core/text/corpus-search.ts'
import type { Query, QueryRefusal } from '../../src-core/text/search.ts'
import type { DocumentHits, Events } from '../../src-main/ipc/contract.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

export type SearchOutcome = Events['corpus.search-done']['outcome']

export interface SearchListener {
  readonly found: (documents: readonly DocumentHits[], searched: number) => void
  readonly done: (outcome: SearchOutcome) => void
}

export type SearchStart =
  | { readonly ok: true; readonly total: number; readonly stop: () => void }
  | { readonly ok: false; readonly code: QueryRefusal; readonly detail: string }

const MOST_STORED_HITS = 20_000

/**
 * Searches every document: files in worker threads of the main process, and the stored texts of those whose file is
 * gone or is not the text that was tagged. Tags then always lie on the text that they were made on.
 */
export function searchCorpus(project: ProjectSession, host: Host, query: Query, listener: SearchListener): SearchStart {
  const compiled = compileSearch(query)
  if (!compiled.ok) return compiled
  const search = crypto.randomUUID()
  const ids = project.catalogue.list.map(({ id }) => id)
  const elsewhere: DocumentId[] = project.rows.list
    .filter(({ missing, imported }) => missing || imported)
    .map(({ id }) => id)
  const total = ids.length + elsewhere.length
  let stopped = false
  const stops = [
    host.on('corpus.hits', (hits) => {
      if (hits.search !== search || stopped) return
      elsewhere.push(...hits.elsewhere)
      listener.found(hits.documents, hits.searched)
    }),
    host.on('corpus.search-done', (done) => {
      if (done.search === search) void finish(done.outcome)
    }),
  ]
  const end = (outcome: SearchOutcome): void => {
    for (const stop of stops) stop()
    listener.done(outcome)
  }
  const finish = async (outcome: SearchOutcome): Promise<void> => {
    if (outcome !== 'complete') return end(outcome)
    for (const document of elsewhere) {
      if (stopped) break
      const found = await searchStored(document)
      listener.found(found ? [found] : [], ids.length)
    }
    end(stopped ? 'cancelled' : 'complete')
  }
  const searchStored = async (document: DocumentId): Promise<DocumentHits | null> => {
    const { text: hash, record } = project.progress.of(document)
    const stored = hash === null ? null : await project.store.readText(document, hash)
    if (!stored) return null
    const hits = compiled.search(stored.text, record?.lang ?? null, MOST_STORED_HITS)
    return hits.length
      ? {
          document,
          sha256: stored.sha256,
          length: stored.text.length,
          hits,
          proposed: project.anatomy.proposed(stored.text),
        }
      : null
  }
  host
    .ask('corpus.search', {
      grant: project.grant.id,
      search,
      query,
      ids: ids.join('\0'),
      rules: project.rules,
      ...chosenFor(project, ids),
    })
    .catch((error: unknown) => {
      end({ code: 'internal', params: {} })
      throw error
    })
  const stop = (): void => {
    if (stopped) return
    stopped = true
    void host.ask('corpus.search-cancel', { search })
  }
  return { ok: true, total, stop }
}

/** What a person chose for documents, and which text of theirs is stored. */
function chosenFor(project: ProjectSession, ids: readonly DocumentId[]) {
  const encodings = project.encodings.of(ids)
  const languages: Record<string, string> = {}
  const stored: Record<string, string> = {}
  for (const id of ids) {
    const { record, text, layers } = project.progress.of(id)
    if (record?.lang) languages[id] = record.lang
    if (text !== null && Object.keys(layers).length > 0) stored[id] = text
  }
  return { encodings, languages, stored }
}
