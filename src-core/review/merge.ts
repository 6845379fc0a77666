import { difference, type Edit, type Items } from '../annotation/edit.ts'
import {
  isLayerItem,
  layerId,
  type AnnotatorId,
  type DocumentId,
  type EpochMs,
  type Id,
  type Layer,
  type LayerItem,
} from '../annotation/records.ts'
import { canonical } from './content.ts'

/**
 * Bringing colleagues' layers in. A layer (document × annotator) is merged whole and by itself: of two states of one
 * layer the newer wins, and a tie is settled by content, so that it never matters in which order, how often or how
 * grouped bundles are opened. Nothing that lies in another layer is ever touched.
 */
export interface IncomingLayer {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  /** When the colleague's Postil wrote it, by the colleague's clock; only compared with itself. */
  readonly version: EpochMs
  /** Hash of the file that the offsets count in, or null where it is not known. */
  readonly sha256: string | null
  readonly items: readonly LayerItem[]
}

export interface Receiver {
  /** Layers that are made here and nowhere else: one's own, and gold where it is adjudicated here. Never taken from others. */
  readonly own: ReadonlySet<AnnotatorId>
  /** The documents of the project, with the hash of each file as it is now; null where it is not known. */
  readonly documents: ReadonlyMap<DocumentId, string | null>
}

export type LayerFate =
  | 'added'
  | 'updated'
  /** What we have is the same. */
  | 'unchanged'
  /** We have a newer one. */
  | 'older'
  | 'own-layer'
  | 'unknown-document'
  /** The file differs from ours: to be carried over first, see `carryLayer`. */
  | 'text-differs'
  /** It holds a record of another layer or document, or claims the id of one. */
  | 'foreign-records'

export interface LayerOutcome {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  readonly fate: LayerFate
  readonly spans: number
}

export interface Merge {
  readonly edit: Edit
  /** One for each incoming layer, in the order given: counts in are counts out. */
  readonly layers: readonly LayerOutcome[]
  readonly spansIn: number
  /** Spans of the layers that are now as they came. */
  readonly spansMerged: number
}

/** The edit that brings the layers into the project, and what becomes of each. */
export function mergeLayers(ours: Items, incoming: readonly IncomingLayer[], receiver: Receiver): Merge {
  const byLayer = layersOf(ours)
  const owner = new Map([...ours.values()].filter(isLayerItem).map((item) => [item.id, layerKey(item)]))
  const winners = new Map<string, readonly LayerItem[]>()
  const layers = incoming.map((layer): LayerOutcome => {
    const key = layerKey(layer)
    const items = normalised(layer)
    const current = winners.get(key) ?? byLayer.get(key) ?? []
    const fate = refusal(layer, items, owner, receiver) ?? standing(current, items)
    if (fate === 'added' || fate === 'updated') {
      winners.set(key, items)
      for (const item of items) owner.set(item.id, key)
    }
    return { document: layer.document, annotator: layer.annotator, fate, spans: spansIn(layer.items) }
  })
  const merged = new Set<LayerFate>(['added', 'updated', 'unchanged'])
  return {
    edit: editOf(byLayer, winners),
    layers,
    spansIn: layers.reduce((sum, { spans }) => sum + spans, 0),
    spansMerged: layers.filter(({ fate }) => merged.has(fate)).reduce((sum, { spans }) => sum + spans, 0),
  }
}

function layerKey({ document, annotator }: Pick<LayerItem, 'document' | 'annotator'>): string {
  return layerId(document, annotator)
}

function layersOf(items: Items): Map<string, LayerItem[]> {
  const layers = new Map<string, LayerItem[]>()
  for (const item of items.values()) {
    if (!isLayerItem(item)) continue
    const list = layers.get(layerKey(item))
    if (list) list.push(item)
    else layers.set(layerKey(item), [item])
  }
  return layers
}

function spansIn(items: readonly LayerItem[]): number {
  return items.filter((item) => item.kind === 'span').length
}

/** The incoming records with the version on the layer's own record, where the next merge finds it. */
function normalised({ document, annotator, version, items }: IncomingLayer): LayerItem[] {
  const id = layerId(document, annotator)
  const blank: Layer = {
    kind: 'layer',
    id,
    document,
    annotator,
    state: 'in_progress',
    labels: [],
    created: version,
    updated: version,
  }
  const found = items.find((item) => item.kind === 'layer') ?? blank
  const layer: Layer = { ...found, extra: { ...found.extra, version } }
  return [layer, ...items.filter((item) => item.kind !== 'layer')]
}

function refusal(
  layer: IncomingLayer,
  items: readonly LayerItem[],
  owner: ReadonlyMap<Id, string>,
  receiver: Receiver,
): LayerFate | null {
  const key = layerKey(layer)
  const foreign = (item: LayerItem) => layerKey(item) !== key || (owner.get(item.id) ?? key) !== key
  if (items.some(foreign) || items[0]?.id !== key || new Set(items.map(({ id }) => id)).size < items.length)
    return 'foreign-records'
  if (receiver.own.has(layer.annotator)) return 'own-layer'
  const ours = receiver.documents.get(layer.document)
  if (ours === undefined) return 'unknown-document'
  return ours !== null && layer.sha256 !== null && ours !== layer.sha256 ? 'text-differs' : null
}

function standing(current: readonly LayerItem[], items: readonly LayerItem[]): LayerFate {
  if (current.length === 0) return 'added'
  const order = compareVersions(current, items)
  return order === 0 ? 'unchanged' : order < 0 ? 'updated' : 'older'
}

/** Below 0 when the second is the one to keep: the newer, among equally new ones the one whose content sorts later. */
function compareVersions(a: readonly LayerItem[], b: readonly LayerItem[]): number {
  const [one, two] = [versionOf(a), versionOf(b)]
  if (one !== two) return one - two
  const [first, second] = [contentOf(a), contentOf(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

/** Layers that were never in a bundle are as new as their newest record. */
function versionOf(items: readonly LayerItem[]): EpochMs {
  const stated = items.find((item) => item.kind === 'layer')?.extra?.['version']
  return typeof stated === 'number' ? stated : items.reduce((newest, { updated }) => Math.max(newest, updated), 0)
}

function contentOf(items: readonly LayerItem[]): string {
  return items.map(canonical).sort().join('\n')
}

function editOf(
  byLayer: ReadonlyMap<string, readonly LayerItem[]>,
  winners: ReadonlyMap<string, readonly LayerItem[]>,
): Edit {
  const before: [Id, LayerItem][] = []
  const after: [Id, LayerItem][] = []
  for (const [key, items] of winners) {
    for (const item of byLayer.get(key) ?? []) before.push([item.id, item])
    for (const item of items) after.push([item.id, item])
  }
  return difference(new Map(before), new Map(after))
}
