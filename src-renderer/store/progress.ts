import type { EpochMs, Id, LayerItem } from '../../src-core/annotation/records.ts'
import type { Step } from './layer-change.ts'
import type { DocumentProgress, LayerProgress } from './rows.ts'

export const NO_PROGRESS: DocumentProgress = { layers: {}, record: null, text: null }

const NO_LAYER: LayerProgress = { state: 'untouched', counts: {}, spans: 0, items: 0, updated: 0 }

/** The progress of a layer after the steps; null when nothing is left of the layer. */
export function layerAfter(
  known: LayerProgress | undefined,
  steps: readonly Step<LayerItem>[],
  at: EpochMs,
): LayerProgress | null {
  const counts = new Map(Object.entries(known?.counts ?? {}))
  let { state, spans, items } = known ?? NO_LAYER
  for (const { before, after } of steps) {
    items += Number(after !== undefined) - Number(before !== undefined)
    spans += Number(after?.kind === 'span') - Number(before?.kind === 'span')
    if (before?.kind === 'span') add(counts, before.label, -1)
    if (after?.kind === 'span') add(counts, after.label, 1)
    if (before?.kind === 'layer' || after?.kind === 'layer') state = after?.kind === 'layer' ? after.state : 'untouched'
  }
  return items === 0 ? null : { state, counts: sortedCounts(counts), spans, items, updated: at }
}

/** The document with that progress of one of its layers. */
export function withLayer(document: DocumentProgress, annotator: Id, layer: LayerProgress | null): DocumentProgress {
  const { [annotator]: _old, ...others } = document.layers
  const layers = layer ? { ...others, [annotator]: layer } : others
  return { ...document, layers: Object.fromEntries(Object.entries(layers).sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** Whether nothing is known of a document that would need a row. */
export function isBlank(document: DocumentProgress): boolean {
  return Object.keys(document.layers).length === 0 && !document.record && document.text === null
}

export function spansIn(document: DocumentProgress): number {
  return Object.values(document.layers).reduce((sum, layer) => sum + layer.spans, 0)
}

function add(counts: Map<Id, number>, label: Id, by: number): void {
  const next = (counts.get(label) ?? 0) + by
  if (next === 0) counts.delete(label)
  else counts.set(label, next)
}

function sortedCounts(counts: ReadonlyMap<Id, number>): Record<Id, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
