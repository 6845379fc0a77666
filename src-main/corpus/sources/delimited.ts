import Papa from 'papaparse'
import type { SkipReason } from '../../ipc/contract.ts'
import type { Table } from './table.ts'

const DELIMITERS = [';', ',', '\t', '|']
const MOST_COLUMNS = 1000

/**
 * CSV as spreadsheets and programs write it: semicolons as in French Excel, commas, tabs or bars, quoted cells with
 * line breaks, a first line `sep=;`. A delimiter of null is found out.
 */
export function readDelimited(
  written: string,
  delimiter: string | null,
  { header, most }: { readonly header: boolean; readonly most: number },
): Table | SkipReason {
  const sep = /^sep=(.)\r?\n/i.exec(written)
  const text = sep ? written.slice(sep[0].length) : written
  const parsed = Papa.parse<string[]>(text, {
    delimiter: delimiter ?? sep?.[1] ?? '',
    delimitersToGuess: DELIMITERS,
    skipEmptyLines: true,
    preview: header ? most + 1 : most,
  })
  // A quote that never closes swallows all the rows after it.
  if (parsed.errors.some(({ code }) => code === 'MissingQuotes')) return 'damaged'
  const [first, ...rest] = parsed.data
  if (!first) return { columns: [], rows: [], broken: [] }
  const rows = header ? rest : parsed.data
  const width = rows.reduce((most, row) => Math.max(most, row.length), first.length)
  if (width > MOST_COLUMNS) return 'too-complex'
  const names = header ? first : []
  return { columns: namesOf(Array.from({ length: width }, (_, i) => names[i]?.trim() ?? '')), rows, broken: [] }
}

/** Columns without a name are called by their number, and a name that stands twice is numbered. */
function namesOf(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    const wanted = name || `${i + 1}`
    let unique = wanted
    for (let n = 2; taken.has(unique); n++) unique = `${wanted} (${n})`
    taken.add(unique)
    return unique
  })
}
