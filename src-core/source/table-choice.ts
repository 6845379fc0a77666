import type { ColumnSample, Columns } from './columns.ts'

/** Where the text and the id of a table's rows stand. */
export type RowColumns = Pick<TableChoice, 'text' | 'id' | 'header'>

/** How the rows of a table are articles. */
export interface TableChoice extends Columns {
  /** Whether the first row names the columns. */
  readonly header: boolean
  /** Null detects it. */
  readonly encoding: string | null
  /** The format of a dataset whose lines the rows look like, see {@link TableGroup}; tables that look otherwise ask again. */
  readonly dataset: string | null
}

/** How a person wants the tables of a pattern to be looked at. */
export interface TableTrial extends Pick<TableChoice, 'header' | 'encoding'> {
  readonly pattern: string
}

/** A choice for a file (its path) or for the tables of a kind in a folder (`press/*.csv`); null reads none of them. */
export interface TableRule {
  readonly files: string
  readonly choice: TableChoice | null
}

/** Tables of one folder with the same columns, and what is known of them. */
export interface TableGroup {
  /** `press/*.csv`. */
  readonly pattern: string
  /** Paths, in natural order. */
  readonly files: readonly string[]
  /** The columns with their cells in the first rows of the first file, each cut to what can be shown. */
  readonly sample: readonly ColumnSample[]
  /** Whether the first row was taken for the names of the columns. */
  readonly header: boolean
  /** The encoding that the first file was read in. */
  readonly encoding: string
  /** What makes most sense; null where no column reads like articles. */
  readonly guess: TableChoice | null
  /** The rule that holds, or null while nobody has chosen. */
  readonly rule: TableRule | null
  /** The rows look like a dataset with tags of its own, in the format of this name. */
  readonly dataset: string | null
}
