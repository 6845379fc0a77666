import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Range } from '../text/offset.ts'
import { Lanes } from './lanes.ts'
import { normaliseRanges } from './ranges.ts'
import type { Span } from './records.ts'
import { segmentsOf } from './segments.ts'

function span(id: string, ranges: readonly Range[]): Span {
  const common = { annotator: 'amina', document: 'a.txt', created: 0, updated: 0, entity: null, note: null }
  return { ...common, kind: 'span', id, ranges, label: 'person', attributes: {}, origin: 'manual' }
}

const anyRanges = fc
  .array(fc.tuple(fc.nat(58), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 3 })
  .map((pieces) => normaliseRanges(pieces.map(([start, length]): Range => [start, start + length])))

test('each character stands in one segment, under exactly the spans that cover it, the inner ones first', () => {
  fc.assert(
    fc.property(fc.array(anyRanges, { maxLength: 8 }), fc.nat(40), fc.nat(40), (all, start, length) => {
      const spans = all.map((ranges, i) => span(`s${i}`, ranges))
      const lanes = new Lanes(spans)
      const segments = segmentsOf(lanes, start, start + length)
      let at = start
      for (const segment of segments) {
        expect(segment.start).toBe(at)
        at = segment.end
        const order = segment.spans.map((each) => lanes.lane(each))
        expect(order).toEqual([...order].sort((a, b) => a - b))
        for (let offset = segment.start; offset < segment.end; offset++) {
          const covering = spans.filter(({ ranges }) => ranges.some(([from, to]) => from <= offset && offset < to))
          expect(new Set(segment.spans)).toEqual(new Set(covering))
        }
      }
      expect(at).toBe(start + length)
    }),
    { seed: 23, numRuns: 300 },
  )
})
