import { expect, it } from 'vitest'
import { dateIn, guessColumns, type ColumnSample } from './columns.ts'

const LONG = 'Le conseil a siégé tard, et personne n’a voulu dire ce qui s’y était décidé avant la fin de la semaine. '
const column = (name: string, ...values: string[]): ColumnSample => ({ name, values })

it.each<[string, readonly ColumnSample[], unknown]>([
  [
    'French names with accents',
    [
      column('Référence', 'a1', 'a2'),
      column('Intitulé', 'Un', 'Deux'),
      column('Contenu', LONG, LONG),
      column('Publié le', '30/04/2024', '2 mai 2024'),
    ],
    { text: 'Contenu', id: 'Référence', title: 'Intitulé', date: 'Publié le' },
  ],
  [
    'the longest column where no name says so',
    [column('a', 'x', 'y'), column('b', LONG, LONG + LONG), column('c', LONG, LONG)],
    { text: 'b', id: null, title: null, date: null },
  ],
  [
    'an id that repeats is none, an address that does not is',
    [column('id', '1', '1'), column('url', 'https://a', 'https://b'), column('text', 'court', 'bref')],
    { text: 'text', id: 'url', title: null, date: null },
  ],
  [
    'dates whatever the column is called, and no date where the cells say none',
    [
      column('text', LONG, LONG),
      column('date_note', 'bientôt', 'tard'),
      column('quand', '2021-12-07T05:59:00Z', '2021'),
    ],
    { text: 'text', id: null, title: null, date: 'quand' },
  ],
  ['numbers only are no articles', [column('x', '1', '2'), column('y', '3', '4')], null],
  ['nothing at all', [], null],
])('guesses: %s', (_, columns, expected) => {
  expect(guessColumns(columns)).toEqual(expected)
})

it.each([
  ['2021', '2021'],
  ['2021-12-07 05:59:00', '2021-12-07'],
  ['mardi, 30 avril 2024 05:59', '2024-04-30'],
  ['05/04/2024', '2024-04-05?'],
  ['31/12/2024', '2024-12-31'],
  ['12', null],
  ['Le 3 mars, tout change', null],
  ['', null],
])('reads the date of the cell %j as %j', (cell, date) => {
  expect(dateIn(cell)).toBe(date)
})
