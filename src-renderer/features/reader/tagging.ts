import { isRefusal } from '../../../src-core/annotation/desk.ts'
import {
  relabel,
  setAttribute,
  setEntity,
  setNote,
  tag,
  untag,
  type TagOptions,
} from '../../../src-core/annotation/tag-commands.ts'
import {
  spanEnd,
  spanStart,
  spanText,
  type AttributeValue,
  type Id,
  type Span,
} from '../../../src-core/annotation/records.ts'
import type { Attribute } from '../../../src-core/annotation/schema.ts'
import { identicalMentions } from '../../../src-core/text/mentions.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { ActionName } from '../../session/action-names.ts'
import { matchingOf, namesSomething } from './candidates.ts'
import type { Hand } from './hand.svelte.ts'
import type { Reading } from './reading.svelte.ts'
import type { Elsewhere } from './types.ts'

/** Tags made, re-labelled, filled in and removed, and what is said of it. */
export class Tagging {
  readonly #reading: Reading
  readonly #hand: Hand
  readonly #elsewhere: Elsewhere

  constructor(reading: Reading, hand: Hand, elsewhere: Elsewhere) {
    this.#elsewhere = elsewhere
    this.#reading = reading
    this.#hand = hand
  }

  /** Tags a range as it stands and takes the new tag in hand. */
  tagRange(range: Range, label: Id, options: TagOptions = {}, action: ActionName = 'tag'): Span | null {
    return this.tagRanges([range], label, options, action)
  }

  /** Tags several ranges as one discontinuous span. */
  tagRanges(ranges: readonly Range[], label: Id, options: TagOptions = {}, action: ActionName = 'tag'): Span | null {
    const { text, labels, memory, caret } = this.#reading
    const outcome = this.#reading.run(action, (desk) => tag(desk, ranges, label, options))
    if (isRefusal(outcome)) return null
    const span = outcome.added.find((item) => item.kind === 'span')
    if (!span) return null
    caret.place(spanEnd(span))
    this.#hand.hold(span)
    if (namesSomething(labels, label)) memory.lastName = label
    this.#reading.say('reader.said-tagged', { label: this.#reading.nameOf(label), text: spanText(span, text) })
    return span
  }

  relabel(spans: readonly Span[], label: Id): void {
    const ids = spans.map(({ id }) => id)
    const outcome = this.#reading.run('relabel', (desk) => relabel(desk, ids, label))
    if (isRefusal(outcome)) return
    this.#reading.say('reader.said-relabelled', { label: this.#reading.nameOf(label), n: ids.length })
  }

  /** Deletes the tag in hand, or the shortest at the caret; with `twins` all that are like it. */
  remove(twins = false): void {
    const { caret } = this.#reading
    const span = this.#hand.span ?? this.#hand.cycleAt(caret.offset)
    if (!span) return
    const spans = twins ? this.twinsOf(span) : [span]
    const ids = spans.map(({ id }) => id)
    const outcome = this.#reading.run('untag', (desk) => {
      const own = untag(desk, ids)
      return isRefusal(own) ? own : this.#elsewhere.along(own)
    })
    if (isRefusal(outcome)) return
    caret.place(spanStart(span))
    this.#reading.say('reader.said-removed', { label: this.#reading.nameOf(span.label), n: ids.length })
  }

  /** The tags of this document with the same label on the words that it counts as the same, the given one among them. */
  twinsOf(span: Span): readonly Span[] {
    const { text, document } = this.#reading
    const words = spanText(span, text)
    const places = new Set(this.mentionsOf(words, span.label).map(String))
    const isTwin = (each: Span) =>
      spanText(each, text) === words || (!each.ranges[1] && places.has(String(each.ranges[0])))
    return document.spans.filter((each) => each.label === span.label && isTwin(each))
  }

  /** The places of the document where a string stands, as its label wants it found. */
  mentionsOf(string: string, label: Id): readonly Range[] {
    const { text, document, lang } = this.#reading
    return identicalMentions(text, string, matchingOf(document.schema.labels, label), lang)
  }

  /**
   * The entity that a mention names like the tags with its label on the very same words: those of this document, else
   * those of the others. Null where they name different ones, or none does.
   */
  entityFor(words: string, label: Id): Id | null {
    const { text, document, labels } = this.#reading
    if (!namesSomething(labels, label)) return null
    const here = document.spans.flatMap((span) => (span.label === label && span.entity !== null ? span : []))
    const named = new Set(here.flatMap((span) => (spanText(span, text) === words ? span.entity : [])))
    const [only = null, ...others] = named.size ? named : this.#elsewhere.entities.before(words)
    return others.length ? null : only
  }

  setAttribute(span: Span, name: string, value: AttributeValue): void {
    this.#reading.run('set-attribute', (desk) => setAttribute(desk, [span.id], name, value))
  }

  /** Picks an option of an attribute, or takes it back if it is the value already. */
  chooseAttribute(span: Span, attribute: Attribute, option: string, now: AttributeValue): void {
    if (attribute.kind === 'boolean') return this.setAttribute(span, attribute.name, now === true ? null : true)
    if (attribute.kind !== 'several') return this.setAttribute(span, attribute.name, now === option ? null : option)
    const chosen: readonly string[] = typeof now === 'object' && now !== null ? now : []
    const next = chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option]
    this.setAttribute(span, attribute.name, next.length ? next : null)
  }

  /** Says which entity a tag names; with `twins` all that are like it name it too. */
  setEntity(span: Span, entity: Id | null, twins = false): void {
    const ids = (twins ? this.twinsOf(span) : [span]).map(({ id }) => id)
    const outcome = this.#reading.run('set-entity', (desk) => setEntity(desk, ids, entity))
    if (isRefusal(outcome)) return
    if (entity === null) this.#reading.say('reader.said-no-entity')
    else this.#reading.say('reader.said-entity', { n: outcome.updated.length, entity })
  }

  setNote(span: Span, note: string): void {
    const next = note.trim()
    if ((span.note ?? '') !== next) this.#reading.run('set-note', (desk) => setNote(desk, span.id, next))
  }
}
