import type { Offset, Range } from '../text/offset.ts'
import { compareSpans, spanEnd, spanStart, type Id, type Span } from './records.ts'

/** Offsets a cell of the index covers; about the length of a long sentence. */
const CELL = 512
/** A span over more cells than this stands in a list of its own, so that one tag on a whole book costs one entry. */
const WIDE = 64

/**
 * The spans of one document by place, and a lane for each: where spans overlap, each has a lane of its own, and the
 * shorter one lies nearer to the text.
 *
 * The lane of a span is the lowest one that no shorter span overlapping it has (hulls count; equally long spans go by
 * `compareSpans`). So it depends on shorter neighbours only, an edit changes lanes only around itself, and lanes are
 * worked out when they are asked for. Nothing here takes time proportional to all spans, except building.
 */
export class Lanes {
  readonly #cells = new Map<number, Span[]>()
  readonly #wide: Span[] = []
  readonly #lanes = new Map<Id, number>()

  constructor(spans: Iterable<Span>) {
    for (const span of spans) this.#insert(span)
  }

  /**
   * Takes spans out and puts spans in. Gives the spans that stay and whose lane may have changed: they must be drawn
   * again as well.
   */
  update(gone: readonly Span[], come: readonly Span[]): ReadonlySet<Span> {
    for (const span of gone) this.#remove(span)
    for (const span of come) this.#insert(span)
    const stale = new Set<Span>()
    for (const span of [...gone, ...come]) this.#forgetLonger(span, stale)
    for (const span of come) stale.delete(span)
    return stale
  }

  /** The spans whose hull shares a character with `[start, end)`, in the order of `compareSpans`. */
  touching(start: Offset, end: Offset): Span[] {
    const found: Span[] = []
    this.#each(start, end, (span) => found.push(span))
    return found.sort(compareSpans)
  }

  /** The spans with a piece that holds the character at the offset, the shortest first. */
  at(offset: Offset): Span[] {
    return this.touching(offset, offset + 1)
      .filter((span) => span.ranges.some(([start, end]) => start <= offset && offset < end))
      .sort(compareLengths)
  }

  /** The lane of a span of the index, 0 next to the text. */
  lane(span: Span): number {
    const known = this.#lanes.get(span.id)
    if (known !== undefined) return known
    for (const each of this.#unknownBelow(span)) this.#lanes.set(each.id, this.#lowestFree(each))
    return this.#lanes.get(span.id) ?? 0
  }

  /** How many lanes the spans touching `[start, end)` need. */
  depth(start: Offset, end: Offset): number {
    let depth = 0
    this.#each(start, end, (span) => (depth = Math.max(depth, this.lane(span) + 1)))
    return depth
  }

  /** The span and all shorter ones that its lane depends on and that have none yet, the shortest first. */
  #unknownBelow(span: Span): Span[] {
    const found = new Set([span])
    for (const each of found) {
      this.#eachShorter(each, (other) => {
        if (!this.#lanes.has(other.id)) found.add(other)
      })
    }
    return [...found].sort(compareLengths)
  }

  #lowestFree(span: Span): number {
    const taken = new Set<number>()
    this.#eachShorter(span, (other) => taken.add(this.#lanes.get(other.id) ?? 0))
    let lane = 0
    while (taken.has(lane)) lane++
    return lane
  }

  #forgetLonger(span: Span, stale: Set<Span>): void {
    this.#lanes.delete(span.id)
    const queue = [span]
    for (const each of queue) {
      this.#each(spanStart(each), spanEnd(each), (other) => {
        if (compareLengths(each, other) >= 0 || stale.has(other)) return
        stale.add(other)
        this.#lanes.delete(other.id)
        queue.push(other)
      })
    }
  }

  #eachShorter(span: Span, visit: (other: Span) => void): void {
    this.#each(spanStart(span), spanEnd(span), (other) => {
      if (compareLengths(other, span) < 0) visit(other)
    })
  }

  #each(start: Offset, end: Offset, visit: (span: Span) => void): void {
    if (end <= start) return
    const overlaps = (span: Span) => spanStart(span) < end && start < spanEnd(span)
    const first = cellOf(start)
    for (let cell = first; cell <= cellOf(end - 1); cell++) {
      for (const span of this.#cells.get(cell) ?? []) {
        // A span that stands in several of the cells is visited in the first of them only.
        if (cell === Math.max(first, cellOf(spanStart(span))) && overlaps(span)) visit(span)
      }
    }
    for (const span of this.#wide) if (overlaps(span)) visit(span)
  }

  #insert(span: Span): void {
    for (const list of this.#lists(span)) list.push(span)
  }

  #remove(span: Span): void {
    for (const list of this.#lists(span)) {
      const at = list.findIndex((other) => other.id === span.id)
      if (at >= 0) list.splice(at, 1)
    }
    this.#lanes.delete(span.id)
  }

  #lists(span: Span): Span[][] {
    const [first, last] = cellsOf(span)
    if (last - first > WIDE) return [this.#wide]
    return Array.from({ length: last - first + 1 }, (_, i) => this.#cell(first + i))
  }

  #cell(number: number): Span[] {
    const known = this.#cells.get(number)
    if (known) return known
    const cell: Span[] = []
    this.#cells.set(number, cell)
    return cell
  }
}

/** Shorter hulls first; equally long ones in the order of `compareSpans`. */
export function compareLengths(a: Span, b: Span): number {
  return hullLength(a) - hullLength(b) || compareSpans(a, b)
}

function hullLength(span: Span): number {
  return spanEnd(span) - spanStart(span)
}

function cellOf(offset: Offset): number {
  return Math.floor(offset / CELL)
}

function cellsOf(span: Span): Range {
  return [cellOf(spanStart(span)), cellOf(Math.max(spanStart(span), spanEnd(span) - 1))]
}
