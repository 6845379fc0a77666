import { spanF1 } from './span-f1.ts'

/** SemEval-2013 `ent_type`: an overlap of one character with the same label is correct; with another label it is incorrect. See {@link spanF1} for formula and source. */
export const f1Type = spanF1('f1-type', {
  same: 'COR',
  'other-label': 'INC',
  'other-borders': 'COR',
  overlap: 'INC',
})
