import { expect, test } from 'vitest'
import { nearName } from './near-names.ts'

test.each([
  ['another case', 'person', ['Person'], 'Person'],
  ['an accent and an s', 'Évènements', ['Evenement'], 'Evenement'],
  ['British and American', 'Organisation', ['Organization'], 'Organization'],
  ['a separator', 'armed_group', ['Armed group'], 'Armed group'],
  ['another word', 'Place', ['Person', 'Date'], null],
  ['words with a common beginning', 'Date', ['Database'], null],
  ['too short to tell', 'Or', ['Organization'], null],
] as const)('%s: %s', (_, name, others, expected) => {
  expect(nearName(name, others)).toBe(expected)
})
