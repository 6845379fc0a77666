import type { Case, CaseSide } from '../../src-core/agreement/case.ts'
import type { Cases, CaseScope, CaseWish } from '../../src-core/agreement/cases.ts'
import type { ConfusionCell } from '../../src-core/agreement/confusion.ts'
import type { ComparedEntry } from '../../src-core/agreement/from-entries.ts'
import type { MeasureId, MeasureOptions, Score } from '../../src-core/agreement/measure.ts'
import type { AgreementReport } from '../../src-core/agreement/report.ts'
import type { Range } from '../../src-core/text/offset.ts'

/** A document with all its layers; the text stands once and not in the entries. */
export interface PackedDocument {
  readonly text: string
  /** When its newest tag was made, ISO 8601. */
  readonly annotated: string | null
  readonly entries: readonly Omit<ComparedEntry, 'text'>[]
}

/** What is compared. */
export interface Selection {
  readonly inProgress: boolean
  /** Names as datasets carry them; null for all but the adjudicated layer. */
  readonly annotators: readonly string[] | null
  /** Ids; null for all. */
  readonly documents: readonly string[] | null
}

/** What the worker can be asked for, with what it answers. */
export interface AgreementJobs {
  report: [
    { readonly selection: Selection; readonly measures: readonly MeasureId[]; readonly options: MeasureOptions },
    { readonly report: AgreementReport; readonly confusion: readonly ConfusionCell[] },
  ]
  cases: [{ readonly selection: Selection; readonly scope: CaseScope; readonly wish: CaseWish }, PlacedCases]
  periods: [
    {
      readonly selection: Selection
      readonly measure: MeasureId
      readonly options: MeasureOptions
      /** A date for each document, or `annotated` for when its newest tag was made. */
      readonly dates: ReadonlyMap<string, string | null> | 'annotated'
    },
    PeriodScores,
  ]
}

/** A case as it can be shown and opened: in UTF-16 code units of the text. */
export interface PlacedCase extends Omit<Case, 'range' | 'sides'> {
  readonly range: Range
  readonly sides: readonly PlacedSide[]
  readonly before: string
  readonly quote: string
  readonly after: string
}

export interface PlacedSide extends Omit<CaseSide, 'range'> {
  /** The words that this annotator marked, where the borders differ. */
  readonly quote: string | null
}

export interface PlacedCases extends Omit<Cases, 'list'> {
  readonly list: readonly PlacedCase[]
}

export interface PeriodScores {
  readonly periods: readonly { readonly name: string; readonly documents: readonly string[]; readonly score: Score }[]
  readonly undated: number
}

export type JobName = keyof AgreementJobs

export type AgreementRequest =
  /** `documents`: {@link PackedDocument}s as JSON, since text crosses threads several times faster than many small objects. */
  | { readonly kind: 'add'; readonly documents: string }
  | { readonly kind: 'cancel'; readonly job: number }
  | { [N in JobName]: { readonly kind: N; readonly job: number; readonly argument: AgreementJobs[N][0] } }[JobName]

export type AgreementAnswer =
  | { readonly kind: 'progress'; readonly job: number; readonly done: number; readonly total: number }
  /** `value` is null when the job was cancelled. */
  | { readonly kind: 'answer'; readonly job: number; readonly value: AgreementJobs[JobName][1] | null }
  | { readonly kind: 'failure'; readonly job: number; readonly message: string }
