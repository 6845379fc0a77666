import type { AnnotatorId, DocumentId, EpochMs, Id, LayerItem } from '../../src-core/annotation/records.ts'
import { affectedBuckets, bucketOf, bucketsFor } from './bucket.ts'
import type { ProjectDatabase } from './database.ts'
import type { LayerChange } from './layer-change.ts'
import { packLayer, unpackItems } from './packing.ts'
import { layerAfter } from './progress.ts'
import type { ItemsKey, ItemsRow, LayerProgress } from './rows.ts'
import { inParts } from './slices.ts'
import { verify } from './verify.ts'

/** How many layers are read and written at once. */
const AT_ONCE = 50

/** One layer on its way from what is stored to what will be. */
export interface LayerPlan {
  readonly change: LayerChange
  readonly progress: LayerProgress | null
  readonly buckets: readonly number[]
  /** How many buckets there will be. */
  readonly spread: number
}

interface LayerWrite extends LayerPlan {
  readonly items: Map<Id, LayerItem>
}

/** Rows by their keys; undefined where there is none. */
export type RowsAhead = ReadonlyMap<string, ItemsRow | undefined>

/**
 * How many records layers held when they were last read or written. From that it is guessed which rows a change touches,
 * so that they are read together with what says it for certain; a wrong guess costs a second way to the storage.
 */
export class LayerSizes {
  readonly #known = new Map<DocumentId, Map<AnnotatorId, number>>()

  /** A document's layers are all of these. */
  read(document: DocumentId, items: Iterable<LayerItem>): void {
    const sizes = new Map<AnnotatorId, number>()
    for (const { annotator } of items) sizes.set(annotator, (sizes.get(annotator) ?? 0) + 1)
    this.#known.set(document, sizes)
  }

  wrote({ change: { document, annotator }, progress }: LayerPlan): void {
    this.#known.get(document)?.set(annotator, progress?.items ?? 0)
  }

  /** Undefined when nothing is known of the document. */
  of({ document, annotator }: LayerChange): number | undefined {
    const sizes = this.#known.get(document)
    return sizes && (sizes.get(annotator) ?? 0)
  }
}

/** Reads the rows that the changes will probably touch, those of layers whose sizes are known. */
export async function readAhead(
  db: ProjectDatabase,
  changes: readonly LayerChange[],
  sizes: LayerSizes,
): Promise<RowsAhead> {
  if (changes.length > AT_ONCE) return new Map()
  const keys = changes.flatMap((change) => {
    const before = sizes.of(change)
    if (before === undefined) return []
    const after = change.steps.reduce((size, step) => size + Number(!step.before) - Number(!step.after), before)
    return bucketsOf(change, before, after).map((bucket) => keyOf(change, bucket))
  })
  const rows = keys.length > 0 ? await db.items.bulkGet(keys) : []
  return new Map(keys.map((key, i) => [nameOf(key), rows[i]]))
}

/** Reads, checks and writes what the plans touch. Rows that were read ahead are not asked for again. */
export async function rewriteLayers(db: ProjectDatabase, plans: readonly LayerPlan[], ahead: RowsAhead): Promise<void> {
  const writes: Promise<void>[] = []
  for (const part of inParts(plans, AT_ONCE)) writes.push(writeLayers(db, await readLayers(db, part, ahead)))
  await Promise.all(writes)
}

async function readLayers(db: ProjectDatabase, plans: readonly LayerPlan[], ahead: RowsAhead): Promise<LayerWrite[]> {
  const writes = plans.map((plan): LayerWrite => ({ ...plan, items: new Map() }))
  const keys = writes.flatMap(({ change, buckets }) => buckets.map((bucket) => keyOf(change, bucket)))
  const held = keys.every((key) => ahead.has(nameOf(key)))
  const rows = held ? keys.map((key) => ahead.get(nameOf(key))) : await db.items.bulkGet(keys)
  let next = 0
  for (const { change, buckets, items } of writes) {
    for (const row of rows.slice(next, (next += buckets.length))) if (row) unpackItems(row, items)
    for (const step of change.steps) verify(step, items.get(step.id))
    for (const { id, after } of change.steps) {
      if (after) items.set(id, after)
      else items.delete(id)
    }
  }
  return writes
}

/** @param known what is known of the layer before the change. */
export function planLayer(change: LayerChange, known: LayerProgress | undefined, at: EpochMs): LayerPlan {
  const progress = layerAfter(known, change.steps, at)
  const [before, after] = [known?.items ?? 0, progress?.items ?? 0]
  return { change, progress, spread: bucketsFor(after), buckets: bucketsOf(change, before, after) }
}

function bucketsOf({ steps }: LayerChange, before: number, after: number): number[] {
  const from = bucketsFor(before)
  const touched = steps.map(({ id }) => bucketOf(id, from))
  return affectedBuckets(touched, from, bucketsFor(after))
}

function keyOf({ document, annotator }: LayerChange, bucket: number): ItemsKey {
  return [document, annotator, bucket]
}

async function writeLayers(db: ProjectDatabase, writes: readonly LayerWrite[]): Promise<void> {
  const rows: ItemsRow[] = []
  const gone: ItemsKey[] = []
  for (const write of writes) {
    const { change, items, spread } = write
    const filled = packLayer(change.document, change.annotator, items.values(), spread)
    rows.push(...filled)
    const kept = new Set(filled.map((row) => row.bucket))
    for (const bucket of write.buckets) if (!kept.has(bucket)) gone.push(keyOf(change, bucket))
  }
  if (rows.length) await db.items.bulkPut(rows)
  if (gone.length) await db.items.bulkDelete(gone)
}

function nameOf(key: ItemsKey): string {
  return key.join('\n')
}
