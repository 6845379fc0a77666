import type { StudySpan } from './study-span.ts'

/** A stretch of a document in the eyes of one annotator: a unit with its category from 1, or a gap, category 0. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly category: number
}

/**
 * A layer as a partition of [0, length) into units and gaps, unless its spans overlap. Each piece of a
 * discontinuous span is a unit. Touching units stay apart.
 */
export function segmentsOf(spans: readonly StudySpan[], length: number): readonly Segment[] | 'overlap' {
  const units = spans
    .flatMap((span) => span.ranges.map(([start, end]): Segment => ({ start, end, category: 1 + span.label })))
    .sort((a, b) => a.start - b.start)
  const segments: Segment[] = []
  let at = 0
  for (const unit of units) {
    if (unit.start < at) return 'overlap'
    if (unit.start > at) segments.push({ start: at, end: unit.start, category: 0 })
    segments.push(unit)
    at = unit.end
  }
  if (at < length) segments.push({ start: at, end: length, category: 0 })
  return segments
}

interface Partitioned {
  readonly length: number
  readonly layers: readonly { segments(length: number): readonly Segment[] | 'overlap' }[]
}

/** The partitions of a document's annotators, or null when spans of any of them overlap. */
export function partitions({ layers, length }: Partitioned): (readonly Segment[])[] | null {
  const all: (readonly Segment[])[] = []
  for (const layer of layers) {
    const segments = layer.segments(length)
    if (segments === 'overlap') return null
    all.push(segments)
  }
  return all
}

/** Calls back for every intersection of segments of two partitions of the same continuum, from left to right. */
export function eachIntersection(
  a: readonly Segment[],
  b: readonly Segment[],
  visit: (length: number, a: Segment, b: Segment, i: number, j: number) => void,
): void {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i]
    const right = b[j]
    if (!left || !right) return
    const shared = Math.min(left.end, right.end) - Math.max(left.start, right.start)
    if (shared > 0) visit(shared, left, right, i, j)
    if (left.end <= right.end) i++
    if (right.end <= left.end) j++
  }
}
