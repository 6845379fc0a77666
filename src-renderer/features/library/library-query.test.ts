import { expect, test } from 'vitest'
import type { DocumentState } from '../../../src-core/annotation/records.ts'
import { LibraryQuery } from './library-query.svelte.ts'
import type { LibraryRow } from './types.ts'

const row = (id: string, state: DocumentState = 'untouched', tags = 0): LibraryRow => ({
  id,
  title: id,
  date: null,
  length: 1,
  state,
  counts: { person: tags },
  missing: false,
  imported: false,
})

function folder(...rows: LibraryRow[]) {
  const desk = { rows: rows as readonly LibraryRow[], current: null as string | null }
  const query = new LibraryQuery(
    () => desk.rows,
    () => desk.current,
  )
  return { desk, query, shown: () => query.shown.map((each) => each.id) }
}

const untouched = (each: LibraryRow) => each.state === 'untouched'

test('next and previous go by the list as it is sorted and filtered, and end at its ends', () => {
  const { query } = folder(row('a', 'done'), row('b'), row('c', 'done'), row('d'))
  expect(query.neighbour('b', 1)?.id).toBe('c')
  expect(query.neighbour('b', 1, untouched)?.id).toBe('d')
  expect(query.neighbour('d', 1)).toBeNull()
  query.sortBy('path')
  expect(query.neighbour('b', 1)?.id).toBe('a')
})

test('without a document on screen next is the first and previous the last', () => {
  const { query } = folder(row('a'), row('b'))
  expect(query.neighbour(null, 1)?.id).toBe('a')
  expect(query.neighbour(null, -1)?.id).toBe('b')
})

test('next goes on from a document that the filter has just left out', () => {
  const { query } = folder(row('a'), row('b', 'done'), row('c'))
  query.toggleState('untouched')
  expect(query.neighbour('b', 1)?.id).toBe('c')
})

test('the document on screen stays in the list when it stops matching', () => {
  const { desk, query, shown } = folder(row('a'), row('b', 'in_progress'))
  desk.current = 'b'
  query.toggleState('untouched')
  expect(shown()).toEqual(['a', 'b'])
})

test('a list sorted by tags keeps its order while one tags, and is sorted anew when asked', () => {
  const { desk, query, shown } = folder(row('a', 'untouched', 1), row('b', 'untouched', 3))
  query.sortBy('tags')
  expect(shown()).toEqual(['b', 'a'])
  desk.rows = [row('a', 'untouched', 9), row('b', 'untouched', 3)]
  query.search('')
  expect(shown()).toEqual(['b', 'a'])
  expect(query.shown[1]?.counts['person']).toBe(9)
  query.sortBy('path')
  query.sortBy('tags')
  expect(shown()).toEqual(['a', 'b'])
})

test('progress counts what is done or further', () => {
  const { query } = folder(row('a', 'done'), row('b', 'reviewed'), row('c', 'adjudicated'), row('d', 'in_progress'))
  expect(query.doneCount).toBe(3)
})

test('clearing the facets keeps the text; clearing all takes both', () => {
  const { query } = folder(row('a'))
  query.search('a')
  query.toggleLabel('person')
  query.clearFacets()
  expect([query.filter.text, query.chosenCount, query.isNarrowed]).toEqual(['a', 0, true])
  query.clear()
  expect(query.isNarrowed).toBe(false)
})

test('the order is taken up as it was left, and each change of it is told', () => {
  const kept: unknown[] = []
  const rows = [row('a'), row('b')]
  const order = { column: 'path', descending: true } as const
  const query = new LibraryQuery(
    () => rows,
    () => null,
    { order, keep: (next) => kept.push(next) },
  )
  expect(query.shown.map(({ id }) => id)).toEqual(['b', 'a'])
  query.sortBy('tags')
  query.sortBy('tags')
  expect(kept).toEqual([
    { column: 'tags', descending: true },
    { column: 'tags', descending: false },
  ])
})

test('what one was asked for comes first, in the order to work in; the rest is one click away', () => {
  const rows = [row('a', 'done'), row('b'), row('c'), row('d', 'done')]
  const asked = new Map(['c', 'a', 'gone'].map((id, i) => [id, i]))
  const query = new LibraryQuery(() => rows, undefined, undefined, asked)
  const shown = () => query.shown.map(({ id }) => id)
  expect([shown(), query.doneCount, query.scope.length, query.chosenCount]).toEqual([['c', 'a'], 1, 2, 1])
  expect(query.neighbour('c', 1)?.id).toBe('a')
  query.sortBy('state')
  expect(shown()).toEqual(['c', 'a'])
  query.toggleAsked()
  expect([query.shown.length, query.doneCount]).toEqual([4, 2])
  query.toggleAsked()
  expect(query.shown.length).toBe(2)
})
