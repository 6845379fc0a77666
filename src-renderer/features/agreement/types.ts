import type { CaseScope } from '../../../src-core/agreement/cases.ts'
import type { Score } from '../../../src-core/agreement/measure.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { AgreementDesk } from '../../session/agreement-desk.svelte.ts'

/** What the screen needs of the rest of the app. */
export interface AgreementPort {
  readonly onclose: () => void
  /** Opens a passage in its document. */
  readonly onopen: (document: string, range: Range) => void
  /** Opens a passage in the review. */
  readonly onreview: (document: string, range: Range) => void
  readonly onopenlayers: () => void
  /** Saves a picture or a table where the person says. */
  readonly onsave: (kind: 'svg' | 'csv', name: string, text: string) => void
  readonly oncopy: (text: string) => void
}

/** Opens the cases behind a number. */
export type OpenCases = (scope: Partial<CaseScope>) => void

/** What every figure is given. */
export interface FigureProps {
  readonly desk: AgreementDesk
  readonly asTable: boolean
  readonly onsave: AgreementPort['onsave']
  readonly oncases: OpenCases
}

/** A number with what it is of, and how much was compared. */
export interface ScoreRow {
  readonly name: string
  readonly score: Pick<Score, 'value' | 'undefined'>
  readonly items: string
  readonly open: () => void
}
