import type { SkipReason } from '../../ipc/contract.ts'

/** A table as it was read: each row has a cell a column, empty where the row says nothing. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Rows that could not be read, by their numbers from 1, the row of names not counted. */
  readonly broken: readonly number[]
}

/** Reads the text of a table, or says why not. `most` rows are enough. */
export type TableReader = (
  text: string,
  how: { readonly header: boolean; readonly most: number },
) => Promise<Table | SkipReason>
