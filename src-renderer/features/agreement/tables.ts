import Papa from 'papaparse'
import type { ConfusionCell } from '../../../src-core/agreement/confusion.ts'
import type { MeasureId, MeasureResult, Score } from '../../../src-core/agreement/measure.ts'

type Row = Readonly<Record<string, string | number | null>>

/** Rows as a table that spreadsheets and statistics read: a head, points as decimals, nothing where there is no value. */
export function csvOf(rows: readonly Row[]): string {
  return `${Papa.unparse([...rows], { newline: '\n' })}\n`
}

/** Every number of some measures: over all, by pair, by label and by document. */
export function allRows(results: readonly (readonly [MeasureId, MeasureResult])[]): Row[] {
  return results.flatMap(([measure, result]) => [
    { ...rowOf(measure, result), low: result.interval?.low ?? null, high: result.interval?.high ?? null },
    ...result.pairs.map((pair) => ({ ...rowOf(measure, pair), a: pair.a, b: pair.b })),
    ...Object.entries(result.labels).map(([label, score]) => ({ ...rowOf(measure, score), label })),
    ...Object.entries(result.documents).map(([document, score]) => ({ ...rowOf(measure, score), document })),
  ])
}

function rowOf(measure: MeasureId, { value, undefined: reason, items }: Score) {
  return {
    measure,
    a: '',
    b: '',
    label: '',
    document: '',
    value,
    low: null,
    high: null,
    items,
    undefined: reason ?? '',
  }
}

export function confusionRows(cells: readonly ConfusionCell[]): Row[] {
  return cells.map(({ labels: [first, second], times }) => ({ label: first, other: second ?? '', times }))
}

export interface DocumentScore extends Score {
  readonly id: string
}

/** Documents that have a value, the lowest first. */
export function lowestFirst(documents: Readonly<Record<string, Score>>): DocumentScore[] {
  return Object.entries(documents)
    .flatMap(([id, score]) => (score.value === null ? [] : [{ id, ...score }]))
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0) || (a.id < b.id ? -1 : 1))
}

export interface ValueBin {
  readonly low: number
  readonly high: number
  readonly count: number
  readonly documents: readonly string[]
}

const BINS = 20

/** Documents by their value in twentieths, 1 among the highest; bins without a document are not there. */
export function binsOf(documents: readonly DocumentScore[]): ValueBin[] {
  const bins = new Map<number, string[]>()
  for (const { id, value } of documents) {
    const at = Math.min(BINS - 1, Math.floor((value ?? 0) * BINS + 1e-9))
    bins.set(at, [...(bins.get(at) ?? []), id])
  }
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([at, ids]) => ({ low: at / BINS, high: (at + 1) / BINS, count: ids.length, documents: ids }))
}
