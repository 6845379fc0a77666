/** Something that happened and that a person should know, with at most one thing to do about it. */
interface Notice {
  readonly id: number
  readonly tone: 'info' | 'good' | 'warn' | 'bad'
  readonly text: string
  readonly action: { readonly title: string; readonly run: () => void } | null
}

/** What is on screen. */
export interface NoticeList {
  /** Oldest first. */
  readonly list: readonly Notice[]
  dismiss(id: number): void
  /** Nothing leaves by itself while a pointer or the focus rests on the notices. */
  hold(held: boolean): void
}
