/** Something that happened and that a person should know, with at most one thing to do about it. */
interface Notice {
  readonly id: number
  readonly tone: 'info' | 'good' | 'warn' | 'bad'
  readonly text: string
  readonly action: { readonly title: string; readonly run: () => void } | null
  /** A later notice of the same subject takes this one's place. */
  readonly subject: string
}

type NewNotice = Omit<Notice, 'id' | 'action'> & Partial<Pick<Notice, 'action'>>

const SHORT_MS = 6000
const MOST = 3

/**
 * What was said to the person and not yet taken away. Warnings and faults stay until dismissed; the rest leaves by
 * itself, but not while it is looked at.
 */
export class Notices {
  #list = $state.raw<readonly Notice[]>([])
  #next = 1
  #held = false

  /** Oldest first. */
  get list(): readonly Notice[] {
    return this.#list
  }

  show(notice: NewNotice): void {
    const shown: Notice = { action: null, ...notice, id: this.#next++ }
    this.#list = [...this.#list.filter((each) => each.subject !== shown.subject), shown].slice(-MOST)
    this.#leaveLater(shown)
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id)
  }

  /** Takes away what was said of a subject, once it is no longer so. */
  retract(subject: string): void {
    this.#list = this.#list.filter((notice) => notice.subject !== subject)
  }

  hold(held: boolean): void {
    this.#held = held
    if (!held) for (const notice of this.#list) this.#leaveLater(notice)
  }

  #leaveLater({ id, tone }: Notice): void {
    if (tone === 'warn' || tone === 'bad') return
    setTimeout(() => {
      if (!this.#held) this.dismiss(id)
    }, SHORT_MS)
  }
}
