import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestAlignment, dissimilarity, type AlignableUnit, type Dissimilarity } from './alignment.ts'
import { randomInt, seededRandom } from '../random.ts'

const ONE: Dissimilarity = { alpha: 1, beta: 1, deltaEmpty: 1 }

function units(layers: readonly string[]): AlignableUnit[] {
  return layers.flatMap((layer, annotator) =>
    layer
      .split(', ')
      .filter(Boolean)
      .map((text) => {
        const [label = '', start = '', end = ''] = text.split(/[ -]/u)
        return { annotator, label: Number(label), start: Number(start), end: Number(end) }
      }),
  )
}

/** Tries every way to put the units into unitary alignments. */
function naive(all: readonly AlignableUnit[], annotators: number, weights: Dissimilarity): number {
  const pairs = (annotators * (annotators - 1)) / 2
  const disorder = (members: readonly AlignableUnit[]) => {
    let sum = 0
    for (let a = 0; a < annotators; a++)
      for (let b = a + 1; b < annotators; b++) {
        const u = members.find((unit) => unit.annotator === a)
        const v = members.find((unit) => unit.annotator === b)
        sum += u && v ? dissimilarity(u, v, weights) : weights.deltaEmpty
      }
    return sum / pairs
  }
  const place = (at: number, groups: readonly (readonly AlignableUnit[])[]): number => {
    const unit = all[at]
    if (!unit) return groups.reduce((sum, group) => sum + disorder(group), 0)
    let best = place(at + 1, [...groups, [unit]])
    for (const [g, group] of groups.entries()) {
      if (group.some((other) => other.annotator === unit.annotator)) continue
      best = Math.min(
        best,
        place(
          at + 1,
          groups.map((each, i) => (i === g ? [...each, unit] : each)),
        ),
      )
    }
    return best
  }
  return place(0, [])
}

function randomUnits(seed: number, annotators: number, most: number, length: number): AlignableUnit[] {
  const random = seededRandom(seed)
  return Array.from({ length: 1 + randomInt(random, most) }, () => {
    const start = randomInt(random, length)
    return {
      annotator: randomInt(random, annotators),
      label: randomInt(random, 3),
      start,
      end: start + 1 + randomInt(random, 12),
    }
  })
}

describe('dissimilarity', () => {
  test.each([
    ['far apart', [4, 14], [40, 44], 22.2],
    ['equal', [4, 14], [4, 14], 0],
    ['near', [4, 14], [20, 25], 3.2],
    ['touching', [4, 14], [14, 24], 1],
    ['nested', [20, 30], [20, 25], 0.11],
    ['crossing', [20, 25], [14, 24], 0.22],
  ])('figure 10 of the 2015 paper: %s', (_, [s1 = 0, e1 = 0], [s2 = 0, e2 = 0], expected) => {
    const unit = (start: number, end: number) => ({ annotator: 0, label: 0, start, end })
    expect(Math.abs(dissimilarity(unit(s1, e1), unit(s2, e2), ONE) - expected)).toBeLessThan(0.1)
  })
})

describe('the best alignment', () => {
  test('Alex, Paul and Suzan (alpha 3): disorder 0.96; of two best alignments, of six and seven parts, the finer', () => {
    const all = units([
      '1 2-9, 2 11-17, 5 24-30, 6 32-36, 6 36-44, 7 44-60',
      '1 2-9, 3 11-17, 5 19-25, 6 32-44',
      '1 2-9, 4 11-17, 5 21-27, 6 32-36, 6 36-40, 6 40-44',
    ])
    const best = bestAlignment(all, 3, { ...ONE, alpha: 3 })
    expect((best?.disorder ?? 0) / (16 / 3)).toBeCloseTo(0.960625, 9)
    expect(best?.unitaryAlignments).toBe(7)
  })

  test('nothing, one unit, and four alike', () => {
    const labels = { disorder: 0, weight: 0 }
    expect(bestAlignment([], 3, ONE)).toEqual({ disorder: 0, unitaryAlignments: 0, labels })
    expect(bestAlignment(units(['0 0-5', '']), 2, ONE)).toEqual({ disorder: 1, unitaryAlignments: 1, labels })
    expect(bestAlignment(units(['0 0-5', '0 0-5', '0 0-5', '0 0-5']), 4, ONE)).toEqual({
      disorder: 0,
      unitaryAlignments: 1,
      labels: { disorder: 0, weight: expect.closeTo(2, 12) as number },
    })
  })

  test('its labels, counted by hand: pairs weigh 1 / (n - 1), less as their places differ, and alone nothing', () => {
    // Of three aligned, two of one label: 2 of 3 pairs differ, each of weight 1/2.
    expect(bestAlignment(units(['0 0-5', '0 0-5', '1 0-5']), 3, ONE)?.labels).toEqual({ disorder: 1, weight: 1.5 })
    // 0-10 and 0-8: d_pos = (2 / 18)² = 1/81; alpha 3 leaves 1 - 3/81 of the pair. The unit at 50 has no partner.
    const best = bestAlignment(units(['0 0-10, 1 50-60', '1 0-8']), 2, { ...ONE, beta: 0.5, alpha: 3 })
    expect(best?.labels.weight).toBeCloseTo(78 / 81, 12)
    expect(best?.labels.disorder).toBeCloseTo(78 / 81, 12)
  })

  const shapes: [string, number, number, number][] = [
    ['two annotators', 2, 9, 30],
    ['three, crowded', 3, 9, 20],
    ['four', 4, 9, 40],
    ['six, very crowded', 6, 9, 12],
  ]
  test.each(shapes)('equals trying everything: %s', (_, annotators, most, length) => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(0.5, 1, 3), fc.constantFrom(0.5, 1), (seed, alpha, deltaEmpty) => {
        const weights = { alpha, beta: 1, deltaEmpty }
        const all = randomUnits(seed, annotators, most, length)
        expect(bestAlignment(all, annotators, weights)?.disorder).toBeCloseTo(naive(all, annotators, weights), 7)
      }),
      { seed: 6, numRuns: 40 },
    )
  })

  test('the order of units and the numbering of annotators do not matter', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const all = randomUnits(seed, 4, 30, 60)
        const turned = [...all].reverse().map((unit) => ({ ...unit, annotator: 3 - unit.annotator }))
        expect(bestAlignment(turned, 4, ONE)?.disorder).toBeCloseTo(bestAlignment(all, 4, ONE)?.disorder ?? -1, 7)
      }),
      { seed: 6, numRuns: 30 },
    )
  })

  test('an ordinary article of six annotators and thirty tags is solved, and so are random ones like it', () => {
    for (let seed = 0; seed < 5; seed++) {
      const random = seededRandom(seed)
      const all = Array.from({ length: 180 }, (_, i): AlignableUnit => {
        const start = randomInt(random, 3000)
        return { annotator: i % 6, label: randomInt(random, 4), start, end: start + 4 + randomInt(random, 25) }
      })
      expect(bestAlignment(all, 6, ONE)).not.toBeNull()
    }
  })
})
