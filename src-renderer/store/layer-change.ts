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
    if (placeOf(from) === placeOf(to)) sorter.step(from, to)
    else {
      sorter.step(from, undefined)
      sorter.step(undefined, to)
    }
  }
  for (const item of edit.added) sorter.step(undefined, item)
  return sorter.places()
}

function placeOf(item: Item): string {
  return isLayerItem(item) ? `${item.annotator}\n${item.document}` : item.kind
}

class Sorter {
  readonly #layers = new Map<string, LayerChange>()
  readonly #records: Step<DocumentRecord>[] = []
  readonly #shared: Step<SharedRow>[] = []

  step(before: Item | undefined, after: Item | undefined): void {
    const item = before ?? after
    if (!item) return
    if (isLayerItem(item)) this.#layer(item).steps.push({ id: item.id, ...sides(before, after, isLayerItem) })
    else if (item.kind === 'document') this.#records.push({ id: item.id, ...sides(before, after, isDocumentRecord) })
    else this.#shared.push({ id: item.id, ...sides(before, after, isShared) })
  }

  places(): Places {
    const layers = [...this.#layers.values()]
    const named = this.#records.flatMap(({ before, after }) => before?.document ?? after?.document ?? [])
    const documents = [...new Set([...layers.map((layer) => layer.document), ...named])].sort()
    return { layers, records: this.#records, shared: this.#shared, documents }
  }

  #layer({ document, annotator }: LayerItem): LayerChange {
    const key = `${annotator}\n${document}`
    const known = this.#layers.get(key) ?? { document, annotator, steps: [] }
    this.#layers.set(key, known)
    return known
  }
}

function sides<T extends Item>(before: Item | undefined, after: Item | undefined, is: (item: Item) => item is T) {
  return { before: before && is(before) ? before : undefined, after: after && is(after) ? after : undefined }
}

function isDocumentRecord(item: Item): item is DocumentRecord {
  return item.kind === 'document'
}

function isShared(item: Item): item is SharedRow {
  return !isLayerItem(item) && item.kind !== 'document'
}
