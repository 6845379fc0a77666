import type { GammaOptions, MeasureResult } from '../../src-core/agreement/measure.ts'
import { MEASURE_DEFAULTS } from '../../src-core/agreement/measure.ts'
import type { Selection } from '../workers/agreement-protocol.ts'
import type { AgreementWork } from './agreement-work.ts'

/** How far long work is. */
export interface Done {
  readonly done: number
  readonly total: number
}

/** γ, which takes longer than all other measures together: counted when asked for, with a progress of its own. */
export class GammaCount {
  #job: AbortController | null = null
  #result = $state.raw<MeasureResult | null>(null)
  #progress = $state.raw<Done | null>(null)

  get result(): MeasureResult | null {
    return this.#result
  }

  /** Null while it is not counted. */
  get progress(): Done | null {
    return this.#progress
  }

  /** Counts it; false when it was called off, or was being counted already. */
  async count(work: AgreementWork, selection: Selection, gamma: GammaOptions): Promise<boolean> {
    if (this.#progress) return false
    const job = (this.#job = new AbortController())
    this.#progress = { done: 0, total: 1 }
    const argument = { selection, measures: ['gamma'] as const, options: { ...MEASURE_DEFAULTS, gamma } }
    const progress = (done: number, total: number) => (this.#progress = { done, total })
    try {
      const answer = await work.report(argument, { signal: job.signal, progress })
      if (this.#job !== job || !answer) return false
      this.#result = answer.report.measures.gamma ?? null
      return true
    } finally {
      if (this.#job === job) this.#progress = null
    }
  }

  cancel(): void {
    this.#job?.abort()
  }

  /** Forgets it, because what it was counted on has changed. */
  clear(): void {
    this.#job?.abort()
    this.#job = null
    this.#result = null
    this.#progress = null
  }
}
