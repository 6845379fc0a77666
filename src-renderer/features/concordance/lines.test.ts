import { describe, expect, test } from 'vitest'
import type { Span } from '../../../src-core/annotation/records.ts'
import { isThere, sorted, tagsOf } from './lines.ts'
import type { Line } from './types.ts'

function line(place: number, left: string, right: string): Line {
  const range = [10, 14] as const
  return {
    key: `${place}`,
    document: `${place}`,
    title: '',
    place,
    range,
    left,
    match: 'port',
    right,
    sha256: '',
    leftOut: false,
    length: 99,
  }
}

function span(id: string, label: string, start: number, end: number): Span {
  const where = { document: 'd', annotator: 'a', ranges: [[start, end]] } as const
  return {
    kind: 'span',
    id,
    ...where,
    label,
    attributes: {},
    entity: null,
    note: null,
    origin: 'manual',
    created: 0,
    updated: 0,
  }
}

describe('the order', () => {
  const lines = [line(2, 'le vieux ', ' fermé'), line(0, 'un autre ', ' Éteint'), line(1, 'du Vieux, ', ' encore')]
  const places = (sort: 'document' | 'left' | 'right') => sorted(lines, sort, 'fr').map(({ place }) => place)

  test('by article follows the list', () => expect(places('document')).toEqual([0, 1, 2]))
  test('by the words before reads them from the hit outwards, without case', () =>
    expect(places('left')).toEqual([0, 1, 2]))
  test('by the words after minds no accent', () => expect(places('right')).toEqual([1, 0, 2]))
})

const SPANS = [span('exact', 'p', 10, 14), span('around', 'c', 0, 50), span('beside', 'o', 12, 20)]

test.each([
  ['anywhere', null, [60, 64], true],
  ['inside', null, [10, 14], true],
  ['inside', 'o', [10, 14], false],
  ['outside', null, [60, 64], true],
  ['outside', 'o', [10, 14], false],
  ['outside', 'o', [20, 22], true],
  ['outside', 'p', [14, 16], true],
] as const)('%s %s at %j: %s', (place, label, range, expected) => {
  expect(isThere(range, SPANS, { place, label })).toBe(expected)
})

test('a deed is about the tags that begin and end with the hit, or about those of the label it was sought in', () => {
  expect(tagsOf([10, 14], SPANS, { place: 'anywhere', label: null })).toEqual(['exact'])
  expect(tagsOf([10, 14], SPANS, { place: 'inside', label: 'c' })).toEqual(['around'])
})
