import { editDocument, recordOf } from '../annotation/document-commands.ts'
import { apply, NOTHING, type Edit, type Items } from '../annotation/edit.ts'
import { isLayerItem, type Item, type Span, type Stray } from '../annotation/records.ts'
import { placeStray, reanchor } from '../annotation/reanchor.ts'
import type { IncomingLayer } from './merge.ts'

/** A colleague's layer in the offsets of our text, and the tags that found no certain place there. */
export interface CarriedLayer {
  readonly layer: IncomingLayer
  readonly strays: readonly Stray[]
}

interface OurText {
  readonly text: string
  readonly sha256: string
}

/**
 * A layer made on another version of a text, carried over to ours: tags move as they do when a file changes (see
 * `reanchor`), and those in doubt wait until a person places them. One that a person placed here since the colleague last
 * touched it keeps that place. A layer that came in this very state before is as it stands here, whatever was decided
 * about its strays: opening twice changes nothing.
 */
export function carryLayer(layer: IncomingLayer, theirs: string, ours: OurText, items: Items): CarriedLayer {
  const { document, annotator } = layer
  const known = [...items.values()].filter(isLayerItem).filter((item) => inLayer(item, layer))
  const record = known.find((item) => item.kind === 'layer')
  if (record?.extra?.['version'] === layer.version) {
    const strays = (recordOf(items, document).strays ?? []).filter(({ span }) => span.annotator === annotator)
    return { layer: { ...layer, sha256: ours.sha256, items: known }, strays }
  }
  const change = { document, before: { key: '', text: theirs }, after: { key: ours.sha256, text: ours.text } }
  const came = new Map<string, Item>(layer.items.map((item) => [item.id, item]))
  let moved = apply(came, reanchor(came, change).edit)
  for (const { id, stray } of waiting(moved, document)) {
    const placed = items.get(id)
    const since = placed?.kind === 'span' && inLayer(placed, layer) && placed.updated >= stray.span.updated
    if (since) moved = apply(moved, placeStray(moved, document, stray, placed.ranges, placed.updated))
  }
  const strays = waiting(moved, document).map(({ stray }) => stray)
  const carried = [...moved.values()].filter(isLayerItem)
  return { layer: { ...layer, sha256: ours.sha256, items: inOrder(layer, carried) }, strays }
}

function inLayer(item: Pick<Span, 'document' | 'annotator'>, { document, annotator }: IncomingLayer): boolean {
  return item.document === document && item.annotator === annotator
}

function waiting(items: Items, document: string): { id: string; stray: Stray }[] {
  return (recordOf(items, document).strays ?? []).map((stray) => ({ id: stray.span.id, stray }))
}

/** As they came, so that the layer's own record stands where merging expects it. */
function inOrder(layer: IncomingLayer, items: readonly IncomingLayer['items'][number][]): IncomingLayer['items'] {
  const byId = new Map(items.map((item) => [item.id, item]))
  return layer.items.flatMap(({ id }) => byId.get(id) ?? [])
}

/** The edit that lets these strays wait in place of those that waited of the same people before. */
export function waitFor(items: Items, document: string, carried: readonly CarriedLayer[]): Edit {
  if (carried.length === 0) return NOTHING
  const people = new Set(carried.map(({ layer }) => layer.annotator))
  const others = (recordOf(items, document).strays ?? []).filter(({ span }) => !people.has(span.annotator))
  const strays = [...others, ...carried.flatMap((each) => each.strays)]
  return strays.length === 0 && !recordOf(items, document).strays ? NOTHING : editDocument(items, document, { strays })
}
