import { spanF1 } from './span-f1.ts'

/** SemEval-2013 `strict`: same borders and the same label are correct; every other overlap is incorrect. See {@link spanF1} for formula and source. */
export const f1Strict = spanF1('f1-strict', {
  same: 'COR',
  'other-label': 'INC',
  'other-borders': 'INC',
  overlap: 'INC',
})
