import { expect, test } from 'vitest'
import { columnsOf, entryWith, restOf, type ListedEntry } from './entry-columns.ts'

const ENTRY: ListedEntry = {
  ...{ id: 'a.txt', bytes: 5, modifiedMs: 7.5, sha256: 'h', encoding: 'utf-8', length: 4 },
  ...{ title: 'Un titre', date: '2021-12', fields: {} },
}

test.each([
  ['without fields', ENTRY, ''],
  ['with fields that are its title and date', { ...ENTRY, fields: { date: '2021-12', title: 'Un titre' } }, undefined],
  ['with a title of its own among the fields', { ...ENTRY, fields: { title: 'Autre', author: 'A. B.' } }, undefined],
  ['with a field that is empty', { ...ENTRY, date: null, fields: { date: '' } }, undefined],
  ['with a source', { ...ENTRY, source: { kind: 'html', file: 'f' } }, undefined],
])('an entry %s is the same after its rest was written and read', (_, entry, rest) => {
  const { fields, source, ...plain } = entry as ListedEntry
  expect(entryWith(plain, restOf(entry))).toEqual({ ...plain, fields, ...(source === undefined ? {} : { source }) })
  if (rest !== undefined) expect(restOf(entry)).toBe(rest)
})

test('what a field says once more is not written again', () => {
  expect(restOf({ ...ENTRY, fields: { date: '2021-12', title: 'Un titre' } })).not.toContain('Un titre')
})

test('columns keep the order of the entries', () => {
  const { ids, dates } = columnsOf([ENTRY, { ...ENTRY, id: 'b.txt', date: null }])
  expect([ids, dates]).toEqual([
    ['a.txt', 'b.txt'],
    ['2021-12', null],
  ])
})
