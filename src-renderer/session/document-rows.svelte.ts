import type { DocumentId, DocumentRecord, DocumentState, Id } from '../../src-core/annotation/records.ts'
import type { EntryHead } from '../store/entry-table.ts'
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
  /** Of the documents that have a file, in their order. */
  ids(): readonly DocumentId[]
  /** Where one of them stands, or will when the ids follow; -1 for a document without a file. */
  placeOf(document: DocumentId): number
  head(document: DocumentId): EntryHead | undefined
  /** Stays the same while ids only come at the end. */
  arrangement(): number
  /** Whether the folder was looked through once: before that nobody knows whether a file is gone. */
  looked(): boolean
  /** Documents of which something is stored. */
  stored(): Iterable<DocumentId>
  own(
    document: DocumentId,
  ): { readonly state: DocumentState; readonly counts: Readonly<Record<Id, number>> } | undefined
  record(document: DocumentId): DocumentRecord | null
  /** The titles that the stored texts of documents have, of those that are stored. */
  storedTitles(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, string>>
  /** Resolves when the rows may be made without holding up what is more urgent. */
  calm(): Promise<void>
}

/** When a whole folder has gone, not every text of it is read for its title. */
const MOST_ASKED = 500

/** One for all that have none. */
const NO_COUNTS: DocumentRow['counts'] = {}

/**
 * The rows of the list. With 100,000 documents making them anew costs more than a frame, so a key's paint never waits
 * for it: changes are gathered, the rows follow after the frame and what is being saved, and only those that changed are made.
 */
export class DocumentRows {
  readonly #source: RowSource
  readonly #stale = new Set<DocumentId>()
  /** Of the documents that have a file, in their order. */
  #rows: DocumentRow[] = []
  #missing: readonly DocumentRow[] = []
  /** Of documents whose file is gone: what the file said, or the stored text does. Empty while that is asked for. */
  readonly #goneTitles = new Map<DocumentId, string>()
  #arrangement: number | null = null
  #looked = false
  #list = $state.raw<readonly DocumentRow[]>([])
  #due = false

  constructor(source: RowSource) {
    this.#source = source
    this.#build()
  }

  get list(): readonly DocumentRow[] {
    return this.#list
  }

  /** What a document is called; its path where nothing says it. */
  titleOf(document: DocumentId): string {
    const list = this.#list
    const place = this.#source.placeOf(document)
    const row = place >= 0 ? list[place] : list.find(({ id }) => id === document)
    return row?.id === document ? row.title || document : document
  }

  /** Says that rows may have changed: those of the documents, or, without, which documents there are. */
  changed(documents: Iterable<DocumentId> = []): void {
    for (const document of documents) this.#stale.add(document)
    // The first rows are what somebody waits for.
    if (this.#list.length === 0) return this.#build()
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
    const ids = this.#source.ids()
    const rearranged = this.#arrangement !== this.#source.arrangement()
    this.#arrangement = this.#source.arrangement()
    const grown = ids.length > this.#rows.length
    // What was shown is not changed, and what is shown now is held once.
    this.#rows = rearranged ? this.#rearranged(ids) : this.#rows.slice()
    for (let place = this.#rows.length; place < ids.length; place++) this.#rows.push(this.#make(ids[place] ?? ''))
    const elsewhere = this.#refresh()
    const looked = this.#looked !== this.#source.looked()
    this.#looked = this.#source.looked()
    if (elsewhere || rearranged || looked || (grown && this.#missing.length > 0)) this.#missing = this.#missingRows()
    this.#stale.clear()
    this.#list = this.#missing.length > 0 ? this.#rows.concat(this.#missing) : this.#rows
  }

  /** The rows that were made already stay the same, wherever they stand now. */
  #rearranged(ids: readonly DocumentId[]): DocumentRow[] {
    const known = new Map(this.#rows.map((row) => [row.id, row]))
    for (const { id, title } of this.#rows) if (this.#source.placeOf(id) < 0) this.#goneTitles.set(id, title)
    return ids.map((id) => known.get(id) ?? this.#make(id))
  }

  /** Makes the rows anew that are stale; answers whether some belong to no file. */
  #refresh(): boolean {
    let elsewhere = false
    for (const id of this.#stale) {
      const place = this.#source.placeOf(id)
      if (place < 0) elsewhere = true
      else if (place < this.#rows.length) this.#rows[place] = this.#make(id)
    }
    return elsewhere
  }

  /** Documents without a file of which something is stored. */
  #missingRows(): DocumentRow[] {
    const rows: DocumentRow[] = []
    for (const id of this.#source.stored()) {
      if (this.#source.placeOf(id) < 0 && this.#stays(id)) rows.push(this.#make(id))
    }
    const untitled = rows.filter(({ id, imported }) => !imported && !this.#goneTitles.has(id)).map(({ id }) => id)
    if (untitled.length > 0) void this.#askTitles(untitled.slice(0, MOST_ASKED))
    return rows
  }

  async #askTitles(documents: readonly DocumentId[]): Promise<void> {
    for (const id of documents) this.#goneTitles.set(id, '')
    const titles = await this.#source.storedTitles(documents)
    for (const [id, title] of titles) this.#goneTitles.set(id, title)
    this.changed(titles.keys())
  }

  #make(id: DocumentId): DocumentRow {
    const head = this.#source.head(id)
    const own = this.#source.own(id)
    const record = this.#source.record(id)
    const fields = record?.fields
    const imported = !head && record?.imported !== undefined
    return {
      id,
      title: fields?.['title'] ?? head?.title ?? record?.imported?.title ?? (this.#goneTitles.get(id) || id),
      date: fields?.['date'] ?? head?.date ?? record?.imported?.date ?? null,
      length: head?.length ?? record?.imported?.length ?? 0,
      state: own?.state ?? 'untouched',
      counts: own?.counts ?? NO_COUNTS,
      missing: !head && !imported && this.#looked,
      imported,
    }
  }

  /** Whether a document without a file is shown. */
  #stays(id: DocumentId): boolean {
    return this.#source.own(id) !== undefined || this.#source.record(id)?.imported !== undefined
  }
}
