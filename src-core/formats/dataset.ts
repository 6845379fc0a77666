import type { AttributeValue, DecisionOutcome, DocumentState, Excluded, Extra } from '../annotation/records.ts'
import type { Range } from '../text/offset.ts'

/**
 * A dataset as formats see it: plain values, labels and attributes by name, every offset in UTF-16 code units of
 * `text`. It is what one line of Postil JSONL says (a document × an annotator), freed of the file's offset unit.
 */
export interface DatasetEntry {
  readonly id: string
  /** Unique within a dataset: the annotator's name, numbered where two people share one. */
  readonly annotator: string
  /** The stable id of the annotator, or null where the source knows none. */
  readonly annotatorId: string | null
  readonly state: DocumentState
  readonly lang: string | null
  readonly text: string
  /** SHA-256 of the file's bytes in lower-case hexadecimal, or null where the source has no file. */
  readonly sha256: string | null
  readonly encoding: string | null
  readonly meta: Readonly<Record<string, unknown>>
  readonly labels: readonly string[]
  readonly spans: readonly DatasetSpan[]
  readonly relations: readonly DatasetRelation[]
  readonly excluded: readonly Excluded[]
  readonly decisions: readonly DatasetDecision[]
  /** Remarks; absent where there are none. */
  readonly comments?: readonly DatasetComment[]
  /** Tokens that the source brought, or null. */
  readonly tokens: readonly Range[] | null
  readonly extra: Extra
  /** A program proposes this layer, and nobody has looked at it yet. */
  readonly suggested?: true
}

export interface DatasetSpan {
  readonly id: string
  readonly ranges: readonly Range[]
  readonly label: string
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly entity: string | null
  readonly note: string | null
  readonly origin: string
  /** ISO 8601 instants in UTC, or null where the source has none. */
  readonly created: string | null
  readonly updated: string | null
  readonly from: readonly string[] | null
  readonly extra: Extra
}

export interface DatasetRelation {
  readonly id: string
  readonly type: string
  readonly from: string
  readonly to: string
  readonly toDocument: string | null
  readonly attributes: Readonly<Record<string, AttributeValue>>
  /** ISO 8601 instants in UTC; absent or null where the source has none. */
  readonly created?: string | null
  readonly updated?: string | null
  readonly extra: Extra
}

export interface DatasetComment {
  readonly id: string
  /** The span that is spoken of, or null for a passage. */
  readonly span: string | null
  /** The passage that is spoken of; empty for a span. */
  readonly ranges: readonly Range[]
  readonly parent: string | null
  readonly body: string
  readonly resolved: boolean
  readonly created: string | null
  readonly updated: string | null
  readonly extra: Extra
}

export interface DatasetDecision {
  readonly id: string
  readonly spans: readonly string[]
  readonly outcome: DecisionOutcome
  readonly reason: string | null
  readonly by: string
  readonly at: string
  readonly extra: Extra
}
