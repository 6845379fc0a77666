import { spanEnd, spanStart, type Id, type Span } from '../../../src-core/annotation/records.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { Line, Sort, Where } from './types.ts'

/** Words of a context that decide its order. */
const DECIDING_WORDS = 6

/**
 * The lines in an order: by document and place, or by the words right of the hit, or by those left of it, read from
 * the hit outwards. Equals keep the order of the documents.
 */
export function sorted(lines: readonly Line[], sort: Sort, language: string): readonly Line[] {
  if (sort === 'document') return [...lines].sort(byPlace)
  const collator = new Intl.Collator(language, { sensitivity: 'base', ignorePunctuation: true })
  const keyed = lines.map((line) => ({ line, key: sort === 'left' ? leftKey(line) : rightKey(line) }))
  return keyed.sort((a, b) => collator.compare(a.key, b.key) || byPlace(a.line, b.line)).map(({ line }) => line)
}

function byPlace(a: Line, b: Line): number {
  return a.place - b.place || a.range[0] - b.range[0]
}

function leftKey({ left }: Line): string {
  return wordsOf(left).reverse().slice(0, DECIDING_WORDS).join(' ')
}

function rightKey({ right }: Line): string {
  return wordsOf(right).slice(0, DECIDING_WORDS).join(' ')
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Whether a hit stands where it should. Inside: some tag covers it whole; outside: no tag shares a character with it. */
export function isThere(range: Range, spans: readonly Span[], { place, label }: Where): boolean {
  if (place === 'anywhere') return true
  const those = label === null ? spans : spans.filter((span) => span.label === label)
  return place === 'inside' ? those.some((span) => covers(span, range)) : !those.some((span) => meets(span, range))
}

function covers(span: Span, [start, end]: Range): boolean {
  return span.ranges.some((piece) => piece[0] <= start && end <= piece[1])
}

function meets(span: Span, [start, end]: Range): boolean {
  return span.ranges.some((piece) => piece[0] < end && start < piece[1])
}

/**
 * The tags that re-labelling or untagging a hit is about: those that begin and end with it; where hits are sought
 * inside a label, the tags of that label around it.
 */
export function tagsOf(range: Range, spans: readonly Span[], where: Where): readonly Id[] {
  const around = where.place === 'inside' && where.label !== null
  return spans
    .filter((span) => (around ? span.label === where.label && covers(span, range) : isExact(span, range)))
    .map(({ id }) => id)
}

export function isExact(span: Span, [start, end]: Range): boolean {
  return spanStart(span) === start && spanEnd(span) === end
}
