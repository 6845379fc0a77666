import type { Table } from './table.ts'

/** Names of columns that hold tags, by the format that has them beside a text. */
const MARKS: readonly (readonly [format: string, columns: readonly string[]])[] = [
  ['Postil', ['format', 'spans', 'annotator']],
  ['Prodigy', ['text', 'tokens', 'spans']],
  ['Label Studio', ['annotations', 'data.text']],
  ['Hugging Face', ['tokens', 'ner_tags']],
  ['doccano', ['text', 'label']],
  ['doccano', ['text', 'labels']],
  ['doccano', ['text', 'entities']],
]

/**
 * The format whose lines these look like: texts with tags of their own, which to read as plain articles would lose.
 * Tags are lists or objects, so their cells are JSON; a column of names that happens to be called `label` is none.
 */
export function datasetName({ columns, rows }: Table): string | null {
  const [row] = rows
  if (!row) return null
  const cell = (column: string): string => row[columns.indexOf(column)] ?? ''
  const found = MARKS.find(([, marks]) => marks.every((mark) => columns.includes(mark)))
  if (!found) return null
  const [format, marks] = found
  if (format === 'Postil') return cell('format').startsWith('postil/') ? format : null
  return marks.some((mark) => /^\s*[[{]/.test(cell(mark))) || isList(rows, columns, marks) ? format : null
}

/** A list of tags may be empty in the first rows. */
function isList(rows: Table['rows'], columns: Table['columns'], marks: readonly string[]): boolean {
  const places = marks.filter((mark) => mark !== 'text').map((mark) => columns.indexOf(mark))
  return rows.some((row) => places.some((place) => /^\s*\[\s*[[{]/.test(row[place] ?? '')))
}
