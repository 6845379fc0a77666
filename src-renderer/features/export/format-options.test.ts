import { describe, expect, test } from 'vitest'
import { FORMATS } from '../../../src-core/formats/registry.ts'
import { groupedFormats, lacksOf, seedOf, sharesOf } from './format-options.ts'

test('every format that can be written is offered once', () => {
  const offered = groupedFormats(FORMATS).map(({ format }) => format.id)
  expect([...offered].sort()).toEqual(
    FORMATS.filter(({ write }) => write)
      .map(({ id }) => id)
      .sort(),
  )
})

test('only Postil’s own format lacks nothing', () => {
  expect(FORMATS.filter((format) => lacksOf(format).length === 0).map(({ id }) => id)).toEqual(['postil'])
})

describe('a ratio as it is typed', () => {
  test.each([
    ['80,20', 'two', [80, 20]],
    [' 8 / 1 / 1 ', 'three', [8, 1, 1]],
    ['70, 15, 15', 'three', [70, 15, 15]],
    ['0.9;0.1', 'two', [0.9, 0.1]],
    ['80', 'two', null],
    ['80,0', 'two', null],
    ['80,10,10', 'two', null],
    ['a,b', 'two', null],
    ['', 'three', null],
  ] as const)('%j in %s parts', (ratio, kind, shares) => {
    expect(sharesOf(ratio, kind)).toEqual(shares)
  })
})

test('a seed is a whole number that arithmetic holds exactly', () => {
  expect(['7', ' 42 ', '-1', '1.5', '', '9'.repeat(16)].map(seedOf)).toEqual([7, 42, null, null, null, null])
})
