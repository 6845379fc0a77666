import { difference, NOTHING, type Edit } from '../../src-core/annotation/edit.ts'
import type {
  AnnotatorId,
  DocumentId,
  EpochMs,
  Id,
  Item,
  LayerItem,
  Relation,
  Span,
} from '../../src-core/annotation/records.ts'
import { normaliseRanges } from '../../src-core/annotation/ranges.ts'
import { sameValue } from '../../src-core/values.ts'
import type { Range } from '../../src-core/text/offset.ts'
import { bucketsFor } from './bucket.ts'
import type { ProjectDatabase } from './database.ts'
import { readable, type Finding } from './doctor.ts'
import { applyPart, joined, stepOf } from './journal.ts'
import { packLayer, packProgress, progressBucket, unpackProgress } from './packing.ts'
import { isBlank, layerAfter, NO_PROGRESS, withLayer } from './progress.ts'
import type { ItemsRow } from './rows.ts'

/** What would mend findings, in the order in which it is done. */
export interface RepairPlan {
  /** Documents with unreadable rows: written anew from the journal. */
  readonly rebuilt: readonly DocumentId[]
  /** Documents whose rows or counts are wrong: written anew from their own items. */
  readonly rewritten: readonly DocumentId[]
  /** Changes of records, to be committed like any other so that the history knows them. */
  readonly edit: Edit
  /** What nobody but a person can decide. */
  readonly left: readonly Finding[]
}

const REWRITTEN: ReadonlySet<Finding['code']> = new Set(['misplaced', 'wrong-counts', 'duplicate-id'])
const LEFT: ReadonlySet<Finding['code']> = new Set(['unknown-label', 'text-missing', 'text-damaged'])

/** Which documents must be written anew, before {@link contentRepairs} can be made. */
export function structureRepairs(findings: readonly Finding[]): Pick<RepairPlan, 'rebuilt' | 'rewritten' | 'left'> {
  const documents = (wanted: (code: Finding['code']) => boolean) =>
    [...new Set(findings.flatMap((each) => ('document' in each && wanted(each.code) ? each.document : [])))].sort()
  return {
    rebuilt: documents((code) => code === 'unreadable'),
    rewritten: documents((code) => REWRITTEN.has(code)),
    left: findings.filter(({ code }) => LEFT.has(code)),
  }
}

/**
 * The edit that mends records: ranges are put in order and kept inside the text; a tag of which nothing is left, and a
 * relation without an end, are removed; of two records of one id in two layers the second gets a new one.
 */
export async function contentRepairs(
  db: ProjectDatabase,
  findings: readonly Finding[],
  now: EpochMs,
  newId: () => Id,
): Promise<Edit> {
  const layers = new Map<string, RecordFinding[]>()
  for (const finding of findings) {
    if (!isRecordFinding(finding)) continue
    const key = `${finding.annotator}\n${finding.document}`
    layers.set(key, [...(layers.get(key) ?? []), finding])
  }
  let edit: Edit = NOTHING
  for (const own of layers.values()) edit = joined(edit, await layerRepairs(db, own, now, newId))
  return edit
}

type RecordFinding = Extract<Finding, { readonly id: Id }>

function isRecordFinding(finding: Finding): finding is RecordFinding {
  return 'id' in finding && !LEFT.has(finding.code)
}

async function layerRepairs(
  db: ProjectDatabase,
  findings: readonly RecordFinding[],
  now: EpochMs,
  newId: () => Id,
): Promise<Edit> {
  const [first] = findings
  const before = first ? await layerItems(db, first) : new Map<Id, LayerItem>()
  const after = new Map(before)
  for (const finding of findings) {
    const item = after.get(finding.id)
    if (item) mend(after, item, finding, now, newId)
  }
  return difference(before, after)
}

function mend(layer: Map<Id, LayerItem>, item: LayerItem, finding: RecordFinding, now: EpochMs, newId: () => Id): void {
  if (finding.code === 'duplicate-id') {
    if (finding.twin === 'elsewhere') rename(layer, item, newId())
    return
  }
  const mended = item.kind === 'span' ? mendedSpan(item, finding, now) : null
  if (mended) layer.set(item.id, mended)
  else {
    layer.delete(item.id)
    for (const each of layer.values()) if (hangsOn(each, item.id)) layer.delete(each.id)
  }
}

/** Gives a record another id and keeps its layer's relations on it. */
function rename(layer: Map<Id, LayerItem>, item: LayerItem, id: Id): void {
  layer.delete(item.id)
  layer.set(id, { ...item, id })
  for (const each of layer.values()) {
    if (!hangsOn(each, item.id)) continue
    const moved = (end: Id) => (end === item.id ? id : end)
    layer.set(each.id, { ...each, from: moved(each.from), to: moved(each.to) })
  }
}

function hangsOn(item: LayerItem, id: Id): item is Relation {
  return item.kind === 'relation' && (item.from === id || (item.to === id && item.toDocument === null))
}

function mendedSpan(span: Span, finding: Finding, now: EpochMs): Span | null {
  const length = finding.code === 'out-of-bounds' ? finding.length : Infinity
  const inside = span.ranges.map(([start, end]): Range => [Math.max(0, start), Math.min(length, end)])
  const ranges = normaliseRanges(inside)
  return ranges.length ? { ...span, ranges, updated: now } : null
}

