import { invert, type Items } from '../../src-core/annotation/edit.ts'
import {
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type DocumentRecord,
  type Id,
  type Item,
  type LayerItem,
} from '../../src-core/annotation/records.ts'
import type { ProjectDatabase } from './database.ts'
import { applyPart, stepOf, type JournalStep } from './journal.ts'
import { packItems, unpackItems, unpackProgress } from './packing.ts'
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
 * Every document that had a layer at that moment, in the order of their ids (code units), in bounded memory. The whole
 * stream shows that one moment: what is committed meanwhile is taken back.
 */
export async function* streamDocuments(db: ProjectDatabase, moment: Moment): AsyncGenerator<DocumentLayers> {
  for await (const rows of streamRows(db, moment))
    for (const [document, items] of unpackDocuments(rows))
      yield { document, items: withRecord(items, moment.records.get(document)) }
}

/** The same as {@link streamDocuments} in packed rows, page by page; a document's rows are never parted by a page. */
export async function* streamRows(db: ProjectDatabase, moment: Moment): AsyncGenerator<readonly ItemsRow[]> {
  let coming: Promise<Page> | null = readPage(db, moment, null, FIRST_PAGE)
  while (coming) {
    const { rows, last, size }: Page = await coming
    coming = last === null ? null : readPage(db, moment, last, size)
    coming?.catch(() => undefined)
    yield rows
  }
}

/** The same for whoever is in no hurry: in small pages, each read when it is asked for, which hold up no commit for long. */
export async function* streamSlowly(db: ProjectDatabase, moment: Moment): AsyncGenerator<readonly ItemsRow[]> {
  for (let after: DocumentId | null = null; ;) {
    const { rows, last }: Page = await readPage(db, moment, after, FIRST_PAGE)
    yield rows
    if (last === null) return
    after = last
  }
}

/** Rows a page; it is then fitted to how long they were. */
const FIRST_PAGE = 100
const FEWEST = 20
const MOST = 2000
const CHARACTERS_PER_PAGE = 1_000_000

interface Page {
  readonly rows: readonly ItemsRow[]
  /** The last document read, or null when nothing follows. */
  readonly last: DocumentId | null
  /** How many rows to read next. */
  readonly size: number
}

function readPage(db: ProjectDatabase, moment: Moment, after: DocumentId | null, size: number): Promise<Page> {
  return db.dexie.transaction('r', [db.items, db.journal, db.edits], async () => {
    const { rows, last } = await wholeDocuments(db, after, size)
    const later = await committedSince(db, moment.seq)
    const length = rows.reduce((sum, row) => sum + row.items.length, 1)
    const fitting = Math.round((rows.length * CHARACTERS_PER_PAGE) / length)
    const then = later.length ? takenBack(rows, later, after, last) : rows
    return { rows: then, last, size: Math.min(MOST, Math.max(FEWEST, fitting)) }
  })
}

/** About `size` rows after that document, none of a document that is not whole. */
async function wholeDocuments(
  db: ProjectDatabase,
  after: DocumentId | null,
  size: number,
): Promise<{ rows: ItemsRow[]; last: DocumentId | null }> {
  const from = after === null ? [] : [after, []]
  const rows = await db.items.where(':id').above(from).limit(size).toArray()
  if (rows.length < size) return { rows, last: null }
  const last = rows.at(-1)?.document ?? ''
  const first = rows.findIndex((row) => row.document === last)
  if (first > 0) return { rows: rows.slice(0, first), last: rows[first - 1]?.document ?? '' }
  return { rows: await db.items.where(':id').between([last], [last, []]).toArray(), last }
}

/** The commits after that one, the newest first. */
async function committedSince(db: ProjectDatabase, seq: Seq): Promise<JournalStep[]> {
  const rows = await db.journal.where('seq').above(seq).reverse().toArray()
  return Promise.all(rows.flatMap((row) => (row.seq === undefined ? [] : stepOf(db, { ...row, seq: row.seq }))))
}

/** The rows as they were before those commits, of documents after the one and up to the other. */
function takenBack(
  rows: readonly ItemsRow[],
  steps: readonly JournalStep[],
  after: DocumentId | null,
  last: DocumentId | null,
): ItemsRow[] {
  const inPage = (document: DocumentId) => (after === null || document > after) && (last === null || document <= last)
  const touched = new Set(steps.flatMap(({ entry }) => entry.documents.filter(inPage)))
  const documents = unpackDocuments(rows.filter((row) => touched.has(row.document)))
  for (const { edit } of steps) {
    for (const document of touched) {
      const items = documents.get(document) ?? new Map<Id, Item>()
      documents.set(document, items)
      applyPart(items, invert(edit), document)
    }
  }
  const then = [...documents].flatMap(([document, items]) => rowsOf(document, items))
  const kept = rows.filter((row) => !touched.has(row.document))
  return [...kept, ...then].sort((a, b) => (a.document < b.document ? -1 : a.document > b.document ? 1 : 0))
}

function unpackDocuments(rows: readonly ItemsRow[]): Map<DocumentId, Map<Id, Item>> {
  const documents = new Map<DocumentId, Map<Id, Item>>()
  for (const row of rows) {
    const known = documents.get(row.document) ?? new Map<Id, Item>()
    documents.set(row.document, known)
    unpackItems(row, known)
  }
  return documents
}

/** A row a layer, however long. */
function rowsOf(document: DocumentId, items: ReadonlyMap<Id, Item>): ItemsRow[] {
  const layers = new Map<AnnotatorId, LayerItem[]>()
  for (const item of items.values()) {
    if (!isLayerItem(item)) continue
    const held = layers.get(item.annotator)
    if (held) held.push(item)
    else layers.set(item.annotator, [item])
  }
  return [...layers].map(([annotator, held]) => packItems(document, annotator, 0, held))
}

function withRecord(items: Map<Id, Item>, record: DocumentRecord | undefined): Items {
  return record ? items.set(record.id, record) : items
}
