import { hash } from 'node:crypto'
import { dateIn, type ColumnSample } from '../../../src-core/source/columns.ts'
import type { TableChoice } from '../../../src-core/source/table-choice.ts'
import type { SkipReason } from '../../ipc/contract.ts'
import { decode } from '../detect.ts'
import { ANY_DATASET } from '../table-rules.ts'
import { datasetName } from './datasets.ts'
import { readJsonLines } from './json-lines.ts'
import { refuse, type How, type Piece, type Reading, type Refused, type Source } from './source.ts'
import type { Table, TableReader } from './table.ts'

const MOST_ROWS = 200_000
const LONGEST_TEXT = 10_000_000
const LONGEST_ROW_ID = 200
/** Longer metadata is cut, with an ellipsis: the list keeps it for every row. */
const LONGEST_FIELD = 1000
const TEXT_ID_LENGTH = 16
/** Halves of surrogate pairs, which JSON can spell and no file can hold. */
const LONE = /\p{Surrogate}/gu

export const csv = tableSource('csv', ['.csv'], delimitedBy(null))
export const tsv = tableSource('tsv', ['.tsv'], delimitedBy('\t'))
export const jsonl = tableSource('jsonl', ['.jsonl', '.ndjson'], (text, how) =>
  Promise.resolve(readJsonLines(text, how)),
)

/** The library is loaded by the first table that needs it. */
function delimitedBy(delimiter: string | null): TableReader {
  return async (text, how) => (await import('./delimited.ts')).readDelimited(text, delimiter, how)
}

export interface TableSource extends Source {
  readonly kind: 'csv' | 'tsv' | 'jsonl'
  readonly readTable: TableReader
}

/** Whether a source holds an article a row. */
export function isTable(source: Source): source is TableSource {
  return source.table
}

function tableSource(kind: TableSource['kind'], extensions: readonly string[], readTable: TableReader): TableSource {
  return {
    ...{ kind, extensions, readTable, plain: false, table: true },
    read: (bytes, how) => readRows(bytes, how, readTable),
  }
}

/** An article a row. Rows that can be none are told with their reasons; the others are in the order of the file. */
async function readRows(bytes: Buffer, { encoding, tables }: How, readTable: TableReader): Promise<Reading> {
  if (tables.length === 0) return refuse('columns')
  for (const choice of tables) {
    if (choice === null) return refuse('left-out')
    const decoded = await decode(bytes, { ...encoding, file: choice.encoding ?? encoding.file })
    if (!decoded) return refuse('binary')
    const table = await readTable(decoded.text, { header: choice.header, most: MOST_ROWS + 1 })
    if (typeof table === 'string') return refuse(table)
    if (table.rows.length > MOST_ROWS) return refuse('too-complex')
    if (fits(choice, table)) return new Rows(table, choice, decoded.encoding).reading
  }
  return refuse('columns')
}

/** Whether a choice is about such a table: its columns are there, and it looks no more like a dataset than it did. */
export function fits({ text, id, dataset }: TableChoice, table: Table): boolean {
  const has = (column: string | null): boolean => column === null || table.columns.includes(column)
  return has(text) && has(id) && (dataset === ANY_DATASET || datasetName(table) === dataset)
}

class Rows {
  readonly #table: Table
  readonly #choice: TableChoice
  readonly #encoding: string
  readonly #taken = new Set<string>()
  readonly #pieces: Piece[] = []
  readonly #refused: Refused[] = []

  constructor(table: Table, choice: TableChoice, encoding: string) {
    this.#table = table
    this.#choice = choice
    this.#encoding = encoding
    for (const row of table.broken) this.#refused.push({ row: String(row), reason: 'damaged' })
    for (const [i, row] of table.rows.entries()) this.#add(row, i + 1)
  }

  get reading(): Reading {
    const { text, id, header } = this.#choice
    return { pieces: this.#pieces, refused: this.#refused, columns: { text, id, header } }
  }

  #add(row: readonly string[], number: number): void {
    const { text: textColumn, id: idColumn, title, date } = this.#choice
    const cell = (column: string | null): string =>
      column === null ? '' : (row[this.#table.columns.indexOf(column)] ?? '')
    const text = cell(textColumn).replace(LONE, '\uFFFD')
    const own = idColumn === null ? this.#textId(text) : rowId(cell(idColumn))
    const refused = this.#refusal(text, own)
    if (refused || own === null) {
      this.#refused.push({ row: own ?? String(number), reason: refused ?? 'row-id' })
      return
    }
    this.#taken.add(own)
    const said = cell(title).replace(/\s+/g, ' ').trim()
    this.#pieces.push({
      ...{ row: own, text, encoding: this.#encoding, title: said || null, date: dateIn(cell(date)) },
      fields: this.#fields(row),
    })
  }

  #refusal(text: string, id: string | null): SkipReason | null {
    if (text.length > LONGEST_TEXT) return 'too-large'
    if (text.trim() === '') return 'row-empty'
    return id === null || this.#taken.has(id) ? 'row-id' : null
  }

  /** Rows of one text are told apart by a number; which is which makes no difference. */
  #textId(text: string): string {
    const id = hash('sha256', text, 'hex').slice(0, TEXT_ID_LENGTH)
    let unique = id
    for (let n = 2; this.#taken.has(unique); n++) unique = `${id}-${n}`
    return unique
  }

  #fields(row: readonly string[]): Record<string, string> {
    const { text, id } = this.#choice
    const said = this.#table.columns.flatMap((column, i) => {
      const value = row[i]?.trim() ?? ''
      if (value === '' || column === text || column === id) return []
      return [[column, value.length > LONGEST_FIELD ? `${value.slice(0, LONGEST_FIELD)}…` : value] as const]
    })
    return Object.fromEntries(said)
  }
}

/** What a cell gives as the id of its row, or null when it gives none. */
function rowId(cell: string): string | null {
  const id = cell
    .replace(LONE, '\uFFFD')
    .normalize('NFC')
    .replace(/[\s\0]+/g, ' ')
    .trim()
  return id === '' || id.length > LONGEST_ROW_ID ? null : id
}

/** What the first rows of a table show, column by column. */
export function sampleOf({ columns, rows }: Table): ColumnSample[] {
  return columns.map((name, i) => ({ name, values: rows.map((row) => row[i] ?? '') }))
}
