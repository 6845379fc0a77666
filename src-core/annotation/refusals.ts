import type { Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import type { Desk, Refusal } from './desk.ts'
import { rangesOverlap } from './ranges.ts'
import { spanStart, type Id, type Item, type Span } from './records.ts'
import { labelById } from './schema.ts'
import { lowerBound } from './sorted.ts'

export function labelRefusal(desk: Desk, id: Id): Refusal | null {
  const label = labelById(desk.schema, id)
  if (!label) return { refused: 'unknown-label' }
  return label.retired ? { refused: 'retired-label', params: { label: label.name } } : null
}

export function rangesRefusal(desk: Desk, ranges: readonly Range[]): Refusal | null {
  if (ranges.length === 0) return { refused: 'empty-range' }
  for (const [start, end] of ranges) {
    if (!Number.isInteger(start) || !Number.isInteger(end)) return { refused: 'out-of-bounds' }
    if (start >= end) return { refused: 'empty-range' }
    if (start < 0 || end > desk.length) return { refused: 'out-of-bounds' }
  }
  return null
}

/** Why a span cannot stand beside the annotator's others: the same tag twice, or an overlap its label forbids. */
export function collision(desk: Desk, span: Span): Refusal | null {
  const mayOverlap = labelById(desk.schema, span.label)?.overlap ?? true
  const near = mayOverlap && desk.spans ? startingWith(desk.spans, span) : desk.items.values()
  return collisionAmong(near, desk, span)
}

export function collisionAmong(others: Iterable<Item>, desk: Desk, span: Span): Refusal | null {
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
