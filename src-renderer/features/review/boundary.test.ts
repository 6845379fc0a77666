import { expect, test } from 'vitest'
import type { Range } from '../../../src-core/text/offset.ts'
import { nudged, type Nudge } from './boundary.ts'

const TEXT = 'La maire Anne Dorval parle'
const end: Nudge = { forward: true, beginning: false, character: false }

const cases: [string, Range, Nudge, string][] = [
  ['the end goes to the end of the next word', [9, 13], end, 'Anne Dorval'],
  ['the end goes back to the end of the word before', [9, 20], { ...end, forward: false }, 'Anne'],
  ['the beginning goes back by a word', [9, 13], { ...end, beginning: true, forward: false }, 'maire Anne'],
  ['a character at a time', [9, 13], { ...end, character: true, forward: false }, 'Ann'],
  ['something is left between the borders', [9, 10], { ...end, character: true, forward: false }, 'A'],
  ['the end of the text is the end', [21, 26], end, 'parle'],
]

test.each(cases)('%s', (_, range, nudge, words) => {
  expect(TEXT.slice(...nudged(TEXT, range, nudge))).toBe(words)
})
