import { additive } from './additive.ts'
import type { View } from './counting.ts'
import type { StudyLayer } from './layer.ts'
import { defined, undefinedScore, type Measure, type MeasureId, type Score } from './measure.ts'
import { FITS, pairSpans, type Fit } from './pairing.ts'

/** What a pair of spans counts as in a scheme. */
type Verdict = 'COR' | 'INC' | 'PAR'

/** For each fit of two paired spans, what it counts as. */
export type Scheme = Readonly<Record<Fit, Verdict>>

/**
 * The span F1 of a scheme of SemEval-2013 task 9.1 (Segura-Bedmar, Martínez & Herrero-Zazo 2013, after MUC-5, Chinchor &
 * Sundheim 1993).
 *
 * Every span of `b` is paired with at most one of `a`, best first ({@link pairSpans}); a pair is COR, INC or PAR, an
 * unpaired span of `a` is MIS, one of `b` SPU. Counts are pooled over documents:
 *
 *     ACT = COR + INC + PAR + SPU    P = (COR + PAR/2) / ACT
 *     POS = COR + INC + PAR + MIS    R = (COR + PAR/2) / POS    F1 = 2PR / (P + R) = 2 (COR + PAR/2) / (ACT + POS)
 *
 * F1 is symmetric; `a`, the first by name, stands for the gold side in MIS, SPU, precision and recall. Of more than two
 * annotators: the mean over pairs (Hripcsak & Rothschild 2005), with the population standard deviation, which is no
 * confidence interval since pairs are not independent. By label: the same on the spans of that label alone, so labels do
 * not add up to the whole. Nothing marked on either side is 0/0, undefined. Items: COR + INC + PAR + MIS + SPU.
 */
export function spanF1(id: MeasureId, scheme: Scheme): Measure {
  const verdicts = FITS.map((fit) => scheme[fit])
  return additive({
    id,
    over: 'pairs',
    size: () => FITS.length + 2,
    tally: tallyFits,
    score: (tally) => scoreCounts(verdicts, tally),
  })
}

/** The four schemes count the same pairing, so that it is made once. */
function tallyFits({ layers: [a, b] }: View, into: Float64Array): void {
  if (!a || !b) return
  const fits = countFits(a, b)
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) + (fits[i] ?? 0)
}

function countFits(a: StudyLayer, b: StudyLayer): readonly number[] {
  const { pairs, onlyA, onlyB } = pairSpans(a.spans, b.spans)
  const byFit = FITS.map((fit) => pairs.filter((pair) => pair.fit === fit).length)
  return [...byFit, onlyA.length, onlyB.length]
}

function scoreCounts(verdicts: readonly Verdict[], tally: Float64Array): Score {
  const counts = { COR: 0, INC: 0, PAR: 0, MIS: tally[FITS.length] ?? 0, SPU: tally[FITS.length + 1] ?? 0 }
  for (const [i, verdict] of verdicts.entries()) counts[verdict] += tally[i] ?? 0
  const paired = counts.COR + counts.INC + counts.PAR
  const items = paired + counts.MIS + counts.SPU
  if (items === 0) return undefinedScore('nothing-to-compare', 0, counts)
  const credit = counts.COR + counts.PAR / 2
  return defined((2 * credit) / (2 * paired + counts.MIS + counts.SPU), items, counts)
}
