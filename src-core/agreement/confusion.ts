import { pairSpans, type Fit } from './pairing.ts'
import { pairsOf, type Study } from './study.ts'

/** A cell of the confusion between labels: how often paired spans were labelled so, whichever annotator chose which. */
export interface ConfusionCell {
  /** Labels in code unit order; null is no span of the other annotator. */
  readonly labels: readonly [string, string | null]
  readonly times: number
  /** Where it happened, at most {@link MOST_CASES}, so that a number opens its cases. */
  readonly cases: readonly ConfusionCase[]
}

export interface ConfusionCase {
  readonly document: string
  readonly a: string
  readonly b: string
  /** Ranges in code points of what stays of the text when excluded passages are cut out. */
  readonly rangesA: readonly (readonly [number, number])[] | null
  readonly rangesB: readonly (readonly [number, number])[] | null
  readonly fit: Fit | 'missed'
}

const MOST_CASES = 200

/** Over all pairs of annotators and documents, the labels of paired spans and of spans without partner, most frequent first. */
export function labelConfusion(study: Study): ConfusionCell[] {
  const cells = new Map<string, { labels: [string, string | null]; times: number; cases: ConfusionCase[] }>()
  const count = (x: string, y: string | null, found: ConfusionCase) => {
    const labels: [string, string | null] = y !== null && y < x ? [y, x] : [x, y]
    const cell = cells.get(JSON.stringify(labels)) ?? { labels, times: 0, cases: [] }
    cells.set(JSON.stringify(labels), cell)
    cell.times++
    if (cell.cases.length < MOST_CASES) cell.cases.push(found)
  }
  const name = (label: number) => study.labels[label] ?? ''
  for (const document of study.documents)
    for (const [i, j] of pairsOf(study.annotators.length)) {
      const [first, second] = [document.layers[i], document.layers[j]]
      if (!first || !second) continue
      const where = { document: document.id, a: study.annotators[i] ?? '', b: study.annotators[j] ?? '' }
      const { pairs, onlyA, onlyB } = pairSpans(first.spans, second.spans)
      for (const { a, b, fit } of pairs)
        count(name(a.label), name(b.label), { ...where, rangesA: a.ranges, rangesB: b.ranges, fit })
      for (const { label, ranges } of onlyA)
        count(name(label), null, { ...where, rangesA: ranges, rangesB: null, fit: 'missed' })
      for (const { label, ranges } of onlyB)
        count(name(label), null, { ...where, rangesA: null, rangesB: ranges, fit: 'missed' })
    }
  return [...cells.values()].sort(
    (a, b) => b.times - a.times || (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1),
  )
}
