import type { Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import type { Desk } from './desk.ts'
import { NOTHING, type Edit } from './edit.ts'
import { layerId, type DocumentState, type Layer } from './records.ts'

/** Sets the state of the annotator's layer; the outcome is {@link NOTHING} when it is so already. */
export function setState(desk: Desk, state: DocumentState): Edit {
  return changeLayer(desk, (layer) => ({ ...layer, state }))
}

export function setDocumentLabels(desk: Desk, labels: readonly string[]): Edit {
  return changeLayer(desk, (layer) => ({ ...layer, labels }))
}

/** Says no to passages that were proposed as tags: they are not proposed to this annotator again. */
export function reject(desk: Desk, ranges: readonly Range[]): Edit {
  const known = layerOf(desk).rejected ?? []
  const fresh = ranges.filter((range) => !known.some((each) => sameValue(each, range)))
  if (fresh.length === 0) return NOTHING
  const rejected = [...known, ...fresh].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return changeLayer(desk, (layer) => ({
    ...layer,
    state: layer.state === 'untouched' ? 'in_progress' : layer.state,
    rejected,
  }))
}

/** The annotator's layer record, as it is or as it would begin. */
export function layerOf(desk: Desk): Layer {
  const id = layerId(desk.document, desk.annotator)
  const known = desk.items.get(id)
  if (known?.kind === 'layer') return known
  const { document, annotator, now } = desk
  return { kind: 'layer', id, document, annotator, state: 'untouched', labels: [], created: now, updated: now }
}

/** The edit, and with it the start of work on a document that was untouched. */
export function begun(desk: Desk, edit: Edit): Edit {
  const layer = layerOf(desk)
  if (layer.state !== 'untouched') return edit
  const start = setState(desk, 'in_progress')
  return { ...edit, added: [...edit.added, ...start.added], updated: [...edit.updated, ...start.updated] }
}

function changeLayer(desk: Desk, change: (layer: Layer) => Layer): Edit {
  const known = layerOf(desk)
  const next = { ...change(known), updated: desk.now }
  if (!desk.items.has(known.id)) return { ...NOTHING, added: [next] }
  return sameValue({ ...next, updated: known.updated }, known) ? NOTHING : { ...NOTHING, updated: [[known, next]] }
}
