import { expect, test } from 'vitest'
import { suggestEntities } from './entity-suggestions.ts'

const KNOWN = {
  entities: [
    { id: 'Maëlle Quintin', tags: 7 },
    { id: 'Port-Aubrac', tags: 4 },
    { id: 'Quintin & fils', tags: 1 },
  ],
  before: ['Port-Aubrac'],
  words: 'QUINTIN',
}

test.each([
  [
    'with nothing typed: what the words stood for, then names with a word of theirs, no new one that exists',
    '',
    'QUINTIN',
    ['Port-Aubrac', 'Maëlle Quintin', 'Quintin & fils', 'QUINTIN'],
  ],
  [
    'the words themselves are new only when no entity has that name',
    '',
    'maelle  quintin',
    ['Port-Aubrac', 'Maëlle Quintin', 'Quintin & fils'],
  ],
  [
    'what is typed is found in any case and without its accents, at the start first',
    'quin',
    '',
    ['Quintin & fils', 'Maëlle Quintin', 'quin'],
  ],
  ['a name that exists is not offered as new', 'maelle quintin', '', ['Maëlle Quintin']],
  ['a new one keeps what was typed', ' Anselme  Tardieu ', '', ['Anselme Tardieu']],
  ['of nothing nothing is offered', '', '', ['Port-Aubrac']],
])('%s', (_, typed, words, expected) => {
  expect(suggestEntities(typed, { ...KNOWN, words }).map(({ id }) => id)).toEqual(expected)
})
