import type { StudyDocument, StudyLayer } from './study.ts'

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
function tokenLabels(layer: StudyLayer, tokens: StudyDocument['tokens']): TokenLabels {
  const marks = new Map<number, Map<number, number>>()
  for (const span of layer.spans) {
    let first = 1
    for (const [start, end] of span.ranges)
      for (let t = firstTokenAfter(tokens, start); t < tokens.length && (tokens[t]?.[0] ?? 0) < end; t++) {
        const labels = marks.get(t) ?? new Map<number, number>()
        marks.set(t, labels.set(span.label, Math.max(first, labels.get(span.label) ?? 0)))
        first = 0
      }
  }
  return flatten(marks)
}

function flatten(marks: ReadonlyMap<number, ReadonlyMap<number, number>>): TokenLabels {
  const flat = { tokens: [] as number[], labels: [] as number[], begins: [] as number[], conflicts: 0 }
  for (const [token, labels] of [...marks].sort(([a], [b]) => a - b)) {
    if (labels.size > 1) flat.conflicts++
    for (const [label, begins] of [...labels].sort(([a], [b]) => a - b)) {
      flat.tokens.push(token)
      flat.labels.push(label)
      flat.begins.push(begins)
    }
  }
  return flat
}

/** The first token that ends after the offset. */
function firstTokenAfter(tokens: StudyDocument['tokens'], at: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.[1] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

const known = new WeakMap<StudyLayer, TokenLabels>()

/** {@link tokenLabels}, remembered: a layer is compared with every other one. */
export function tokenLabelsOnce(layer: StudyLayer, tokens: StudyDocument['tokens']): TokenLabels {
  const found = known.get(layer)
  if (found) return found
  const made = tokenLabels(layer, tokens)
  known.set(layer, made)
  return made
}