async function layerItems(
  db: ProjectDatabase,
  { document, annotator }: { readonly document: DocumentId; readonly annotator: AnnotatorId },
): Promise<Map<Id, LayerItem>> {
  const rows = await db.items.where(':id').between([document, annotator], [document, annotator, []]).toArray()
  return new Map(rows.flatMap((row) => readable(row) ?? []).map((item) => [item.id, item]))
}

/** Writes a document's layers anew, from the journal or from what its rows hold, and counts them. */
export function rewriteDocument(db: ProjectDatabase, document: DocumentId, from: 'journal' | 'rows'): Promise<void> {
  const tables = [db.items, db.progress, db.journal, db.edits]
  return db.dexie.transaction('rw', tables, async () => {
    const items = from === 'journal' ? await replayed(db, document) : await held(db, document)
    await db.items.where(':id').between([document], [document, []]).delete()
    const layers = byAnnotator(items)
    for (const [annotator, own] of layers)
      await db.items.bulkPut(packLayer(document, annotator, own, bucketsFor(own.length)))
    await recount(db, document, layers)
  })
}

/** The rows of a document's layers as its journal knows them. */
export async function layersInJournal(db: ProjectDatabase, document: DocumentId): Promise<ItemsRow[]> {
  const layers = byAnnotator(await replayed(db, document))
  return [...layers].flatMap(([annotator, items]) => packLayer(document, annotator, items, bucketsFor(items.length)))
}

async function replayed(db: ProjectDatabase, document: DocumentId): Promise<LayerItem[]> {
  const items = new Map<Id, Item>()
  const keys = await db.journal.where('documents').equals(document).primaryKeys()
  for (const seq of keys.sort((a, b) => a - b)) {
    const row = await db.journal.get(seq)
    if (row) applyPart(items, (await stepOf(db, { ...row, seq })).edit, document)
  }
  return [...items.values()].filter((item): item is LayerItem => 'annotator' in item)
}

/** What lies in the rows; of two copies in one layer the one that was changed last. */
async function held(db: ProjectDatabase, document: DocumentId): Promise<LayerItem[]> {
  return [...(await copies(db, document)).values()].flatMap(([newest]) => newest ?? [])
}

/** What lies in the rows under one id of one layer, the one that was changed last first. */
async function copies(db: ProjectDatabase, document: DocumentId): Promise<ReadonlyMap<string, readonly LayerItem[]>> {
  const found = new Map<string, LayerItem[]>()
  for (const row of await db.items.where(':id').between([document], [document, []]).toArray()) {
    for (const item of readable(row) ?? []) {
      const key = `${row.annotator}\n${item.id}`
      found.set(
        key,
        [...(found.get(key) ?? []), item].sort((a, b) => b.updated - a.updated),
      )
    }
  }
  return found
}

/**
 * The tags that stand in the rows under the id of another tag of their layer and say something else: writing the
 * document anew would drop them. Each gets an id of its own; to be found before that, and committed after it.
 */
export async function sharedIds(
  db: ProjectDatabase,
  findings: readonly Finding[],
  newId: () => Id,
): Promise<readonly LayerItem[]> {
  const twins = findings.filter((each) => each.code === 'duplicate-id' && each.twin === 'here')
  const documents = new Set(twins.flatMap((each) => ('document' in each ? each.document : [])))
  const found: LayerItem[] = []
  for (const document of documents)
    for (const [newest, ...others] of (await copies(db, document)).values())
      for (const other of others) if (newest && isAnother(newest, other)) found.push({ ...other, id: newId() })
  return found
}

/** An older copy of the same tag says the same of the same words; its details may differ. */
function isAnother(a: LayerItem, b: LayerItem): boolean {
  if (a.kind !== 'span' || b.kind !== 'span') return false
  return a.label !== b.label || !sameValue(a.ranges, b.ranges)
}

function byAnnotator(items: readonly LayerItem[]): Map<AnnotatorId, LayerItem[]> {
  const layers = new Map<AnnotatorId, LayerItem[]>()
  for (const item of items) {
    const own = layers.get(item.annotator)
    if (own) own.push(item)
    else layers.set(item.annotator, [item])
  }
  return layers
}

async function recount(
  db: ProjectDatabase,
  document: DocumentId,
  layers: ReadonlyMap<AnnotatorId, readonly LayerItem[]>,
): Promise<void> {
  const bucket = progressBucket(document)
  const book = unpackProgress(await db.progress.get(bucket))
  const known = book.get(document) ?? NO_PROGRESS
  let progress = { ...known, layers: {} }
  for (const [annotator, items] of layers) {
    const steps = items.map((item) => ({ id: item.id, before: undefined, after: item }))
    const updated = known.layers[annotator]?.updated ?? Math.max(0, ...items.map((item) => item.updated))
    progress = withLayer(progress, annotator, layerAfter(undefined, steps, updated))
  }
  if (isBlank(progress)) book.delete(document)
  else book.set(document, progress)
  const row = packProgress(bucket, book)
  if (row) await db.progress.put(row)
  else await db.progress.delete(bucket)
}

/** Adds up the progress of all documents. */
export function recountTotals(db: ProjectDatabase): Promise<void> {
  return db.dexie.transaction('rw', [db.progress, db.meta], async () => {
    const documents = (await db.progress.toArray()).flatMap((row) => [...unpackProgress(row).values()])
    const layers = documents.flatMap((document) => Object.values(document.layers))
    const spans = layers.reduce((sum, layer) => sum + layer.spans, 0)
    const items = layers.reduce((sum, layer) => sum + layer.items, 0)
    await db.meta.put({ key: 'totals', spans, items })
  })
}
