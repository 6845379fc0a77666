import type { CodePointRange } from './document.ts'

export interface StudySpan {
  readonly ranges: readonly CodePointRange[]
  readonly start: number
  readonly end: number
  readonly label: number
  /** The ranges as text: equal for equal borders. */
  readonly borders: string
  /** Equal for equal borders and label. */
  readonly key: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface StudyRelation {
  readonly type: number
  readonly key: string
  /** From the first to the last character of the end in this document. */
  readonly range: CodePointRange
  /** The labels of both ends. */
  readonly ends: readonly [string, string]
}
