import type { Offset, Range } from '../text/offset.ts'

/** A token as spaCy counts: `ws` says that one space follows that belongs to no token. */
export interface CoveringToken {
  readonly start: Offset
  readonly end: Offset
  readonly ws: boolean
}

/**
 * Tokens that cover the whole text as spaCy's do: one space after a token is the token's, all else between tokens is a
 * token of its own, so that joining tokens and spaces gives the text exactly.
 */
export function coveringTokens(text: string, tokens: readonly Range[]): CoveringToken[] {
  const covering: CoveringToken[] = []
  let at = 0
  const add = (start: Offset, end: Offset) => {
    const ws = text[end] === ' '
    covering.push({ start, end, ws })
    at = ws ? end + 1 : end
  }
  for (const [start, end] of tokens) {
    if (start > at) add(at, gapEnd(text, at, start))
    if (start > at) add(at, start)
    add(start, end)
  }
  if (at < text.length) add(at, text.length)
  return covering
}

/** A gap that ends with a space gives it up, unless it is nothing else: a token before a token ends there. */
function gapEnd(text: string, from: Offset, to: Offset): Offset {
  return to - from > 1 && text[to - 1] === ' ' ? to - 1 : to
}

/** Ranks of the covering tokens that begin and end where the range does, `[first, last]` with the last included. */
export function coveringRanks(tokens: readonly CoveringToken[], [start, end]: Range): readonly [number, number] {
  return [rank(tokens, (token) => token.start < start), rank(tokens, (token) => token.end < end)]
}

function rank(tokens: readonly CoveringToken[], before: (token: CoveringToken) => boolean): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const token = tokens[middle]
    if (token && before(token)) low = middle + 1
    else high = middle
  }
  return low
}
