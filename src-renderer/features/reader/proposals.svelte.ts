import { isRefusal } from '../../../src-core/annotation/desk.ts'
import { reject } from '../../../src-core/annotation/layer-commands.ts'
import { tagEach, type TagOptions } from '../../../src-core/annotation/tag-commands.ts'
import { spanText, type Attributes, type Id, type Origin, type Span } from '../../../src-core/annotation/records.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { CandidateSearch } from './candidate-search.ts'
import { dateSuggester, namesSomething, piecesOf, rejectionKey, type Candidate } from './candidates.ts'
import { likeliestLabel } from './name-candidates.ts'
import type { Reading } from './reading.svelte.ts'
import type { Tagging } from './tagging.ts'
import type { LexiconEntry } from './types.ts'

/** Identical mentions of a tag, waiting for a yes. */
export interface Offer {
  readonly label: Id
  readonly text: string
  readonly ranges: readonly Range[]
  /** The attributes of the candidate that it came from: then an answer goes on to the next one. Null for a tag. */
  readonly candidate: Attributes | null
  /** Whom or what the tag names, and so its identical mentions. */
  readonly entity: Id | null
}

/** Identical mentions that are shown one by one, from the tag that they are identical with on, round the text. */
interface Walk {
  readonly offer: Offer
  readonly ranges: readonly Range[]
  readonly at: number
  /** Where candidates go on after the last of them. */
  readonly home: Offset
}

/** What Postil proposes to tag: candidates one by one, and the identical mentions of what was just tagged. */
export class Proposals {
  readonly #reading: Reading
  readonly #tagging: Tagging
  readonly #search: CandidateSearch
  readonly #identical: () => 'offer' | 'tag'
  readonly #lexicon: () => readonly LexiconEntry[]
  #chosen = $state.raw<Candidate | null>(null)
  /** The label that {@link #chosen} would have where it has none of its own. */
  #guess: Id | null = null
  #offer = $state.raw<Offer | null>(null)
  #walk: Walk | null = null
  /** Counts what was looked for, so that only the last search finds something. */
  #turn = 0
  #searching = $state(false)

