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
 * What was said to the person and not yet taken away. Warnings and faults stay until dismissed, the newest three in
 * sight; of the rest the newest is shown, which leaves by itself, but not while it is looked at.
 */
export class Notices {
  #brief = $state.raw<Notice | null>(null)
  #all = $state.raw<readonly Notice[]>([])
  #next = 1
  #held = false

  get brief(): Notice | null {
    return this.#brief
  }

  /** Warnings and faults, the oldest first. */
  get lasting(): readonly Notice[] {
    return this.#all.slice(-MOST)
  }

  /** How many older ones wait until these are dismissed. */
  get waiting(): number {
    return Math.max(0, this.#all.length - MOST)
  }

  show(notice: NewNotice): void {
    const shown: Notice = { action: null, ...notice, id: this.#next++ }
    this.retract(shown.subject)
    if (isLasting(shown)) this.#all = [...this.#all, shown]
    else {
      this.#brief = shown
      this.#leaveLater(shown)
    }
  }

  dismiss(id: number): void {
    this.#keep((notice) => notice.id !== id)
  }

  /** Takes away what was said of a subject, once it is no longer so. */
  retract(subject: string): void {
    this.#keep((notice) => notice.subject !== subject)
  }

  hold(held: boolean): void {
    this.#held = held
    if (!held && this.#brief) this.#leaveLater(this.#brief)
  }

  #keep(wanted: (notice: Notice) => boolean): void {
    this.#all = this.#all.filter(wanted)
    if (this.#brief && !wanted(this.#brief)) this.#brief = null
  }

  #leaveLater({ id }: Notice): void {
    setTimeout(() => {
      if (!this.#held) this.dismiss(id)
    }, SHORT_MS)
  }
}

function isLasting({ tone }: Notice): boolean {
  return tone === 'warn' || tone === 'bad'
}
