import type { View } from './counting.ts'
import { eachIntersection, partitions, type Segment } from './continuum.ts'
import { pairsOf, type Study } from './study.ts'

/** Counts for cuα and (k)uα: what two annotators both marked, gaps left out. Five rows of one cell a label, then two. */
export interface CommonUnits {
  /** l*_c: pairable length of the units valued c. */
  readonly pairable: readonly number[]
  /** l*_c - l*_cc */
  readonly disagreement: readonly number[]
  /** W*_c: sum of squared pairable lengths of the units valued c. */
  readonly selfPairing: readonly number[]
  /** l_c: full length of the units valued c. */
  readonly full: readonly number[]
  /** Characters that one annotator valued c and another marked at all. */
  readonly characters: readonly number[]
  /** Characters that two annotators marked. */
  readonly marked: number
  readonly conflicts: number
}

const ROWS = 5

export function commonSize(study: Study): number {
  return ROWS * study.labels.length + 2
}

/**
 * Adds a document. The pairable length of a unit is the length it shares with units of the others, summed over the others
 * and divided by m - 1, so that l*_c is the sum of the pairable lengths of its units. This reading of the definition gives
 * the published 0.724 of figure 12.11; the union over the others would give 0.728, equal for two annotators.
 */
export function tallyCommon(view: View, into: Float64Array): void {
  const all = partitions(view)
  const labels = view.study.labels.length
  const add = (row: number, label: number, value: number) => {
    into[row * labels + label] = (into[row * labels + label] ?? 0) + value
  }
  if (!all) {
    add(ROWS, 1, 1)
    return
  }
  const shared = all.map((segments) => new Float64Array(segments.length))
  for (const [i, j] of pairsOf(all.length)) {
    const mine = shared[i]
    const theirs = shared[j]
    if (!mine || !theirs) continue
    eachIntersection(all[i] ?? [], all[j] ?? [], (length, a, b, g, h) => {
      if (a.category === 0 || b.category === 0) return
      mine[g] = (mine[g] ?? 0) + length
      theirs[h] = (theirs[h] ?? 0) + length
      if (a.category === b.category) return
      add(1, a.category - 1, length / (all.length - 1))
      add(1, b.category - 1, length / (all.length - 1))
    })
  }
  for (const [i, segments] of all.entries()) addPairable(segments, shared[i] ?? new Float64Array(0), all.length, add)
  addCharacters(all, add)
}

/** Goes over the places where a unit begins or ends, with how many annotators value what lies between as what. */
function addCharacters(all: readonly (readonly Segment[])[], add: (row: number, label: number, value: number) => void) {
  const borders = all.flat().flatMap(({ start, end, category }): [at: number, label: number, by: number][] =>
    category === 0
      ? []
      : [
          [start, category - 1, 1],
          [end, category - 1, -1],
        ],
  )
  const times: number[] = []
  let [from, marked] = [0, 0]
  for (const [at, label, by] of borders.sort(([a], [b]) => a - b)) {
    if (marked > 1 && at > from) {
      add(ROWS, 0, at - from)
      for (const [k, n] of times.entries()) if (n > 0) add(4, k, at - from)
    }
    times[label] = (times[label] ?? 0) + by
    marked += by
    from = at
  }
}

function addPairable(
  segments: readonly Segment[],
  shared: Float64Array,
  annotators: number,
  add: (row: number, label: number, value: number) => void,
): void {
  for (const [g, { start, end, category }] of segments.entries()) {
    if (category === 0) continue
    const pairable = (shared[g] ?? 0) / (annotators - 1)
    add(0, category - 1, pairable)
    add(2, category - 1, pairable * pairable)
    add(3, category - 1, end - start)
  }
}

export function commonUnits(tally: Float64Array): CommonUnits {
  const labels = (tally.length - 2) / ROWS
  const row = (at: number) => [...tally.subarray(at * labels, (at + 1) * labels)]
  return {
    pairable: row(0),
    disagreement: row(1),
    selfPairing: row(2),
    full: row(3),
    characters: row(4),
    marked: tally[ROWS * labels] ?? 0,
    conflicts: tally[ROWS * labels + 1] ?? 0,
  }
}
