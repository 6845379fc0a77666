import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSpans, layerId, spanEnd, spanStart, spanText, type Span } from './records.ts'
import type { Range } from '../text/offset.ts'

function span(id: string, ...ranges: Range[]): Span {
  const place = { document: 'd', annotator: 'a', created: 1, updated: 1 }
  return { kind: 'span', id, ...place, ranges, label: 'x', attributes: {}, entity: null, note: null, origin: 'manual' }
}

const spans = fc.array(
  fc
    .tuple(fc.nat(5), fc.integer({ min: 1, max: 4 }), fc.constantFrom('a', 'b', 'c'))
    .map(([start, length, id]) => span(id, [start, start + length])),
  { maxLength: 12 },
)

describe('compareSpans', () => {
  it('is a total order: start up, end down, then id', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const sorted = [...list].sort(compareSpans)
        sorted.forEach((each, i) => {
          const next = sorted[i + 1]
          if (!next) return
          expect(compareSpans(each, next)).toBeLessThanOrEqual(0)
          expect(compareSpans(next, each)).toBe(-compareSpans(each, next) || 0)
          expect(spanStart(each)).toBeLessThanOrEqual(spanStart(next))
          if (spanStart(each) === spanStart(next)) expect(spanEnd(each)).toBeGreaterThanOrEqual(spanEnd(next))
        })
        expect([...list].reverse().sort(compareSpans).map(key)).toEqual(sorted.map(key))
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

it('the text of a discontinuous span joins its pieces', () => {
  expect(spanText(span('s', [0, 3], [6, 11]), 'Jean X. Dupont')).toBe('Jea … . Dup')
  expect([spanStart(span('s', [2, 3], [6, 11])), spanEnd(span('s', [2, 3], [6, 11]))]).toEqual([2, 11])
})

it('a layer is named by its document and annotator, never like another', () => {
  expect(layerId('a b', 'c')).not.toBe(layerId('b', 'c a'))
  expect(layerId('d', 'a')).toBe(layerId('d', 'a'))
})

function key(each: Span): string {
  return `${each.id} ${JSON.stringify(each.ranges)}`
}
