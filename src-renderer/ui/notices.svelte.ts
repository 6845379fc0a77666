/** Something that happened and that a person should know, with at most one thing to do about it. */
export interface Notice {
  readonly text: string
  readonly tone: 'info' | 'good' | 'warn' | 'bad'
  readonly action?: { readonly title: string; readonly run: () => void }
  /** A later notice of the same subject takes this one's place. */
  readonly subject?: string
}

interface Shown extends Notice {
  readonly id: number
}

const LASTS_MS = { info: 6000, good: 6000, warn: 20_000, bad: Infinity }
const MOST = 3

/**
 * The notices on screen, oldest first. They leave by themselves, but not while a pointer or the focus rests on them;
 * what went wrong stays until it is dismissed.
 */
export class Notices {
  #shown = $state.raw<readonly Shown[]>([])
  #last = 0
  #held = false
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  get shown(): readonly Shown[] {
    return this.#shown
  }

  /** Shows a notice and gives the number to dismiss it by; beyond three the oldest goes. */
  show(notice: Notice): number {
    const id = ++this.#last
    const others = this.#shown.filter((each) => notice.subject === undefined || each.subject !== notice.subject)
    this.#keepOnly([...others, { ...notice, id }].slice(-MOST))
    if (!this.#held) this.#startTimer(id, notice.tone)
    return id
  }

  dismiss(id: number): void {
    this.#keepOnly(this.#shown.filter((each) => each.id !== id))
  }

  /** Nothing leaves by itself while held. */
  hold(): void {
    this.#held = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  /** Their time starts anew. */
  release(): void {
    this.#held = false
    for (const each of this.#shown) this.#startTimer(each.id, each.tone)
  }

  #startTimer(id: number, tone: Notice['tone']): void {
    clearTimeout(this.#timers.get(id))
    if (LASTS_MS[tone] === Infinity) return
    const timer = setTimeout(() => this.dismiss(id), LASTS_MS[tone])
    this.#timers.set(id, timer)
  }

  #keepOnly(shown: readonly Shown[]): void {
    this.#shown = shown
    const ids = new Set(shown.map((each) => each.id))
    for (const [id, timer] of this.#timers) {
      if (ids.has(id)) continue
      clearTimeout(timer)
      this.#timers.delete(id)
    }
  }
}
