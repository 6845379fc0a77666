import type { View } from './counting.ts'

/** What a document adds beside its rows. */
export interface Ratings {
  /** Tokens that at least one annotator marked, and those that nobody did. */
  readonly marked: number
  readonly unmarked: number
  readonly conflicts: number
}

/**
 * Calls back for each token that an annotator marked with how many of them chose each category, 0 being none. The row is
 * the same array each time, to be read and not kept.
 */
export function eachRating(view: View, visit: (row: readonly number[]) => void): Ratings {
  const { study, layers, tokens } = view
  const categories = study.labels.length + 1
  const { marks, conflicts } = marksOf(view, categories)
  const row = new Array<number>(categories)
  let marked = 0
  for (let i = 0; i < marks.length; marked++) {
    const token = Math.floor((marks[i] ?? 0) / categories)
    row.fill(0)
    const from = i
    for (; i < marks.length && Math.floor((marks[i] ?? 0) / categories) === token; i++) {
      const category = (marks[i] ?? 0) % categories
      row[category] = (row[category] ?? 0) + 1
    }
    row[0] = layers.length - (i - from)
    visit(row)
  }
  return { marked, unmarked: tokens.length - marked, conflicts }
}

/** token * categories + category of every mark of every annotator, ascending. */
function marksOf({ layers, tokens }: View, categories: number): { marks: Float64Array; conflicts: number } {
  const all = layers.map((layer) => layer.tokenLabels(tokens))
  const marks = new Float64Array(all.reduce((sum, each) => sum + each.tokens.length, 0))
  let at = 0
  for (const each of all)
    for (let i = 0; i < each.tokens.length; i++)
      marks[at++] = (each.tokens[i] ?? 0) * categories + 1 + (each.labels[i] ?? 0)
  return { marks: marks.sort(), conflicts: all.reduce((sum, each) => sum + each.conflicts, 0) }
}
