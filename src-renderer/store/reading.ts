import type { Table } from 'dexie'
import type { Items } from '../../src-core/annotation/edit.ts'
import type { DocumentId, DocumentRecord, Id, Item, LayerItem, ProjectItem } from '../../src-core/annotation/records.ts'
import type { ProjectDatabase } from './database.ts'
import { progressBucket, unpackItems, unpackProgress, type ProgressBook } from './packing.ts'
import type { DocumentProgress, DocumentText, ItemsRow, ProjectInfo, Seq, TextKey } from './rows.ts'
import { inSlices } from './slices.ts'
import { unpackText } from './texts.ts'

/** What is read once when a project is opened; enough for the list, the counts and the filters. */
export interface ProjectContents {
  /** Null in a project that was just begun. */
  readonly project: ProjectInfo | null
  /** The schema, the annotators and the documents' own records. */
  readonly items: ReadonlyMap<Id, ProjectItem>
  /** Every document that has a layer, a record or a stored text. */
  readonly progress: ReadonlyMap<DocumentId, DocumentProgress>
  /** The number of the newest commit, 0 before the first. */
  readonly seq: Seq
}

export interface StoredDocument {
  /** Every record of every layer, and the document's own. */
  readonly items: Items
  /** The newest stored text, null when none is stored. */
  readonly text: DocumentText | null
}

export async function readProject(db: ProjectDatabase): Promise<ProjectContents> {
  const tables = [db.project, db.progress, db.shared, db.journal]
  const [projects, rows, shared, seq] = await db.dexie.transaction('r', tables, () =>
    Promise.all([db.project.toArray(), db.progress.toArray(), db.shared.toArray(), newestSeq(db)]),
  )
  const progress = new Map<DocumentId, DocumentProgress>()
  const items = new Map<Id, ProjectItem>(shared.map((item) => [item.id, item]))
  await inSlices(rows, (row) => {
    for (const [document, known] of unpackProgress(row)) {
      progress.set(document, known)
      if (known.record) items.set(known.record.id, known.record)
    }
  })
  return { project: projects[0] ?? null, items, progress, seq }
}

export async function newestSeq(db: ProjectDatabase): Promise<Seq> {
  const [seq] = await db.journal.orderBy('seq').reverse().limit(1).primaryKeys()
  return seq ?? 0
}

export async function readDocument(db: ProjectDatabase, document: DocumentId): Promise<StoredDocument> {
  const stored = await db.dexie.transaction('r', [db.items, db.progress, db.texts], async () => {
    const [rows, book] = await Promise.all([
      db.items.where(':id').between([document], [document, []]).toArray(),
      db.progress.get(progressBucket(document)),
    ])
    const known = unpackProgress(book).get(document)
    const text = known?.text == null ? undefined : await db.texts.get([document, known.text])
    return { items: itemsOf(rows, known?.record ?? null), text }
  })
  return { items: stored.items, text: stored.text ? await unpackText(stored.text) : null }
}

/** The records of several documents, without their texts; every asked document has an entry. */
export function readMany(db: ProjectDatabase, documents: readonly DocumentId[]): Promise<Map<DocumentId, Items>> {
  return db.dexie.transaction('r', [db.items, db.progress], async () => {
    const [layers, books] = await Promise.all([layersOf(db, documents), booksOf(db, documents)])
    for (const [document, items] of layers) {
      const record = books.get(progressBucket(document))?.get(document)?.record
      if (record) items.set(record.id, record)
    }
    return layers
  })
}

/** Layers and texts as they lie in the database, and as they go from thread to thread. */
export interface RowsRead {
  readonly rows: readonly ItemsRow[]
  readonly texts: readonly DocumentText[]
}

/** The rows of the documents' layers, and the texts that are stored under these hashes; the others are left out. */
export async function readRows(
  db: ProjectDatabase,
  documents: readonly DocumentId[],
  texts: readonly TextKey[],
): Promise<RowsRead> {
  const [rows, found] = await Promise.all([rowsOfDocuments(db.items, documents), readTexts(db, texts)])
  return { rows, texts: found }
}

/** The records of each document from its layers' rows; every asked document has an entry. */
export function itemsOfRows(
  documents: readonly DocumentId[],
  rows: readonly ItemsRow[],
): Map<DocumentId, Map<Id, Item>> {
  const layers = new Map(documents.map((document) => [document, new Map<Id, Item>()]))
  for (const row of rows) {
    const items = layers.get(row.document)
    if (items) unpackItems(row, items)
  }
  return layers
}

async function layersOf(
  db: ProjectDatabase,
  documents: readonly DocumentId[],
): Promise<Map<DocumentId, Map<Id, Item>>> {
  return itemsOfRows(documents, await rowsOfDocuments(db.items, documents))
}

/** The texts by the document and the hash that each is stored under; one that is not there is left out. */
export async function readTexts(db: ProjectDatabase, keys: readonly TextKey[]): Promise<DocumentText[]> {
  const wanted = new Set(keys.map(([document, sha256]) => `${sha256} ${document}`))
  const documents = keys.map(([document]) => document)
  const found = (await rowsOfDocuments(db.texts, documents)).filter(({ document, sha256 }) =>
    wanted.has(`${sha256} ${document}`),
  )
  return Promise.all(found.map((row) => unpackText(row)))
}

/** How many rows are read in one go for each document that is wanted. */
const ROWS_A_DOCUMENT = 2

/**
 * The rows of documents from a table whose keys begin with the document. IndexedDB costs by the request: neighbours are
 * read in one go for as long as at least half of what lies between them is wanted.
 */
async function rowsOfDocuments<Row extends { readonly document: DocumentId }, Key>(
  table: Table<Row, Key>,
  documents: readonly DocumentId[],
): Promise<Row[]> {
  const between = (first: DocumentId, last: DocumentId) => table.where(':id').between([first], [last, []])
  const wanted = new Set(documents)
  let rest = [...wanted].sort()
  const found: Row[] = []
  for (let dense = true; dense && rest.length > 1;) {
    const [first = '', last = ''] = [rest[0], rest.at(-1)]
    const most = rest.length * ROWS_A_DOCUMENT
    const page = await between(first, last).limit(most).toArray()
    // The last document of a full page may go on behind it.
    const open = page.length < most ? null : (page.at(-1)?.document ?? null)
    const used = page.filter(({ document }) => document !== open && wanted.has(document))
    found.push(...used)
    rest = open === null ? [] : rest.filter((document) => document >= open)
    dense = used.length * 2 >= page.length
  }
  const alone = await Promise.all(rest.map((document) => between(document, document).toArray()))
  return [...found, ...alone.flat()]
}

export async function booksOf(
  db: ProjectDatabase,
  documents: readonly DocumentId[],
): Promise<Map<number, ProgressBook>> {
  const buckets = [...new Set(documents.map(progressBucket))]
  const rows = await db.progress.bulkGet(buckets)
  return new Map(buckets.map((bucket, i) => [bucket, unpackProgress(rows[i])]))
}

function itemsOf(rows: readonly ItemsRow[], record: DocumentRecord | null): Items {
  const layers = new Map<Id, LayerItem>()
  for (const row of rows) unpackItems(row, layers)
  const items: Map<Id, Item> = layers
  if (record) items.set(record.id, record)
  return items
}
