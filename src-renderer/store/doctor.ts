import {
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type Id,
  type Item,
  type LayerItem,
  type Relation,
  type Span,
} from '../../src-core/annotation/records.ts'
import { normaliseRanges } from '../../src-core/annotation/ranges.ts'
import { sameValue } from '../../src-core/values.ts'
import { bucketOf, bucketsFor } from './bucket.ts'
import type { ProjectDatabase } from './database.ts'
import { unpackItems, unpackProgress } from './packing.ts'
import { layerAfter } from './progress.ts'
import type { DocumentProgress, ItemsRow, LayerProgress, TextRow } from './rows.ts'
import { unpackText } from './texts.ts'

interface InLayer {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
}

/** What the doctor can find. Labels that are unknown and texts are for people to decide; the others can be repaired. */
export type Finding =
  | (InLayer & { readonly code: 'out-of-bounds'; readonly id: Id; readonly span: Span; readonly length: number })
  | (InLayer & { readonly code: 'wrong-ranges'; readonly id: Id; readonly span: Span })
  | (InLayer & { readonly code: 'dangling-relation'; readonly id: Id })
  /** The same id stands twice in this layer, or also in an earlier one. */
  | (InLayer & { readonly code: 'duplicate-id'; readonly id: Id; readonly twin: 'here' | 'elsewhere' })
  | (InLayer & { readonly code: 'unknown-label'; readonly id: Id; readonly label: Id })
  | (InLayer & { readonly code: 'misplaced' })
  | (InLayer & { readonly code: 'wrong-counts' })
  /** A row that is no JSON any more; the journal knows what was in it. */
  | (InLayer & { readonly code: 'unreadable' })
  | { readonly code: 'wrong-totals' }
  /** The stored text of the tags: none, or one that cannot be read. */
  | { readonly code: 'text-missing' | 'text-damaged'; readonly document: DocumentId }

/** Documents whose rows are read at once. */
const PAGE = 100

/** Looks at every row of the project; changes nothing. Findings come in the order of the documents. */
export async function examine(db: ProjectDatabase): Promise<Finding[]> {
  const progress = await allProgress(db)
  const documents = new Set([...progress.keys(), ...(await storedDocuments(db))])
  const examiner = new Examiner(await labelsOf(db))
  const sorted = [...documents].sort()
  for (let i = 0; i < sorted.length; i += PAGE) {
    const page = sorted.slice(i, i + PAGE)
    const lengths = await textLengths(db, page, progress)
    const rows = await Promise.all(page.map((each) => db.items.where(':id').between([each], [each, []]).toArray()))
    page.forEach((each, n) => examiner.take(each, rows[n] ?? [], progress.get(each), lengths.get(each)))
  }
  const totals = await db.meta.get('totals')
  return examiner.findings(totals?.key === 'totals' ? totals : { spans: 0, items: 0 })
}

async function allProgress(db: ProjectDatabase): Promise<Map<DocumentId, DocumentProgress>> {
  return new Map((await db.progress.toArray()).flatMap((row) => [...unpackProgress(row)]))
}

async function storedDocuments(db: ProjectDatabase): Promise<DocumentId[]> {
  return (await db.items.toCollection().primaryKeys()).map(([document]) => document)
}

/** The ids of the labels, or null where there is no schema yet. */
async function labelsOf(db: ProjectDatabase): Promise<ReadonlySet<Id> | null> {
  const schema = await db.shared.get('schema')
  return schema?.kind === 'schema' ? new Set(schema.schema.labels.map(({ id }) => id)) : null
}

/** The length of each stored text, or `damaged` where it cannot be read. */
async function textLengths(
  db: ProjectDatabase,
  documents: readonly DocumentId[],
  progress: ReadonlyMap<DocumentId, DocumentProgress>,
): Promise<Map<DocumentId, number | 'damaged'>> {
  const keys = documents.flatMap((document) => {
    const sha256 = progress.get(document)?.text
    return sha256 == null ? [] : [[document, sha256] as const]
  })
  const rows = (await db.texts.bulkGet(keys)).flatMap((row) => row ?? [])
  return new Map(await Promise.all(rows.map(async (row) => [row.document, await lengthOf(row)] as const)))
}

async function lengthOf(row: TextRow): Promise<number | 'damaged'> {
  try {
    const { length } = (await unpackText(row)).text
    return length === row.length ? length : 'damaged'
  } catch {
    return 'damaged'
  }
}

class Examiner {
  readonly #labels: ReadonlySet<Id> | null
  readonly #findings: Finding[] = []
  readonly #ids = new Set<Id>()
  readonly #abroad: Relation[] = []
  #spans = 0
  #items = 0

