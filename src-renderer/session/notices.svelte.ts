import type { MessageKey } from '../i18n/catalogue.ts'
import type { Params } from '../i18n/message.ts'

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'good' | 'warn' | 'bad'
  readonly message: MessageKey
  readonly params: Params
  readonly action: { readonly title: MessageKey; readonly run: () => void } | null
}

export type NewNotice = Pick<Notice, 'tone' | 'message'> & Partial<Pick<Notice, 'params' | 'action'>>

const SHORT_MS = 6000

/** What was said to the person and not yet taken away. Warnings and faults stay until dismissed. */
export class Notices {
  #list = $state.raw<readonly Notice[]>([])
  #next = 1

  get list(): readonly Notice[] {
    return this.#list
  }

  /** Shows a notice; one that says the same is replaced, not repeated. */
  show(notice: NewNotice): void {
    const shown: Notice = { params: {}, action: null, ...notice, id: this.#next++ }
    this.#list = [...this.#list.filter((each) => each.message !== shown.message), shown].slice(-3)
    if (shown.tone === 'info' || shown.tone === 'good') setTimeout(() => this.dismiss(shown.id), SHORT_MS)
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id)
  }
}
