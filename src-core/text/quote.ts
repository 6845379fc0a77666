import { graphemeEnd, graphemeStart } from './graphemes.ts'
import { mentionFinder } from './mentions.ts'
import type { Offset, Range } from './offset.ts'

/** A passage by what it says, what stands around it and where it stood; it can be found again in a changed text. */
export interface Quote {
  readonly exact: string
  /** Up to {@link CONTEXT} characters on either side, cut at graphemes. */
  readonly prefix: string
  readonly suffix: string
  readonly start: Offset
}

/** A place where a quote could belong; a score of 1 would be the same words in the same context. */
export interface Candidate {
  readonly range: Range
  readonly score: number
}

/**
 * `same`: where it was. `moved`: the same characters elsewhere, and `evidence` says what tells that they are the same
 * passage: the comparison of both texts, the context, or that they are long and stand nowhere else. `doubtful`: a
 * person has to choose, best first. `lost`: nothing like it is left.
 */
export type Anchoring =
  | { readonly kind: 'same'; readonly range: Range }
  | { readonly kind: 'moved'; readonly range: Range; readonly evidence: 'diff' | 'context' | 'unique' }
  | { readonly kind: 'doubtful'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'lost' }

const CONTEXT = 48
const MOST_CANDIDATES = 5
/** The share of the context that must agree: to stay, to follow a comparison, to move, and ahead of the next best. */
const ENOUGH = { same: 0.5, diff: 0.25, moved: 0.75, ahead: 0.25, unique: 0.2 } as const
const LONG_QUOTE = 24

export function describe(text: string, [start, end]: Range): Quote {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(graphemeEnd(text, start - CONTEXT), start),
    suffix: text.slice(end, graphemeStart(text, end + CONTEXT)),
    start,
  }
}

/**
 * Finds a quote in a changed text. `mapped` is where a comparison of both texts puts it (see diff.ts), if there was
 * one. Moves by itself only onto the very same characters, and only with evidence: a mere lookalike is `doubtful`, also
 * at the old place. Of two places that are as good, neither is taken.
 */
export function anchor(newText: string, quote: Quote, mapped: Range | null = null): Anchoring {
  if (!quote.exact) return { kind: 'lost' }
  const exact = occurrences(newText, quote)
  const [best, next] = exact
  if (!best) return inexact(newText, quote, mapped)
  const ahead = best.score - (next?.score ?? 0)
  const here = exact.find(({ range }) => range[0] === quote.start)
  if (here && here.score >= ENOUGH.same && here.score >= best.score) return { kind: 'same', range: here.range }
  const followed = mapped && exact.find(({ range }) => range[0] === mapped[0] && range[1] === mapped[1])
  if (followed && followed.score >= ENOUGH.diff && followed.score >= best.score) {
    return { kind: 'moved', range: followed.range, evidence: 'diff' }
  }
  if (best.score >= ENOUGH.moved && ahead >= ENOUGH.ahead)
    return { kind: 'moved', range: best.range, evidence: 'context' }
  if (!next && quote.exact.length >= LONG_QUOTE && best.score >= ENOUGH.unique) {
    return { kind: 'moved', range: best.range, evidence: 'unique' }
  }
  return { kind: 'doubtful', candidates: exact.slice(0, MOST_CANDIDATES) }
}

/** The places where the very characters stand, best context first, then nearest to the old place. */
function occurrences(text: string, quote: Quote): Candidate[] {
  const found: Candidate[] = []
  for (let at = text.indexOf(quote.exact); at >= 0; at = text.indexOf(quote.exact, at + 1)) {
    const range: Range = [at, at + quote.exact.length]
    found.push({ range, score: contextScore(text, range, quote) })
  }
  return found.sort((a, b) => b.score - a.score || distance(a, quote) - distance(b, quote))
}

function distance({ range }: Candidate, quote: Quote): number {
  return Math.abs(range[0] - quote.start)
}

/** The share (0 to 1) of the context that stands unchanged directly beside a range; an end of the text counts as context. */
function contextScore(text: string, [start, end]: Range, { prefix, suffix }: Quote): number {
  let left = 0
  while (left < prefix.length && text.charAt(start - 1 - left) === prefix.charAt(prefix.length - 1 - left)) left++
  let right = 0
  while (right < suffix.length && text.charAt(end + right) === suffix.charAt(right)) right++
  const [leftShare, rightShare] = [
    share(left, prefix.length, start === 0),
    share(right, suffix.length, end === text.length),
  ]
  return (leftShare + rightShare) / 2
}

function share(equal: number, length: number, atEnd: boolean): number {
  return length === 0 ? (atEnd ? 1 : 0) : equal / length
}

/** Places that could be it in other words: between its old neighbours, or spelled alike. Never more than doubtful. */
function inexact(text: string, quote: Quote, mapped: Range | null): Anchoring {
  const alike = mentionFinder(quote.exact, LOOSE, null)(text).slice(0, 200)
  const all = [...alike, ...between(text, quote), ...(mapped ? [mapped] : [])]
  const scored = all.map((range) => ({ range, score: inexactScore(text, range, quote) }))
  const found = scored
    .filter(({ score }) => score >= ENOUGH.diff)
    .sort((a, b) => b.score - a.score || distance(a, quote) - distance(b, quote))
  const candidates = found.filter(({ range }, i) => found.findIndex((other) => same(other.range, range)) === i)
  return candidates.length > 0
    ? { kind: 'doubtful', candidates: candidates.slice(0, MOST_CANDIDATES) }
    : { kind: 'lost' }
}

const LOOSE = { caseSensitive: false, wholeWord: false, accentSensitive: false } as const

function same(a: Range, b: Range): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** What now stands between the ends of the old context, if it is not much longer than the quote was. */
function between(text: string, { exact, prefix, suffix }: Quote): Range[] {
  const [left, right] = [prefix.slice(-CONTEXT / 2), suffix.slice(0, CONTEXT / 2)]
  if (left.length < 8 || right.length < 8) return []
  const found: Range[] = []
  for (let at = text.indexOf(left); at >= 0 && found.length < 20; at = text.indexOf(left, at + 1)) {
    const start = at + left.length
    const end = text.indexOf(right, start)
    if (end > start && end - start <= 2 * exact.length + CONTEXT) found.push([start, end])
  }
  return found
}

/** Half what the words have in common, half the context. */
function inexactScore(text: string, range: Range, quote: Quote): number {
  const alike = likeness(text.slice(...range), quote.exact)
  return alike === 0 ? 0 : (alike + contextScore(text, range, quote)) / 2
}

/** Dice's coefficient of the pairs of neighbouring letters, in small letters: 0 nothing in common, 1 the same pairs. */
function likeness(a: string, b: string): number {
  const [inA, inB] = [pairs(a), pairs(b)]
  let common = 0
  for (const [pair, count] of inA) common += Math.min(count, inB.get(pair) ?? 0)
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1)
  return total === 0 ? Number(a.toLowerCase() === b.toLowerCase()) : (2 * common) / total
}

function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>()
  const small = text.toLowerCase()
  for (let i = 0; i + 1 < small.length; i++) {
    const pair = small.slice(i, i + 2)
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}
