import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Range } from '../text/offset.ts'
import { compareLengths, Lanes } from './lanes.ts'
import { compareSpans, spanEnd, spanStart, type Span } from './records.ts'

function span(id: string, ...ranges: Range[]): Span {
  const common = { annotator: 'amina', document: 'a.txt', created: 0, updated: 0, entity: null, note: null }
  return { ...common, kind: 'span', id, ranges, label: 'person', attributes: {}, origin: 'manual' }
}

const overlap = (a: Span, b: Span) => spanStart(a) < spanEnd(b) && spanStart(b) < spanEnd(a)

/** The definition, word for word: shortest first, each takes the lowest lane that no overlapping one has. */
function naiveLanes(spans: readonly Span[]): Record<string, number> {
  const lanes = new Map<Span, number>()
  for (const each of [...spans].sort(compareLengths)) {
    const taken = [...lanes].filter(([other]) => overlap(each, other)).map(([, lane]) => lane)
    let lane = 0
    while (taken.includes(lane)) lane++
    lanes.set(each, lane)
  }
  return Object.fromEntries([...lanes].map(([each, lane]) => [each.id, lane]))
}

const lanesOf = (lanes: Lanes, spans: readonly Span[]) =>
  Object.fromEntries(spans.map((each) => [each.id, lanes.lane(each)]))

describe('a lane for each span', () => {
  test.each([
    ['no span needs no lane', [], {}],
    ['neighbours that touch share the lane', [span('a', [0, 5]), span('b', [5, 9])], { a: 0, b: 0 }],
    ['the inner one is next to the text', [span('claim', [0, 90]), span('name', [10, 15])], { claim: 1, name: 0 }],
    ['crossing ones: the shorter is next to the text', [span('a', [0, 10]), span('b', [8, 14])], { a: 1, b: 0 }],
    ['two on the same words: by id', [span('b', [3, 7]), span('a', [3, 7])], { a: 0, b: 1 }],
    [
      'a gap keeps its lane free',
      [span('split', [0, 4], [20, 24]), span('in gap', [8, 12])],
      { split: 1, 'in gap': 0 },
    ],
    ['three deep', [span('a', [0, 30]), span('b', [0, 20]), span('c', [0, 10])], { a: 2, b: 1, c: 0 }],
  ] as const)('%s', (_, spans, expected) => {
    expect(lanesOf(new Lanes(spans), spans)).toEqual(expected)
  })

  test('three thousand spans that cross like roof tiles need no deep call stack', () => {
    const tiles = Array.from({ length: 3_000 }, (_, i) => span(String(i), [i * 40, i * 41 + 60]))
    expect(new Lanes(tiles).lane(tiles.at(-1) ?? span('', [0, 1]))).toBeGreaterThanOrEqual(0)
  })
})

describe('what lies where', () => {
  const spans = [span('claim', [0, 90]), span('split', [5, 9], [30, 40]), span('name', [10, 15])]
  const lanes = new Lanes(spans)
  const ids = (found: readonly Span[]) => found.map(({ id }) => id)

  test('a click finds the spans under it, the shortest first, and not those that only pass over it', () => {
    expect(ids(lanes.at(12))).toEqual(['name', 'claim'])
    expect(ids(lanes.at(33))).toEqual(['split', 'claim'])
    expect(ids(lanes.at(90))).toEqual([])
  })

  test('an empty range touches nothing', () => {
    expect(lanes.touching(12, 12)).toEqual([])
  })

  test('a passage finds the spans that reach into it, in document order', () => {
    expect(ids(lanes.touching(14, 31))).toEqual(['claim', 'split', 'name'])
  })
})

const MAX = 60_000
const anySpans = fc.array(
  fc.tuple(fc.nat(MAX), fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: MAX })), fc.boolean()),
  { maxLength: 40 },
)
const made = (shapes: readonly (readonly [number, number, boolean])[], prefix: string) =>
  shapes.map(([start, length, split], i) =>
    split && length > 4
      ? span(`${prefix}${i}`, [start, start + 1], [start + length - 1, start + length])
      : span(`${prefix}${i}`, [start, start + length]),
  )

describe('laws, against a naive twin', () => {
  test('after any edit, lanes and places are those of an index built from scratch', () => {
    fc.assert(
      fc.property(anySpans, anySpans, fc.nat(MAX), fc.nat(4_000), (first, second, from, length) => {
        const before = made(first, 'a')
        const gone = before.filter((_, i) => i % 3 === 0)
        const come = made(second, 'b')
        const after = [...before.filter((each) => !gone.includes(each)), ...come]
        const lanes = new Lanes(before)
        const painted = lanesOf(lanes, before)
        const stale = lanes.update(gone, come)
        const expected = naiveLanes(after)
        for (const each of after) {
          if (!stale.has(each) && !come.includes(each)) expect(painted[each.id]).toBe(expected[each.id])
        }
        expect(lanesOf(lanes, after)).toEqual(expected)
        const hull = span('', [from, from + length + 1])
        const near = after.filter((each) => overlap(each, hull)).sort(compareSpans)
        expect(lanes.touching(from, from + length + 1)).toEqual(near)
        expect(lanes.depth(from, from + length + 1)).toBe(Math.max(0, ...near.map(({ id }) => (expected[id] ?? 0) + 1)))
      }),
      { seed: 5, numRuns: 150 },
    )
  })
})
