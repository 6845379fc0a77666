import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertNever, sameValue } from './values.ts'

describe('sameValue', () => {
  it('is what JSON is: a value equals itself written and read, in whatever key order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read: unknown = JSON.parse(JSON.stringify(value))
        expect(sameValue(read, value)).toBe(true)
        expect(sameValue(reordered(read), value)).toBe(true)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('agrees with the written form when two values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
        expect(sameValue(a, b)).toBe(canonical(a) === canonical(b))
        expect(sameValue(a, b)).toBe(sameValue(b, a))
      }),
      { seed: 2, numRuns: 500 },
    )
  })

  it.each<[string, unknown, unknown, boolean]>([
    ['an absent key and an undefined one', {}, { a: undefined }, true],
    ['a null and an absent key', { a: null }, {}, false],
    ['an array and an object with its keys', [1], { 0: 1 }, false],
    ['an empty array and an empty object', [], {}, false],
    ['zero and negative zero', 0, -0, true],
    ['not a number and itself', NaN, NaN, true],
    ['a list and its beginning', [1, 2], [1], false],
    ['null and an object', null, {}, false],
    ['a number and its writing', 1, '1', false],
  ])('%s', (_, a, b, same) => {
    expect(sameValue(a, b)).toBe(same)
    expect(sameValue(b, a)).toBe(same)
  })
})

it('a case that was forgotten throws and names the value', () => {
  expect(() => assertNever('surprise' as never)).toThrow('surprise')
})

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reordered(each)]),
  )
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
