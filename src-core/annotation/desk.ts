import type { Offset } from '../text/offset.ts'
import type { Edit, Items } from './edit.ts'
import type { AnnotatorId, DocumentId, EpochMs, Id, Span } from './records.ts'
import type { LabelSchema } from './schema.ts'

/** Why a command changed nothing. The interface has a sentence for each code. */
export type RefusalCode =
  | 'empty-range'
  | 'out-of-bounds'
  | 'unknown-label'
  | 'retired-label'
  | 'duplicate-tag'
  | 'overlap-forbidden'
  | 'unknown-tag'
  | 'not-your-layer'
  | 'unknown-attribute'
  | 'wrong-value'
  | 'relation-not-allowed'
  | 'relation-to-itself'
  | 'duplicate-relation'
  | 'last-piece'

export interface Refusal {
  readonly refused: RefusalCode
  readonly params?: Readonly<Record<string, string | number>>
}

export type Outcome = Edit | Refusal

export function isRefusal(outcome: Outcome): outcome is Refusal {
  return 'refused' in outcome
}

/** What a command sees: one document through the eyes of one annotator, and where time and ids come from. */
export interface Desk {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  /** Length of the document's text in UTF-16 code units. */
  readonly length: Offset
  readonly schema: LabelSchema
  /** At least every record of this document's layers. */
  readonly items: Items
  /** The annotator's spans in the order of `compareSpans`, if they are at hand: then few of many are looked at. */
  readonly spans?: readonly Span[]
  readonly now: EpochMs
  readonly newId: () => Id
}
