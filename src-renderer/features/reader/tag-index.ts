import { Lanes } from '../../../src-core/annotation/lanes.ts'
import type { Id, Span } from '../../../src-core/annotation/records.ts'

/** Beyond this many changes the lanes are built anew: that is cheaper than changing them one by one. */
const MANY = 2_000

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
  #spans: readonly Span[] = []
  #lanes = new Lanes([])
  readonly #counts = new Map<Id, number>()
  #changed: Span[] = []
  #everything = true

  /** The index of these spans, sorted by `compareSpans`. Asking again with the same list costs nothing. */
  of(spans: readonly Span[]): this {
    if (spans === this.#spans) return this
    const { gone, come } = difference(this.#spans, spans)
    this.#spans = spans
    for (const { label } of gone) this.#count(label, -1)
    for (const { label } of come) this.#count(label, 1)
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

  #count(label: Id, by: number): void {
    this.#counts.set(label, this.count(label) + by)
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
