import type { CaseScope } from '../../src-core/agreement/cases.ts'
import type { PlacedCases, Selection } from '../workers/agreement-protocol.ts'
import type { AgreementWork } from './agreement-work.ts'

export interface OpenCases {
  readonly scope: CaseScope
  /** Null while they are looked for. */
  readonly cases: PlacedCases | null
}

/** Nobody reads more cases than that; the rest is counted. */
const MOST_CASES = 500

/** The cases behind the number that was pressed last. */
export class CaseSearch {
  #job: AbortController | null = null
  #open = $state.raw<OpenCases | null>(null)

  get open(): OpenCases | null {
    return this.#open
  }

  async find(work: AgreementWork, selection: Selection, scope: CaseScope, agreed: boolean): Promise<void> {
    this.close()
    const job = (this.#job = new AbortController())
    this.#open = { scope, cases: null }
    const wish = { agreed, most: MOST_CASES }
    const cases = await work.cases({ selection, scope, wish }, { signal: job.signal })
    if (this.#job === job && cases) this.#open = { scope, cases }
  }

  close(): void {
    this.#job?.abort()
    this.#job = null
    this.#open = null
  }
}
