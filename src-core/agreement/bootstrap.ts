import type { Interval, MeasureOptions } from './measure.ts'
import { randomInt, seededRandom, type Random } from '../random.ts'

/** Below this many documents an interval would say more than the data can. */
const FEWEST_DOCUMENTS = 5
const LEVEL = 0.95

/** So many resamples are added up at a time: then what a document counts stays in the processor's cache. */
const AT_ONCE = 16

/** The counts of every resample. */
export type Draws = readonly Float64Array[]

/**
 * Resampled documents (Efron 1979): each resample draws as many documents as there are, with replacement, and adds up
 * their counts. Documents are drawn, not tokens or spans, which are not independent within a document. Null with fewer
 * than five documents, or when no resample is wanted.
 */
export function drawDocuments(
  tallies: readonly (Float64Array | null)[],
  { resamples, seed }: Pick<MeasureOptions, 'resamples' | 'seed'>,
): Draws | null {
  const drawn = tallies.filter((tally) => tally !== null)
  if (resamples < 1 || drawn.length < FEWEST_DOCUMENTS) return null
  const random = seededRandom(seed, 'bootstrap')
  const draws = Array.from({ length: resamples }, (): Draw => ({
    times: timesDrawn(drawn.length, random),
    sum: new Float64Array(drawn[0]?.length ?? 0),
  }))
  const packed = pack(drawn)
  for (let i = 0; i < resamples; i += AT_ONCE) addUp(packed, draws.slice(i, i + AT_ONCE))
  return draws.map(({ sum }) => sum)
}

/** The 95 % percentile interval of a value over resamples; null when it is undefined in all of them. */
export function percentileInterval(draws: Draws, value: (tally: Float64Array) => number | null): Interval | null {
  const values = new Float64Array(draws.length)
  let found = 0
  for (const each of draws) {
    const one = value(each)
    if (one !== null) values[found++] = one
  }
  if (found === 0) return null
  const sorted = values.subarray(0, found).sort()
  return {
    low: quantile(sorted, (1 - LEVEL) / 2),
    high: quantile(sorted, (1 + LEVEL) / 2),
    level: LEVEL,
    resamples: draws.length,
    undefined_resamples: draws.length - found,
  }
}

interface Draw {
  readonly times: Uint32Array
  readonly sum: Float64Array
}

/** The cells of all documents that are not 0, one document after another. */
interface Packed {
  /** Where each document begins, and where the last one ends. */
  readonly starts: Uint32Array
  readonly at: Uint32Array
  readonly value: Float64Array
}

function pack(tallies: readonly Float64Array[]): Packed {
  const cells = tallies.reduce((sum, tally) => sum + tally.reduce((n, value) => n + Number(value !== 0), 0), 0)
  const packed = {
    starts: new Uint32Array(tallies.length + 1),
    at: new Uint32Array(cells),
    value: new Float64Array(cells),
  }
  let next = 0
  for (const [d, tally] of tallies.entries()) {
    for (let i = 0; i < tally.length; i++) {
      const value = tally[i] ?? 0
      if (value === 0) continue
      packed.at[next] = i
      packed.value[next++] = value
    }
    packed.starts[d + 1] = next
  }
  return packed
}

/** How often each document was drawn. */
function timesDrawn(documents: number, random: Random): Uint32Array {
  const times = new Uint32Array(documents)
  for (let i = 0; i < documents; i++) {
    const d = randomInt(random, documents)
    times[d] = (times[d] ?? 0) + 1
  }
  return times
}

function addUp({ starts, at, value }: Packed, draws: readonly Draw[]): void {
  for (let d = 0; d + 1 < starts.length; d++) {
    const from = starts[d] ?? 0
    const cells = at.subarray(from, starts[d + 1])
    const values = value.subarray(from, starts[d + 1])
    for (const { times, sum } of draws) addScaled(sum, cells, values, times[d] ?? 0)
  }
}

function addScaled(sum: Float64Array, cells: Uint32Array, values: Float64Array, weight: number): void {
  if (weight === 0) return
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? 0
    sum[cell] = (sum[cell] ?? 0) + weight * (values[i] ?? 0)
  }
}

/** Linear between neighbours (Hyndman & Fan's type 7, the default of R and NumPy). */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}
