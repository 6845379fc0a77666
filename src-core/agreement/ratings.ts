import type { View } from './additive.ts'
import { tokenLabelsOnce } from './token-units.ts'

/** How many of the annotators chose each category, for each token of a document; category 0 is none. */
export interface Ratings {
  /** Tokens that at least one annotator marked: counts by category, one row a token. */
  readonly rows: readonly (readonly number[])[]
  /** Tokens that nobody marked. */
  readonly unmarked: number
  readonly conflicts: number
}

export function ratingsOf({ study, layers, tokens }: View): Ratings {
  const rows = new Map<number, number[]>()
  let conflicts = 0
  for (const layer of layers) {
    const marks = tokenLabelsOnce(layer, tokens)
    conflicts += marks.conflicts
    for (const [i, token] of marks.tokens.entries()) {
      const row = rows.get(token) ?? emptyRow(study.labels.length, layers.length)
      const category = 1 + (marks.labels[i] ?? 0)
      row[category] = (row[category] ?? 0) + 1
      row[0] = (row[0] ?? 0) - 1
      rows.set(token, row)
    }
  }
  return { rows: [...rows.values()], unmarked: tokens.length - rows.size, conflicts }
}

function emptyRow(labels: number, raters: number): number[] {
  const row = new Array<number>(labels + 1).fill(0)
  row[0] = raters
  return row
}
