import {
  addPiece,
  isRefusal,
  moveEdge,
  relabel,
  setRanges,
  tag,
  untag,
  type Outcome,
} from '../../../src-core/annotation/commands.ts'
import { spanEnd, spanStart, type Id, type Span } from '../../../src-core/annotation/records.ts'
import type { Label } from '../../../src-core/annotation/schema.ts'
import { graphemeEnd, graphemeStart, nextGrapheme, previousGrapheme } from '../../../src-core/text/graphemes.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { snap } from '../../../src-core/text/snap.ts'
import { nextWordBoundary, previousWordBoundary, wordAt } from '../../../src-core/text/words.ts'
import type { ActionName } from '../../session/action-names.ts'
import type { DocumentSession } from '../../session/document-session.svelte.ts'
import type { Surface } from './canvas/surface.ts'
import type { ReaderMemory } from './reader-memory.svelte.ts'
import { TagIndex } from './tag-index.ts'

/** How far a caret or an edge moves. */
export type Unit = 'word' | 'character' | 'line' | 'line-edge' | 'page' | 'text'
export type Step = -1 | 1

/**
 * What a person does with one document: caret and selection, the tag in hand, tagging. It knows offsets and spans, no
 * pixels: those it asks of the surface.
 */
export class ReaderController {
  readonly document: DocumentSession
  readonly memory: ReaderMemory
  readonly lang: string | null
  #anchor = $state<Offset>(0)
  #focus = $state<Offset>(0)
  #placed = $state(false)
  #tagId = $state<Id | null>(null)
  #goalX: number | null = null
  #surface: Surface | null = null
  readonly #index = new TagIndex()

  constructor(document: DocumentSession, memory: ReaderMemory, lang: string | null) {
    this.document = document
    this.memory = memory
    this.lang = lang
  }

  /** Connects the page on screen. */
  attach(surface: Surface): void {
    this.#surface = surface
  }

  /** The tags by place, lane and label, as they are now. */
  get index(): TagIndex {
    return this.#index.of(this.document.spans)
  }

  get text(): string {
    return this.document.text
  }

  get caret(): Offset {
    return this.#focus
  }

  /** Whether the caret was put somewhere; until then a letter arms its label. */
  get placed(): boolean {
    return this.#placed
  }

  /** The end of the selection that stays when it is extended. */
  get anchor(): Offset {
    return this.#anchor
  }

