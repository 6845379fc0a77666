import { Lanes } from '../../../src-core/annotation/lanes.ts'
import type { Id, Span } from '../../../src-core/annotation/records.ts'
import type { SpanPatch } from '../../session/document-session.svelte.ts'

/** Beyond this many changes the lanes are built anew: that is cheaper than changing them one by one. */
const MANY = 2_000

/** Longer strings are passages, not names that come back. */
const LONGEST_STRING = 80

/** How often a string was tagged, by label. */
export type Strings = ReadonlyMap<string, ReadonlyMap<Id, number>>

/** What must be drawn again: the spans that came, went, or stay in perhaps another lane; `everything` for most. */
export interface Change {
  readonly everything: boolean
  readonly spans: readonly Span[]
}

/**
 * The spans of a document by place, lane and label, kept in step by what differs between one sorted list and the next,
 * so that an edit among 50,000 spans costs a comparison of pointers.
 */
export class TagIndex {
  readonly #text: string
  #spans: readonly Span[] = []
  #lanes = new Lanes([])
  readonly #counts = new Map<Id, number>()
  #changed: Span[] = []
  #everything = true
  #strings: Map<string, Map<Id, number>> | null = null
  #stringsVersion = 0

  constructor(text: string) {
    this.#text = text
  }

  /**
   * The index of these spans, sorted by `compareSpans`. Asking again with the same list costs nothing; with the patch
   * that made the list of the last one, next to nothing.
   */
  of(spans: readonly Span[], patch: SpanPatch | null = null): this {
    if (spans === this.#spans) return this
    const known = patch?.before === this.#spans && patch.after === spans
    const { gone, come } = known ? patch : difference(this.#spans, spans)
    this.#spans = spans
    for (const span of gone) this.#count(span, -1)
    for (const span of come) this.#count(span, 1)
    if (gone.length + come.length > MANY) {
      this.#lanes = new Lanes(spans)
      this.#everything = true
    } else this.#changed.push(...gone, ...come, ...this.#lanes.update(gone, come))
    return this
  }

  get lanes(): Lanes {
    return this.#lanes
  }

  /** How many spans have a label. */
  count(label: Id): number {
    return this.#counts.get(label) ?? 0
  }

  /** What has changed since this was asked last. */
  takeChange(): Change {
    const change = { everything: this.#everything, spans: this.#changed }
    this.#everything = false
    this.#changed = []
    return change
  }

  /** How often each short string was tagged, by label. Grows and shrinks with the tags; read it, do not keep it. */
  get strings(): Strings {
    if (this.#strings) return this.#strings
    this.#strings = new Map()
    for (const span of this.#spans) this.#countString(this.#strings, span, 1)
    return this.#strings
  }

  /** Grows whenever {@link strings} gains or loses a string. */
  get stringsVersion(): number {
    return this.#stringsVersion
  }

  #count(span: Span, by: 1 | -1): void {
    this.#counts.set(span.label, this.count(span.label) + by)
    if (this.#strings) this.#countString(this.#strings, span, by)
  }

  #countString(strings: Map<string, Map<Id, number>>, span: Span, by: 1 | -1): void {
    const [piece] = span.ranges
    if (!piece || span.ranges.length > 1 || piece[1] - piece[0] > LONGEST_STRING) return
    const string = this.#text.slice(piece[0], piece[1])
    const labels = strings.get(string) ?? new Map<Id, number>()
    const count = (labels.get(span.label) ?? 0) + by
    if (count > 0) labels.set(span.label, count)
    else labels.delete(span.label)
    if (labels.size) strings.set(string, labels)
    else strings.delete(string)
    if (count === 0 || (by > 0 && count === 1)) this.#stringsVersion++
  }
}

/** What lies between the common beginning and the common end of two lists; spans are compared by identity. */
function difference(before: readonly Span[], after: readonly Span[]): { gone: readonly Span[]; come: readonly Span[] } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const old = before.slice(start, before.length - tail)
  const fresh = after.slice(start, after.length - tail)
  const known = new Set(old)
  const stays = new Set(fresh.filter((span) => known.has(span)))
  return { gone: old.filter((span) => !stays.has(span)), come: fresh.filter((span) => !stays.has(span)) }
}
