import type { Interval, MeasureOptions } from './measure.ts'
import { randomInt, seededRandom, type Random } from '../random.ts'

/** Below this many documents an interval would say more than the data can. */
const FEWEST_DOCUMENTS = 5
const LEVEL = 0.95

/**
 * The 95 % percentile interval of a value over resampled documents (Efron 1979): each resample draws as many documents
 * as there are, with replacement, adds up their counts and computes the value. Documents are drawn, not tokens or
 * spans, which are not independent within a document. Null with fewer than five documents.
 */
export function bootstrap(
  tallies: readonly (Float64Array | null)[],
  size: number,
  score: (tally: Float64Array) => number | null,
  { resamples, seed }: Pick<MeasureOptions, 'resamples' | 'seed'>,
): Interval | null {
  const drawn = tallies.filter((tally) => tally !== null).map(sparse)
  if (resamples < 1 || drawn.length < FEWEST_DOCUMENTS) return null
  const random = seededRandom(seed, 'bootstrap')
  const values: number[] = []
  for (let i = 0; i < resamples; i++) {
    const value = score(resample(drawn, size, random))
    if (value !== null) values.push(value)
  }
  if (values.length === 0) return null
  values.sort((a, b) => a - b)
  return {
    low: quantile(values, (1 - LEVEL) / 2),
    high: quantile(values, (1 + LEVEL) / 2),
    level: LEVEL,
    resamples,
    undefined_resamples: resamples - values.length,
  }
}

interface Sparse {
  readonly at: Uint32Array
  readonly value: Float64Array
}

function sparse(tally: Float64Array): Sparse {
  const at: number[] = []
  for (let i = 0; i < tally.length; i++) if (tally[i] !== 0) at.push(i)
  return { at: Uint32Array.from(at), value: Float64Array.from(at, (i) => tally[i] ?? 0) }
}

function resample(drawn: readonly Sparse[], size: number, random: Random): Float64Array {
  const times = new Uint32Array(drawn.length)
  for (let i = 0; i < drawn.length; i++) {
    const d = randomInt(random, drawn.length)
    times[d] = (times[d] ?? 0) + 1
  }
  const sum = new Float64Array(size)
  for (const [d, { at, value }] of drawn.entries()) {
    const weight = times[d] ?? 0
    if (weight > 0) addScaled(sum, at, value, weight)
  }
  return sum
}

function addScaled(sum: Float64Array, at: Uint32Array, value: Float64Array, weight: number): void {
  for (let i = 0; i < at.length; i++) {
    const cell = at[i] ?? 0
    sum[cell] = (sum[cell] ?? 0) + weight * (value[i] ?? 0)
  }
}

/** Linear between neighbours (Hyndman & Fan's type 7, the default of R and NumPy). */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}
