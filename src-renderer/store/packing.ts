import type { AnnotatorId, DocumentId, Id, LayerItem } from '../../src-core/annotation/records.ts'
import type { DocumentProgress, ItemsRow, ProgressRow } from './rows.ts'
import { bucketOf } from './bucket.ts'
import { fnv1a } from './hash.ts'

/** Into how many rows the progress of all documents is cut, whatever their number. */
const PROGRESS_BUCKETS = 2048

export function progressBucket(document: DocumentId): number {
  return fnv1a(document) % PROGRESS_BUCKETS
}

export type ProgressBook = Map<DocumentId, DocumentProgress>

export function unpackProgress(row: ProgressRow | undefined): ProgressBook {
  return new Map(row ? Object.entries(JSON.parse(row.documents) as Record<DocumentId, DocumentProgress>) : [])
}

/** The row of a bucket; the same documents always give the same bytes. Null when nothing is left to say. */
export function packProgress(bucket: number, documents: ProgressBook): ProgressRow | null {
  if (documents.size === 0) return null
  const sorted = [...documents].sort(([a], [b]) => (a < b ? -1 : 1))
  return { bucket, documents: JSON.stringify(Object.fromEntries(sorted)) }
}

/** Adds a row's items to the map. */
export function unpackItems(row: ItemsRow, into: { set(id: Id, item: LayerItem): unknown }): void {
  const { document, annotator } = row
  for (const item of JSON.parse(row.items) as LayerItem[])
    into.set(item.id, Object.assign(item, { document, annotator }))
}

/** All rows of a layer that holds these items. */
export function packLayer(document: DocumentId, annotator: AnnotatorId, items: Iterable<LayerItem>, buckets: number) {
  const byBucket = new Map<number, LayerItem[]>()
  for (const item of items) {
    const bucket = bucketOf(item.id, buckets)
    const held = byBucket.get(bucket)
    if (held) held.push(item)
    else byBucket.set(bucket, [item])
  }
  return [...byBucket].map(([bucket, held]) => packItems(document, annotator, bucket, held))
}

/** A bucket's row; the same items always give the same bytes. */
export function packItems(
  document: DocumentId,
  annotator: AnnotatorId,
  bucket: number,
  items: readonly LayerItem[],
): ItemsRow {
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { document, annotator, bucket, items: JSON.stringify(sorted.map(withoutPlace)) }
}

function withoutPlace(item: LayerItem): Partial<LayerItem> {
  const { document: _document, annotator: _annotator, ...rest } = item
  return rest
}
