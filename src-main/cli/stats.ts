import { plural } from '../../src-core/formats/plural.ts'
import { CardCounter } from '../../src-core/formats/card-counter.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { offsetIndex } from '../../src-core/text/offset-index.ts'
import { datasetOf, inputAt } from './input.ts'
import { put, type Io } from './io.ts'

export interface StatsOptions {
  readonly json?: boolean
  readonly from?: string
}

interface DocumentRow {
  /** In code points. */
  readonly length: number
  spans: number
  relations: number
  readonly labels: Record<string, number>
}

/** `postil stats`: counts per label, annotator, document and origin, and the lengths of texts in code points. */
export async function stats(path: string, options: StatsOptions, io: Io): Promise<number> {
  const counter = new CardCounter()
  const documents = new Map<string, DocumentRow>()
  const source = await datasetOf(await inputAt(path), options.from, io, [])
  for await (const entry of source.entries()) {
    counter.add(entry)
    countDocument(documents, entry)
  }
  const report = reportOf(counter, documents)
  await put(io.stdout, options.json ? `${JSON.stringify(report)}\n` : `${tables(report)}\n`)
  return 0
}

function countDocument(documents: Map<string, DocumentRow>, entry: DatasetEntry): void {
  const row = documents.get(entry.id) ?? {
    ...{ length: offsetIndex(entry.text).codePoints, spans: 0, relations: 0 },
    labels: Object.create(null) as Record<string, number>,
  }
  documents.set(entry.id, row)
  row.spans += entry.spans.length
  row.relations += entry.relations.length
  for (const { label } of entry.spans) row.labels[label] = (row.labels[label] ?? 0) + 1
}

function reportOf(counter: CardCounter, documents: ReadonlyMap<string, DocumentRow>) {
  const { counts } = counter
  const annotators = [...counts.annotators].map(([name, one]) => [
    name,
    { ...one, labels: Object.fromEntries(one.labels), states: Object.fromEntries(one.states) },
  ])
  return {
    documents: counts.documents,
    lines: counts.lines,
    spans: counts.spans,
    relations: counts.relations,
    labels: Object.fromEntries(counts.labels),
    relation_types: Object.fromEntries(counts.relationTypes),
    annotators: Object.fromEntries(annotators) as Record<string, AnnotatorRow>,
    origins: Object.fromEntries(counts.origins),
    languages: Object.fromEntries(counts.languages),
    lengths: lengthsOf([...documents.values()].map(({ length }) => length)),
    per_document: Object.fromEntries(documents),
  }
}

interface AnnotatorRow {
  readonly documents: number
  readonly spans: number
  readonly relations: number
}

/** Of the documents' texts in code points; the median of an even number is the mean of the two in the middle. */
function lengthsOf(lengths: number[]) {
  const sorted = lengths.sort((a, b) => a - b)
  const total = sorted.reduce((sum, length) => sum + length, 0)
  const middle = ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
  const mean = sorted.length ? total / sorted.length : 0
  return { unit: 'codepoint', total, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0, mean, median: middle }
}

function tables(report: ReturnType<typeof reportOf>): string {
  const { lengths } = report
  const parts = [
    [
      plural(report.documents, 'document'),
      plural(report.lines, 'line'),
      plural(report.spans, 'span'),
      plural(report.relations, 'relation'),
    ].join(', '),
    `texts: ${lengths.total} code points, ${lengths.least} to ${lengths.most}, median ${lengths.median}, mean ${Math.round(lengths.mean)}`,
    table(['label', 'spans'], Object.entries(report.labels)),
    table(['relation', 'relations'], Object.entries(report.relation_types)),
    table(
      ['annotator', 'documents', 'spans', 'relations'],
      Object.entries(report.annotators).map(([name, one]) => [name, one.documents, one.spans, one.relations]),
    ),
    table(['origin', 'spans'], Object.entries(report.origins)),
    table(
      ['document', 'code points', 'spans', 'relations'],
      Object.entries(report.per_document).map(([id, row]) => [id, row.length, row.spans, row.relations]),
    ),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return ''
  const cells = [header, ...rows.map((row) => row.map(String))]
  const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return cells.map(line).join('\n')
}
