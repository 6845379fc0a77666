import {
  addPiece,
  isRefusal,
  moveEdge,
  relabel,
  setAttribute,
  setNote,
  setRanges,
  tag,
  untag,
  type Outcome,
  type TagOptions,
} from '../../../src-core/annotation/commands.ts'
import { toggleExcluded } from '../../../src-core/annotation/document-commands.ts'
import {
  spanEnd,
  spanStart,
  spanText,
  type AttributeValue,
  type Id,
  type Span,
} from '../../../src-core/annotation/records.ts'
import { labelById, titleOf, type Attribute, type Label, type Matching } from '../../../src-core/annotation/schema.ts'
import { graphemeEnd, graphemeStart, nextGrapheme, previousGrapheme } from '../../../src-core/text/graphemes.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { snap } from '../../../src-core/text/snap.ts'
import { nextWordBoundary, previousWordBoundary, wordAt } from '../../../src-core/text/words.ts'
import { identicalMentions } from '../../../src-core/text/mentions.ts'
import type { ActionName } from '../../session/action-names.ts'
import type { DocumentSession } from '../../session/document-session.svelte.ts'
import type { MessageKey } from '../../i18n/catalogue.ts'
import type { Params } from '../../i18n/message.ts'
import { blocks } from '../../../src-core/text/blocks.ts'
import type { Surface } from './canvas/surface.ts'
import type { LexiconEntry } from './types.ts'
import { matchingOf, namesSomething } from './candidates.ts'
import { Linking } from './linking.svelte.ts'
import { Proposals } from './proposals.svelte.ts'
import type { ReaderMemory } from './reader-memory.svelte.ts'
import type { ReaderHost } from './reader-host.ts'
import { TagIndex } from './tag-index.ts'

/** How far a caret or an edge moves. */
export type Unit = 'word' | 'character' | 'line' | 'line-edge' | 'page' | 'text'
export type Step = -1 | 1

export interface Setting {
  readonly document: DocumentSession
  readonly memory: ReaderMemory
  /** BCP 47, or null. */
  readonly lang: string | null
  readonly lexicon: readonly LexiconEntry[]
  readonly identical: () => 'offer' | 'tag'
  /** Of the interface: labels are named in it. */
  readonly language: () => string
}

/** A sentence of the catalogue. */
export interface Saying {
  readonly key: MessageKey
  readonly params?: Params
}

/**
 * What a person does with one document: caret and selection, the tag in hand, tagging. It knows offsets and spans, no
 * pixels: those it asks of the surface.
 */
export class ReaderController implements ReaderHost {
  readonly document: DocumentSession
  readonly memory: ReaderMemory
  readonly lang: string | null
  readonly stretches: readonly Range[]
  readonly proposals: Proposals
  readonly linking: Linking
  /** What was just done, for those who hear the page. */
  said = $state.raw<Saying | null>(null)
  /** Why the last key did nothing, for all to see; until something else is done. */
  notice = $state.raw<Saying | null>(null)
  #anchor = $state<Offset>(0)
  #focus = $state<Offset>(0)
  #placed = $state(false)
  #leaving = $state(false)
  #inHand = $state<Id | null>(null)
  #heldId = $state<Id | null>(null)
  #piece = $state.raw<Range | null>(null)
  #unfolded = $state.raw<ReadonlySet<Offset>>(new Set())
  /** What the selection was made of: only moves by words and lines mean whole words. */
  #made: 'words' | 'characters' | 'given' = 'words'
  #goalX: number | null = null
  #surface: Surface | null = null
  readonly #language: () => string
  readonly #index: TagIndex

  constructor({ document, memory, lang, lexicon, identical, language }: Setting) {
    this.#language = language
    this.document = document
    this.memory = memory
    this.lang = lang
    this.stretches = blocks(document.text)
    this.#index = new TagIndex(document.text)
    this.proposals = new Proposals(this, lexicon, identical)
    this.linking = new Linking(this)
  }

