import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layArcs, spread, type ArcEnds, type ArcPlace, type Margin } from './arc-layout.ts'

const HEIGHT = 13
const GAP = 3
const VIEW = { top: 0, bottom: 600 }

test.each([
  [
    'apart enough, they stay',
    [
      [10, 8],
      [40, 8],
    ],
    [10, 40],
  ],
  [
    'two that want one place stand around it',
    [
      [100, 20],
      [100, 20],
    ],
    [88.5, 111.5],
  ],
  [
    'in the order of their wishes, whichever comes first',
    [
      [104, 20],
      [100, 20],
    ],
    [113.5, 90.5],
  ],
  [
    'at the edge of the view they move inwards',
    [
      [2, 20],
      [3, 20],
    ],
    [10, 33],
  ],
  [
    'what is out of sight stands at the edge',
    [
      [-300, 20],
      [900, 20],
    ],
    [10, 590],
  ],
  [
    'a row that grows takes its neighbours in',
    [
      [100, 10],
      [100, 10],
      [112, 10],
    ],
    [91, 104, 117],
  ],
])('the names in a margin: %s', (_, slabs, expected) => {
  expect(
    spread(
      slabs.map(([y = 0, height = 0]) => ({ y, height })),
      VIEW,
    ),
  ).toEqual(expected)
})

