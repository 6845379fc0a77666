/** Something that happened and that a person should know, with at most one thing to do about it. */
export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'good' | 'warn' | 'bad'
  readonly text: string
  readonly action: { readonly title: string; readonly run: () => void } | null
}

/** What is on screen. */
export interface NoticeList {
  /** What leaves by itself. */
  readonly brief: Notice | null
  /** What stays until it is dismissed, the oldest first. */
  readonly lasting: readonly Notice[]
  /** How many more wait behind them. */
  readonly waiting: number
  dismiss(id: number): void
  /** Nothing leaves by itself while a pointer or the focus rests on the notices. */
  hold(held: boolean): void
}
