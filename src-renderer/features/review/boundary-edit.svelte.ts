import type { Range } from '../../../src-core/text/offset.ts'
import { nudgeOf, nudged } from './boundary.ts'

/** Borders that are being edited: arrows move them, Enter settles, Esc leaves them as they were. */
export class BoundaryEdit {
  readonly #settle: (range: Range) => void
  #range = $state.raw<Range | null>(null)

  constructor(settle: (range: Range) => void) {
    this.#settle = settle
  }

  /** Null while none are. */
  get range(): Range | null {
    return this.#range
  }

  begin(range: Range): void {
    this.#range = range
  }

  end(): void {
    this.#range = null
  }

  /** Whether the key was one for the borders. */
  takes(event: KeyboardEvent, text: string): boolean {
    const range = this.#range
    const nudge = nudgeOf(event)
    if (!range) return false
    if (nudge) this.#range = nudged(text, range, nudge)
    else if (event.key === 'Enter' || event.key === 'Escape') this.end()
    else return false
    if (event.key === 'Enter') this.#settle(range)
    return true
  }
}
