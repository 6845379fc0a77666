import { expect, test } from 'vitest'
import type { Span } from '../annotation/records.ts'
import { compareLayers } from './compare.ts'
import { linesOf, segmentsOf } from './segments.ts'

function span(id: string, annotator: string, start: number, end: number): Span {
  const times = { created: 1, updated: 1 }
  const rest = { label: 'p', attributes: {}, entity: null, note: null, origin: 'manual' } as const
  return { kind: 'span', id, document: 'd', annotator, ranges: [[start, end]], ...rest, ...times }
}

const items = new Map([span('1', 'a', 2, 8), span('2', 'b', 2, 6), span('3', 'a', 3, 5)].map((each) => [each.id, each]))
const comparison = compareLayers(items, 'd', ['a', 'b'])

test('segments cover a line without gaps and show each annotator’s shortest tag in a lane', () => {
  const segments = segmentsOf([0, 10], comparison)
  expect(segments.map(({ start, end, lanes }) => [start, end, ...lanes.map((lane) => lane?.id ?? '-')])).toEqual([
    [0, 2, '-', '-'],
    [2, 3, '1', '2'],
    [3, 5, '3', '2'],
    [5, 6, '1', '2'],
    [6, 8, '1', '-'],
    [8, 10, '-', '-'],
  ])
})

test('a tag over the end of a line is cut there', () => {
  expect(segmentsOf([4, 7], comparison).map(({ start, end }) => [start, end])).toEqual([
    [4, 5],
    [5, 6],
    [6, 7],
  ])
})

test.each([
  { text: 'a\nb\r\nc\rd', lines: ['a', 'b', 'c', 'd'] },
  { text: '', lines: [''] },
  { text: 'x\n', lines: ['x', ''] },
])('the lines of $text', ({ text, lines }) => {
  expect(linesOf(text).map(([start, end]) => text.slice(start, end))).toEqual(lines)
})
