import { expect, test } from 'vitest'
import { optionsFrom, optionsText, renamedOptions } from './options.ts'

const KNOWN = [
  { value: 'state', titles: { fr: 'État', de: 'Staat' }, key: '2' },
  { value: 'party', key: '1' },
]

test('options survive being shown and read back, keys and other languages too', () => {
  expect(optionsText(KNOWN)).toBe('state = État\nparty')
  expect(optionsFrom(optionsText(KNOWN), KNOWN)).toEqual(KNOWN)
})

test('a value changed in its line is a new name for it; one more line gets the next free digit', () => {
  const renamed = optionsFrom('government = État\nparty', KNOWN)
  expect(renamedOptions(KNOWN, renamed)).toEqual({ state: 'government' })
  const more = optionsFrom('state = État\n\nparty\nmedia', KNOWN)
  expect(more[2]).toEqual({ value: 'media', key: '3' })
  expect(renamedOptions(KNOWN, more)).toEqual({})
})