const LINE_PX = 30
/** Tags of a text of so many lines; relations between them, all with names, as of a tag in hand that has many. */
const arcs = fc
  .record({
    ends: fc.array(
      fc.record({
        from: fc.record({ line: fc.nat(24), x: fc.integer({ min: 40, max: 600 }) }),
        to: fc.record({ line: fc.nat(24), x: fc.integer({ min: 40, max: 600 }) }),
        width: fc.integer({ min: 20, max: 110 }),
        letter: fc.option(fc.integer({ min: 6, max: 10 })),
        at: fc.constantFrom('from', 'to'),
        named: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .map(({ ends }) =>
    ends.map(({ from, to, width, letter, at, named }): ArcEnds => {
      const [a, b] = [from.line * 1000 + from.x, to.line * 1000 + to.x]
      const point = ({ line, x }: typeof from) => ({ x, y: (line + 1) * LINE_PX - 8 })
      const name = named ? ({ width, letter, at } as const) : null
      return { from: point(from), to: point(to), hull: [Math.min(a, b), Math.max(a, b)], name }
    }),
  )
/** From the narrowest that the page leaves to a wide one. */
const margins = fc
  .record({ wide: fc.integer({ min: 40, max: 300 }), top: fc.nat(400) })
  .map(({ wide, top }): Margin => ({ text: 620, edge: 620 + wide, top, bottom: top + 500 }))

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxes(ends: readonly ArcEnds[], places: readonly ArcPlace[]): readonly Box[] {
  return places.flatMap(({ name }, i) => {
    if (!name) return []
    const width = (ends[i]?.name?.width ?? 0) + (name.beyond ? 14 : 0)
    const sizes = { whole: [width, HEIGHT], turned: [HEIGHT, width], letter: [HEIGHT, HEIGHT] } as const
    const [across, down] = sizes[name.form]
    return [
      { left: name.x - across / 2, right: name.x + across / 2, top: name.y - down / 2, bottom: name.y + down / 2 },
    ]
  })
}

describe('however relations lie', () => {
  const holds = (law: (ends: readonly ArcEnds[], margin: Margin, places: readonly ArcPlace[]) => void) => {
    fc.assert(
      fc.property(arcs, margins, (ends, margin) => law(ends, margin, layArcs(ends, margin))),
      { seed: 37, numRuns: 400 },
    )
  }

  test('no name reaches into another', () => {
    holds((ends, _, places) => {
      const sorted = [...boxes(ends, places)].sort((a, b) => a.top - b.top)
      for (const [i, box] of sorted.entries()) {
        for (const other of sorted.slice(i + 1)) {
          const apart = other.top >= box.bottom + GAP - 0.01 || other.left >= box.right || box.left >= other.right
          expect(apart, JSON.stringify([box, other])).toBe(true)
        }
      }
    })
  })

  test('no name stands over text, over a line down the margin, or beyond the view', () => {
    holds((ends, margin, places) => {
      const lines = places.flatMap(({ x }) => (x === null ? [] : [x]))
      for (const { left, right } of boxes(ends, places)) {
        expect(left).toBeGreaterThan(margin.text)
        expect(left).toBeGreaterThan(Math.max(0, ...lines))
        expect(right).toBeLessThanOrEqual(margin.edge)
      }
    })
  })

  test('names stand in the view while it holds them', () => {
    holds((ends, { top, bottom }, places) => {
      const all = boxes(ends, places)
      const need = all.reduce((sum, box) => sum + box.bottom - box.top + GAP, 0)
      if (need > bottom - top) return
      for (const box of all) {
        expect(box.top).toBeGreaterThanOrEqual(top - 0.01)
        expect(box.bottom).toBeLessThanOrEqual(bottom + 0.01)
      }
    })
  })

  test('every line stays in the margin, and under the line of text that it leaves', () => {
    holds((ends, margin, places) => {
      for (const [i, { from, to, x }] of places.entries()) {
        if (x !== null) expect(x).toBeGreaterThan(margin.text)
        if (x !== null) expect(x).toBeLessThan(margin.edge)
        for (const [laid, end] of [
          [from, ends[i]?.from],
          [to, ends[i]?.to],
        ] as const) {
          expect(laid.y).toBeGreaterThan(end?.y ?? 0)
          expect(laid.y).toBeLessThan((end?.y ?? 0) + 12)
        }
      }
    })
  })

  test('in a margin with room for all, arcs over the same stretch go down it apart', () => {
    holds((ends, margin, places) => {
      if (margin.edge - margin.text < 200) return
      for (const [i, { x }] of places.entries()) {
        for (const [j, other] of places.entries()) {
          const [a, b] = [ends[i]?.hull ?? [0, 0], ends[j]?.hull ?? [0, 0]]
          const overlap = i < j && a[0] <= b[1] && b[0] <= a[1]
          if (overlap && x !== null && other.x !== null) expect(Math.abs(x - other.x)).toBeGreaterThanOrEqual(3)
        }
      }
    })
  })
})

test('a relation under one line needs no line down the margin; its name is there all the same', () => {
  const arc: ArcEnds = {
    from: { x: 300, y: 22 },
    to: { x: 100, y: 22 },
    hull: [10, 40],
    name: { width: 50, letter: 7, at: 'to' },
  }
  const [place] = layArcs([arc], { text: 620, edge: 900, top: 0, bottom: 500 })
  expect(place).toMatchObject({ x: null, name: { begins: 628, form: 'whole', beyond: null } })
  expect(place?.from.y).toBe(place?.to.y)
})

test('a name whose end is out of sight says on which side', () => {
  const arc: ArcEnds = {
    from: { x: 300, y: 22 },
    to: { x: 100, y: 2200 },
    hull: [1, 9],
    name: { width: 50, letter: 7, at: 'to' },
  }
  const [place] = layArcs([arc], { text: 620, edge: 900, top: 0, bottom: 500 })
  expect(place?.name).toMatchObject({ y: 500 - HEIGHT / 2, beyond: 'below' })
})

test.each([
  ['a wide margin', 300, 2, ['whole', 'whole']],
  ['a narrow one: a single name is turned', 40, 1, ['turned']],
  ['a narrow one: of several the letters are shown, each at its own line', 40, 2, ['letter', 'letter']],
])('the names in %s', (_, wide, count, forms) => {
  const ends = [0, 1].slice(0, count).map((n): ArcEnds => {
    const to = { x: 100, y: 82 + n * LINE_PX }
    return { from: { x: 300, y: 22 }, to, hull: [1, 90 + n], name: { width: 80, letter: 7, at: 'to' } }
  })
  const places = layArcs(ends, { text: 620, edge: 620 + wide, top: 0, bottom: 500 })
  expect(places.map(({ name }) => name?.form)).toEqual(forms)
  if (count > 1) expect(places.map(({ name, to }) => name?.y === to.y)).toEqual([true, true])
})
