import { isRefusal } from '../../../src-core/annotation/desk.ts'
import { toggleExcluded } from '../../../src-core/annotation/document-commands.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import type { Reading } from './reading.svelte.ts'

/** Passages that are left out: leaving out, taking in, folding. */
export class LeftOut {
  readonly #reading: Reading
  #unfolded = $state.raw<ReadonlySet<Offset>>(new Set())

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** The passages that are shown whole, by where they begin; the others are folded. */
  get unfolded(): ReadonlySet<Offset> {
    return this.#unfolded
  }

  toggleFold(start: Offset): void {
    const next = new Set(this.#unfolded)
    if (!next.delete(start)) next.add(start)
    this.#unfolded = next
  }

  /** Folds the left out passage at the caret, or all of them where it stands in none. */
  toggleFolds(): void {
    const { excluded } = this.#reading.document
    const { offset, placed } = this.#reading.caret
    const here = excluded.find(({ start, end }) => start <= offset && offset <= end)
    if (here && placed) return this.toggleFold(here.start)
    this.#unfolded = new Set(this.#unfolded.size ? [] : excluded.map(({ start }) => start))
  }

  /** Leaves out what is selected, or the line at the caret; takes in again what is left out there. */
  toggle(): void {
    const { document, caret } = this.#reading
    const { excluded } = document
    const at = caret.offset
    const inside = excluded.some(({ start, end }) => start <= at && at <= end)
    const range = caret.hasSelection ? caret.selection : inside ? ([at, at] as const) : this.#lineAt(at)
    const outcome = this.#reading.run('edit-document', (desk) =>
      toggleExcluded(desk.items, desk.document, excluded, range),
    )
    if (isRefusal(outcome)) return
    const more = document.excluded.length > excluded.length
    this.#reading.say(more ? 'sources.said-left-out' : 'sources.said-taken-in')
  }

  /** The line at an offset without the space around it. */
  #lineAt(at: Offset): Range {
    const { text } = this.#reading
    const from = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1
    const line = /^[^\r\n]*/.exec(text.slice(from))?.[0] ?? ''
    const start = from + line.length - line.trimStart().length
    return [start, Math.max(start, from + line.trimEnd().length)]
  }
}
