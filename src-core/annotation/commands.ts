import type { Offset, Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import { NOTHING, type Edit, type Items } from './edit.ts'
import {
  layerId,
  spanStart,
  type AnnotatorId,
  type Attributes,
  type AttributeValue,
  type DocumentId,
  type DocumentState,
  type EpochMs,
  type Id,
  type Item,
  type Layer,
  type Origin,
  type Relation,
  type Span,
} from './records.ts'
import { normaliseRanges, rangesOverlap } from './ranges.ts'
import { labelById, relationTypeById, type Attribute, type LabelSchema } from './schema.ts'
import { lowerBound } from './sorted.ts'

/** Why a command changed nothing. The interface has a sentence for each code. */
export type RefusalCode =
  | 'empty-range'
  | 'out-of-bounds'
  | 'unknown-label'
  | 'retired-label'
  | 'duplicate-tag'
  | 'overlap-forbidden'
  | 'unknown-tag'
  | 'not-your-layer'
  | 'unknown-attribute'
  | 'wrong-value'
  | 'relation-not-allowed'
  | 'relation-to-itself'
  | 'duplicate-relation'
  | 'last-piece'

export interface Refusal {
  readonly refused: RefusalCode
  readonly params?: Readonly<Record<string, string | number>>
}

export type Outcome = Edit | Refusal

export function isRefusal(outcome: Outcome): outcome is Refusal {
  return 'refused' in outcome
}

/** What a command sees: one document through the eyes of one annotator, and where time and ids come from. */
export interface Desk {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  /** Length of the document's text in UTF-16 code units. */
  readonly length: Offset
  readonly schema: LabelSchema
  /** At least every record of this document's layers. */
  readonly items: Items
  /** The annotator's spans in the order of `compareSpans`, if they are at hand: then few of many are looked at. */
  readonly spans?: readonly Span[]
  readonly now: EpochMs
  readonly newId: () => Id
}

export interface TagOptions {
  readonly origin?: Origin
  readonly attributes?: Attributes
  readonly entity?: Id | null
}

/**
 * Tags the ranges as one span, discontinuous when there are several; touching and overlapping ranges are joined.
 * The document becomes `in_progress` if it was untouched.
 */
export function tag(desk: Desk, ranges: readonly Range[], label: Id, options: TagOptions = {}): Outcome {
  const span = tryTag(desk, ranges, label, options)
  return 'refused' in span ? span : begun(desk, { ...NOTHING, added: [span] })
}

function tryTag(desk: Desk, ranges: readonly Range[], label: Id, options: TagOptions): Span | Refusal {
  const refusal = labelRefusal(desk, label) ?? rangesRefusal(desk, ranges)
  if (refusal) return refusal
  const span = newSpan(desk, normaliseRanges(ranges), label, options)
  return collision(desk, span) ?? span
}

/**
 * Tags each of the ranges as a span of its own, in one edit. Those already tagged so, or that may not overlap, are
 * passed over; when nothing is left the outcome is the last one's refusal.
 */
export function tagEach(desk: Desk, ranges: readonly Range[], label: Id, options: TagOptions = {}): Outcome {
  const added: Span[] = []
  let refusal: Refusal = { refused: 'empty-range' }
  for (const range of ranges) {
    const span = tryTag(desk, [range], label, options)
    const outcome = 'refused' in span ? span : (collisionAmong(added, desk, span) ?? span)
    if ('refused' in outcome) refusal = outcome
    else added.push(outcome)
  }
  return added.length ? begun(desk, { ...NOTHING, added }) : refusal
}

/** Gives spans another label. Note, entity, relations and every attribute value are kept. */
export function relabel(desk: Desk, ids: readonly Id[], label: Id): Outcome {
  const refusal = labelRefusal(desk, label)
  if (refusal) return refusal
  return changeEach(desk, ids, (span) => ({ ...span, label }), true)
}

/** Replaces a span's ranges; touching and overlapping ones are joined. */
export function setRanges(desk: Desk, id: Id, ranges: readonly Range[]): Outcome {
  const refusal = rangesRefusal(desk, ranges)
  if (refusal) return refusal
  return changeEach(desk, [id], (span) => ({ ...span, ranges: normaliseRanges(ranges) }), true)
}

/**
 * Moves one outer edge of a span to an offset. Pieces that the edge passes over are dropped; an edge that would leave
 * nothing is refused.
 */
export function moveEdge(desk: Desk, id: Id, edge: 'start' | 'end', to: Offset): Outcome {
  const span = spanOf(desk, id)
  if (!span) return { refused: 'unknown-tag' }
  const ranges = edge === 'start' ? withStart(span.ranges, to) : withEnd(span.ranges, to)
  return setRanges(desk, id, ranges)
}

function withStart(ranges: readonly Range[], start: Offset): Range[] {
  const kept = ranges.filter((range) => range[1] > start)
  const [first, ...rest] = kept
  return first ? [[start, first[1]], ...rest] : []
}

function withEnd(ranges: readonly Range[], end: Offset): Range[] {
  const kept = ranges.filter((range) => range[0] < end)
  const last = kept.pop()
  return last ? [...kept, [last[0], end]] : []
}

/** Adds a piece to a span, which makes it discontinuous or longer. */
export function addPiece(desk: Desk, id: Id, piece: Range): Outcome {
  const span = spanOf(desk, id)
  return span ? setRanges(desk, id, [...span.ranges, piece]) : { refused: 'unknown-tag' }
}

/** Removes the piece of a discontinuous span that holds the offset. */
export function removePiece(desk: Desk, id: Id, at: Offset): Outcome {
  const span = spanOf(desk, id)
  if (!span) return { refused: 'unknown-tag' }
  const rest = span.ranges.filter(([start, end]) => at < start || at >= end)
  return rest.length ? setRanges(desk, id, rest) : { refused: 'last-piece' }
}

/** Deletes spans, and the relations of this document that hang on them. */
export function untag(desk: Desk, ids: readonly Id[]): Outcome {
  const gone = new Set(ids)
  const spans = ids.map((id) => spanOf(desk, id))
  if (spans.length === 0 || spans.includes(undefined)) return { refused: 'unknown-tag' }
  if (spans.some((span) => span?.annotator !== desk.annotator)) return { refused: 'not-your-layer' }
  const relations = [...desk.items.values()].filter(
    (item) => item.kind === 'relation' && (gone.has(item.from) || gone.has(item.to)),
  )
  return begun(desk, { ...NOTHING, removed: [...spans.filter((span) => span !== undefined), ...relations] })
}

/** Sets an attribute of spans by the attribute's name; null takes the value away. */
export function setAttribute(desk: Desk, ids: readonly Id[], name: string, value: AttributeValue): Outcome {
  for (const id of ids) {
    const span = spanOf(desk, id)
    const attribute = span && labelById(desk.schema, span.label)?.attributes.find((each) => each.name === name)
    if (!attribute) return { refused: 'unknown-attribute', params: { name } }
    if (!fits(attribute, value)) return { refused: 'wrong-value', params: { name } }
  }
  return changeEach(desk, ids, (span) => ({ ...span, attributes: { ...span.attributes, [name]: value } }), false)
}

export function setNote(desk: Desk, id: Id, note: string | null): Outcome {
  return changeEach(desk, [id], (span) => ({ ...span, note: note === '' ? null : note }), false)
}

export function setEntity(desk: Desk, ids: readonly Id[], entity: Id | null): Outcome {
  return changeEach(desk, ids, (span) => ({ ...span, entity }), false)
}

/** Links two spans; the other end may lie in another document. */
export function relate(desk: Desk, from: Id, to: Span, type: Id): Outcome {
  const source = spanOf(desk, from)
  if (!source) return { refused: 'unknown-tag' }
  if (source.annotator !== desk.annotator) return { refused: 'not-your-layer' }
  if (source.id === to.id) return { refused: 'relation-to-itself' }
  if (!relationAllowed(desk.schema, type, source.label, to.label)) return { refused: 'relation-not-allowed' }
  for (const item of desk.items.values()) {
    if (item.kind === 'relation' && item.type === type && item.from === from && item.to === to.id)
      return { refused: 'duplicate-relation' }
  }
  return begun(desk, { ...NOTHING, added: [newRelation(desk, source, to, type)] })
}

/** Whether a relation type of the schema, not retired, allows these labels at its ends. */
export function relationAllowed(schema: LabelSchema, type: Id, from: Id, to: Id): boolean {
  const found = relationTypeById(schema, type)
  if (!found || found.retired) return false
  const allows = (ends: readonly Id[], label: Id) => ends.length === 0 || ends.includes(label)
  return allows(found.from, from) && allows(found.to, to)
}

export function unrelate(desk: Desk, ids: readonly Id[]): Outcome {
  const removed = ids.map((id) => desk.items.get(id)).filter((item) => item?.kind === 'relation')
  if (removed.some((item) => item.annotator !== desk.annotator)) return { refused: 'not-your-layer' }
  return removed.length ? begun(desk, { ...NOTHING, removed }) : { refused: 'unknown-tag' }
}

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

/** Whether a value is of an attribute's kind; null always is. */
export function fits(attribute: Attribute, value: AttributeValue): boolean {
  if (value === null) return true
  switch (attribute.kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'several':
      return Array.isArray(value) && value.every((each) => isOption(attribute, each))
    case 'choice':
      return typeof value === 'string' && isOption(attribute, value)
    case 'text':
    case 'date':
    case 'entity':
    case 'span':
      return typeof value === 'string'
  }
}

function isOption(attribute: Attribute, value: unknown): boolean {
  return attribute.options?.some((option) => option.value === value) ?? false
}

/** The edit, and with it the start of work on a document that was untouched. */
function begun(desk: Desk, edit: Edit): Edit {
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

function changeEach(desk: Desk, ids: readonly Id[], change: (span: Span) => Span, check: boolean): Outcome {
  const updated: [Span, Span][] = []
  for (const id of ids) {
    const span = spanOf(desk, id)
    if (!span) return { refused: 'unknown-tag' }
    if (span.annotator !== desk.annotator) return { refused: 'not-your-layer' }
    const next = change(span)
    if (sameValue(next, span)) continue
    const refusal = check ? collision(desk, next) : null
    if (refusal) return refusal
    updated.push([span, { ...next, origin: editedOrigin(span.origin), updated: desk.now }])
  }
  return updated.length ? begun(desk, { ...NOTHING, updated }) : NOTHING
}

function editedOrigin(origin: Origin): Origin {
  return origin.startsWith('suggested:') ? `edited:${origin.slice('suggested:'.length)}` : origin
}

function spanOf(desk: Desk, id: Id): Span | undefined {
  const item = desk.items.get(id)
  return item?.kind === 'span' ? item : undefined
}

function labelRefusal(desk: Desk, id: Id): Refusal | null {
  const label = labelById(desk.schema, id)
  if (!label) return { refused: 'unknown-label' }
  return label.retired ? { refused: 'retired-label', params: { label: label.name } } : null
}

function rangesRefusal(desk: Desk, ranges: readonly Range[]): Refusal | null {
  if (ranges.length === 0) return { refused: 'empty-range' }
  for (const [start, end] of ranges) {
    if (!Number.isInteger(start) || !Number.isInteger(end)) return { refused: 'out-of-bounds' }
    if (start >= end) return { refused: 'empty-range' }
    if (start < 0 || end > desk.length) return { refused: 'out-of-bounds' }
  }
  return null
}

/** Why a span cannot stand beside the annotator's others: the same tag twice, or an overlap its label forbids. */
function collision(desk: Desk, span: Span): Refusal | null {
  const mayOverlap = labelById(desk.schema, span.label)?.overlap ?? true
  const near = mayOverlap && desk.spans ? startingWith(desk.spans, span) : desk.items.values()
  return collisionAmong(near, desk, span)
}

function collisionAmong(others: Iterable<Item>, desk: Desk, span: Span): Refusal | null {
  const overlap = labelById(desk.schema, span.label)?.overlap ?? true
  for (const other of others) {
    if (other.kind !== 'span' || other.id === span.id) continue
    if (other.label !== span.label || other.annotator !== span.annotator || other.document !== span.document) continue
    if (sameValue(other.ranges, span.ranges)) return { refused: 'duplicate-tag' }
    if (!overlap && rangesOverlap(other.ranges, span.ranges)) return { refused: 'overlap-forbidden' }
  }
  return null
}

function* startingWith(sorted: readonly Span[], span: Span): Generator<Span> {
  const start = spanStart(span)
  const byStart = (a: Span, b: Span) => spanStart(a) - spanStart(b)
  for (let i = lowerBound(sorted, span, byStart); i < sorted.length; i++) {
    const other = sorted[i]
    if (!other || spanStart(other) !== start) return
    yield other
  }
}

function newSpan(desk: Desk, ranges: readonly Range[], label: Id, options: TagOptions): Span {
  return {
    kind: 'span',
    id: desk.newId(),
    document: desk.document,
    annotator: desk.annotator,
    ranges,
    label,
    attributes: options.attributes ?? {},
    entity: options.entity ?? null,
    note: null,
    origin: options.origin ?? 'manual',
    created: desk.now,
    updated: desk.now,
  }
}

function newRelation(desk: Desk, from: Span, to: Span, type: Id): Relation {
  return {
    kind: 'relation',
    id: desk.newId(),
    document: desk.document,
    annotator: desk.annotator,
    type,
    from: from.id,
    to: to.id,
    toDocument: to.document === desk.document ? null : to.document,
    attributes: {},
    created: desk.now,
    updated: desk.now,
  }
}
