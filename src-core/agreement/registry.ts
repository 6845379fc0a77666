import { alphaAttributes } from './alpha-attributes.ts'
import { alphaNominal } from './alpha-nominal.ts'
import { cohenKappaBio } from './cohen-kappa-bio.ts'
import { cohenKappaTokens } from './cohen-kappa.ts'
import { cuAlpha } from './cu-alpha.ts'
import { f1Exact } from './f1-exact.ts'
import { f1Partial } from './f1-partial.ts'
import { f1Relations } from './f1-relations.ts'
import { f1Strict } from './f1-strict.ts'
import { f1Type } from './f1-type.ts'
import { fleissKappa } from './fleiss-kappa.ts'
import { gamma } from './gamma.ts'
import { kuAlpha } from './ku-alpha.ts'
import { MEASURE_IDS, type Measure, type MeasureId } from './measure.ts'
import { uAlphaBinary } from './u-alpha-binary.ts'
import { uAlpha } from './u-alpha.ts'

/** Every measure, in the order in which people read them. A new one is a file and a line here. */
export const MEASURES: readonly Measure[] = [
  f1Strict,
  f1Exact,
  f1Partial,
  f1Type,
  cohenKappaTokens,
  cohenKappaBio,
  fleissKappa,
  alphaNominal,
  uAlpha,
  uAlphaBinary,
  cuAlpha,
  kuAlpha,
  gamma,
  alphaAttributes,
  f1Relations,
]

/** Whether a measure goes by that name. */
export function isMeasureId(id: string): id is MeasureId {
  return MEASURE_IDS.some((known) => known === id)
}
