import { rangesOf, type Plain, type PlainDocument } from './naive-documents.ts'

type Fits = Record<'same' | 'otherLabel' | 'otherBorders' | 'overlap' | 'onlyA' | 'onlyB', number>

/** Pairs by looking through all that is left for the best pair, again and again. */
export function fitsNaive(documents: readonly PlainDocument[], a: string, b: string): Fits {
  const counts: Fits = { same: 0, otherLabel: 0, otherBorders: 0, overlap: 0, onlyA: 0, onlyB: 0 }
  for (const document of documents) {
    const [first, second] = [document.layers.get(a), document.layers.get(b)]
    if (!first || !second) continue
    const left = { a: [...first], b: [...second] }
    for (;;) {
      const best = bestPair(left.a, left.b)
      if (!best) break
      counts[best.kind]++
      left.a = left.a.filter((span) => span !== best.a)
      left.b = left.b.filter((span) => span !== best.b)
    }
    counts.onlyA += left.a.length
    counts.onlyB += left.b.length
  }
  return counts
}

function bestPair(a: readonly Plain[], b: readonly Plain[]) {
  const kinds = ['same', 'otherLabel', 'otherBorders', 'overlap'] as const
  const all = a.flatMap((x) =>
    b.flatMap((y) => {
      const shared = x.characters.filter((at) => y.characters.includes(at)).length
      if (shared === 0) return []
      const borders = x.characters.join() === y.characters.join()
      const label = x.label === y.label
      const kind = borders && label ? 0 : borders ? 1 : label ? 2 : 3
      const place = [x.characters[0], y.characters[0]].reduce<number>((sum, at) => sum + (at ?? 0), 0)
      const end = [x.characters.at(-1), y.characters.at(-1)].reduce<number>((sum, at) => sum + (at ?? 0), 0)
      return [{ a: x, b: y, kind, shared, place, end, both: [canonical(x), canonical(y)].sort().join('\n') }]
    }),
  )
  all.sort(
    (x, y) =>
      x.kind - y.kind ||
      y.shared - x.shared ||
      x.place - y.place ||
      x.end - y.end ||
      (x.both < y.both ? -1 : x.both > y.both ? 1 : 0),
  )
  const [best] = all
  return best ? { a: best.a, b: best.b, kind: kinds[best.kind] ?? 'overlap' } : null
}

let labelNumbers = new Map<string, number>()

/** The last tie-breaker compares borders as text, then the label's number; the twin must name them alike. */
function canonical(span: Plain): string {
  return `${rangesOf(span.characters)
    .map((range) => range.join('-'))
    .join(' ')} ${labelNumbers.get(span.label) ?? 0}`
}

export function numberLabels(labels: readonly string[]): void {
  labelNumbers = new Map(labels.map((label, i) => [label, i]))
}

export function relationF1(documents: readonly PlainDocument[], a: string, b: string): number | null {
  let [both, all] = [0, 0]
  for (const document of documents) {
    const [x, y] = [document.relations.get(a), document.relations.get(b)]
    if (!x || !y) continue
    both += [...x].filter((relation) => y.has(relation)).length
    all += x.size + y.size
  }
  return all === 0 ? null : (2 * both) / all
}
