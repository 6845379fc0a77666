import { labelsOf, rangesOf, type PlainDocument } from './naive-documents.ts'

const GAP = 'φ'

export interface Unitizing {
  u: number | null
  binary: number | null
  cu: number | null
  ku: Map<string, number | null>
}

/** The 2016 family character by character, with whole matrices of coincidences; 'conflict' when spans overlap. */
export function unitizingNaive(documents: readonly PlainDocument[], names: readonly string[]): Unitizing | 'conflict' {
  const labels = labelsOf(documents)
  const values = [GAP, ...labels]
  const l = new Map<string, number>()
  const w = new Map<string, number>()
  const wStar = new Map<string, number>()
  const add = (map: Map<string, number>, at: string, value: number) => map.set(at, (map.get(at) ?? 0) + value)
  for (const document of documents) {
    const present = names.filter((name) => document.layers.has(name))
    if (present.length < 2) continue
    const m = present.length
    const rows: string[][] = []
    for (const name of present) {
      const row = new Array<string>(document.length).fill(GAP)
      for (const span of document.layers.get(name) ?? [])
        for (const at of span.characters) {
          if (row[at] !== GAP) return 'conflict'
          row[at] = span.label
        }
      rows.push(row)
    }
    for (const [i, a] of rows.entries())
      for (const [j, b] of rows.entries())
        if (i !== j) for (const [at, c] of a.entries()) add(l, `${c}\n${b[at] ?? ''}`, 1 / (m - 1))
    for (const [i, name] of present.entries()) {
      add(w, GAP, (rows[i] ?? []).filter((value) => value === GAP).length)
      for (const span of document.layers.get(name) ?? [])
        for (const [start, end] of rangesOf(span.characters)) {
          add(w, span.label, (end - start) ** 2)
          let pairable = 0
          for (let at = start; at < end; at++) pairable += rows.filter((row, j) => j !== i && row[at] !== GAP).length
          add(wStar, span.label, (pairable / (m - 1)) ** 2)
        }
    }
  }
  return family(values, labels, l, w, wStar)
}

function family(
  values: readonly string[],
  labels: readonly string[],
  l: ReadonlyMap<string, number>,
  w: ReadonlyMap<string, number>,
  wStar: ReadonlyMap<string, number>,
): Unitizing {
  const whole = expected(values, l, w)
  const star = expected(labels, l, wStar)
  const ku = new Map(
    labels.map((k): [string, number | null] => {
      const [lk, ek] = [star.margin(k), labels.reduce((sum, c) => sum + star.epsilon(c, k), 0)]
      if (lk === 0 || labels.every((c) => c === k || star.margin(c) === 0)) return [k, null]
      return [k, 1 - ((ek / lk) * (lk - star.cell(k, k))) / (ek - star.epsilon(k, k))]
    }),
  )
  const gapOut = (f: (c: string, k: string) => number) => labels.reduce((sum, c) => sum + f(GAP, c), 0)
  const used = values.filter((value) => whole.margin(value) > 0)
  const marked = labels.some((label) => whole.margin(label) > 0)
  return {
    u: used.length < 2 ? null : alphaOf(whole, values),
    binary: !marked || whole.margin(GAP) === 0 ? null : 1 - gapOut(whole.cell) / gapOut(whole.epsilon),
    cu: labels.filter((label) => star.margin(label) > 0).length < 2 ? null : alphaOf(star, labels),
    ku,
  }
}

function expected(values: readonly string[], l: ReadonlyMap<string, number>, w: ReadonlyMap<string, number>) {
  const cell = (c: string, k: string) => l.get(`${c}\n${k}`) ?? 0
  const margin = (c: string) => values.reduce((sum, k) => sum + cell(c, k), 0)
  const total = values.reduce((sum, c) => sum + margin(c), 0)
  const self = values.reduce((sum, c) => sum + (w.get(c) ?? 0), 0)
  const epsilon = (c: string, k: string) =>
    (total * (margin(c) * margin(k) - (c === k ? (w.get(c) ?? 0) : 0))) / (total * total - self)
  return { cell, margin, total, epsilon }
}

function alphaOf({ cell, total, epsilon }: ReturnType<typeof expected>, values: readonly string[]): number {
  const diagonal = (f: (c: string, k: string) => number) => values.reduce((sum, c) => sum + f(c, c), 0)
  return 1 - (total - diagonal(cell)) / (total - diagonal(epsilon))
}
