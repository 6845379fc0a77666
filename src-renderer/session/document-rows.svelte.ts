import type { DocumentId, DocumentRecord, DocumentState, Id } from '../../src-core/annotation/records.ts'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import { afterPaint } from './after-paint.ts'

/** What the list knows of a document. */
export interface DocumentRow {
  readonly id: DocumentId
  readonly title: string
  readonly date: string | null
  /** In UTF-16 code units. */
  readonly length: number
  /** Of one's own layer. */
  readonly state: DocumentState
  /** Tags of one's own layer by label id. */
  readonly counts: Readonly<Record<Id, number>>
  /** The file has gone; tags and text are kept. */
  readonly missing: boolean
  /** It came with a dataset: there never was a file. */
  readonly imported: boolean
}

export interface RowSource {
  entries(): readonly CorpusEntry[]
  /** Documents of which something is stored. */
  stored(): Iterable<DocumentId>
  own(
    document: DocumentId,
  ): { readonly state: DocumentState; readonly counts: Readonly<Record<Id, number>> } | undefined
  record(document: DocumentId): DocumentRecord | null
}

/**
 * The rows of the list. With 100,000 documents making them anew costs more than a frame, so a key's paint never waits
 * for it: changes are gathered and the rows follow right after the frame.
 */
export class DocumentRows {
  readonly #source: RowSource
  readonly #known = new Map<DocumentId, { readonly row: DocumentRow; readonly entry: CorpusEntry | null }>()
  readonly #stale = new Set<DocumentId>()
  #list = $state.raw<readonly DocumentRow[]>([])
  #due = false

  constructor(source: RowSource) {
    this.#source = source
    this.#build()
  }

  get list(): readonly DocumentRow[] {
    return this.#list
  }

  /** Says that rows may have changed: those of the documents, or, without, which documents there are. */
  changed(documents: Iterable<DocumentId> = []): void {
    for (const document of documents) this.#stale.add(document)
    if (this.#due) return
    this.#due = true
    void afterPaint().then(() => {
      this.#due = false
      this.#build()
    })
  }

  #build(): void {
    const entries = this.#source.entries()
    const rows = entries.map((entry) => this.#row(entry.id, entry))
    const present = entries.length === 0 ? null : new Set(entries.map((entry) => entry.id))
    for (const id of this.#source.stored()) if (!present?.has(id) && this.#stays(id)) rows.push(this.#row(id, null))
    this.#stale.clear()
    this.#list = rows
  }

  #row(id: DocumentId, entry: CorpusEntry | null): DocumentRow {
    const known = this.#known.get(id)
    if (known && known.entry === entry && !this.#stale.has(id)) return known.row
    const own = this.#source.own(id)
    const record = this.#source.record(id)
    const fields = record?.fields
    const imported = entry === null && record?.imported !== undefined
    const row: DocumentRow = {
      id,
      title: fields?.['title'] ?? entry?.title ?? record?.imported?.title ?? id,
      date: fields?.['date'] ?? entry?.date ?? record?.imported?.date ?? null,
      length: entry?.length ?? record?.imported?.length ?? 0,
      state: own?.state ?? 'untouched',
      counts: own?.counts ?? {},
      missing: entry === null && !imported,
      imported,
    }
    this.#known.set(id, { row, entry })
    return row
  }

  /** Whether a document without a file is shown. */
  #stays(id: DocumentId): boolean {
    return this.#source.own(id) !== undefined || this.#source.record(id)?.imported !== undefined
  }
}
