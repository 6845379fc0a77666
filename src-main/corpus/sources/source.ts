import type { RowColumns, TableChoice } from '../../../src-core/source/table-choice.ts'
import type { Encoding, SkipReason, SourceKind } from '../../ipc/contract.ts'
import type { EncodingChoice } from '../detect.ts'

/** An article that a file holds. */
export interface Piece {
  /** The row's id in a table; null where the file is one article. */
  readonly row: string | null
  readonly text: string
  /** In which the file's bytes were read; for formats that are no text, the format's name. */
  readonly encoding: Encoding
  /** What the file says of the article beside its text; a title or a date here goes before what the text says. */
  readonly title: string | null
  /** EDTF. */
  readonly date: string | null
  readonly fields: Readonly<Record<string, string>>
}

/** Why a file, or one row of it, is no article. */
export interface Refused {
  /** What people find the row by: its id or its number. Null for the whole file. */
  readonly row: string | null
  readonly reason: SkipReason
}

export interface Reading {
  readonly pieces: readonly Piece[]
  readonly refused: readonly Refused[]
  /** Of a table: where its texts and ids stand. */
  readonly columns?: RowColumns
}

export interface How {
  readonly encoding: EncodingChoice
  /** For tables, the choices that hold for the file; the first whose columns are there is taken. */
  readonly tables: readonly (TableChoice | null)[]
}

/**
 * One kind of file. Reading is a pure function of the bytes: the same bytes give the same text in every process. What
 * cannot be read is refused with its reason, however hostile it is; a throw is a bug.
 */
export interface Source {
  readonly kind: SourceKind
  /** In lower case, with the dot. */
  readonly extensions: readonly string[]
  /** Whether the text is the bytes decoded, and not something taken out of them. */
  readonly plain: boolean
  /** Whether it holds an article a row. */
  readonly table: boolean
  read(bytes: Buffer, how: How): Promise<Reading>
}

export function refuse(reason: SkipReason): Reading {
  return { pieces: [], refused: [{ row: null, reason }] }
}

/** The reading of a file that is one article. */
export function whole(
  text: string,
  encoding: Encoding,
  about: Partial<Omit<Piece, 'row' | 'text' | 'encoding'>> = {},
): Reading {
  return { pieces: [{ row: null, text, encoding, title: null, date: null, fields: {}, ...about }], refused: [] }
}
