import { spanF1 } from './span-f1.ts'

/** SemEval-2013 `exact`: the same borders are correct, whatever the label; other overlaps are incorrect. See {@link spanF1} for formula and source. */
export const f1Exact = spanF1('f1-exact', {
  same: 'COR',
  'other-label': 'COR',
  'other-borders': 'INC',
  overlap: 'INC',
})
