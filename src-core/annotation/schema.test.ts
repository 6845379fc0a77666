import { expect, test } from 'vitest'
import { optionTitle, titleOf } from './schema.ts'

test.each([
  ['the title in the language', { name: 'said_by', titles: { fr: 'dit par' } }, 'fr', 'dit par'],
  ['the name in another, in words', { name: 'said_by', titles: { fr: 'dit par' } }, 'en', 'said by'],
  ['a name that is one word', { name: 'Person' }, 'en', 'Person'],
  ['a name of several parts', { name: 'not_enough_evidence' }, 'fr', 'not enough evidence'],
])('what is shown of a name: %s', (_, named, language, expected) => {
  expect(titleOf(named, language)).toBe(expected)
  const { name: value, ...titles } = named
  expect(optionTitle({ value, ...titles }, language)).toBe(expected)
})
