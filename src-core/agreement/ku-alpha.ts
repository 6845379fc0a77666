import { additive } from './additive.ts'
import { commonSize, commonUnits, tallyCommon } from './common-units.ts'
import { defined, undefinedScore, type Score } from './measure.ts'

/**
 * (k)uα, agreement on one label k among the units that two annotators both marked (sources as for {@link uAlpha}; equation
 * 38 of Krippendorff 2019):
 *
 *     (k)uα = 1 - (ε*_k / l*_k) (l*_k - l*_kk) / (ε*_k - ε*_kk)
 *
 * with ε*_ck = l* (l*_c l*_k - [c = k] W*_k) / (l*² - W*), so ε*_k - ε*_kk = l* l*_k (l* - l*_k) / (l*² - W*). It has no
 * value over all labels; that is {@link cuAlpha}. `coverage` is the share of the units valued k that another annotator
 * marked at all, l*_k / l_k; with coverage 0 the value is undefined. Items: code points that one annotator
 * valued k and another marked at all.
 */
export const kuAlpha = additive({
  id: 'ku-alpha',
  over: 'group',
  size: commonSize,
  tally: tallyCommon,
  score: (tally) => {
    const { marked, conflicts } = commonUnits(tally)
    return undefinedScore(conflicts > 0 ? 'overlapping-spans' : 'by-label-only', marked)
  },
  parts: { names: (study) => study.labels, score: (tally, _, label) => labelAlpha(tally, label) },
})

/** (k)uα of one label, from a tally of {@link tallyCommon}. */
export function labelAlpha(tally: Float64Array, label: number): Score {
  const units = commonUnits(tally)
  if (units.conflicts > 0) return undefinedScore('overlapping-spans')
  const all = units.pairable.reduce((sum, length) => sum + length, 0)
  const [mine, full] = [units.pairable[label] ?? 0, units.full[label] ?? 0]
  if (full === 0) return undefinedScore('nothing-to-compare')
  const counts = { coverage: mine / full }
  const items = units.characters[label] ?? 0
  if (mine === 0) return undefinedScore('no-common-units', 0, counts)
  if (isWhole(mine, all)) return undefinedScore('single-category', items, counts)
  const expected = mine * all - (units.selfPairing[label] ?? 0)
  const value = 1 - (expected * (units.disagreement[label] ?? 0)) / (mine * mine * (all - mine))
  return defined(value, items, counts)
}

/** Lengths divided by m - 1 carry rounding; nothing shorter than this can stand beside them. */
function isWhole(part: number, all: number): boolean {
  return all - part < 1e-9 * all
}
