import type { Checker, Fields } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Piece, Writer } from './format.ts'

/** Reads one line of JSON as an object and gives it to a reader; null after any fault in it. */
export function objectLine(
  line: string,
  check: Checker,
  read: (fields: Fields) => DatasetEntry | null,
): DatasetEntry | null {
  const before = check.count
  const value = check.parse(line)
  if (check.count > before) return null
  const fields = check.fields(value, '')
  if (check.count > before) return null
  const entry = read(fields)
  return check.count > before ? null : entry
}

/** Writes one JSON object a line into one file. Line separators of Unicode are escaped, for readers that break at them. */
export function jsonLines(file: string, toObject: (entry: DatasetEntry) => object): Writer {
  return {
    add: (entry): Piece[] => [{ file, data: `${oneLine(JSON.stringify(toObject(entry)))}\n` }],
    end: () => [],
  }
}

export function oneLine(json: string): string {
  return json.replace(
    /[\u0085\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** What a document is called in the `meta` of formats that have a free field for it. */
export function metaOf({ id, annotator }: DatasetEntry): { readonly id: string; readonly annotator: string } {
  return { id, annotator }
}