  constructor(
    reading: Reading,
    tagging: Tagging,
    lexicon: () => readonly LexiconEntry[],
    identical: () => 'offer' | 'tag',
  ) {
    this.#reading = reading
    this.#tagging = tagging
    this.#identical = identical
    this.#lexicon = lexicon
    this.#search = new CandidateSearch({
      text: reading.text,
      stretches: reading.stretches,
      lang: reading.lang,
      index: () => reading.index,
      labels: () => reading.labels,
      lexicon,
      known: reading.memory.known,
      rejected: () => this.#rejected,
      excluded: () => reading.document.excluded,
      suggested: () => reading.document.suggested,
      suggesters: [dateSuggester(reading.document.schema.labels, reading.lang, reading.document.entry.date)],
    })
  }

  /** What the annotator said no to, in this session or an earlier one. */
  readonly #rejected: ReadonlySet<string> = $derived.by(
    () => new Set(this.#reading.document.layer.rejected?.map(rejectionKey)),
  )

  /** The candidate that is selected now. */
  get current(): Candidate | null {
    const chosen = this.#chosen
    const [start, end] = this.#reading.caret.selection
    return chosen && chosen.range[0] === start && chosen.range[1] === end ? chosen : null
  }

  get offer(): Offer | null {
    return this.#offer
  }

  /** Changes whenever what is proposed may have changed. */
  get version(): unknown {
    const { spans, excluded } = this.#reading.document
    return [this.#rejected, spans, excluded, this.#lexicon()]
  }

  /** The candidates of the block that begins at an offset. */
  inBlock(start: Offset): readonly Candidate[] {
    return this.#search.inStretch(this.#search.stretchAt(start))
  }

  /** Those of them that are pointed out in the text; the others only wait for whoever asks. */
  shownIn(start: Offset): readonly Candidate[] {
    return this.inBlock(start).filter(({ strength }) => strength !== 'weak')
  }

  /** Goes to the next or previous candidate, while mentions are offered to these one by one. */
  go(step: -1 | 1): void {
    if (this.#offer) this.#walk = this.#walkOf(this.#offer)
    else if (!this.current) this.#walk = null
    this.#offer = null
    this.#next(step)
  }

  #next(step: -1 | 1): void {
    this.stop()
    const offered = this.#nextOffered(step)
    if (offered) return this.#choose(offered)
    const [start, end] = this.#reading.caret.selection
    const search = this.#search.nearest(step > 0 ? end : start, step)
    const near = search.next()
    if (near.done) this.#end(near.value)
    else void this.#goOn(search)
  }

  /** Looks on where none is near, a little at a time, for as long as the caret stays where it is. */
  async #goOn(search: ReturnType<CandidateSearch['nearest']>): Promise<void> {
    const turn = this.#turn
    const [from, to] = this.#reading.caret.selection
    const isMeant = () => {
      const [start, end] = this.#reading.caret.selection
      return turn === this.#turn && start === from && end === to
    }
    this.#searching = true
    this.#reading.tell('reader.said-searching')
    while (isMeant()) {
      await new Promise((resolve) => setTimeout(resolve))
      const next = isMeant() ? search.next() : null
      if (next?.done) return this.#end(next.value)
    }
    if (turn === this.#turn) this.#searching = false
  }

  #end(found: Candidate | null): void {
    this.stop()
    if (found) this.#choose(found)
    else this.#reading.tell('reader.said-no-candidate')
  }

  /** Whether a candidate is looked for that is not near. */
  get searching(): boolean {
    return this.#searching
  }

  /** Looks no further. */
  stop(): void {
    this.#turn++
    if (this.#searching) this.#reading.notice = null
    this.#searching = false
  }

  #walkOf(offer: Offer): Walk {
    const home = this.#reading.caret.selection[1]
    const after = offer.ranges.filter(([start]) => start >= home)
    return { offer, ranges: [...after, ...offer.ranges.filter(([start]) => start < home)], at: -1, home }
  }

  #nextOffered(step: -1 | 1): Candidate | null {
    const walk = this.#walk
    if (!walk) return null
    const at = walk.at + step
    const range = walk.ranges[at]
    this.#walk = range ? { ...walk, at } : null
    if (range) return mentionOf(walk.offer, range)
    this.#reading.caret.place(walk.home)
    return null
  }

  /** Says yes to the current candidate with a label, or with its best one, and goes to the next. */
  accept(label?: Id): void {
    if (this.#tagCurrent(label)) this.#next(1)
  }

  /** Says yes to the current candidate and to all that are identical with it, and goes to the next. */
  acceptAll(): void {
    const span = this.#tagCurrent()
    if (!span) return
    this.#tagAll(this.#untagged(span), span.label, span.attributes, span.entity)
    this.#leaveWalk()
    this.#next(1)
  }

  /** Says yes to the current candidate with a label, and offers those that are identical with it. */
  acceptAndOffer(label: Id): void {
    const span = this.#tagCurrent(label)
    if (!span) return
    const ranges = this.#untagged(span)
    if (ranges.length) this.#make(span, ranges, span.attributes)
    else this.#next(1)
  }

  /** All that were shown one by one are answered. */
  #leaveWalk(): void {
    if (this.#walk) this.#reading.caret.place(this.#walk.home)
    this.#walk = null
  }

  #tagCurrent(label = this.label): Span | null {
    const candidate = this.current
    if (!candidate || label === null) return null
    const kept = candidate.label === null || candidate.label === label
    const words = this.#reading.text.slice(...candidate.range)
    const entity = this.#walk?.offer.label === label ? this.#walk.offer.entity : this.#tagging.entityFor(words, label)
    const options = { ...optionsOf(candidate, kept), entity }
    return this.#tagging.tagRanges(piecesOf(candidate), label, options, 'accept-candidate')
  }

  /** Says no to the current candidate, or to all that read the same, and goes to the next. */
  reject(all = false): void {
    const candidate = this.current
    if (!candidate) return
    const { text } = this.#reading
    const words = text.slice(candidate.range[0], candidate.range[1])
    const ranges = all ? this.#tagging.mentionsOf(words, candidate.label ?? '') : [candidate.range]
    this.#reading.run('reject-candidate', (desk) => reject(desk, ranges))
    const [, end] = candidate.range
    this.#reading.caret.place(end)
    if (all) this.#leaveWalk()
    this.#next(1)
  }

  /** Offers the identical mentions of a tag that are not tagged, or tags them at once where a person wants that. */
  offerIdentical(span: Span): void {
    const ranges = this.#untagged(span)
    if (ranges.length === 0) return this.#reading.tell('reader.said-only-one')
    this.#make(span, ranges, null)
  }

  #make(span: Span, ranges: readonly Range[], candidate: Attributes | null): void {
    const text = spanText(span, this.#reading.text)
    this.#offer = { label: span.label, text, ranges, candidate, entity: span.entity }
    if (this.#identical() === 'tag') return this.commitOffer()
    this.#reading.say('reader.said-offered', { n: ranges.length, text })
  }

  /** Tags everything that is offered, in one step. */
  commitOffer(): void {
    const offer = this.#offer
    if (!offer) return
    this.#offer = null
    this.#tagAll(offer.ranges, offer.label, offer.candidate ?? {}, offer.entity)
    if (offer.candidate) this.go(1)
  }

  dropOffer(): void {
    this.#offer = null
  }

  #tagAll(ranges: readonly Range[], label: Id, attributes: Attributes, entity: Id | null): void {
    if (ranges.length === 0) return
    const options = { origin: 'identical', attributes, entity } as const
    const outcome = this.#reading.run('tag-identical', (desk) => tagEach(desk, ranges, label, options))
    if (isRefusal(outcome)) return
    this.#reading.say('reader.said-tagged-all', { n: outcome.added.length, label: this.#reading.nameOf(label) })
  }

  #untagged(span: Span): readonly Range[] {
    const { lanes } = this.#reading.index
    return this.#tagging
      .mentionsOf(spanText(span, this.#reading.text), span.label)
      .filter(([start, end]) => !lanes.touching(start, end).some(({ label }) => label === span.label))
      .filter((range) => !this.#rejected.has(rejectionKey(range)))
  }

  #choose(candidate: Candidate): void {
    this.#reading.caret.select(candidate.range)
    this.#chosen = candidate
    this.#guess = candidate.label ?? this.#likeliest(candidate.range)
    this.#reading.reveal(candidate.range)
    const { label } = this
    const text = spanText({ ranges: piecesOf(candidate) }, this.#reading.text)
    this.#reading.say('reader.said-candidate', { text, label: label === null ? '?' : this.#reading.nameOf(label) })
  }

  /**
   * The label that Y gives: the best one, else, for what is surely a name, that of the last name tagged; null where only
   * a letter can tell.
   */
  get label(): Id | null {
    const { labels, memory } = this.#reading
    const last = memory.lastName !== null && namesSomething(labels, memory.lastName) ? memory.lastName : null
    return this.current && (this.#guess ?? (this.current.strength === 'strong' ? last : null))
  }

  /** The label of the names that a passage is like. */
  #likeliest(range: Range): Id | null {
    const { text, labels, index, document } = this.#reading
    const isName = (label: Id) => namesSomething(labels, label)
    return likeliestLabel(range, {
      text,
      spans: document.spans,
      strings: index.strings,
      lexicon: this.#lexicon(),
      isName,
    })
  }
}

function mentionOf({ label, candidate }: Offer, range: Range): Candidate {
  const mention: Candidate = { range, label, source: 'here' }
  return candidate ? { ...mention, attributes: candidate } : mention
}

function optionsOf({ source, attributes, by = source }: Candidate, kept: boolean): TagOptions {
  const origin: Origin = source === 'here' && kept ? 'identical' : kept ? `suggested:${by}` : `edited:${by}`
  return kept && attributes ? { origin, attributes } : { origin }
}
