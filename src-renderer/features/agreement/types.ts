import type { CaseScope } from '../../../src-core/agreement/cases.ts'
import type { Range } from '../../../src-core/text/offset.ts'

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
