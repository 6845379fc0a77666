import type { Range } from '../../../src-core/text/offset.ts'
import { compileQuery } from '../../../src-core/text/search.ts'
import type { ReaderController } from './reader-controller.svelte.ts'

/** Looking for a string or a regular expression in the open document. */
export class TextSearch {
  readonly #reader: ReaderController
  #shown = $state(false)
  #at = $state(-1)
  #asked = $state(0)
  pattern = $state('')
  regex = $state(false)

  constructor(reader: ReaderController) {
    this.#reader = reader
  }

  get shown(): boolean {
    return this.#shown
  }

  /** Changes each time the search is asked for: its field takes the focus. */
  get asked(): number {
    return this.#asked
  }

  readonly #compiled = $derived.by(() => {
    if (!this.#shown || this.pattern === '') return null
    const matching = { caseSensitive: false, wholeWord: false, accentSensitive: false }
    return compileQuery({ kind: this.regex ? 'regex' : 'text', pattern: this.pattern, matching })
  })

  /** Whether what was typed is an expression that cannot be used. */
  readonly bad: boolean = $derived(this.#compiled !== null && !this.#compiled.ok)

  readonly hits: readonly Range[] = $derived.by(() =>
    this.#compiled?.ok ? [...this.#compiled.find(this.#reader.text, this.#reader.lang)] : [],
  )

  /** The hit that is shown, or null. */
  readonly hit: Range | null = $derived(this.hits[this.#at] ?? null)

  get at(): number {
    return this.#at
  }

  /** Shows the search; a short selection is what is looked for. */
  open(): void {
    const [start, end] = this.#reader.caret.selection
    if (end > start && end - start < 80) this.pattern = this.#reader.text.slice(start, end)
    this.#shown = true
    this.#asked++
    this.#at = this.#from(1, start) - 1
    this.go(1)
  }

  setPattern(pattern: string): void {
    this.pattern = pattern
    this.#at = this.#from(1, this.#reader.caret.selection[0])
    if (this.hit) this.#reader.reveal(this.hit)
  }

  /** To the next or previous hit, round the text. */
  go(step: -1 | 1): void {
    const { length } = this.hits
    if (length === 0) return
    this.#at = (this.#at + step + length) % length
    if (this.hit) this.#reader.reveal(this.hit)
  }

  /** Ends the search with the hit selected in the text. */
  close(): void {
    const { hit } = this
    this.#shown = false
    this.#at = -1
    if (hit) this.#reader.caret.select(hit)
    this.#reader.focusText()
  }

  #from(step: 1, offset: number): number {
    const found = this.hits.findIndex(([start]) => start >= offset)
    return found < 0 ? 0 : found * step
  }
}
