import { expect, test } from 'vitest'
import { missing } from './keep-in-view.ts'

const caret = { top: 640, bottom: 660 }

test.each([
  ['what stays in view', [{ top: 150, bottom: 170 }], 0],
  ['a caret that the strip would cover', [{ top: 560, bottom: 580 }], 108],
  ['a sentence whose last line was below the edge', [{ top: 690, bottom: 760 }, caret], 288],
  ['a passage higher than the view: its caret', [{ top: 110, bottom: 760 }, caret], 188],
  ['a sentence that is scrolled away', [{ top: 760, bottom: 790 }], 0],
  ['nothing is worked on', [], 0],
])('when the view shrinks from 600 to 400 pixels: %s', (_, worked, expected) => {
  expect(missing(worked, 100, 600, 400)).toBe(expected)
})
