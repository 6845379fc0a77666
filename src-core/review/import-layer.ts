import { editDocument, recordOf } from '../annotation/document-commands.ts'
import { apply, type Items } from '../annotation/edit.ts'
import {
  IMPORTED,
  isLayerItem,
  SUGGESTED,
  type Id,
  type Item,
  type LayerItem,
  type Span,
} from '../annotation/records.ts'
import { reanchor } from '../annotation/reanchor.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { realigned, type MatchKind } from '../formats/import-plan.ts'
import { itemsOf, type Destination } from '../formats/entry-to-layer.ts'
import { sameValue } from '../values.ts'

/**
 * What becomes of the spans of an entry: new here; here already and made to say what the file says; here already and
 * the same; here already, otherwise, and left as it is; in doubt about its place, so that a person places it; not wanted.
 */
export const SPAN_FATES = ['added', 'updated', 'same', 'kept', 'waiting', 'left-out'] as const
export type SpanFate = (typeof SPAN_FATES)[number]

export type FateCounts = Readonly<Record<SpanFate, number>>

export interface ImportedLayer {
  /** The document's records with the layer in them. */
  readonly items: Items
  /** Counts in are counts out. */
  readonly spans: FateCounts
  readonly relations: number
  readonly relationsLeft: number
}

/** The text of the document here, and how the entry's own compares with it. */
export interface OurText {
  readonly kind: MatchKind
  readonly text: string
}

/**
 * Brings an entry into a document as records of one layer. In a layer that an import made, what the file says holds; in
 * any other what is there stays, and a span that says the same on the same characters is not brought in twice. Nothing is
 * ever taken away, and importing the same again changes nothing.
 */
export function importLayer(entry: DatasetEntry, ours: OurText, into: Destination, before: Items): ImportedLayer {
  const aligned = ours.kind === 'spaces' ? (realigned(entry, ours.text) ?? entry) : entry
  const made = itemsOf(aligned, into)
  const moved =
    ours.kind === 'changed' ? movedTo(made.items, aligned, ours.text, into) : { items: made.items, strays: [] }
  const merge = new LayerMerge(before, into)
  for (const item of moved.items) merge.bring(item)
  const waiting = moved.strays.filter(({ span }) => !merge.knows(span.id))
  const known = recordOf(merge.items, into.document).strays ?? []
  const fresh = waiting.filter(({ span }) => !known.some((stray) => stray.span.id === span.id))
  const strays = fresh.length ? { strays: [...known, ...fresh] } : {}
  const items = fresh.length ? apply(merge.items, editDocument(merge.items, into.document, strays)) : merge.items
  const brought = made.items.filter((item) => item.kind === 'span').length
  const spans = {
    ...merge.counts,
    same: merge.counts.same + moved.strays.length - waiting.length,
    waiting: waiting.length,
    'left-out': entry.spans.length - brought,
  }
  const relations = made.items.filter((item) => item.kind === 'relation').length
  return { items, spans, relations, relationsLeft: entry.relations.length - relations }
}

/** The records on a changed text; spans whose place is not certain wait. */
function movedTo(items: readonly LayerItem[], { text: theirs }: DatasetEntry, text: string, { document }: Destination) {
  const came = new Map<Id, Item>(items.map((item) => [item.id, item]))
  const change = { document, before: { key: '', text: theirs }, after: { key: 'ours', text } }
  const moved = apply(came, reanchor(came, change).edit)
  const byId = new Map([...moved.values()].filter(isLayerItem).map((item) => [item.id, item]))
  return { items: items.flatMap(({ id }) => byId.get(id) ?? []), strays: recordOf(moved, document).strays ?? [] }
}

/** Puts records into a layer one by one. */
class LayerMerge {
  readonly items: Map<Id, Item>
  readonly counts: Record<SpanFate, number> = { added: 0, updated: 0, same: 0, kept: 0, waiting: 0, 'left-out': 0 }
  readonly #fileHolds: boolean
  /** What the layer's spans and relations say → their ids. */
  readonly #twins = new Map<string, Id>()
  /** Ids of the file → those of the same spans here. */
  readonly #known = new Map<Id, Id>()

  constructor(before: Items, { document, annotator }: Destination) {
    this.items = new Map(before)
    this.#fileHolds = annotator.startsWith(IMPORTED) || annotator.startsWith(SUGGESTED)
    if (this.#fileHolds) return
    for (const item of before.values())
      if (isLayerItem(item) && item.document === document && item.annotator === annotator) this.#remember(item)
  }

  /** Whether the span is here, placed by somebody meanwhile. */
  knows(id: Id): boolean {
    return this.items.has(id)
  }

  bring(came: LayerItem): void {
    const item = came.kind === 'relation' ? this.#between(came) : came
    const known = this.items.get(item.id)
    const twin = known ? undefined : this.#twins.get(sayingOf(item) ?? '')
    const fate = this.#fateOf(item, known, twin)
    if (item.kind === 'span') this.counts[fate]++
    if (item.kind === 'span' && twin !== undefined) this.#known.set(item.id, twin)
    if (fate === 'added' || fate === 'updated') this.items.set(item.id, item)
  }

  #fateOf(item: LayerItem, known: Item | undefined, twin: Id | undefined): 'added' | 'updated' | 'same' | 'kept' {
    if (twin !== undefined) return 'same'
    if (!known) return 'added'
    if (sameValue(known, item)) return 'same'
    return this.#fileHolds ? 'updated' : 'kept'
  }

  #between(relation: Extract<LayerItem, { kind: 'relation' }>): LayerItem {
    const [from, to] = [this.#known.get(relation.from), this.#known.get(relation.to)]
    return from === undefined && to === undefined
      ? relation
      : { ...relation, from: from ?? relation.from, to: to ?? relation.to }
  }

  #remember(item: LayerItem): void {
    const saying = sayingOf(item)
    if (saying !== null) this.#twins.set(saying, item.id)
  }
}

function sayingOf(item: LayerItem): string | null {
  if (item.kind === 'span') return sayingOfSpan(item)
  if (item.kind === 'relation') return JSON.stringify([item.type, item.from, item.to, item.toDocument])
  return null
}

function sayingOfSpan({ label, ranges }: Span): string {
  return JSON.stringify([label, ranges])
}
