import type { Items } from '../../src-core/annotation/edit.ts'
import type {
  AnnotatorId,
  DocumentId,
  DocumentRecord,
  Id,
  Item,
  LayerItem,
  ProjectItem,
} from '../../src-core/annotation/records.ts'
import { bucketsFor } from './bucket.ts'
import type { ProjectDatabase } from './database.ts'
import { progressBucket, unpackItems, unpackProgress, type ProgressBook } from './packing.ts'
import type { DocumentProgress, DocumentText, ItemsKey, ItemsRow, ProjectInfo, Seq } from './rows.ts'
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

export function readProject(db: ProjectDatabase): Promise<ProjectContents> {
  return db.dexie.transaction('r', [db.project, db.progress, db.shared, db.journal], async () => {
    const [projects, rows, shared, seq] = await Promise.all([
      db.project.toArray(),
      db.progress.toArray(),
      db.shared.toArray(),
      newestSeq(db),
    ])
    const progress = new Map(rows.flatMap((row) => [...unpackProgress(row)]))
    const items = new Map<Id, ProjectItem>(shared.map((item) => [item.id, item]))
    for (const { record } of progress.values()) if (record) items.set(record.id, record)
    return { project: projects[0] ?? null, items, progress, seq }
  })
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
    const books = await booksOf(db, documents)
    const known = documents.map((document) => books.get(progressBucket(document))?.get(document))
    const keys = documents.map((document, i) => layerKeys(document, known[i]))
    const rows = await db.items.bulkGet(keys.flat())
    const answer = new Map<DocumentId, Items>()
    let next = 0
    documents.forEach((document, i) => {
      const own = rows.slice(next, (next += keys[i]?.length ?? 0)).flatMap((row) => row ?? [])
      answer.set(document, itemsOf(own, known[i]?.record ?? null))
    })
    return answer
  })
}

export async function booksOf(
  db: ProjectDatabase,
  documents: readonly DocumentId[],
): Promise<Map<number, ProgressBook>> {
  const buckets = [...new Set(documents.map(progressBucket))]
  const rows = await db.progress.bulkGet(buckets)
  return new Map(buckets.map((bucket, i) => [bucket, unpackProgress(rows[i])]))
}

function layerKeys(document: DocumentId, progress: DocumentProgress | undefined): ItemsKey[] {
  return Object.entries(progress?.layers ?? {}).flatMap(([annotator, layer]) =>
    keysOfLayer(document, annotator, layer.items),
  )
}

function keysOfLayer(document: DocumentId, annotator: AnnotatorId, items: number): ItemsKey[] {
  return Array.from({ length: bucketsFor(items) }, (_, bucket) => [document, annotator, bucket] as const)
}

function itemsOf(rows: readonly ItemsRow[], record: DocumentRecord | null): Items {
  const layers = new Map<Id, LayerItem>()
  for (const row of rows) unpackItems(row, layers)
  const items: Map<Id, Item> = layers
  if (record) items.set(record.id, record)
  return items
}
