import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Range } from '../text/offset.ts'
import { normaliseRanges, rangesOverlap } from './ranges.ts'

const range = fc.tuple(fc.nat(40), fc.integer({ min: -2, max: 9 })).map(([start, n]): Range => [start, start + n])
const ranges = fc.array(range, { maxLength: 6 })

function covered(list: readonly Range[]): Set<number> {
  const offsets = new Set<number>()
  for (const [start, end] of list) for (let at = start; at < end; at++) offsets.add(at)
  return offsets
}

describe('normaliseRanges', () => {
  it('covers the same characters, in order, with gaps between, and once done does nothing more', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const normal = normaliseRanges(list)
        expect(covered(normal)).toEqual(covered(list))
        for (const [start, end] of normal) expect(start).toBeLessThan(end)
        normal.forEach(([start], i) => expect(start).toBeGreaterThan(normal[i - 1]?.[1] ?? -1))
        expect(normaliseRanges(normal)).toEqual(normal)
        expect(normaliseRanges([...list].reverse())).toEqual(normal)
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  it.each<[string, Range[], Range[]]>([
    ['nothing', [], []],
    ['an empty range', [[3, 3]], []],
    [
      'touching ranges',
      [
        [5, 7],
        [3, 5],
      ],
      [[3, 7]],
    ],
    [
      'one inside another',
      [
        [1, 9],
        [3, 5],
      ],
      [[1, 9]],
    ],
    [
      'ranges with one character between',
      [
        [1, 3],
        [4, 5],
      ],
      [
        [1, 3],
        [4, 5],
      ],
    ],
  ])('%s', (_, list, expected) => expect(normaliseRanges(list)).toEqual(expected))

  it('leaves the given list as it is', () => {
    const list: Range[] = [
      [5, 7],
      [1, 2],
    ]
    normaliseRanges(list)
    expect(list).toEqual([
      [5, 7],
      [1, 2],
    ])
  })
})

describe('rangesOverlap', () => {
  it('is having a character in common', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [sound, other] = [normaliseRanges(a), normaliseRanges(b)]
        const common = [...covered(sound)].some((at) => covered(other).has(at))
        expect(rangesOverlap(sound, other)).toBe(common)
        expect(rangesOverlap(other, sound)).toBe(common)
      }),
      { seed: 5, numRuns: 500 },
    )
  })
})
