import { addPiece, moveEdge, setRanges } from '../../../src-core/annotation/tag-commands.ts'
import { spanEnd, spanStart, spanText, type Id, type Span } from '../../../src-core/annotation/records.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { snap } from '../../../src-core/text/snap.ts'
import { nextWordBoundary, previousWordBoundary } from '../../../src-core/text/words.ts'
import type { Step } from './caret.svelte.ts'
import type { Reading } from './reading.svelte.ts'

/** The tag in hand: which one it is, the way to the next, its edges and its pieces. */
export class Hand {
  readonly #reading: Reading
  #taken = $state<Id | null>(null)
  /** The last tag that was in hand: a piece may still be added to it. */
  #last = $state<Id | null>(null)
  #piece = $state.raw<Range | null>(null)

  constructor(reading: Reading) {
    this.#reading = reading
  }

  readonly span: Span | null = $derived.by(() => this.#spanOf(this.#taken))

  /** Its words. */
  get words(): string | null {
    return this.span && spanText(this.span, this.#reading.text)
  }

  /** Takes a tag and leaves the caret where it is. */
  hold({ id }: Span): void {
    this.#taken = this.#last = id
    this.#reading.notice = null
  }

  letGo(): void {
    this.#taken = null
    this.#reading.notice = null
  }

  /** Lets go of it for good; false when there was none, and no piece could be added to one. */
  forget(): boolean {
    if (this.#taken === null && this.#last === null) return false
    this.letGo()
    this.#last = null
    return true
  }

  /** Takes a tag and shows it. */
  pick(span: Span): void {
    this.#reading.caret.place(spanStart(span))
    this.hold(span)
    this.#reading.reveal([spanStart(span), spanEnd(span)])
    this.#say(span)
  }

  /** Takes the shortest tag at an offset, or the next longer one if the tag in hand is there already. */
  cycleAt(offset: Offset): Span | null {
    const here = this.#reading.index.lanes.at(offset)
    if (here.length === 0 && offset > 0) here.push(...this.#reading.index.lanes.at(offset - 1))
    const at = here.findIndex((span) => span.id === this.#taken)
    const next = here[(at + 1) % Math.max(1, here.length)] ?? null
    if (!next) this.letGo()
    else {
      this.hold(next)
      this.#say(next)
    }
    return next
  }

  /** The next or previous tag from the tag in hand or the caret, round the text. */
  pickNeighbour(step: Step): void {
    const { spans } = this.#reading.document
    if (spans.length === 0) return
    const here = this.span ? spans.indexOf(this.span) : -1
    const from = here >= 0 ? here + step : this.#firstFrom(step)
    const next = spans[(from + spans.length) % spans.length]
    if (next) this.pick(next)
  }

  #firstFrom(step: Step): number {
    const { spans } = this.#reading.document
    const after = spans.findIndex((span) => spanStart(span) >= this.#reading.caret.offset)
    const index = after < 0 ? spans.length : after
    return step > 0 ? index : index - 1
  }

  #say(span: Span): void {
    this.#reading.say('reader.said-selected', this.#reading.describe(span))
  }

  // Edges

  /** Moves an outer edge by a word or a character. */
  nudge(edge: 'start' | 'end', unit: 'word' | 'character', step: Step): void {
    const { span } = this
    if (!span) return
    const { text, lang } = this.#reading
    const from = edge === 'start' ? spanStart(span) : spanEnd(span)
    const byWord = step > 0 ? nextWordBoundary(text, from, lang, edge) : previousWordBoundary(text, from, lang, edge)
    const to = unit === 'word' ? byWord : this.#reading.caret.target(from, 'character', step)
    if (edge === 'start' ? to >= spanEnd(span) : to <= spanStart(span)) return
    this.dragEdge(edge, to)
    this.#reading.reveal([to, to])
  }

  /** Puts an outer edge to an offset. */
  dragEdge(edge: 'start' | 'end', to: Offset): void {
    this.#reading.run('move-edge', (desk) => moveEdge(desk, this.#taken ?? '', edge, to))
  }

  /** The third click of three: the word that the second one tagged becomes the sentence. */
  growTo(span: Span, range: Range): void {
    this.#reading.run('tag-sentence', (desk) => setRanges(desk, span.id, [range]))
    this.#reading.caret.place(range[1])
    this.hold(span)
  }

  // Pieces

  addPiece(range: Range): void {
    const id = this.#taken
    if (id !== null) this.#reading.run('add-piece', (desk) => addPiece(desk, id, range))
  }

  /** The piece that is being added by keys, until they are let go. */
  get piece(): Range | null {
    return this.#piece
  }

  /**
   * Whether there is a tag that a piece could be added to, the one in hand or the last that was, and no selection that
   * the same keys would change.
   */
  get canAddPiece(): boolean {
    return !this.#reading.caret.hasSelection && this.#spanOf(this.#last) !== null
  }

  /** Begins or lengthens a piece by a word: from the tag in hand, or from the caret once it has moved away. */
  growPiece(step: Step): void {
    const target = this.#spanOf(this.#last)
    if (!target) return
    const { text, lang, caret } = this.#reading
    const from = this.#taken === null ? caret.offset : step > 0 ? spanEnd(target) : spanStart(target)
    const [start, end] = this.#piece ?? [from, from]
    const to = step > 0 ? nextWordBoundary(text, end, lang) : previousWordBoundary(text, start, lang)
    const grown = snap(text, step > 0 ? [start, to] : [to, end], lang)
    if (grown) this.#piece = grown
    this.#reading.reveal([to, to])
  }

  /** The keys were let go: the piece becomes part of the tag. */
  commitPiece(): void {
    const [piece, target] = [this.#piece, this.#spanOf(this.#last)]
    this.#piece = null
    if (!piece || !target) return
    this.hold(target)
    this.addPiece(piece)
  }

  #spanOf(id: Id | null): Span | null {
    const item = id === null ? undefined : this.#reading.document.items.get(id)
    return item?.kind === 'span' ? item : null
  }
}
