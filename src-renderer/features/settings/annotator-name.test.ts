import { expect, test } from 'vitest'
import { nameFault } from './annotator-name.ts'

test.each([
  ['a name', 'Amina', null],
  ['a name in another script', '小林', null],
  ['nothing', '', 'empty'],
  ['only spaces, no-break ones too', ' \u00a0\t', 'empty'],
  ['the adjudicated layer', 'gold', 'reserved'],
  ['the adjudicated layer, however it is written', ' Gold ', 'reserved'],
  ['a name that begins so', 'Goldberg', null],
])('nameFault of %s', (_, name, expected) => {
  expect(nameFault(name)).toBe(expected)
})
