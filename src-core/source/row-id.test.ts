import { expect, it } from 'vitest'
import { fileOf, isLikeRow, rowDocument, rowOf } from './row-id.ts'

it.each([
  ['a file of its own', 'press/a.txt', 'press/a.txt', null],
  ['a hash in the name of a file of its own', 'press/a#1.txt', 'press/a#1.txt', null],
  ['a row', 'press/a.csv#12', 'press/a.csv', '12'],
  ['a row whose id is an address', 'a.jsonl#https://x.fr/b.csv#c', 'a.jsonl', 'https://x.fr/b.csv#c'],
  ['a table itself', 'a.CSV', 'a.CSV', null],
  ['capitals', 'A.TSV#é', 'A.TSV', 'é'],
])('%s', (_, document, file, row) => {
  expect([fileOf(document), rowOf(document)]).toEqual([file, row])
})

it('joins what it takes apart', () => {
  const document = rowDocument('x/y.ndjson', 'a/../b#c')
  expect([fileOf(document), rowOf(document)]).toEqual(['x/y.ndjson', 'a/../b#c'])
})

it('knows the names that would be taken for rows', () => {
  expect(['a.csv#b.txt', 'a.csv#x/b.txt', 'a.csv', 'a#b.csv'].map(isLikeRow)).toEqual([true, true, false, false])
})
