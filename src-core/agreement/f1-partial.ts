import { spanF1 } from './span-f1.ts'

/** SemEval-2013 `partial`: the same borders are correct, whatever the label; other overlaps count half. See {@link spanF1} for formula and source. */
export const f1Partial = spanF1('f1-partial', {
  same: 'COR',
  'other-label': 'COR',
  'other-borders': 'PAR',
  overlap: 'PAR',
})
