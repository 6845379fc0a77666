import { additive } from './additive.ts'
import type { View } from './counting.ts'
import { defined, undefinedScore, type Score } from './measure.ts'
import { eachRating } from './ratings.ts'

/**
 * Fleiss' kappa (Fleiss 1971) of n annotators with tokens as units, a token's category being its label or none:
 *
 *     P_i = (sum_k n_ik^2 - n) / (n (n - 1))    Pe = sum_k p_k^2    kappa = (mean P_i - Pe) / (1 - Pe)
 *
 * with margins pooled over the annotators. It needs the same number of ratings everywhere, so only documents that all
 * annotators read are counted, and `documents_left_out` says how many others there are. Of two annotators it is Scott's
 * pi, not Cohen's kappa. Overlapping spans and one single category are undefined. Items: tokens.
 */
export const fleissKappa = additive({
  id: 'fleiss-kappa',
  over: 'group',
  size: (study) => study.labels.length + 1 + 5,
  tally: tallyRatings,
  score: (tally) => scoreTally(tally),
})

/** Cells after those of the categories. */
const CELLS = { squares: 0, units: 1, raters: 2, conflicts: 3, leftOut: 4 } as const

function tallyRatings(view: View, into: Float64Array): void {
  const base = view.study.labels.length + 1
  const add = (at: number, value: number) => {
    into[at] = (into[at] ?? 0) + value
  }
  const n = view.layers.length
  if (n < view.annotators) {
    add(base + CELLS.leftOut, 1)
    return
  }
  const { marked, unmarked, conflicts } = eachRating(view, (row) => {
    for (let k = 0; k < row.length; k++) {
      const count = row[k] ?? 0
      add(k, count)
      add(base + CELLS.squares, count * count)
    }
  })
  add(base + CELLS.conflicts, conflicts)
  add(0, unmarked * n)
  add(base + CELLS.squares, unmarked * n * n)
  add(base + CELLS.units, marked + unmarked)
  add(base + CELLS.raters, (marked + unmarked) * n)
}

function scoreTally(tally: Float64Array): Score {
  const base = tally.length - 5
  const cell = (at: number) => tally[base + at] ?? 0
  const units = cell(CELLS.units)
  const counts = { documents_left_out: cell(CELLS.leftOut) }
  if (cell(CELLS.conflicts) > 0) return undefinedScore('overlapping-spans', units, counts)
  if (units === 0)
    return undefinedScore(counts.documents_left_out > 0 ? 'incomplete-documents' : 'nothing-to-compare', 0, counts)
  const raters = cell(CELLS.raters) / units
  const found = fleiss([...tally.subarray(0, base)], cell(CELLS.squares), units, raters)
  if (found.kappa === null) return undefinedScore('single-category', units, counts)
  return defined(found.kappa, units, {
    ...counts,
    observed_agreement: found.observed,
    expected_agreement: found.expected,
  })
}

/**
 * Fleiss' kappa from the ratings of each category over all units, the sum of all squared n_ik, the number of units and
 * the ratings a unit; kappa is null for 0/0.
 */
function fleiss(
  margins: readonly number[],
  squares: number,
  units: number,
  raters: number,
): { kappa: number | null; observed: number; expected: number } {
  const ratings = units * raters
  const observed = (squares - ratings) / (ratings * (raters - 1))
  const chance = margins.reduce((sum, count) => sum + count * count, 0)
  const expected = chance / (ratings * ratings)
  const kappa = chance === ratings * ratings ? null : (observed - expected) / (1 - expected)
  return { kappa, observed, expected }
}
