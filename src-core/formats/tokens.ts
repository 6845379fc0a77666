import { nextGrapheme } from '../text/graphemes.ts'
import type { Offset, Range } from '../text/offset.ts'
import { sentences as sentencesOfText } from '../text/sentences.ts'
import { words } from '../text/words.ts'
import type { DatasetEntry } from './dataset.ts'

/** How Postil cuts a text into tokens; the name with its version stands in what is made of them. */
export const TOKENISER = { name: 'postil-words/1', tokens: tokensOfText } as const

/** The tokens of an entry: those that its source brought, cut at spaces, and Postil's own for all between them. */
export function tokensOf(entry: Pick<DatasetEntry, 'text' | 'lang' | 'tokens'>): readonly Range[] {
  const { text, lang } = entry
  if (!entry.tokens) return tokensOfText(text, lang)
  const tokens: Range[] = []
  let at = 0
  for (const [start, end] of [...entry.tokens, [text.length, text.length] as const]) {
    for (const [from, to] of tokensOfText(text.slice(at, start), lang)) tokens.push([at + from, at + to])
    addWithoutSpaces(tokens, text, start, end)
    at = end
  }
  return tokens
}

/**
 * Every word, and every other character (grapheme) that is neither a space nor invisible as a token of its own. Tokens
 * hold no space: a number written with no-break spaces is several. In text order, none overlapping another.
 */
function tokensOfText(text: string, lang: string | null): readonly Range[] {
  const tokens: Range[] = []
  let at = 0
  for (const { start, end } of words(text, lang)) {
    if (start > at) addCharacters(tokens, text, at, start)
    addWithoutSpaces(tokens, text, Math.max(start, at), end)
    at = Math.max(at, end)
  }
  addCharacters(tokens, text, at, text.length)
  return tokens
}

const SPACE = /[\p{Z}\p{Cc}]+/gu
const INVISIBLE = /^[\p{Z}\p{Cc}\p{Cf}\p{M}\ufe0f]*$/u

function addWithoutSpaces(tokens: Range[], text: string, start: Offset, end: Offset): void {
  let at = start
  for (const match of text.slice(start, end).matchAll(SPACE)) {
    if (start + match.index > at) tokens.push([at, start + match.index])
    at = start + match.index + match[0].length
  }
  if (at < end) tokens.push([at, end])
}

function addCharacters(tokens: Range[], text: string, start: Offset, end: Offset): void {
  for (let at = start; at < end;) {
    const next = Math.min(end, nextGrapheme(text, at))
    if (!INVISIBLE.test(text.slice(at, next))) addWithoutSpaces(tokens, text, at, next)
    at = next
  }
}

/** The tokens from the first that ends after `start` to the last that begins before `end`, as ranks `[from, to)`. */
export function tokenRanks(tokens: readonly Range[], [start, end]: Range): readonly [from: number, to: number] {
  return [countTokens(tokens, (token) => token[1] <= start), countTokens(tokens, (token) => token[0] < end)]
}

/** How many tokens at the beginning satisfy a condition that holds up to some token and not after it. */
function countTokens(tokens: readonly Range[], holds: (token: Range) => boolean): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const token = tokens[middle]
    if (token && holds(token)) low = middle + 1
    else high = middle
  }
  return low
}

/** Sentences as ranks of tokens `[from, to)`; none ends inside one of the ranges that must stay whole. */
export function sentences(
  { text, lang }: Pick<DatasetEntry, 'text' | 'lang'>,
  tokens: readonly Range[],
  whole: readonly Range[],
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  const glued = gluedBorders(tokens, whole)
  let from = 0
  for (const [start] of sentencesOfText(text, lang)) {
    const rank = countTokens(tokens, (token) => token[0] < start)
    if (rank <= from || rank >= tokens.length || glued.has(rank)) continue
    found.push([from, rank])
    from = rank
  }
  if (tokens.length) found.push([from, tokens.length])
  return found
}

function gluedBorders(tokens: readonly Range[], whole: readonly Range[]): ReadonlySet<number> {
  const glued = new Set<number>()
  for (const range of whole) {
    const [from, to] = tokenRanks(tokens, range)
    for (let rank = from + 1; rank < to; rank++) glued.add(rank)
  }
  return glued
}