  constructor(labels: ReadonlySet<Id> | null) {
    this.#labels = labels
  }

  take(
    document: DocumentId,
    rows: readonly ItemsRow[],
    progress: DocumentProgress | undefined,
    stored: number | 'damaged' | undefined,
  ): void {
    const annotators = new Set([...rows.map((row) => row.annotator), ...Object.keys(progress?.layers ?? {})])
    const layers = [...annotators].sort().map((annotator) => {
      const own = rows.filter((row) => row.annotator === annotator)
      return this.#layer({ document, annotator }, own, progress?.layers[annotator])
    })
    const items = new Map(layers.flatMap((layer) => [...layer]))
    const length = stored === 'damaged' ? undefined : stored
    for (const layer of layers) for (const item of layer.values()) this.#item(item, items, length)
    if (stored === 'damaged') this.#findings.push({ code: 'text-damaged', document })
    else if (length === undefined && [...items.values()].some(({ kind }) => kind === 'span'))
      this.#findings.push({ code: 'text-missing', document })
  }

  findings(totals: { readonly spans: number; readonly items: number }): Finding[] {
    for (const { id, to, document, annotator } of this.#abroad)
      if (!this.#ids.has(to)) this.#findings.push({ code: 'dangling-relation', document, annotator, id })
    if (totals.spans !== this.#spans || totals.items !== this.#items) this.#findings.push({ code: 'wrong-totals' })
    return this.#findings
  }

  /** The layer's items by their ids, after looking at where they lie and how they are counted. */
  #layer(place: InLayer, rows: readonly ItemsRow[], counted: LayerProgress | undefined): Map<Id, LayerItem> {
    const items = new Map<Id, LayerItem>()
    const found: { id: Id; bucket: number }[] = []
    for (const row of rows) {
      const held = readable(row)
      if (!held) this.#findings.push({ code: 'unreadable', ...place })
      for (const item of held ?? []) {
        if (items.has(item.id)) this.#findings.push({ code: 'duplicate-id', ...place, id: item.id, twin: 'here' })
        items.set(item.id, item)
        found.push({ id: item.id, bucket: row.bucket })
      }
    }
    const buckets = bucketsFor(items.size)
    if (found.some(({ id, bucket }) => bucketOf(id, buckets) !== bucket))
      this.#findings.push({ code: 'misplaced', ...place })
    if (!isCounted(items, counted)) this.#findings.push({ code: 'wrong-counts', ...place })
    return items
  }

  #item(item: LayerItem, items: ReadonlyMap<Id, Item>, length: number | undefined): void {
    const { id, document, annotator } = item
    const place = { document, annotator, id }
    if (this.#ids.has(id)) this.#findings.push({ code: 'duplicate-id', ...place, twin: 'elsewhere' })
    this.#ids.add(id)
    this.#items++
    if (item.kind === 'relation') {
      if (item.toDocument !== null) this.#abroad.push(item)
      else if (items.get(item.to)?.kind !== 'span') this.#findings.push({ code: 'dangling-relation', ...place })
      if (items.get(item.from)?.kind !== 'span') this.#findings.push({ code: 'dangling-relation', ...place })
    }
    if (item.kind !== 'span') return
    this.#spans++
    if (this.#labels && !this.#labels.has(item.label))
      this.#findings.push({ code: 'unknown-label', ...place, label: item.label })
    const outside = length !== undefined && item.ranges.some(([start, end]) => start < 0 || end > length)
    if (outside) this.#findings.push({ code: 'out-of-bounds', ...place, span: item, length })
    else if (item.ranges.length === 0 || !sameValue(normaliseRanges(item.ranges), item.ranges))
      this.#findings.push({ code: 'wrong-ranges', ...place, span: item })
  }
}

/** The items of a row, or null when it cannot be read. */
export function readable(row: ItemsRow): LayerItem[] | null {
  const items = new Map<Id, LayerItem>()
  const list: LayerItem[] = []
  try {
    unpackItems(row, { set: (id, item) => (list.push(item), items.set(id, item)) })
  } catch {
    return null
  }
  return list.every((item) => isLayerItem(item) && typeof item.id === 'string') ? list : null
}

function isCounted(items: ReadonlyMap<Id, LayerItem>, counted: LayerProgress | undefined): boolean {
  const steps = [...items.values()].map((item) => ({ id: item.id, before: undefined, after: item }))
  const right = layerAfter(undefined, steps, counted?.updated ?? 0)
  return sameValue(right, counted ?? null)
}
