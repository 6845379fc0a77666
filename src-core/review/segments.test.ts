import { expect, test } from 'vitest'
import type { Span } from '../annotation/records.ts'
import { compareLayers } from './compare.ts'
import { linesOf, readersOf, segmentsOf } from './segments.ts'

function span(id: string, annotator: string, start: number, end: number): Span {
  const times = { created: 1, updated: 1 }
  const rest = { label: 'p', attributes: {}, entity: null, note: null, origin: 'manual' } as const
  return { kind: 'span', id, document: 'd', annotator, ranges: [[start, end]], ...rest, ...times }
}

const items = new Map([span('1', 'a', 2, 8), span('2', 'b', 2, 6), span('3', 'a', 3, 5)].map((each) => [each.id, each]))
const comparison = compareLayers(items, 'd', ['a', 'b'])

const readers = readersOf(comparison, comparison.annotators)

test('segments cover a line without gaps and have every tag of each annotator, the shortest first', () => {
  const segments = segmentsOf([0, 10], readers)
  expect(
    segments.map(({ start, end, tags }) => [start, end, ...tags.map((own) => own.map(({ id }) => id).join())]),
  ).toEqual([
    [0, 2, '', ''],
    [2, 3, '1', '2'],
    [3, 5, '3,1', '2'],
    [5, 6, '1', '2'],
    [6, 8, '1', ''],
    [8, 10, '', ''],
  ])
  expect(readers.lanes.map((lanes) => lanes.depth(0, 10))).toEqual([2, 1])
})

test('a tag over the end of a line is cut there', () => {
  expect(segmentsOf([4, 7], readers).map(({ start, end }) => [start, end])).toEqual([
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
