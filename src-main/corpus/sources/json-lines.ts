import type { SkipReason } from '../../ipc/contract.ts'
import type { Table } from './table.ts'

const MOST_COLUMNS = 1000
/** How deep objects are opened into columns: `meta.source.name`. What lies deeper is kept as JSON. */
const DEEPEST = 3

/** An object a line, its keys the columns. A line that is no object is broken; the others are read. */
export function readJsonLines(text: string, { most }: { readonly most: number }): Table | SkipReason {
  const columns = new Map<string, number>()
  const rows: (string | undefined)[][] = []
  const broken: number[] = []
  let number = 0
  for (const line of linesOf(text)) {
    if (rows.length >= most) break
    if (line.trim() === '') continue
    number++
    const row = rowOf(line, columns)
    if (columns.size > MOST_COLUMNS) return 'too-complex'
    if (row) rows.push(row)
    else broken.push(number)
  }
  // Not one object: it is no JSON Lines, whatever its name says.
  if (rows.length === 0 && broken.length > 0) return 'damaged'
  return { columns: [...columns.keys()], rows: rows.map((row) => Array.from(row, (cell) => cell ?? '')), broken }
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? text.length : end)
    if (end < 0) return
    from = end + 1
  }
}

function rowOf(line: string, columns: Map<string, number>): (string | undefined)[] | null {
  const value = parse(line)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const row: (string | undefined)[] = []
  const put = (name: string, cell: string): void => {
    const place = columns.get(name) ?? columns.size
    columns.set(name, place)
    row[place] = cell
  }
  const visit = (object: object, prefix: string, depth: number): void => {
    for (const [key, each] of Object.entries(object) as [string, unknown][]) {
      if (each === null || each === undefined) continue
      const isObject = typeof each === 'object' && !Array.isArray(each)
      if (isObject && depth < DEEPEST) visit(each, `${prefix}${key}.`, depth + 1)
      else put(prefix + key, cellOf(each))
    }
  }
  visit(value, '', 1)
  return row
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return value
  const plain = Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number')
  return plain ? value.join(', ') : json(value)
}

/** Nesting that overflows the stack is nothing that anybody reads. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return ''
    throw error
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
