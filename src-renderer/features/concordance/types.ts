import type { BulkDeed } from '../../../src-core/annotation/bulk.ts'
import type { DocumentId, Id } from '../../../src-core/annotation/records.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import type { QueryRefusal } from '../../../src-core/text/search.ts'
import type { SearchOutcome, SearchProgress } from '../../session/corpus-search.ts'

/** A hit as a line of the concordance. */
export interface Line {
  /** Names the line. */
  readonly key: string
  readonly document: DocumentId
  readonly title: string
  /** The document's place in the list. */
  readonly place: number
  readonly range: Range
  readonly left: string
  readonly match: string
  readonly right: string
  readonly sha256: string
  /** Of the document's text, in UTF-16 code units. */
  readonly length: Offset
  /** Whether it stands in a passage that is left out. */
  readonly leftOut: boolean
}

export const SORTS = ['document', 'left', 'right'] as const
export type Sort = (typeof SORTS)[number]

export const PLACES = ['anywhere', 'inside', 'outside'] as const
/** Hits may stand anywhere, or only inside or outside tags of a label, or of any. */
export interface Where {
  readonly place: (typeof PLACES)[number]
  readonly label: Id | null
}

export type SearchState =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'searching' } & SearchProgress)
  | { readonly kind: 'ended'; readonly outcome: SearchOutcome }
  | { readonly kind: 'refused'; readonly code: QueryRefusal; readonly detail: string }

/** What is done to the ticked lines while it runs. */
export interface Working {
  readonly deed: BulkDeed
  readonly done: number
  readonly total: number
}