  /** The selected text; empty at the caret. */
  readonly selection: Range = $derived([Math.min(this.#anchor, this.#focus), Math.max(this.#anchor, this.#focus)])

  readonly hasSelection: boolean = $derived(this.#anchor !== this.#focus)

  /** The tag in hand. */
  readonly selected: Span | null = $derived.by(() => {
    const item = this.#tagId === null ? undefined : this.document.items.get(this.#tagId)
    return item?.kind === 'span' ? item : null
  })

  readonly labels: readonly Label[] = $derived.by(() => this.document.schema.labels.filter((label) => !label.retired))

  // Caret and selection

  /** Puts the caret; with `extend` the selection reaches from where it began to here. */
  place(offset: Offset, extend = false): void {
    this.#focus = this.#inText(offset)
    if (!extend) this.#anchor = this.#focus
    this.#placed = true
    this.#goalX = null
    if (!extend) this.#tagId = null
  }

  select([start, end]: Range): void {
    this.#anchor = this.#inText(start)
    this.#focus = this.#inText(end)
    this.#placed = true
    this.#goalX = null
    this.#tagId = null
  }

  selectAll(): void {
    this.select([0, this.text.length])
  }

  move(unit: Unit, step: Step, extend = false): void {
    if (this.hasSelection && !extend && (unit === 'word' || unit === 'character')) {
      this.place(this.selection[step > 0 ? 1 : 0])
    } else if (unit === 'line' || unit === 'page') this.#moveByLine(unit, step, extend)
    else this.place(this.#target(this.#focus, unit, step), extend)
    this.#surface?.reveal([this.#focus, this.#focus])
  }

  #moveByLine(unit: 'line' | 'page', step: Step, extend: boolean): void {
    const x = this.#goalX ?? this.#surface?.xOf(this.#focus) ?? 0
    const to = this.#surface?.[unit === 'line' ? 'lineMove' : 'pageMove'](this.#focus, step, x)
    this.place(to ?? this.#focus, extend)
    this.#goalX = x
  }

  #target(from: Offset, unit: 'word' | 'character' | 'line-edge' | 'text', step: Step): Offset {
    const { text, lang } = this
    switch (unit) {
      case 'word':
        return step > 0 ? nextWordBoundary(text, from, lang) : previousWordBoundary(text, from, lang)
      case 'character':
        return step > 0 ? nextGrapheme(text, from) : previousGrapheme(text, from)
      case 'line-edge':
        return this.#surface?.lineEdge(from, step > 0 ? 'end' : 'start') ?? from
      case 'text':
        return step > 0 ? text.length : 0
    }
  }

  /** Esc: lets go of one thing after the other; the armed label last. */
  clear(): void {
    if (this.hasSelection) this.place(this.#focus)
    else if (this.#tagId !== null) this.#tagId = null
    else this.memory.armed = null
  }

  // Tags

  /** Takes the shortest tag at an offset in hand, or the next longer one if the tag in hand is there already. */
  cycleAt(offset: Offset): Span | null {
    const here = this.index.lanes.at(offset)
    if (here.length === 0 && offset > 0) here.push(...this.index.lanes.at(offset - 1))
    const at = here.findIndex((span) => span.id === this.#tagId)
    const next = here[(at + 1) % Math.max(1, here.length)] ?? null
    this.#tagId = next?.id ?? null
    return next
  }

  /** All tags at an offset, the shortest first. */
  tagsAt(offset: Offset): readonly Span[] {
    return this.index.lanes.at(offset)
  }

  /** Takes a tag in hand and leaves the caret where it is. */
  hold(span: Span): void {
    this.#tagId = span.id
  }

  /** Takes a tag in hand and shows it. */
  pick(span: Span): void {
    this.place(spanStart(span))
    this.#tagId = span.id
    this.#surface?.reveal([spanStart(span), spanEnd(span)])
  }

  /** The next or previous tag from the tag in hand or the caret, round the text. */
  pickNeighbour(step: Step): void {
    const { spans } = this.document
    if (spans.length === 0) return
    const here = this.selected ? spans.indexOf(this.selected) : -1
    const from = here >= 0 ? here + step : this.#firstTagFrom(step)
    const next = spans[(from + spans.length) % spans.length]
    if (next) this.pick(next)
  }

  #firstTagFrom(step: Step): number {
    const { spans } = this.document
    const after = spans.findIndex((span) => spanStart(span) >= this.#focus)
    const index = after < 0 ? spans.length : after
    return step > 0 ? index : index - 1
  }

  toggleArmed(label: Id): void {
    this.memory.armed = this.memory.armed === label ? null : label
  }

  /** A label's letter: tags what is selected, else re-labels the tag in hand, else tags the word at the caret. */
  applyLabel(label: Id): void {
    if (this.hasSelection) this.tagRange(this.selection, label)
    else if (this.selected) this.#run('relabel', (desk) => relabel(desk, [this.#idInHand()], label))
    else if (this.#placed) this.tagRange(wordAt(this.text, this.#focus, this.lang) ?? this.selection, label)
    else this.toggleArmed(label)
  }

  /** Tags a range as it stands and takes the new tag in hand. */
  tagRange(range: Range, label: Id): Span | null {
    const outcome = this.#run('tag', (desk) => tag(desk, [range], label))
    if (isRefusal(outcome)) return null
    const span = outcome.added.find((item) => item.kind === 'span')
    if (!span) return null
    this.place(range[1])
    this.#tagId = span.id
    this.memory.lastLabel = label
    return span
  }

  remove(): void {
    const span = this.selected ?? this.cycleAt(this.#focus)
    if (!span) return
    this.#run('untag', (desk) => untag(desk, [span.id]))
    this.#tagId = null
    this.place(spanStart(span))
  }

  /** Moves an outer edge of the tag in hand by a word or a character. */
  nudge(edge: 'start' | 'end', unit: 'word' | 'character', step: Step): void {
    const span = this.selected
    if (!span) return
    const { text, lang } = this
    const from = edge === 'start' ? spanStart(span) : spanEnd(span)
    const byWord = step > 0 ? nextWordBoundary(text, from, lang, edge) : previousWordBoundary(text, from, lang, edge)
    const to = unit === 'word' ? byWord : this.#target(from, 'character', step)
    if (edge === 'start' ? to >= spanEnd(span) : to <= spanStart(span)) return
    this.dragEdge(edge, to)
    this.#surface?.reveal([to, to])
  }

  /** Puts an outer edge of the tag in hand to an offset. */
  dragEdge(edge: 'start' | 'end', to: Offset): void {
    this.#run('move-edge', (desk) => moveEdge(desk, this.#idInHand(), edge, to))
  }

  addPiece(range: Range): void {
    const id = this.#tagId
    if (id !== null) this.#run('add-piece', (desk) => addPiece(desk, id, range))
  }

  /** The third click of three: the word that the second one tagged becomes the sentence. */
  growTo(span: Span, range: Range): void {
    this.#run('set-ranges', (desk) => setRanges(desk, span.id, [range]))
    this.place(range[1])
    this.#tagId = span.id
  }

  /** What a drag over a range means: whole words, or the very characters with Alt. */
  meant(range: Range, exact: boolean): Range | null {
    if (exact) return range[0] < range[1] ? range : null
    return snap(this.text, range, this.lang)
  }

  /** The text that a search for mentions like this one starts from: the selection, the tag in hand, or the word. */
  meantText(): string {
    const range = this.hasSelection ? this.selection : (this.selected?.ranges[0] ?? null)
    const meant = range ?? wordAt(this.text, this.#focus, this.lang)
    return meant ? this.text.slice(meant[0], meant[1]) : ''
  }

  /** Runs a command on the document if it may be changed. */
  #run(action: ActionName, command: Parameters<DocumentSession['run']>[1]): Outcome {
    if (this.document.readOnly) return { refused: 'not-your-layer' }
    return this.document.run(action, command)
  }

  #idInHand(): Id {
    return this.#tagId ?? ''
  }

  #inText(offset: Offset): Offset {
    return Math.min(Math.max(0, offset), this.text.length)
  }

  /** The nearest offset that cuts no character in two. */
  whole(offset: Offset, side: 'start' | 'end'): Offset {
    return side === 'start' ? graphemeStart(this.text, offset) : graphemeEnd(this.text, offset)
  }
}
