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
  /** Stays the same while entries only come at the end. */
  arrangement(): number
  /** Documents of which something is stored. */
  stored(): Iterable<DocumentId>
  own(
    document: DocumentId,
  ): { readonly state: DocumentState; readonly counts: Readonly<Record<Id, number>> } | undefined
  record(document: DocumentId): DocumentRecord | null
  /** Resolves when the rows may be made without holding up what is more urgent. */
  calm(): Promise<void>
}

interface Known {
  readonly row: DocumentRow
  readonly entry: CorpusEntry | null
  /** Where it stands among those that have a file; -1 for one that has none. */
  readonly at: number
}

/** One for all that have none. */
const NO_COUNTS: DocumentRow['counts'] = {}

/**
 * The rows of the list. With 100,000 documents making them anew costs more than a frame, so a key's paint never waits
 * for it: changes are gathered, the rows follow after the frame and what is being saved, and only those that changed are made.
 */
export class DocumentRows {
  readonly #source: RowSource
  readonly #known = new Map<DocumentId, Known>()
  readonly #stale = new Set<DocumentId>()
  /** Of the documents that have a file, in their order. */
  #rows: DocumentRow[] = []
  #missing: readonly DocumentRow[] = []
  #arrangement: number | null = null
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
    void this.#later()
  }

  async #later(): Promise<void> {
    await afterPaint()
    await this.#source.calm()
    this.#due = false
    this.#build()
  }

  #build(): void {
    const entries = this.#source.entries()
    const rearranged = this.#arrangement !== this.#source.arrangement()
    this.#arrangement = this.#source.arrangement()
    if (rearranged) this.#rows = []
    const grown = entries.length > this.#rows.length
    for (let at = this.#rows.length; at < entries.length; at++) {
      const entry = entries[at]
      if (entry) this.#rows.push(this.#row(entry.id, entry, at))
    }
    const elsewhere = this.#refresh()
    if (elsewhere || rearranged || (grown && this.#missing.length > 0)) this.#missing = this.#missingRows()
    this.#stale.clear()
    this.#list = this.#rows.concat(this.#missing)
  }

  /** Makes the rows anew that are stale; answers whether some belong to no file. */
  #refresh(): boolean {
    let elsewhere = false
    for (const id of this.#stale) {
      const known = this.#known.get(id)
      if (this.#hasFile(known)) this.#rows[known.at] = this.#row(id, known.entry, known.at)
      else elsewhere = true
    }
    return elsewhere
  }

  #hasFile(known: Known | undefined): known is Known {
    return known !== undefined && this.#rows[known.at] === known.row
  }

  /** Documents without a file of which something is stored. */
  #missingRows(): DocumentRow[] {
    const rows: DocumentRow[] = []
    for (const id of this.#source.stored()) {
      if (!this.#hasFile(this.#known.get(id)) && this.#stays(id)) rows.push(this.#row(id, null, -1))
    }
    return rows
  }

  #row(id: DocumentId, entry: CorpusEntry | null, at: number): DocumentRow {
    const known = this.#known.get(id)
    const row = known && known.entry === entry && !this.#stale.has(id) ? known.row : this.#make(id, entry)
    if (row !== known?.row || at !== known.at) this.#known.set(id, { row, entry, at })
    return row
  }

  #make(id: DocumentId, entry: CorpusEntry | null): DocumentRow {
    const own = this.#source.own(id)
    const record = this.#source.record(id)
    const fields = record?.fields
    const imported = entry === null && record?.imported !== undefined
    return {
      id,
      title: fields?.['title'] ?? entry?.title ?? record?.imported?.title ?? id,
      date: fields?.['date'] ?? entry?.date ?? record?.imported?.date ?? null,
      length: entry?.length ?? record?.imported?.length ?? 0,
      state: own?.state ?? 'untouched',
      counts: own?.counts ?? NO_COUNTS,
      missing: entry === null && !imported,
      imported,
    }
  }

  /** Whether a document without a file is shown. */
  #stays(id: DocumentId): boolean {
    return this.#source.own(id) !== undefined || this.#source.record(id)?.imported !== undefined
  }
}
