import type { Id, Span } from '../../../src-core/annotation/records.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import { wordAt } from '../../../src-core/text/words.ts'
import { Hand } from './hand.svelte.ts'
import { LeftOut } from './left-out.svelte.ts'
import { Linking } from './linking.svelte.ts'
import { Proposals } from './proposals.svelte.ts'
import { Reading, type ReadingParts } from './reading.svelte.ts'
import { Tagging } from './tagging.ts'
import type { Elsewhere, LexiconEntry } from './types.ts'

interface ReaderParts extends ReadingParts {
  /** What was tagged in other documents, the most frequent first; another list when there is more. */
  readonly lexicon: () => readonly LexiconEntry[]
  readonly identical: () => 'offer' | 'tag'
  readonly elsewhere: Elsewhere
}

/** What a person does with one document; gestures come here, and go to the part that they concern. */
export class ReaderController extends Reading {
  readonly hand: Hand
  readonly tagging: Tagging
  readonly leftOut: LeftOut
  readonly proposals: Proposals
  readonly linking: Linking
  /** The rest of the project. */
  readonly elsewhere: Elsewhere
  #leaving = $state(false)

  constructor(parts: ReaderParts) {
    super(parts)
    this.elsewhere = parts.elsewhere
    this.hand = new Hand(this)
    this.tagging = new Tagging(this, this.hand, this.elsewhere)
    this.leftOut = new LeftOut(this)
    this.proposals = new Proposals(this, this.tagging, parts.lexicon, parts.identical)
    this.linking = new Linking(this, this.hand, this.elsewhere)
  }

  /** Whether Tab leaves the text: after Esc had nothing more to let go. */
  get leaving(): boolean {
    return this.#leaving
  }

  protected override moved(extended: boolean): void {
    super.moved(extended)
    this.#leaving = false
    if (!extended) this.hand.letGo()
  }

  /** Esc: lets go of one thing after the other; the armed label last. */
  clear(): void {
    if (this.linking.active) this.linking.stop()
    else if (this.proposals.searching) this.proposals.stop()
    else if (this.proposals.offer) this.proposals.dropOffer()
    else if (this.caret.hasSelection) this.caret.place(this.caret.offset)
    else if (this.hand.forget()) return
    else if (this.memory.armed !== null) this.memory.armed = null
    else {
      this.#leaving = true
      this.tell('reader.said-leaving')
    }
  }

  /** Selects a passage and shows it, for those who came for it. */
  show(range: Range): void {
    this.caret.select(range)
    this.reveal(this.caret.selection)
    this.focusText()
  }

  toggleArmed(label: Id): void {
    this.memory.armed = this.memory.armed === label ? null : label
  }

  /** A label's letter: tags what is selected, else re-labels the tag in hand, else tags the word at the caret. */
  applyLabel(label: Id): void {
    const { caret, hand, tagging } = this
    if (this.proposals.current) this.proposals.accept(label)
    else if (caret.hasSelection) tagging.tagRange(caret.meantSelection(), label)
    else if (hand.span) tagging.relabel([hand.span], label)
    else if (caret.placed) tagging.tagRange(this.#wordAtCaret() ?? caret.selection, label)
    else this.toggleArmed(label)
  }

  /** Shift and a label's letter: the same, for all identical mentions of the document. */
  applyLabelToAll(label: Id): void {
    const { caret, proposals, tagging } = this
    if (proposals.current) return proposals.acceptAndOffer(label)
    if (proposals.offer?.label === label && !caret.hasSelection) return proposals.commitOffer()
    const held = caret.hasSelection ? null : this.hand.span
    if (held && held.label !== label) return tagging.relabel(tagging.twinsOf(held), label)
    const span = held ?? this.#tagOne(label)
    if (span) proposals.offerIdentical(span)
  }

  #tagOne(label: Id): Span | null {
    const range = this.caret.hasSelection ? this.caret.meantSelection() : this.#wordAtCaret()
    return range ? this.tagging.tagRange(range, label) : null
  }

  /** The text that a search for mentions like this one starts from: the selection, the tag in hand, or the word. */
  meantText(): string {
    const range = this.caret.hasSelection ? this.caret.meantSelection() : (this.hand.span?.ranges[0] ?? null)
    const meant = range ?? this.#wordAtCaret()
    return meant ? this.text.slice(meant[0], meant[1]) : ''
  }

  #wordAtCaret(): Range | null {
    return wordAt(this.text, this.caret.offset, this.lang)
  }
}
