import { additive } from './additive.ts'
import { defined, undefinedScore, type Score } from './measure.ts'
import { tallyUnits, unitSums, UNIT_CELL_COUNT } from './unitizing.ts'

/**
 * |uα, agreement on what is marked at all, whatever the label (sources as for {@link uAlpha}): the coincidences of uα with
 * all labels put together after the expected ones were computed,
 *
 *     |uα = 1 - sum_{c != φ} l_φc / sum_{c != φ} ε_φc    ε_φc = l l_φ l_c / (l² - W)
 *
 * Nothing marked, or everything, is undefined. Items: code points of the continuum.
 */
export const uAlphaBinary = additive({
  id: 'u-alpha-binary',
  over: 'group',
  size: (study) => study.labels.length + 1 + UNIT_CELL_COUNT,
  tally: tallyUnits,
  score: (tally) => score(tally),
})

function score(tally: Float64Array): Score {
  const { lengths, total, gapDisagreement, selfPairing, conflicts, units, characters } = unitSums(tally)
  if (conflicts > 0) return undefinedScore('overlapping-spans', characters)
  if (units === 0) return undefinedScore('nothing-to-compare', characters)
  const gaps = lengths[0] ?? 0
  const chance = gaps * (total - gaps)
  if (chance === 0) return undefinedScore('single-category', characters, { units })
  return defined(1 - (gapDisagreement * (total * total - selfPairing)) / (total * chance), characters, { units })
}
