import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomInt, seededRandom } from '../random.ts'
import type { AlignableUnit } from './alignment.ts'
import { shuffledContinuum, type Continuum } from './gamma-sample.ts'

const LENGTH = 400

/** What three annotators made of a continuum, units far shorter than it. */
function continuumOf(seed: number): Continuum {
  const random = seededRandom(seed)
  const layers = [0, 1, 2].map((annotator) =>
    Array.from({ length: 1 + randomInt(random, 6) }, (): AlignableUnit => {
      const start = randomInt(random, LENGTH - 12)
      return { annotator, label: randomInt(random, 3), start, end: start + 1 + randomInt(random, 10) }
    }),
  )
  return { length: LENGTH, layers }
}

const ofAnnotator = (units: readonly AlignableUnit[], k: number) => units.filter(({ annotator }) => annotator === k)

/** By how much a random layer is a real one turned round the continuum; null when it is not. */
function turnOf(random: readonly AlignableUnit[], real: readonly AlignableUnit[]): number | null {
  if (random.length !== real.length) return null
  const by = ((random[0]?.start ?? 0) - (real[0]?.start ?? 0) + LENGTH) % LENGTH
  const fits = random.every((unit, i) => {
    const from = real[i]
    if (!from || unit.label !== from.label || unit.end - unit.start !== from.end - from.start) return false
    return (unit.start - from.start + 2 * LENGTH) % LENGTH === by
  })
  return fits ? by : null
}

function eachSample(check: (sample: readonly AlignableUnit[], from: Continuum) => void): void {
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const from = continuumOf(seed)
      check(shuffledContinuum(from, seededRandom(seed, 'shuffle')), from)
    }),
    { seed: 31, numRuns: 200 },
  )
}

describe('a random continuum, as section 5.2 of the paper makes it', () => {
  test('each of its annotators is a real one whose units keep their labels, lengths and distances', () => {
    eachSample((sample, { layers }) => {
      for (const k of layers.keys())
        expect(layers.some((real) => turnOf(ofAnnotator(sample, k), real) !== null)).toBe(true)
    })
  })

  test('the annotators are moved by distances at least half a mean unit apart, so that none meets himself', () => {
    eachSample((sample, { layers }) => {
      const lengths = layers.flat().map(({ start, end }) => end - start)
      const apart = lengths.reduce((sum, each) => sum + each, 0) / lengths.length / 2
      const turns = [...layers.keys()].map((k) => layers.flatMap((real) => turnOf(ofAnnotator(sample, k), real) ?? []))
      for (const [i, mine] of turns.entries())
        for (const theirs of turns.slice(i + 1))
          // A place is a whole number: what lies half a unit away may be rounded towards it.
          expect(mine.some((a) => theirs.some((b) => Math.abs(a - b) > apart - 1))).toBe(true)
    })
  })

  test('every annotator is as likely as another to be taken', () => {
    const from: Continuum = {
      length: LENGTH,
      layers: [0, 1, 2].map((annotator) => [{ annotator, label: annotator, start: 10, end: 15 }]),
    }
    const times = [0, 0, 0]
    for (let seed = 0; seed < 1000; seed++)
      for (const { label } of shuffledContinuum(from, seededRandom(seed, 'likely')))
        times[label] = (times[label] ?? 0) + 1
    // 1,000 give or take 26 each.
    for (const each of times) expect(Math.abs(each - 1000)).toBeLessThan(80)
  })
})
