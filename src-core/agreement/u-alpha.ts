import { additive } from './additive.ts'
import { defined, undefinedScore, type Score } from './measure.ts'
import { tallyUnits, unitSums, UNIT_CELL_COUNT } from './unitizing.ts'

/**
 * uα, agreement on borders and labels of units in a continuum (Krippendorff, Mathet, Bouvry & Widlöcher 2016, "On the
 * reliability of unitizing textual continua: further developments", Quality & Quantity 50; Krippendorff 2019, 12.6):
 *
 *     uα = 1 - (l - sum l_cc) / (l - sum ε_cc)    ε_cc = l (l_c² - W_c) / (l² - W)
 *
 * l_ck: lengths of intersections of segments valued c and k of different annotators, over m - 1; W_c: sum of squared
 * lengths of the units valued c, of plain lengths of the gaps. Since sum ε_cc = l (sum l_c² - W) / (l² - W), the expected
 * disagreement is l (l² - sum l_c²) / (l² - W). Lengths are code points; documents are joined without separator, each
 * counted with the annotators it has. A unit cut in two of the same label is not a disagreement here. Overlapping spans of
 * one annotator are undefined, and so is a continuum of one single category. Items: code points of the continuum.
 */
export const uAlpha = additive({
  id: 'u-alpha',
  over: 'group',
  size: (study) => study.labels.length + 1 + UNIT_CELL_COUNT,
  tally: tallyUnits,
  score: (tally) => score(tally),
})

function score(tally: Float64Array): Score {
  const { lengths, total, disagreement, selfPairing, conflicts, units, characters } = unitSums(tally)
  if (conflicts > 0) return undefinedScore('overlapping-spans', characters)
  if (total === 0) return undefinedScore('nothing-to-compare')
  const chance = total * total - lengths.reduce((sum, length) => sum + length * length, 0)
  if (chance === 0) return undefinedScore(units === 0 ? 'nothing-to-compare' : 'single-category', characters, { units })
  return defined(1 - (disagreement * (total * total - selfPairing)) / (total * chance), characters, { units })
}
