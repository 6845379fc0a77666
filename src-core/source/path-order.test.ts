import { expect, test } from 'vitest'
import { comparePaths } from './path-order.ts'

test.each([
  ['numbers by value', ['a/2.txt', 'a/10.txt']],
  ['a folder where its name stands, before a file that begins with the same name', ['press/z.txt', 'press.txt']],
  ['folder by folder', ['a/z.txt', 'a b/a.txt']],
  ['a file beside a folder of its folder', ['a/b.txt', 'a/c/a.txt', 'a/d.txt']],
  ['rows of a table before a file that begins with its name', ['press.csv#2', 'press.csv#10', 'press.csv.txt']],
  ['names that differ by an accent only', ['a/cote.txt', 'a/côte.txt']],
  ['names that differ by case only, by code units', ['a/B.txt', 'a/c.txt']],
])('paths stand in the order of a walk: %s', (_, paths) => {
  expect([...paths].reverse().sort(comparePaths)).toEqual(paths)
  for (const path of paths) expect(comparePaths(path, path)).toBe(0)
})

test('names that readers take for one still have an order', () => {
  expect(comparePaths('a\u0000b', 'ab')).not.toBe(0)
  expect(comparePaths('01.txt', '1.txt')).toBe(-comparePaths('1.txt', '01.txt'))
  expect(comparePaths('01.txt', '1.txt')).not.toBe(0)
})
