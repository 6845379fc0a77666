import Papa from 'papaparse'
import type { DatasetEntry } from './dataset.ts'
import type { Format, Separator, WrittenFile, WrittenSpan } from './format.ts'
import { positions } from './reading.ts'
import type { OffsetUnit } from '../text/offset.ts'

const COLUMNS = [
  'document',
  'annotator',
  'id',
  'piece',
  'start',
  'end',
  'unit',
  'label',
  'text',
  'attributes',
  'entity',
  'note',
  'origin',
  'created',
  'updated',
]

/**
 * A row a span (a row a piece of a discontinuous one), with a byte order mark and CRLF so that spreadsheets open accents
 * rightly. A cell that a spreadsheet would run as a formula begins with an apostrophe, as they themselves write it.
 */
export const csv: Format = {
  id: 'csv',
  name: 'CSV, a row a span',
  extensions: ['.csv'],
  layout: 'file',
  advice:
    'In pandas, read it with `keep_default_na=False`: a label or a text such as “NA” or “null” is that word, not a missing value. A cell that begins with an apostrophe before =, +, -, @ or a tab is the rest of it.',
  carries: {
    ...{ unit: 'any', text: 'none', characters: 'unicode', borders: 'any', overlaps: true, pieces: true },
    ...{ attributes: true, relations: false, relationAttributes: false, notes: true, entities: true, provenance: true },
    ...{ annotators: true, ids: true, documents: false },
  },
  write({ name, unit, separator = ',' }) {
    const line = lineWriter(separator)
    let first = true
    return {
      add(entry) {
        const head = first ? `${MARK}${line(COLUMNS)}` : ''
        first = false
        return [{ file: `${name}.csv`, data: head + rowsOf(entry, unit).map(line).join('') }]
      },
      end: () => (first ? [{ file: `${name}.csv`, data: `${MARK}${line(COLUMNS)}` }] : []),
    }
  },
  spansIn: (files) => Promise.resolve(files.flatMap(readSpans)),
}

const MARK = '\ufeff'

function rowsOf(entry: DatasetEntry, unit: OffsetUnit): string[][] {
  const place = positions(entry.text, unit)
  return entry.spans.flatMap((span) =>
    span.ranges.map((range, i) => {
      const [start, end] = place(range)
      const set = Object.entries(span.attributes).filter(([, value]) => value !== null)
      const attributes = set.length ? JSON.stringify(Object.fromEntries(set)) : ''
      const piece = span.ranges.length > 1 ? `${i + 1} of ${span.ranges.length}` : ''
      const cells = [
        entry.id,
        entry.annotator,
        span.id,
        piece,
        String(start),
        String(end),
        unit,
        span.label,
        entry.text.slice(...range),
      ]
      return [
        ...cells,
        attributes,
        span.entity ?? '',
        span.note ?? '',
        span.origin,
        span.created ?? '',
        span.updated ?? '',
      ]
    }),
  )
}

function lineWriter(delimiter: Separator): (cells: readonly string[]) => string {
  return (cells) => `${Papa.unparse([cells.map(harmless)], { newline: '\r\n', delimiter })}\r\n`
}

/** A cell that begins as a formula would be run. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r']/.test(cell) && !/^-?\d+$/.test(cell) ? `'${cell}` : cell
}

function readSpans({ data }: WrittenFile): WrittenSpan[] {
  const text = typeof data === 'string' ? data : ''
  const { data: rows } = Papa.parse<Record<string, string>>(text.replace(MARK, ''), {
    header: true,
    delimiter: text.startsWith(`${MARK}${COLUMNS.join(';')}`) ? ';' : ',',
    skipEmptyLines: true,
  })
  const cell = (row: Record<string, string>, name: string) => (row[name] ?? '').replace(/^'(?=[=+\-@\t\r'])/, '')
  return rows.map((row) => ({
    ...{ document: cell(row, 'document'), label: cell(row, 'label'), text: cell(row, 'text') },
    ...{ start: Number(row['start']), end: Number(row['end']) },
  }))
}
