import type { Offset, Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import { fits } from './attribute-kinds.ts'
import type { Desk, Outcome, Refusal } from './desk.ts'
import { NOTHING } from './edit.ts'
import { begun } from './layer-commands.ts'
import { normaliseRanges } from './ranges.ts'
import type { Attributes, AttributeValue, Id, Origin, Span } from './records.ts'
import { collision, collisionAmong, labelRefusal, rangesRefusal } from './refusals.ts'
import { labelById } from './schema.ts'

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
