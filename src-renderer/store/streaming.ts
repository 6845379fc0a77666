import { invert, type Items } from '../../src-core/annotation/edit.ts'
import {
  documentRecordId,
  type DocumentId,
  type DocumentRecord,
  type Id,
  type Item,
  type LayerItem,
} from '../../src-core/annotation/records.ts'
import type { ProjectDatabase } from './database.ts'
import { applyPart, stepOf, type JournalStep } from './journal.ts'
import { unpackItems, unpackProgress } from './packing.ts'
import { newestSeq } from './reading.ts'
import type { ItemsRow, Seq } from './rows.ts'

export interface DocumentLayers {
  readonly document: DocumentId
  /** Every record of every layer, and the document's own. */
  readonly items: Items
}

/** What holds for a whole stream, read at its start. */
export interface Moment {
  readonly seq: Seq
  readonly records: ReadonlyMap<DocumentId, DocumentRecord>
}

export function momentOf(db: ProjectDatabase): Promise<Moment> {
  return db.dexie.transaction('r', [db.progress, db.journal], async () => {
    const [rows, seq] = await Promise.all([db.progress.toArray(), newestSeq(db)])
    const records = new Map<DocumentId, DocumentRecord>()
    for (const row of rows)
      for (const [document, { record }] of unpackProgress(row)) if (record) records.set(document, record)
    return { seq, records }
  })
}

/**
 * Every document that had a layer at that moment, in the order of their ids (code units), page by page in bounded
 * memory. The whole stream shows that one moment: what is committed meanwhile is taken back in each page.
 */
export async function* streamDocuments(db: ProjectDatabase, moment: Moment): AsyncGenerator<DocumentLayers> {
  let coming: Promise<Page> | null = readPage(db, moment, null, FIRST_PAGE)
  while (coming) {
    const { documents, last, size }: Page = await coming
    coming = last === null ? null : readPage(db, moment, last, size)
    coming?.catch(() => undefined)
    yield* documents
  }
}

/** Rows a page; it is then fitted to what they held. */
const FIRST_PAGE = 100
const FEWEST = 50
const MOST = 2000
const ITEMS_PER_PAGE = 5000

interface Page {
  readonly documents: readonly DocumentLayers[]
  /** The last document read, or null when nothing follows. */
  readonly last: DocumentId | null
  /** How many rows to read next. */
  readonly size: number
}

function readPage(db: ProjectDatabase, moment: Moment, after: DocumentId | null, size: number): Promise<Page> {
  return db.dexie.transaction('r', [db.items, db.journal, db.edits], async () => {
    const { rows, last } = await wholeDocuments(db, after, size)
    const documents = unpackDocuments(rows)
    for (const step of await committedSince(db, moment.seq)) takeBack(documents, step, after, last)
    const items = rows.length && [...documents.values()].reduce((sum, each) => sum + each.size, 0)
    const next = items ? Math.round((rows.length * ITEMS_PER_PAGE) / items) : size
    const sorted = [...documents].filter(([, each]) => each.size > 0).sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      documents: sorted.map(([document, each]) => ({
        document,
        items: withRecord(each, moment.records.get(document)),
      })),
      last,
      size: Math.min(MOST, Math.max(FEWEST, next)),
    }
  })
}

/** About `size` rows after that document, none of a document that is not whole. */
async function wholeDocuments(
  db: ProjectDatabase,
  after: DocumentId | null,
  size: number,
): Promise<{ rows: ItemsRow[]; last: DocumentId | null }> {
  const rows = await db.items
    .where(':id')
    .above(after === null ? [] : [after, []])
    .limit(size)
    .toArray()
  if (rows.length < size) return { rows, last: null }
  const last = rows.at(-1)?.document ?? ''
  const first = rows.findIndex((row) => row.document === last)
  if (first > 0) return { rows: rows.slice(0, first), last: rows[first - 1]?.document ?? '' }
  return { rows: await db.items.where(':id').between([last], [last, []]).toArray(), last }
}

function unpackDocuments(rows: readonly ItemsRow[]): Map<DocumentId, Map<Id, LayerItem>> {
  const documents = new Map<DocumentId, Map<Id, LayerItem>>()
  for (const row of rows) {
    const known = documents.get(row.document) ?? new Map<Id, LayerItem>()
    documents.set(row.document, known)
    unpackItems(row, known)
  }
  return documents
}

/** The commits after that one, the newest first. */
async function committedSince(db: ProjectDatabase, seq: Seq): Promise<JournalStep[]> {
  const rows = await db.journal.where('seq').above(seq).reverse().toArray()
  return Promise.all(rows.flatMap((row) => (row.seq === undefined ? [] : stepOf(db, { ...row, seq: row.seq }))))
}

function takeBack(
  documents: Map<DocumentId, Map<Id, Item>>,
  { entry, edit }: JournalStep,
  after: DocumentId | null,
  last: DocumentId | null,
): void {
  for (const document of entry.documents) {
    if ((after !== null && document <= after) || (last !== null && document > last)) continue
    const items = documents.get(document) ?? new Map<Id, Item>()
    documents.set(document, items)
    applyPart(items, invert(edit), document)
    items.delete(documentRecordId(document))
  }
}

function withRecord(items: ReadonlyMap<Id, Item>, record: DocumentRecord | undefined): Items {
  return record ? new Map(items).set(record.id, record) : items
}
