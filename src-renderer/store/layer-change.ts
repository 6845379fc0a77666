import type { Edit } from '../../src-core/annotation/edit.ts'
import {
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type DocumentRecord,
  type Id,
  type Item,
  type LayerItem,
} from '../../src-core/annotation/records.ts'
import type { SharedRow } from './rows.ts'

/** What happens to one record in one place: it comes (no `before`), goes (no `after`) or changes. */
export interface Step<T extends Item> {
  readonly id: Id
  readonly before: T | undefined
  readonly after: T | undefined
}

export interface LayerChange {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  readonly steps: Step<LayerItem>[]
}

/** An edit sorted by the rows it touches. */
export interface Places {
  readonly layers: readonly LayerChange[]
  readonly records: readonly Step<DocumentRecord>[]
  readonly shared: readonly Step<SharedRow>[]
  /** Every document that is touched, sorted. */
  readonly documents: readonly DocumentId[]
}

/** Sorts an edit by place. A record that moves to another document or annotator goes from one and comes to the other. */
export function placesOf(edit: Edit): Places {
  const sorter = new Sorter()
  for (const item of edit.removed) sorter.step(item, undefined)
  for (const [from, to] of edit.updated) {
    if (isSamePlace(from, to)) sorter.step(from, to)
    else {
      sorter.step(from, undefined)
      sorter.step(undefined, to)
    }
  }
  for (const item of edit.added) sorter.step(undefined, item)
  return sorter.places()
}

function isSamePlace(from: Item, to: Item): boolean {
  if (!isLayerItem(from) || !isLayerItem(to)) return from.kind === to.kind
  return from.annotator === to.annotator && from.document === to.document
}

class Sorter {
  /** By annotator and document: names put together for each record would cost more than all else. */
  readonly #layers = new Map<AnnotatorId, Map<DocumentId, LayerChange>>()
  readonly #records: Step<DocumentRecord>[] = []
  readonly #shared: Step<SharedRow>[] = []

  step(before: Item | undefined, after: Item | undefined): void {
    const item = before ?? after
    if (!item) return
    if (isLayerItem(item)) this.#layer(item).steps.push(stepOf(item.id, before, after, isLayerItem))
    else if (item.kind === 'document') this.#records.push(stepOf(item.id, before, after, isDocumentRecord))
    else this.#shared.push(stepOf(item.id, before, after, isShared))
  }

  places(): Places {
    const layers = [...this.#layers.values()].flatMap((ofAnnotator) => [...ofAnnotator.values()])
    const named = this.#records.flatMap(({ before, after }) => before?.document ?? after?.document ?? [])
    const documents = [...new Set([...layers.map((layer) => layer.document), ...named])].sort()
    return { layers, records: this.#records, shared: this.#shared, documents }
  }

  #layer({ document, annotator }: LayerItem): LayerChange {
    const ofAnnotator = this.#layers.get(annotator) ?? new Map<DocumentId, LayerChange>()
    const known = ofAnnotator.get(document)
    if (known) return known
    const layer: LayerChange = { document, annotator, steps: [] }
    ofAnnotator.set(document, layer)
    this.#layers.set(annotator, ofAnnotator)
    return layer
  }
}

function stepOf<T extends Item>(
  id: Id,
  before: Item | undefined,
  after: Item | undefined,
  is: (item: Item) => item is T,
): Step<T> {
  return { id, before: before && is(before) ? before : undefined, after: after && is(after) ? after : undefined }
}

function isDocumentRecord(item: Item): item is DocumentRecord {
  return item.kind === 'document'
}

function isShared(item: Item): item is SharedRow {
  return !isLayerItem(item) && item.kind !== 'document'
}
