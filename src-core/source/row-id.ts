import type { DocumentId } from '../annotation/records.ts'

const IN_TABLE = /\.(?:csv|tsv|jsonl|ndjson)(?=#)/i

/** The file that a document stands in: all of its id but the row's. */
export function fileOf(document: DocumentId): string {
  const table = IN_TABLE.exec(document)
  return table ? document.slice(0, table.index + table[0].length) : document
}

/** The id of the table's row that a document is, or null for a document that is a file of its own. */
export function rowOf(document: DocumentId): string | null {
  const file = fileOf(document)
  return file.length < document.length ? document.slice(file.length + 1) : null
}

/** The document that a row of a table is: `press.csv#2021-7`. */
export function rowDocument(file: string, row: string): DocumentId {
  return `${file}#${row}`
}

/** Whether a path would be taken for a row of a table, so that no file of that name can be a document. */
export function isLikeRow(path: string): boolean {
  return IN_TABLE.test(path)
}
