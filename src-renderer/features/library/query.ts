import { DOCUMENT_STATES, type DocumentState, type Id } from '../../../src-core/annotation/records.ts'
import type { LibraryRow } from './types.ts'

export const COLUMNS = ['path', 'title', 'date', 'length', 'state', 'tags'] as const
export type Column = (typeof COLUMNS)[number]

/** A facet's value for documents that have none: no tag, no date. */
export const NONE = ''

/** What the list is narrowed to. Within a facet any of the values will do; the text and all facets must hold. */
export interface Filter {
  readonly text: string
  readonly states: ReadonlySet<DocumentState>
  /** Label ids, or {@link NONE} for documents without any tag. */
  readonly labels: ReadonlySet<Id>
  /** Years or months as {@link Facets.periods} gives them, or {@link NONE} for documents without a date. */
  readonly periods: ReadonlySet<string>
  /** The documents that one was asked to annotate, with their places in that order; null for all. */
  readonly asked: ReadonlyMap<string, number> | null
}

export interface Order {
  readonly column: Column
  readonly descending: boolean
}

export const BY_PATH: Order = { column: 'path', descending: false }

/** The order as it was kept among the settings; by path where they say nothing of use. */
export function orderKept(settings: Readonly<Record<string, unknown>>): Order {
  const column = COLUMNS.find((each) => each === settings['sortColumn'])
  return column ? { column, descending: settings['sortDescending'] === true } : BY_PATH
}

export const NO_FILTER: Filter = { text: '', states: new Set(), labels: new Set(), periods: new Set(), asked: null }

/** How many documents each value would show, the other facets and the text applied. */
export interface Facets {
  readonly states: ReadonlyMap<DocumentState, number>
  readonly labels: ReadonlyMap<Id, number>
  /** Newest first; months where all dates lie within two years, else years. */
  readonly periods: ReadonlyMap<string, number>
}

/** How many values of facets are chosen; the text does not count. */
export function chosenCount(filter: Filter): number {
  return filter.states.size + filter.labels.size + filter.periods.size + Number(filter.asked !== null)
}

/** The rows that a filter leaves, in their order; `kept` stays whatever the filter says. */
export function filterRows(
  rows: readonly LibraryRow[],
  filter: Filter,
  kept: string | null = null,
): readonly LibraryRow[] {
  if (filter.text.trim() === '' && chosenCount(filter) === 0) return rows
  const holds = matcher(filter)
  return rows.filter((row) => row.id === kept || holds(row))
}

/** Tells whether a row passes the filter. */
export function matcher(filter: Filter): (row: LibraryRow) => boolean {
  const tests = testsOf(filter)
  return (row) => tests.every((test) => test.holds(row))
}

/**
 * The rows' places (indices) in an order; equal rows keep the order in which they are given, which is that of their
 * paths.
 */
export function arrange(rows: readonly LibraryRow[], order: Order): readonly number[] {
  const places = rows.map((_, place) => place)
  if (order.column === 'path') return order.descending ? places.reverse() : places
  const sign = order.descending ? -1 : 1
  const keys = rows.map(SORT_KEY[order.column])
  return places.sort((a, b) => sign * compareKeys(keys[a] ?? '', keys[b] ?? '') || a - b)
}

/** One pass over the rows: a row counts for a facet when every other test holds. */
export function facetsOf(rows: readonly LibraryRow[], filter: Filter): Facets {
  const tests = testsOf(filter)
  const unit = periodUnit(rows)
  const states = new Map<DocumentState, number>(DOCUMENT_STATES.map((state) => [state, 0]))
  const [labels, periods] = [new Map<string, number>(), new Map<string, number>()]
  for (const row of rows) {
    const failed = tests.filter((test) => !test.holds(row))
    const counts = (facet: Test['of']) => failed.every((test) => test.of === facet)
    if (counts('state')) add(states, row.state)
    if (counts('label')) for (const label of labelsOf(row)) add(labels, label)
    const period = row.date === null ? NONE : row.date.slice(0, unit)
    if (counts('period')) add(periods, period)
    else if (!periods.has(period)) periods.set(period, 0)
  }
  return { states, labels, periods: new Map([...periods].sort(([a], [b]) => (a < b ? 1 : -1))) }
}

interface Test {
  readonly of: 'text' | 'asked' | 'state' | 'label' | 'period'
  readonly holds: (row: LibraryRow) => boolean
}

function testsOf({ text, states, labels, periods, asked }: Filter): readonly Test[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  const tests: Test[] = words.map((word) => ({ of: 'text', holds: (row) => folded(row).includes(word) }))
  if (asked) tests.push({ of: 'asked', holds: ({ id }) => asked.has(id) })
  if (states.size) tests.push({ of: 'state', holds: (row) => states.has(row.state) })
  if (labels.size) tests.push({ of: 'label', holds: (row) => labelsOf(row).some((label) => labels.has(label)) })
  if (periods.size) tests.push({ of: 'period', holds: (row) => inPeriods(row.date, periods) })
  return tests
}

function inPeriods(date: string | null, periods: ReadonlySet<string>): boolean {
  if (date === null) return periods.has(NONE)
  return periods.has(date.slice(0, YEAR)) || periods.has(date.slice(0, MONTH))
}

const YEAR = 4
const MONTH = 7

function periodUnit(rows: readonly LibraryRow[]): number {
  let [first, last] = [Infinity, -Infinity]
  for (const { date } of rows) {
    const year = date === null ? NaN : Number(date.slice(0, YEAR))
    if (year < first) first = year
    if (year > last) last = year
  }
  return last - first <= 1 ? MONTH : YEAR
}

function labelsOf(row: LibraryRow): readonly string[] {
  const labels = Object.keys(row.counts).filter((label) => (row.counts[label] ?? 0) > 0)
  return labels.length ? labels : [NONE]
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** All tags of a document. */
function tagCount(row: LibraryRow): number {
  return Object.values(row.counts).reduce((sum, count) => sum + count, 0)
}

const SORT_KEY: Readonly<Record<Exclude<Column, 'path'>, (row: LibraryRow) => string | number>> = {
  title: (row) => (keysOf(row).title ??= naturalKey(row.title)),
  // Documents without a date stand after all others when the order ascends.
  date: (row) => row.date ?? '\uffff',
  length: (row) => row.length,
  state: (row) => DOCUMENT_STATES.indexOf(row.state),
  tags: tagCount,
}

function compareKeys(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Sort and search keys are made once a row: with them 100,000 rows sort and filter within a few frames, which
 * `Intl.Collator` does not.
 */
const keys = new WeakMap<LibraryRow, { title?: string; folded?: string }>()

function keysOf(row: LibraryRow): { title?: string; folded?: string } {
  const known = keys.get(row)
  if (known) return known
  const made = {}
  keys.set(row, made)
  return made
}

function folded(row: LibraryRow): string {
  return (keysOf(row).folded ??= `${fold(row.title)}\n${fold(row.id)}`)
}

/** Numbers by value, letters without case and accents. */
function naturalKey(text: string): string {
  return fold(text).replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(16, '0'))
}

function fold(text: string): string {
  // ASCII needs no decomposition, and most paths are ASCII.
  const lower = text.toLowerCase()
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  return lower.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'")
}
