import { expect, test } from 'vitest'
import { spread, turnedAt } from './arcs.ts'

test.each([
  ['a name that fits stays as it is', 700, 60, 800, null],
  ['one that would be cut is turned where it began', 700, 120, 800, 700],
  ['and moved in where there is no room for its height', 795, 30, 800, 790],
])('the name of a relation: %s', (_, x, width, edge, expected) => {
  expect(turnedAt(x, width, edge)).toBe(expected)
})

test.each([
  [
    'apart enough, they stay',
    [
      { y: 10, height: 8 },
      { y: 40, height: 8 },
    ],
    [10, 40],
  ],
  [
    'the lower one moves down',
    [
      { y: 10, height: 20 },
      { y: 12, height: 20 },
    ],
    [10, 34],
  ],
  [
    'whichever comes first',
    [
      { y: 12, height: 20 },
      { y: 10, height: 20 },
    ],
    [34, 10],
  ],
  [
    'and pushes the next',
    [
      { y: 0, height: 10 },
      { y: 0, height: 10 },
      { y: 1, height: 10 },
    ],
    [0, 14, 28],
  ],
])('the names of relations in a margin: %s', (_, names, expected) => {
  expect(spread(names)).toEqual(expected)
})
