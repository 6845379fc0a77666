import type { AnnotatorId, DocumentId, DocumentState, Id } from '../../src-core/annotation/records.ts'
import type { FormatId } from '../../src-core/formats/format.ts'
import type { OverlapPolicy } from '../../src-core/formats/losses.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import type { Separator } from '../../src-core/formats/format.ts'
import type { SplitChoice } from './dataset-splits.ts'

/** Which layers, and which of their tags. */
export interface ExportChoice {
  readonly states: readonly DocumentState[]
  readonly annotators: readonly AnnotatorId[]
  /** Of these annotators' layers of a document only the best: adjudicated, else reviewed, else the only one. */
  readonly best: boolean
  /** Only these documents; null for all. */
  readonly documents: ReadonlySet<DocumentId> | null
  /** Only tags of these labels; null for all. */
  readonly labels: ReadonlySet<Id> | null
  /** EDTF, both included, null for none; a document without a date lies in no period. */
  readonly from: string | null
  readonly to: string | null
  readonly unit: OffsetUnit
  readonly withText: boolean
}

/** The period of a choice, as what narrows a dataset asks for it. */
export function periodOf({ from, to }: Pick<ExportChoice, 'from' | 'to'>): {
  readonly from?: string
  readonly to?: string
} {
  return { ...(from !== null && { from }), ...(to !== null && { to }) }
}

/** What becomes of the layers that are chosen. */
export interface ExportOptions extends ExportChoice {
  readonly format: FormatId
  readonly overlaps: OverlapPolicy
  /** Whether ids of annotators, origins and times are written. */
  readonly provenance: boolean
  /** Whether spans that were suggested and accepted as they were are written. */
  readonly suggestions: boolean
  /** Whether tags that touch passages which are left out are written. */
  readonly excluded: boolean
  readonly pseudonyms: boolean
  /** Between the cells of a table. */
  readonly separator: Separator
  readonly splits: SplitChoice | null
}
