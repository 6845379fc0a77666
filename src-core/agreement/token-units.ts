import type { CodePointRange } from './document.ts'
import type { StudySpan } from './study-span.ts'

/** The tokens of a layer that carry a label, as parallel arrays in order of token, then label. */
export interface TokenLabels {
  readonly tokens: readonly number[]
  readonly labels: readonly number[]
  /** 1 where a span of the label begins at the token, else 0. */
  readonly begins: readonly number[]
  /** Tokens that carry more than one label: no measure of one label a token can use them. */
  readonly conflicts: number
}

/**
 * A token carries the label of a span that shares a character with it. `begins` tells the first token of a span, so
 * that B- and I- can be told apart; a token where one span of a label ends and another begins is a beginning.
 */
export function tokenLabels(spans: readonly StudySpan[], tokens: readonly CodePointRange[]): TokenLabels {
  const labels = 1 + spans.reduce((most, { label }) => Math.max(most, label), 0)
  const marks: number[] = []
  for (const { ranges, label } of spans) {
    let begins = 1
    for (const [start, end] of ranges)
      for (let t = firstTokenAfter(tokens, start); t < tokens.length && (tokens[t]?.[0] ?? 0) < end; t++) {
        marks.push((t * labels + label) * 2 + begins)
        begins = 0
      }
  }
  return flatten(Float64Array.from(marks).sort(), labels)
}

/** From marks (token * labels + label) * 2 + begins in ascending order: of two alike the beginning comes last and counts. */
function flatten(marks: Float64Array, labels: number): TokenLabels {
  const flat = { tokens: [] as number[], labels: [] as number[], begins: [] as number[], conflicts: 0 }
  let conflict = -1
  for (const [i, mark] of marks.entries()) {
    const place = Math.floor(mark / 2)
    if (Math.floor((marks[i + 1] ?? -1) / 2) === place) continue
    const token = Math.floor(place / labels)
    if (flat.tokens.at(-1) === token && conflict !== token) {
      flat.conflicts++
      conflict = token
    }
    flat.tokens.push(token)
    flat.labels.push(place % labels)
    flat.begins.push(mark % 2)
  }
  return flat
}

/** The first token that ends after the offset. */
function firstTokenAfter(tokens: readonly CodePointRange[], at: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.[1] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}
