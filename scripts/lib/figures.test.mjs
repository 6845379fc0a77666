import { describe, expect, it } from 'vitest'
import { columns, figure, summarize } from './figures.mjs'

describe('summarize', () => {
  it.each([
    ['one sample is its own spread', [7], { median: 7, low: 7, high: 7, p95: 7, max: 7, n: 1 }],
    [
      'an even number: halfway between the middle two',
      [4, 1, 3, 2],
      { median: 2.5, low: 1.3, high: 3.7, p95: 3.85, max: 4, n: 4 },
    ],
    ['order of arrival does not count', [10, 0, 5], { median: 5, low: 1, high: 9, p95: 9.5, max: 10, n: 3 }],
  ])('%s', (_name, samples, expected) => {
    const summary = summarize(samples)
    for (const key of /** @type {const} */ (['median', 'low', 'high', 'p95', 'max', 'n']))
      expect(summary[key]).toBeCloseTo(expected[key], 9)
  })

  it('refuses to summarize nothing', () => {
    expect(() => summarize([])).toThrow(RangeError)
  })
})

describe('figure', () => {
  it.each([
    [1234.56, '1235'],
    [12.345, '12.3'],
    [1.2345, '1.23'],
  ])('%d is %s', (value, expected) => {
    expect(figure(value)).toBe(expected)
  })
})

describe('columns', () => {
  it('aligns words left and numbers right', () => {
    expect(
      columns([
        ['what', 'ms'],
        ['start', '1234'],
        ['x', '5'],
      ]),
    ).toBe('what     ms\nstart  1234\nx         5')
  })
})
