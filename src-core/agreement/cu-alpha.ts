import { additive } from './additive.ts'
import { commonSize, commonUnits, tallyCommon } from './common-units.ts'
import { labelAlpha } from './ku-alpha.ts'
import { defined, undefinedScore, type Score } from './measure.ts'

/**
 * cuα, agreement on the labels of what two annotators both marked, gaps left out (sources as for {@link uAlpha}; equations
 * 36 and 37 of Krippendorff 2019):
 *
 *     cuα = 1 - (l* - sum l*_cc) / (l* - sum ε*_cc)    ε*_cc = l* (l*_c² - W*_c) / (l*² - W*)
 *
 * l* and W* as in {@link tallyCommon}. `coverage` is the share of the marked lengths that another annotator marked too.
 * The values by label are those of {@link kuAlpha}. Nothing marked in common, and one single label, are undefined. Items:
 * code points that two annotators marked.
 */
export const cuAlpha = additive({
  id: 'cu-alpha',
  over: 'group',
  size: commonSize,
  tally: tallyCommon,
  score: (tally) => score(tally),
  parts: { names: (study) => study.labels, score: (tally, _, label) => labelAlpha(tally, label) },
})

function score(tally: Float64Array): Score {
  const { pairable, disagreement, selfPairing, full, marked, conflicts } = commonUnits(tally)
  const all = sum(pairable)
  if (conflicts > 0) return undefinedScore('overlapping-spans', marked)
  if (sum(full) === 0) return undefinedScore('nothing-to-compare')
  const counts = { coverage: all / sum(full) }
  if (all === 0) return undefinedScore('no-common-units', 0, counts)
  const chance = all * all - sum(pairable.map((length) => length * length))
  if (pairable.filter((length) => length > 0).length < 2) return undefinedScore('single-category', marked, counts)
  return defined(1 - (sum(disagreement) * (all * all - sum(selfPairing))) / (all * chance), marked, counts)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
