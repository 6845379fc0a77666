import { additive } from './additive.ts'
import type { View } from './counting.ts'
import { defined, undefinedScore, type Score } from './measure.ts'
import { nominalAlpha, unitDisagreement } from './nominal.ts'
import { eachRating } from './ratings.ts'

/**
 * Krippendorff's alpha for nominal data (Krippendorff 2011, "Computing Krippendorff's alpha-reliability") with tokens as
 * units, a token's category being its label or none; see {@link nominalAlpha} for the formula. Any number of annotators;
 * documents may be missing, and one that a single annotator read changes nothing. Overlapping spans and one single category
 * are undefined. Items: tokens that at least two annotators read.
 */
export const alphaNominal = additive({
  id: 'alpha-nominal',
  over: 'group',
  size: (study) => study.labels.length + 1 + 3,
  tally: tallyRatings,
  score: (tally) => scoreTally(tally),
})

/** Adds to [ratings by category | disagreement, units, conflicts]. */
function tallyRatings(view: View, into: Float64Array): void {
  const base = view.study.labels.length + 1
  const add = (at: number, value: number) => {
    into[at] = (into[at] ?? 0) + value
  }
  const { marked, unmarked, conflicts } = eachRating(view, (row) => {
    for (let k = 0; k < row.length; k++) add(k, row[k] ?? 0)
    add(base, unitDisagreement(row))
  })
  add(base + 2, conflicts)
  add(0, unmarked * view.layers.length)
  add(base + 1, marked + unmarked)
}

function scoreTally(tally: Float64Array): Score {
  const base = tally.length - 3
  const units = tally[base + 1] ?? 0
  if ((tally[base + 2] ?? 0) > 0) return undefinedScore('overlapping-spans', units)
  if (units === 0) return undefinedScore('nothing-to-compare')
  const alpha = nominalAlpha([...tally.subarray(0, base)], tally[base] ?? 0)
  return alpha === null ? undefinedScore('single-category', units) : defined(alpha, units)
}
