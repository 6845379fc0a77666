import type { LabelSchema } from '../annotation/schema.ts'
import type { OffsetUnit } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'

export const FORMAT_IDS = [
  'postil',
  'doccano',
  'label-studio',
  'prodigy',
  'spacy',
  'spacy-doc',
  'huggingface',
  'conll-2003',
  'iob2',
  'iobes',
  'conllu',
  'hipe',
  'brat',
  'webanno-tsv',
  'cas-json',
  'cas-xmi',
  'web-annotation',
  'tei',
  'csv',
  'parquet',
  'averitec',
  'claimreview',
] as const
export type FormatId = (typeof FORMAT_IDS)[number]

/** What survives a format. What does not is taken out by `fit` before writing, counted and listed. */
export interface Carries {
  /** What positions count; `any` states its unit in the file, `token` has ranks of tokens, `none` no positions. */
  readonly unit: OffsetUnit | 'any' | 'token' | 'none'
  /** `lf`: CRLF and CR become LF; `tokens`: the text is rebuilt from tokens; `none`: it is left out. */
  readonly text: 'exact' | 'lf' | 'tokens' | 'none'
  /** `unicode`: no lone surrogates; `xml`: no control characters either. Others become U+FFFD or a space. */
  readonly characters: 'all' | 'unicode' | 'xml'
  /** `trimmed`: spans begin and end with something that is no white space; `token`: at token borders. */
  readonly borders: 'any' | 'trimmed' | 'token'
  /** Spans that share characters, nested or crossing. */
  readonly overlaps: boolean
  /** Where spans may not overlap: how many such layers there is room for, 1 unless told. */
  readonly levels?: number
  /** Discontinuous spans. */
  readonly pieces: boolean
  /** `word`: names of labels, relations and attributes are letters, digits, `_` and `-`; the rest becomes `_`. */
  readonly names?: 'word'
  /** White space with a line end in it does not divide a span into pieces. */
  readonly joinsLines?: true
  readonly attributes: boolean
  readonly relations: boolean
  readonly relationAttributes: boolean
  readonly notes: boolean
  /** `outer`: of the first of overlapping spans, in a cell: no tab, no line end, and neither `_` nor `NIL`. */
  readonly entities: boolean | 'outer'
  /** Times of spans where `provenance` as a whole is not carried. */
  readonly times?: true
  /** Ids, origins and times of spans. */
  readonly provenance: boolean
  readonly annotators: boolean
  /** Ids of documents. */
  readonly ids: boolean
  /** State, document labels, metadata, exclusions, decisions, comments. */
  readonly documents: boolean
  /** Metadata of documents where `documents` as a whole is not carried. */
  readonly metadata?: true
  /** `claims`: spans of other labels and relations that are no speakers are left out. */
  readonly only?: 'claims'
}

/** A file of an input: its path within it, `/`, and its decoded text without byte order mark. */
export interface SourceFile {
  readonly name: string
  readonly text: string
}

/** Something to append to a file of the output, by its path within it. */
export interface Piece {
  readonly file: string
  readonly data: string | Uint8Array
}

/** Writes a dataset entry by entry, so that memory does not grow with it where the format allows. */
export interface Writer {
  add(entry: DatasetEntry): readonly Piece[]
  end(): readonly Piece[]
}

export interface WriteOptions {
  /** Has every label and relation type of the entries. */
  readonly schema: LabelSchema
  /** Only for formats that state their unit. */
  readonly unit: OffsetUnit
  /** Base name of the output without extension; the one file of a `file` format is called so. */
  readonly name: string
  /** All annotators of the dataset. */
  readonly annotators: readonly string[]
  /** Such as `Postil 0.1.0`. */
  readonly software: string
  /** Between the cells of a table: spreadsheets that write numbers with a comma open `;`. A comma unless told. */
  readonly separator?: Separator
}

export type Separator = ',' | ';'

/** A dataset format: one module and one line in the registry. */
export interface Format {
  readonly id: FormatId
  readonly name: string
  /** With the dot; the first is the one that is written. */
  readonly extensions: readonly string[]
  readonly layout: 'file' | 'folder'
  /** For hubs that load a folder by its dataset card: the file with the rows of a part, and what the YAML head says of them. */
  readonly hub?: {
    readonly rows: string
    readonly head: (schema: LabelSchema) => Readonly<Record<string, unknown>>
  }
  /** What a reader of its files must know, as Markdown; it stands in the dataset card, in English as all of it. */
  readonly advice?: string
  /** Whether the `README.md` of a folder belongs to the data. */
  readonly readsCard?: true
  readonly carries: Carries
  /** Whether the files look like this format: by content, and by name where the content leaves it open. */
  readonly recognise?: (files: readonly SourceFile[]) => boolean
  /** The entries in the order of the files; what is wrong goes to the checker, and then the answer is not to be used. */
  readonly read?: (files: readonly SourceFile[], check: Checker) => DatasetEntry[]
  /** For formats of a record a line: reads one line, so that a file can stream. */
  readonly readLine?: (line: string, check: Checker) => DatasetEntry | null
  readonly write?: (options: WriteOptions) => Writer
  /**
   * Makes of what was written to one of its files for some entries in a row, which may begin and end anywhere between two
   * of them, a file that can be read by itself. Absent where only the whole can be read.
   */
  readonly alone?: (data: string) => string
  /** For formats that are only written: the spans that stand in what was written, for the offset proof. */
  readonly spansIn?: (files: readonly WrittenFile[]) => Promise<readonly WrittenSpan[]>
}

export interface WrittenFile {
  readonly name: string
  readonly data: string | Uint8Array
}

/** A span as a file says it. Positions are null where the format has none. */
export interface WrittenSpan {
  readonly document: string
  readonly label: string
  readonly text: string
  readonly start: number | null
  readonly end: number | null
}
