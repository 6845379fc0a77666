import type { AttributeValue, DocumentState } from '../annotation/records.ts'
import type { CodePoint } from '../text/offset.ts'

/** Half open, in Unicode code points: agreement counts what a reader counts, so that an emoji is one character. */
export type CodePointRange = readonly [start: CodePoint, end: CodePoint]

/** A document and what each annotator made of it. */
export interface AgreementDocument {
  readonly id: string
  readonly length: CodePoint
  /** In text order, none overlapping another. */
  readonly tokens: readonly CodePointRange[]
  /** Passages that are cut out before anything is counted. */
  readonly excluded: readonly CodePointRange[]
  /** By annotator. No key, or a layer that is `untouched`: missing. A layer without spans: read, nothing found. */
  readonly layers: Readonly<Record<string, AgreementLayer>>
}

export interface AgreementLayer {
  readonly state: DocumentState
  readonly spans: readonly AgreementSpan[]
  readonly relations: readonly AgreementRelation[]
}

export interface AgreementSpan {
  readonly id: string
  /** One, or several when the span is discontinuous; in text order. */
  readonly ranges: readonly CodePointRange[]
  readonly label: string
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

export interface AgreementRelation {
  readonly type: string
  /** Ids of spans of the same annotator. */
  readonly from: string
  readonly to: string
  /** The document of the `to` span when it is another one, else null. */
  readonly toDocument: string | null
}