  get #tagId(): Id | null {
    return this.#inHand
  }

  set #tagId(id: Id | null) {
    this.#inHand = id
    if (id !== null) this.#heldId = id
    this.notice = null
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
    if (!extend) {
      this.#anchor = this.#focus
      this.#made = 'words'
    }
    this.#touch()
    if (!extend) this.#tagId = null
  }

  select([start, end]: Range): void {
    this.#anchor = this.#inText(start)
    this.#focus = this.#inText(end)
    this.#made = 'given'
    this.#touch()
    this.#tagId = null
  }

  #touch(): void {
    this.#placed = true
    this.notice = null
    this.#leaving = false
    this.#goalX = null
  }

  /** Whether Tab leaves the text: after Esc had nothing more to let go. */
  get leaving(): boolean {
    return this.#leaving
  }

  /** Selects a passage and shows it, for those who came for it. */
  show(range: Range): void {
    this.select(range)
    this.reveal(this.selection)
    this.focusText()
  }

  /** The words of the tag in hand. */
  get wordsInHand(): string | null {
    return this.selected && spanText(this.selected, this.text)
  }

  /** Shows a passage. */
  reveal(range: Range): void {
    this.#surface?.reveal(range)
  }

  /** The part of the text on screen. */
  get onScreen(): Range {
    return this.#surface?.onScreen() ?? [0, 0]
  }

  selectAll(): void {
    this.select([0, this.text.length])
    this.#made = 'words'
  }

  move(unit: Unit, step: Step, extend = false): void {
    if (extend && unit === 'character') this.#made = 'characters'
    else if (extend && this.#made === 'given') this.#made = 'words'
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
    if (this.linking.active) this.linking.stop()
    else if (this.proposals.offer) this.proposals.dropOffer()
    else if (this.hasSelection) this.place(this.#focus)
    else if (this.#tagId !== null || this.#heldId !== null) this.#tagId = this.#heldId = null
    else if (this.memory.armed !== null) this.memory.armed = null
    else this.#leaving = true
  }

  // Tags

  /** Takes the shortest tag at an offset in hand, or the next longer one if the tag in hand is there already. */
  cycleAt(offset: Offset): Span | null {
    const here = this.index.lanes.at(offset)
    if (here.length === 0 && offset > 0) here.push(...this.index.lanes.at(offset - 1))
    const at = here.findIndex((span) => span.id === this.#tagId)
    const next = here[(at + 1) % Math.max(1, here.length)] ?? null
    this.#tagId = next?.id ?? null
    if (next) this.#sayTag(next)
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
    this.#sayTag(span)
  }

  #sayTag(span: Span): void {
    const text = spanText(span, this.text)
    this.say('reader.said-selected', { label: this.nameOf(span.label), text, n: text.length })
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
    if (this.proposals.current) this.proposals.accept(label)
    else if (this.hasSelection) this.tagRange(this.#meantSelection(), label)
    else if (this.selected) this.#relabel([this.selected], label)
    else if (this.#placed) this.tagRange(wordAt(this.text, this.#focus, this.lang) ?? this.selection, label)
    else this.toggleArmed(label)
  }

  /** Shift and a label's letter: the same, for all identical mentions of the document. */
  applyLabelToAll(label: Id): void {
    const { selected, proposals } = this
    if (proposals.offer?.label === label && !this.hasSelection) return proposals.commitOffer()
    if (selected && !this.hasSelection && selected.label !== label) return this.#relabel(this.twinsOf(selected), label)
    const span = selected && !this.hasSelection ? selected : this.#tagOne(label)
    if (span) proposals.offerIdentical(span)
  }

  #tagOne(label: Id): Span | null {
    if (this.proposals.current) return this.proposals.tagCurrent(label)
    const range = this.hasSelection ? this.#meantSelection() : wordAt(this.text, this.#focus, this.lang)
    return range ? this.tagRange(range, label) : null
  }

  #relabel(spans: readonly Span[], label: Id): void {
    const ids = spans.map(({ id }) => id)
    const outcome = this.run('relabel', (desk) => relabel(desk, ids, label))
    if (!isRefusal(outcome)) this.say('reader.said-relabelled', { label: this.nameOf(label), n: ids.length })
  }

  /** The tags of this document with the same label on the same words, the given one among them. */
  twinsOf(span: Span): readonly Span[] {
    const words = spanText(span, this.text)
    return this.document.spans.filter((each) => each.label === span.label && spanText(each, this.text) === words)
  }

  /** The places of the document where a string stands, as its label wants it found. */
  mentionsOf(string: string, label: Id): readonly Range[] {
    const matching: Matching = matchingOf(this.document.schema.labels, label)
    return identicalMentions(this.text, string, matching, this.lang)
  }

  /** Tags a range as it stands and takes the new tag in hand. */
  tagRange(range: Range, label: Id, options: TagOptions = {}, action: ActionName = 'tag'): Span | null {
    const outcome = this.run(action, (desk) => tag(desk, [range], label, options))
    if (isRefusal(outcome)) return null
    const span = outcome.added.find((item) => item.kind === 'span')
    if (!span) return null
    this.place(range[1])
    this.#tagId = span.id
    if (namesSomething(this.labels, label)) this.memory.lastName = label
    this.say('reader.said-tagged', { label: this.nameOf(label), text: spanText(span, this.text) })
    return span
  }

  /** Deletes the tag in hand, or the shortest at the caret; with `twins` all that are like it. */
  remove(twins = false): void {
    const span = this.selected ?? this.cycleAt(this.#focus)
    if (!span) return
    const spans = twins ? this.twinsOf(span) : [span]
    const ids = spans.map(({ id }) => id)
    const outcome = this.run('untag', (desk) => untag(desk, ids))
    if (isRefusal(outcome)) return
    this.place(spanStart(span))
    this.say('reader.said-removed', { label: this.nameOf(span.label), n: ids.length })
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
    this.run('move-edge', (desk) => moveEdge(desk, this.#idInHand(), edge, to))
  }

  addPiece(range: Range): void {
    const id = this.#tagId
    if (id !== null) this.run('add-piece', (desk) => addPiece(desk, id, range))
  }

  /** The third click of three: the word that the second one tagged becomes the sentence. */
  growTo(span: Span, range: Range): void {
    this.run('set-ranges', (desk) => setRanges(desk, span.id, [range]))
    this.place(range[1])
    this.#tagId = span.id
  }

  /** What a drag over a range means: whole words, or the very characters with Alt. */
  meant(range: Range, exact: boolean): Range | null {
    if (exact) return range[0] < range[1] ? range : null
    return snap(this.text, range, this.lang)
  }

  /** The selection as a drag over it would be meant; empty where it holds no word. */
  #meantSelection(): Range {
    if (this.#made !== 'words') return this.selection
    return this.meant(this.selection, false) ?? [this.#focus, this.#focus]
  }

  /** The text that a search for mentions like this one starts from: the selection, the tag in hand, or the word. */
  meantText(): string {
    const range = this.hasSelection ? this.#meantSelection() : (this.selected?.ranges[0] ?? null)
    const meant = range ?? wordAt(this.text, this.#focus, this.lang)
    return meant ? this.text.slice(meant[0], meant[1]) : ''
  }

  // Passages that are left out

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
    const { excluded } = this.document
    const here = excluded.find(({ start, end }) => start <= this.#focus && this.#focus <= end)
    if (here && this.#placed) return this.toggleFold(here.start)
    this.#unfolded = new Set(this.#unfolded.size ? [] : excluded.map(({ start }) => start))
  }

  /** Leaves out what is selected, or the line at the caret; takes in again what is left out there. */
  toggleExcluded(): void {
    const { excluded } = this.document
    const at = this.#focus
    const inside = excluded.some(({ start, end }) => start <= at && at <= end)
    const range = this.hasSelection ? this.selection : inside ? ([at, at] as const) : this.#lineAt(at)
    const outcome = this.run('edit-document', (desk) => toggleExcluded(desk.items, desk.document, excluded, range))
    if (isRefusal(outcome)) return
    const more = this.document.excluded.length > excluded.length
    this.say(more ? 'sources.said-left-out' : 'sources.said-taken-in')
  }

  /** The line at an offset without the space around it. */
  #lineAt(at: Offset): Range {
    const { text } = this
    const from = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1
    const line = /^[^\r\n]*/.exec(text.slice(from))?.[0] ?? ''
    const start = from + line.length - line.trimStart().length
    return [start, Math.max(start, from + line.trimEnd().length)]
  }

  /** Runs a command on the document if it may be changed. */
  run(action: ActionName, command: Parameters<DocumentSession['run']>[1]): Outcome {
    this.notice = null
    if (this.document.readOnly) return { refused: 'not-your-layer' }
    return this.document.run(action, command)
  }

  say(key: MessageKey, params?: Params): void {
    this.said = params ? { key, params } : { key }
  }

  /** Says why nothing was done, to those who see the page as well. */
  tell(key: MessageKey, params?: Params): void {
    this.say(key, params)
    this.notice = this.said
  }

  setAttribute(span: Span, name: string, value: AttributeValue): void {
    this.run('set-attribute', (desk) => setAttribute(desk, [span.id], name, value))
  }

  /** Picks an option of an attribute, or takes it back if it is the value already. */
  chooseAttribute(span: Span, attribute: Attribute, option: string, now: AttributeValue): void {
    if (attribute.kind === 'boolean') return this.setAttribute(span, attribute.name, now === true ? null : true)
    if (attribute.kind !== 'several') return this.setAttribute(span, attribute.name, now === option ? null : option)
    const chosen: readonly string[] = typeof now === 'object' && now !== null ? now : []
    const next = chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option]
    this.setAttribute(span, attribute.name, next.length ? next : null)
  }

  setNote(span: Span, note: string): void {
    if ((span.note ?? '') !== note.trim()) this.run('set-note', (desk) => setNote(desk, span.id, note.trim()))
  }

  // Pieces by keys

  /** The piece that is being added to a tag by keys, until they are let go. */
  get piece(): Range | null {
    return this.#piece
  }

  /** Whether there is a tag that a piece could be added to: the tag in hand, or the last one that was. */
  get canAddPiece(): boolean {
    return this.#pieceTarget() !== null
  }

  /** Begins or lengthens a piece by a word: from the tag in hand, or from the caret once it has moved away. */
  growPiece(step: Step): void {
    const target = this.#pieceTarget()
    if (!target) return
    const { text, lang } = this
    const from = this.#tagId === null ? this.#focus : step > 0 ? spanEnd(target) : spanStart(target)
    const [start, end] = this.#piece ?? [from, from]
    const to = step > 0 ? nextWordBoundary(text, end, lang) : previousWordBoundary(text, start, lang)
    const grown = snap(text, step > 0 ? [start, to] : [to, end], lang)
    if (grown) this.#piece = grown
    this.#surface?.reveal([to, to])
  }

  /** The keys were let go: the piece becomes part of the tag. */
  commitPiece(): void {
    const [piece, target] = [this.#piece, this.#pieceTarget()]
    this.#piece = null
    if (!piece || !target) return
    this.#tagId = target.id
    this.addPiece(piece)
  }

  #pieceTarget(): Span | null {
    const item = this.#heldId === null ? undefined : this.document.items.get(this.#heldId)
    return item?.kind === 'span' ? item : null
  }

  focusText(): void {
    this.#surface?.focus()
  }

  /** The label's name as datasets carry it. */
  nameOf(label: Id): string {
    const known = labelById(this.document.schema, label)
    return known ? titleOf(known, this.#language()) : label
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
