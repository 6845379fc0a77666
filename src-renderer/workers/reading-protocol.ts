import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { RowsRead } from '../store/reading.ts'
import type { TextKey } from '../store/rows.ts'

export interface ReadingRequest {
  /** Comes back with the answer. */
  readonly turn: number
  readonly database: string
  readonly documents: readonly DocumentId[]
  readonly texts: readonly TextKey[]
}

export type ReadingAnswer =
  { readonly turn: number; readonly read: RowsRead } | { readonly turn: number; readonly failure: string }
