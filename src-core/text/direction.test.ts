import { expect, test } from 'vitest'
import { isLineRightToLeft, isRightToLeft } from './direction.ts'

test.each([
  ['Latin letters', 'Tunis, 2023', false],
  ['Arabic letters', 'تونس', true],
  ['Hebrew letters behind digits and quotes', '12 «דנה»', true],
  ['Latin letters before Arabic ones', 'Le journal المساء', false],
  ['no letter at all', '12 % …', false],
  ['nothing', '', false],
])('a text runs as its first letter does: %s', (_, text, expected) => {
  expect(isRightToLeft(text)).toBe(expected)
})

test.each([
  ['the first line', 3, false],
  ['its end', 8, false],
  ['the start of the second', 9, true],
  ['the end of the text', 13, true],
])('each line has a direction of its own: %s', (_, offset, expected) => {
  expect(isLineRightToLeft('À Tunis\r\nتونس', offset)).toBe(expected)
})
