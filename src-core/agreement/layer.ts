import { segmentsOf, type Segment } from './continuum.ts'
import type { CodePointRange } from './document.ts'
import type { StudyRelation, StudySpan } from './study-span.ts'
import { tokenLabels, type TokenLabels } from './token-units.ts'

/** What one annotator made of a document. As tokens and as units it is worked out once, for all that compare it. */
export class StudyLayer {
  readonly annotator: number
  /** By start, then end descending, then label. */
  readonly spans: readonly StudySpan[]
  /** Sorted keys, each once: type, from and to, ends described by document, ranges and label. */
  readonly relations: readonly StudyRelation[]
  #tokenLabels: TokenLabels | null = null
  #segments: readonly Segment[] | 'overlap' | null = null

  constructor(annotator: number, spans: readonly StudySpan[], relations: readonly StudyRelation[]) {
    this.annotator = annotator
    this.spans = spans
    this.relations = relations
  }

  /** The layer as if only the spans of one label had been made. */
  only(label: number): StudyLayer {
    const spans = this.spans.filter((span) => span.label === label)
    return new StudyLayer(this.annotator, spans, this.relations)
  }

  /** `tokens`: those of its document, always the same. */
  tokenLabels(tokens: readonly CodePointRange[]): TokenLabels {
    return (this.#tokenLabels ??= tokenLabels(this.spans, tokens))
  }

  /** Units and gaps; `length`: that of its document, always the same. */
  segments(length: number): readonly Segment[] | 'overlap' {
    return (this.#segments ??= segmentsOf(this.spans, length))
  }
}
