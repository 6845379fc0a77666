import type { Offset } from '../text/offset.ts'
import type { Lanes } from './lanes.ts'
import type { Span } from './records.ts'

/** A stretch of text under the same spans from end to end. */
export interface Segment {
  readonly start: Offset
  readonly end: Offset
  /** Those with a piece here, the one next to the text first. */
  readonly spans: readonly Span[]
}

/** The stretch `[start, end)` cut wherever a piece of a span begins or ends; joined they are the stretch. */
export function segmentsOf(lanes: Lanes, start: Offset, end: Offset): readonly Segment[] {
  const here = lanes.touching(start, end)
  const inside = (offset: Offset) => offset > start && offset < end
  const cuts = new Set(here.flatMap(({ ranges }) => ranges.flat().filter(inside)))
  const bounds = [start, ...[...cuts].sort((a, b) => a - b), end]
  return bounds.slice(0, -1).map((from, i) => {
    const covers = ({ ranges }: Span) => ranges.some(([first, last]) => first <= from && from < last)
    const spans = here.filter(covers).sort((a, b) => lanes.lane(a) - lanes.lane(b))
    return { start: from, end: bounds[i + 1] ?? end, spans }
  })
}
