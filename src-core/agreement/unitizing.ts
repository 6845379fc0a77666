import type { View } from './counting.ts'
import { eachIntersection, partitions } from './continuum.ts'
import { pairsOf } from './study.ts'

/**
 * Counts for uα and |uα over a continuum of units and gaps (Krippendorff, Mathet, Bouvry & Widlöcher 2016): by category
 * (0 is the gap) the length that the annotators gave it, l_c; then
 */
const UNIT_CELLS = {
  /** l - sum of l_cc: length of intersections whose categories differ, ordered pairs over m - 1. */
  disagreement: 0,
  /** l_φ - l_φφ: the same for a gap against a unit, one direction. */
  gapDisagreement: 1,
  /** W: sum of squared lengths of units and of plain lengths of gaps. */
  selfPairing: 2,
  conflicts: 3,
  units: 4,
  /** Length of the continuum. */
  characters: 5,
} as const
export const UNIT_CELL_COUNT = 6

/** Adds a document. Documents are joined without separator: no unit crosses a border, so the sums are those of the whole. */
export function tallyUnits(view: View, into: Float64Array): void {
  const base = into.length - UNIT_CELL_COUNT
  const add = (at: number, value: number) => {
    into[at] = (into[at] ?? 0) + value
  }
  const all = partitions(view)
  add(base + UNIT_CELLS.characters, view.length)
  if (!all) {
    add(base + UNIT_CELLS.conflicts, 1)
    return
  }
  for (const segments of all)
    for (const { start, end, category } of segments) {
      const length = end - start
      add(category, length)
      add(base + UNIT_CELLS.selfPairing, category === 0 ? length : length * length)
      if (category > 0) add(base + UNIT_CELLS.units, 1)
    }
  for (const [i, j] of pairsOf(all.length))
    eachIntersection(all[i] ?? [], all[j] ?? [], (length, a, b) => {
      if (a.category === b.category) return
      add(base + UNIT_CELLS.disagreement, (2 * length) / (all.length - 1))
      if (a.category === 0 || b.category === 0) add(base + UNIT_CELLS.gapDisagreement, length / (all.length - 1))
    })
}

/** The sums of {@link tallyUnits}, by name. */
export function unitSums(tally: Float64Array) {
  const base = tally.length - UNIT_CELL_COUNT
  const lengths = [...tally.subarray(0, base)]
  return {
    lengths,
    total: lengths.reduce((sum, length) => sum + length, 0),
    disagreement: tally[base + UNIT_CELLS.disagreement] ?? 0,
    gapDisagreement: tally[base + UNIT_CELLS.gapDisagreement] ?? 0,
    selfPairing: tally[base + UNIT_CELLS.selfPairing] ?? 0,
    conflicts: tally[base + UNIT_CELLS.conflicts] ?? 0,
    units: tally[base + UNIT_CELLS.units] ?? 0,
    characters: tally[base + UNIT_CELLS.characters] ?? 0,
  }
}
