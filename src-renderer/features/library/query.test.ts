import { describe, expect, test } from 'vitest'
import { arrange, facetsOf, filterRows, NO_FILTER, NONE, type Column, type Filter, orderKept } from './query.ts'
import type { LibraryRow } from './types.ts'

const row = (id: string, change: Partial<LibraryRow> = {}): LibraryRow => ({
  id,
  title: id,
  date: null,
  length: 100,
  state: 'untouched',
  counts: {},
  missing: false,
  imported: false,
  ...change,
})

const ids = (rows: readonly LibraryRow[]) => rows.map((each) => each.id)
const sorted = (rows: readonly LibraryRow[], column: Column, descending = false) =>
  ids(arrange(rows, { column, descending }).flatMap((place) => rows[place] ?? []))

describe('arrange puts documents where people look for them', () => {
  test.each([
    ['numbers go by value', ['a10.txt', 'a2.txt', 'a1.txt'], ['a1.txt', 'a2.txt', 'a10.txt']],
    ['leading zeros do not count', ['a010.txt', 'a9.txt'], ['a9.txt', 'a010.txt']],
    [
      'case and accents do not count',
      ['Éte.txt', 'fin.txt', 'ete.txt', 'Dune.txt'],
      ['Dune.txt', 'Éte.txt', 'ete.txt', 'fin.txt'],
    ],
    ['long numbers keep their order', ['20210101.txt', '20201231235959.txt'], ['20210101.txt', '20201231235959.txt']],
  ])('title: %s', (_, given, expected) => {
    expect(
      sorted(
        given.map((id) => row(id)),
        'title',
      ),
    ).toEqual(expected)
  })

  test('paths keep the order in which the folder gave them, or its reverse', () => {
    const rows = [row('a2'), row('a10'), row('b')]
    expect(sorted(rows, 'path')).toEqual(['a2', 'a10', 'b'])
    expect(sorted(rows, 'path', true)).toEqual(['b', 'a10', 'a2'])
  })

  test('documents that are equal stand in the folder’s order, whichever way the order goes', () => {
    const rows = [row('a', { length: 1 }), row('b', { length: 1 }), row('c', { length: 2 })]
    expect(sorted(rows, 'length')).toEqual(['a', 'b', 'c'])
    expect(sorted(rows, 'length', true)).toEqual(['c', 'a', 'b'])
  })

  test('documents without a date stand last when dates ascend', () => {
    const rows = [row('none'), row('late', { date: '2022-11-10' }), row('month', { date: '2022-11' })]
    expect(sorted(rows, 'date')).toEqual(['month', 'late', 'none'])
  })

  test('states go by the course of the work, tags by their number over all labels', () => {
    const rows = [
      row('done', { state: 'done', counts: { person: 2 } }),
      row('new'),
      row('begun', { state: 'in_progress', counts: { person: 1, date: 9 } }),
    ]
    expect(sorted(rows, 'state')).toEqual(['new', 'begun', 'done'])
    expect(sorted(rows, 'tags', true)).toEqual(['begun', 'done', 'new'])
  })
})

const FOLDER = [
  row('2021/ferry.txt', { title: 'Le bac rouvre à l’aube', date: '2021-03', state: 'done', counts: { person: 2 } }),
  row('2021/budget.txt', {
    title: 'Budget',
    date: '2021-12-01',
    state: 'in_progress',
    counts: { person: 1, claim: 4 },
  }),
  row('2023/strike.txt', { title: 'Grève', date: '2023', counts: { person: 0 } }),
  row('note.txt', { title: 'Élection' }),
]
const filter = (change: Partial<Filter>): Filter => ({ ...NO_FILTER, ...change })

describe('filterRows', () => {
  test.each([
    ['nothing chosen', {}, 4],
    ['blank text', { text: '  ' }, 4],
    ['text in the title, without accent or case', { text: 'greve' }, 1],
    ['text in the path', { text: '2021/' }, 2],
    ['every word must stand somewhere', { text: 'budget 2021' }, 1],
    ['the typed apostrophe finds the curly one', { text: "l'aube" }, 1],
    ['a state', { states: new Set(['done'] as const) }, 1],
    ['two states: either', { states: new Set(['done', 'in_progress'] as const) }, 2],
    ['a label with at least one tag', { labels: new Set(['person']) }, 2],
    ['no tag at all; a count of nought is none', { labels: new Set([NONE]) }, 2],
    ['a year', { periods: new Set(['2021']) }, 2],
    ['a month, which a day lies in', { periods: new Set(['2021-12']) }, 1],
    ['no date', { periods: new Set([NONE]) }, 1],
    ['facets and text together', { labels: new Set(['person']), periods: new Set(['2021']), text: 'bac' }, 1],
  ] as const)('%s', (_, change, count) => {
    expect(filterRows(FOLDER, filter(change))).toHaveLength(count)
  })

  test('without a filter the rows are the very same, so that nothing is drawn again', () => {
    expect(filterRows(FOLDER, NO_FILTER)).toBe(FOLDER)
  })
})

test('the kept document stays in the list, though it does not match', () => {
  const left = filterRows(FOLDER, filter({ states: new Set(['done']) }), 'note.txt')
  expect(ids(left)).toEqual(['2021/ferry.txt', 'note.txt'])
})

describe('facetsOf counts what choosing a value would show', () => {
  test('a facet does not narrow itself, but the others and the text narrow it', () => {
    const facets = facetsOf(FOLDER, filter({ states: new Set(['done']), text: '2021' }))
    expect(facets.states.get('in_progress')).toBe(1)
    expect(facets.states.get('untouched')).toBe(0)
    expect(Object.fromEntries(facets.labels)).toEqual({ person: 1 })
    expect(facets.periods.get('2021')).toBe(1)
  })

  test('choosing one more value shows as many as its count said', () => {
    const chosen = filter({ labels: new Set(['person']) })
    for (const [period, count] of facetsOf(FOLDER, chosen).periods)
      expect(filterRows(FOLDER, { ...chosen, periods: new Set([period]) })).toHaveLength(count)
  })

  test('dates within two years are offered by month, else by year, newest first', () => {
    expect([...facetsOf(FOLDER, NO_FILTER).periods.keys()]).toEqual(['2023', '2021', NONE])
    expect([...facetsOf(FOLDER.slice(0, 2), NO_FILTER).periods.keys()]).toEqual(['2021-12', '2021-03'])
  })

  test('an empty folder has no periods and nought of every state', () => {
    const facets = facetsOf([], NO_FILTER)
    expect(facets.periods.size).toBe(0)
    expect([...facets.states.values()]).toEqual([0, 0, 0, 0, 0])
  })
})

test.each([
  ['nothing kept', {}, 'path', false],
  ['a column, falling', { sortColumn: 'date', sortDescending: true }, 'date', true],
  ['a column alone', { sortColumn: 'state' }, 'state', false],
  ['a column of another version', { sortColumn: 'mood', sortDescending: true }, 'path', false],
  ['something else than a name', { sortColumn: 3 }, 'path', false],
] as const)('the kept order is taken where it means something: %s', (_, settings, column, descending) => {
  expect(orderKept(settings)).toEqual({ column, descending })
})
