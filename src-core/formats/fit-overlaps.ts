import type { Range } from '../text/offset.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import type { Lose, OverlapPolicy } from './losses.ts'
import { say } from './phrase.ts'

/**
 * Spans for a format with room for some layers without overlap: the first layer as {@link fitOverlaps} says, then the
 * next from what is left. With `split` and `fail` there is one layer's choice for the last layer only.
 */
export function fitLevels(
  entry: Pick<DatasetEntry, 'text' | 'spans'>,
  policy: OverlapPolicy,
  levels: number,
  lose: Lose,
): { readonly spans: readonly DatasetSpan[]; readonly refused: number } {
  if (levels <= 1) return fitOverlaps(entry, policy, lose)
  const first = fitOverlaps(entry, policy === 'first' ? 'first' : 'longest', () => undefined)
  const kept = new Set(first.spans)
  const rest = { ...entry, spans: entry.spans.filter((span) => !kept.has(span)) }
  const others = fitLevels(rest, policy, levels - 1, lose)
  return { spans: [...first.spans, ...others.spans].sort(byPlace), refused: others.refused }
}

/** Spans in layers of which none overlaps itself, each span in the first layer that has room for it. */
export function layersOf(spans: readonly DatasetSpan[], count: number): readonly (readonly DatasetSpan[])[] {
  const layers = Array.from({ length: count }, (): DatasetSpan[] => [])
  for (const span of [...spans].sort(byPlace)) {
    const start = span.ranges[0]?.[0] ?? 0
    layers.find((layer) => (layer.at(-1)?.ranges[0]?.[1] ?? 0) <= start)?.push(span)
  }
  return layers
}

/** Spans of one range each of which no two share a character, in text order; `refused` counts those that did. */
export function fitOverlaps(
  { text, spans }: Pick<DatasetEntry, 'text' | 'spans'>,
  policy: OverlapPolicy,
  lose: Lose,
): { readonly spans: readonly DatasetSpan[]; readonly refused: number } {
  const taken = new Taken()
  const kept: DatasetSpan[] = []
  let refused = 0
  for (const span of [...spans].sort(ORDERS[policy])) {
    const range = span.ranges[0] ?? [0, 0]
    const free = taken.free(range).flatMap((gap) => trimmedAt(text, gap, range))
    const whole = free.length === 1 && free[0]?.[0] === range[0] && free[0][1] === range[1]
    if (!whole) refused++
    if (!whole && (policy !== 'split' || free.length === 0)) lose('overlap', span, say('left-out'))
    else if (!whole) lose('overlap', span, say('cut-to', { n: free.length }))
    if (!whole && policy !== 'split') continue
    free.forEach((gap, i) => {
      kept.push(whole ? span : pieceOf(span, gap, i))
      taken.add(gap)
    })
  }
  return { spans: kept.sort(byPlace), refused }
}

function lengthOf(span: DatasetSpan): number {
  const [start, end] = span.ranges[0] ?? [0, 0]
  return end - start
}

function byPlace(a: DatasetSpan, b: DatasetSpan): number {
  const start = (a.ranges[0]?.[0] ?? 0) - (b.ranges[0]?.[0] ?? 0)
  return start || lengthOf(b) - lengthOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

const ORDERS = {
  longest: (a, b) => lengthOf(b) - lengthOf(a) || byPlace(a, b),
  first: byPlace,
  split: (a, b) => lengthOf(a) - lengthOf(b) || byPlace(a, b),
  fail: byPlace,
} as const satisfies Record<OverlapPolicy, (a: DatasetSpan, b: DatasetSpan) => number>

/** A part of a span as a span of its own; the first keeps the id, so that relations stay with it. */
export function pieceOf(span: DatasetSpan, range: Range, i: number): DatasetSpan {
  return { ...span, id: i === 0 ? span.id : `${span.id}.${i + 1}`, ranges: [range] }
}

/** Ends that a cut made lose their white space; ends of the span itself stay as they are. */
function trimmedAt(text: string, [start, end]: Range, whole: Range): readonly Range[] {
  let [from, to] = [start, end]
  while (from > whole[0] && from < to && /\s/.test(text[from] ?? '')) from++
  while (to < whole[1] && to > from && /\s/.test(text[to - 1] ?? '')) to--
  return from < to ? [[from, to]] : []
}

/** Taken ranges, sorted, none overlapping another. */
class Taken {
  readonly #ranges: Range[] = []

  /** What of the range is not taken, in order. */
  free([start, end]: Range): Range[] {
    const gaps: Range[] = []
    let at = start
    for (let i = this.#after(start); at < end; i++) {
      const next = this.#ranges[i]
      const limit = next ? Math.min(next[0], end) : end
      if (limit > at) gaps.push([at, limit])
      if (!next || next[0] >= end) break
      at = Math.max(at, next[1])
    }
    return gaps
  }

  add(range: Range): void {
    this.#ranges.splice(this.#after(range[0]), 0, range)
  }

  /** The rank of the first range that ends after the offset. */
  #after(offset: number): number {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ranges[middle]?.[1] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
