import { expect, test } from 'vitest'
import { LANGUAGES } from '../../i18n/message.ts'
import { catalogue } from '../../i18n/catalogue.ts'
import { sampleParts } from './sample-parts.ts'

test.each([
  ['no tag', 'abc', [], [['abc', []]]],
  [
    'one inside',
    'abc',
    ['b'],
    [
      ['a', []],
      ['b', [0]],
      ['c', []],
    ],
  ],
  [
    'one in another: the outer first',
    'abcd',
    ['c', 'bcd'],
    [
      ['a', []],
      ['b', [1]],
      ['c', [1, 0]],
      ['d', [1]],
    ],
  ],
  [
    'crossing ones',
    'abcd',
    ['abc', 'cd'],
    [
      ['ab', [0]],
      ['c', [0, 1]],
      ['d', [1]],
    ],
  ],
  ['words that do not stand there', 'abc', ['x'], [['abc', []]]],
])('a sample is cut at its tags: %s', (_, text, words, expected) => {
  const parts = sampleParts(
    text,
    words.map((each) => ({ words: each })),
  )
  expect(parts.map(({ text, within }) => [text, within])).toEqual(expected)
})

test.each(LANGUAGES)('in every language the sample says what is tagged in it, one inside the other: %s', (language) => {
  const words = (['who', 'what', 'when'] as const).map((part) => catalogue[`settings.reading.sample-${part}`][language])
  const sample = catalogue['settings.reading.sample'][language]
  for (const each of words) expect(sample).toContain(each)
  expect(words[1]).toContain(words[2])
})
