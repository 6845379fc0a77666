import { pairSpans } from './pairing.ts'
import { pairsOf, type Study } from './study.ts'

/** A cell of the confusion between labels: how often paired spans were labelled so, whichever annotator chose which. */
export interface ConfusionCell {
  /** Labels in code unit order; null is no span of the other annotator. */
  readonly labels: readonly [string, string | null]
  readonly times: number
}

/**
 * Over all pairs of annotators and documents, the labels of paired spans and of spans without partner, most frequent
 * first. Where it happened: `casesOf` with the labels of a cell.
 */
export function labelConfusion(study: Study): ConfusionCell[] {
  const cells = new Map<string, { labels: [string, string | null]; times: number }>()
  const count = (labels: [string, string | null]) => {
    const cell = cells.get(JSON.stringify(labels)) ?? { labels, times: 0 }
    cells.set(JSON.stringify(labels), cell)
    cell.times++
  }
  const name = (label: number) => study.labels[label] ?? ''
  for (const document of study.documents)
    for (const [i, j] of pairsOf(study.annotators.length)) {
      const [first, second] = [document.layers[i], document.layers[j]]
      if (!first || !second) continue
      const { pairs, onlyA, onlyB } = pairSpans(first.spans, second.spans)
      for (const { a, b } of pairs) count(confusedLabels(name(a.label), name(b.label)))
      for (const { label } of [...onlyA, ...onlyB]) count([name(label), null])
    }
  return [...cells.values()].sort(
    (a, b) => b.times - a.times || (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1),
  )
}

/** Two labels as a cell names them. */
export function confusedLabels(a: string, b: string): [string, string] {
  return a < b ? [a, b] : [b, a]
}
