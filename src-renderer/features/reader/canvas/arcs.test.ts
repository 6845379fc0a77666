import { expect, test } from 'vitest'
import { turnedAt } from './arcs.ts'

test.each([
  ['a name that fits stays as it is', 700, 60, 800, null],
  ['one that would be cut is turned where it began', 700, 120, 800, 700],
  ['and moved in where there is no room for its height', 795, 30, 800, 790],
])('the name of a relation: %s', (_, x, width, edge, expected) => {
  expect(turnedAt(x, width, edge)).toBe(expected)
})
