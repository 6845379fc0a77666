import type { CodePointRange } from './document.ts'

/**
 * `agreed`; or what differs: the `label`, the `borders`, `both`, a span that somebody `missed`, a `value` of an attribute;
 * `overlap`: spans of one annotator overlap, which the measure cannot use.
 */
export type CaseKind = 'agreed' | 'label' | 'borders' | 'both' | 'missed' | 'value' | 'overlap'

/** What one annotator says of the place; nothing when they read the document and left it unmarked. */
export interface CaseSide {
  readonly annotator: string
  /** Labels, the value of an attribute as JSON, or `type: from → to` of a relation. */
  readonly said: readonly string[]
  /** What of the text they mean, where annotators mean different pieces of it; else null. */
  readonly range: CodePointRange | null
}

export interface Case {
  readonly document: string
  /** In the whole text, excluded passages counted. */
  readonly range: CodePointRange
  readonly kind: CaseKind
  readonly sides: readonly CaseSide[]
  /** What the measure counts here: 1 for a group of spans, else tokens or characters. */
  readonly size: number
}
