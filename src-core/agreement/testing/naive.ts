/**
 * The measures a second time, as slowly and as literally as their definitions allow: character by character, token by
 * token, with whole matrices. Nothing is shared with the product but the formats' types.
 */
import type { DatasetEntry } from '../../formats/dataset.ts'
import { SPACES } from './random.ts'

interface Plain {
  readonly label: string
  /** The code points that the span covers, as numbers from 0 in what stays of the text. */
  readonly characters: readonly number[]
  readonly attributes: Readonly<Record<string, unknown>>
  readonly id: string
}

export interface PlainDocument {
  readonly id: string
  readonly length: number
  readonly tokens: readonly (readonly number[])[]
  readonly layers: ReadonlyMap<string, readonly Plain[]>
  readonly relations: ReadonlyMap<string, ReadonlySet<string>>
}

export function plainDocuments(entries: readonly DatasetEntry[], inProgress = false): PlainDocument[] {
  const ids = [...new Set(entries.map((entry) => entry.id))].sort()
  return ids.map((id) =>
    plainDocument(
      id,
      entries.filter((entry) => entry.id === id),
      inProgress,
    ),
  )
}

function plainDocument(id: string, entries: readonly DatasetEntry[], inProgress: boolean): PlainDocument {
  const text = entries[0]?.text ?? ''
  const gone = (offset: number) =>
    entries.some((entry) => entry.excluded.some(({ start, end }) => start <= offset && offset < end))
  const numberAt = new Map<number, number>()
  let offset = 0
  for (const character of text) {
    if (!gone(offset)) numberAt.set(offset, numberAt.size)
    offset += character.length
  }
  const characters = (ranges: readonly (readonly [number, number])[]) =>
    [...numberAt].filter(([at]) => ranges.some(([start, end]) => start <= at && at < end)).map(([, n]) => n)
  const layers = new Map<string, Plain[]>()
  const relations = new Map<string, Set<string>>()
  for (const entry of entries) {
    if (entry.state === 'untouched' || (entry.state === 'in_progress' && !inProgress)) continue
    const spans: Plain[] = []
    const keyOf = new Map<string, string>()
    for (const span of entry.spans) {
      const plain = { id: span.id, label: span.label, characters: characters(span.ranges), attributes: span.attributes }
      if (plain.characters.length === 0) continue
      keyOf.set(span.id, key(plain))
      if (!spans.some((other) => key(other) === key(plain))) spans.push(plain)
    }
    layers.set(entry.annotator, spans)
    const found = entry.relations
      .filter(({ from, to }) => keyOf.has(from) && keyOf.has(to))
      .map(({ type, from, to }) => `${type} ${keyOf.get(from) ?? ''} ${keyOf.get(to) ?? ''}`)
    relations.set(entry.annotator, new Set(found))
  }
  const tokens = SPACES.tokens(text, null)
    .map((token) => characters([token]))
    .filter((token) => token.length > 0)
  return { id, length: numberAt.size, tokens, layers, relations }
}

function key(span: Plain): string {
  return `${span.label}:${span.characters.join(',')}`
}

export function annotatorsOf(documents: readonly PlainDocument[]): string[] {
  return [...new Set(documents.flatMap((document) => [...document.layers.keys()]))].sort()
}

export function labelsOf(documents: readonly PlainDocument[]): string[] {
  return [...new Set(documents.flatMap((d) => [...d.layers.values()].flat().map((span) => span.label)))].sort()
}

/** Only the spans of one label. */
export function restrict(documents: readonly PlainDocument[], label: string): PlainDocument[] {
  return documents.map((document) => ({
    ...document,
    layers: new Map([...document.layers].map(([name, spans]) => [name, spans.filter((span) => span.label === label)])),
  }))
}

export function pairsOf(names: readonly string[]): [string, string][] {
  return names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string] => [a, b]))
}

export function mean(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null)
  return numbers.length ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : null
}

type Fits = Record<'same' | 'otherLabel' | 'otherBorders' | 'overlap' | 'onlyA' | 'onlyB', number>

/** Pairs by looking through all that is left for the best pair, again and again. */
export function fits(documents: readonly PlainDocument[], a: string, b: string): Fits {
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

function rangesOf(characters: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const at of characters) {
    const last = ranges.at(-1)
    if (last && last[1] === at) last[1] = at + 1
    else ranges.push([at, at + 1])
  }
  return ranges
}

/** The category of each token, or null when a token has two labels. */
function categories(document: PlainDocument, name: string, bio: boolean): string[] | null {
  const spans = document.layers.get(name) ?? []
  const result: string[] = []
  for (const token of document.tokens) {
    const touching = spans.filter((span) => span.characters.some((at) => token.includes(at)))
    const labels = new Set(touching.map((span) => span.label))
    if (labels.size > 1) return null
    const [label] = labels
    if (label === undefined) {
      result.push('O')
      continue
    }
    const begins = touching.some(
      (span) => document.tokens.find((each) => each.some((at) => span.characters.includes(at))) === token,
    )
    result.push(bio ? `${begins ? 'B' : 'I'}-${label}` : label)
  }
  return result
}

/** Kappa from proportions; null for 0/0, 'conflict' when a token has two labels. */
export function cohen(
  documents: readonly PlainDocument[],
  a: string,
  b: string,
  bio: boolean,
): number | null | 'conflict' {
  const [x, y]: [string[], string[]] = [[], []]
  for (const document of documents) {
    if (!document.layers.has(a) || !document.layers.has(b)) continue
    const [ofA, ofB] = [categories(document, a, bio), categories(document, b, bio)]
    if (!ofA || !ofB) return 'conflict'
    x.push(...ofA)
    y.push(...ofB)
  }
  if (x.length === 0) return null
  const po = x.filter((value, i) => value === y[i]).length / x.length
  const all = [...new Set([...x, ...y])]
  const share = (values: readonly string[], k: string) => values.filter((value) => value === k).length / values.length
  const pe = all.reduce((sum, k) => sum + share(x, k) * share(y, k), 0)
  return all.length === 1 ? null : (po - pe) / (1 - pe)
}

/** Rows of ratings by unit: what each annotator who read the document said of each token. */
export function units(documents: readonly PlainDocument[], names: readonly string[]): string[][] | 'conflict' {
  const rows: string[][] = []
  for (const document of documents) {
    const present = names.filter((name) => document.layers.has(name))
    if (present.length < 2) continue
    const said = present.map((name) => categories(document, name, false))
    if (said.some((each) => each === null)) return 'conflict'
    for (const t of document.tokens.keys()) rows.push(said.map((each) => each?.[t] ?? ''))
  }
  return rows
}

export function fleissNaive(rows: readonly (readonly string[])[]): number | null {
  const n = rows[0]?.length ?? 0
  const all = [...new Set(rows.flat())]
  if (all.length < 2) return null
  const p = rows.map((row) => all.reduce((sum, k) => sum + row.filter((v) => v === k).length ** 2, -n) / (n * (n - 1)))
  const observed = p.reduce((sum, value) => sum + value, 0) / rows.length
  const expected = all.reduce(
    (sum, k) => sum + (rows.flat().filter((v) => v === k).length / rows.flat().length) ** 2,
    0,
  )
  return (observed - expected) / (1 - expected)
}

/** Alpha from the whole coincidence matrix. */
export function alphaNaive(rows: readonly (readonly string[])[]): number | null {
  const all = [...new Set(rows.flat())]
  if (all.length < 2) return null
  const o = new Map<string, number>()
  for (const row of rows)
    for (const [i, c] of row.entries())
      for (const [j, k] of row.entries())
        if (i !== j) o.set(`${c}\n${k}`, (o.get(`${c}\n${k}`) ?? 0) + 1 / (row.length - 1))
  const cell = (c: string, k: string) => o.get(`${c}\n${k}`) ?? 0
  const margin = (c: string) => all.reduce((sum, k) => sum + cell(c, k), 0)
  const n = all.reduce((sum, c) => sum + margin(c), 0)
  let [observed, expected] = [0, 0]
  for (const c of all)
    for (const k of all) if (c !== k) [observed, expected] = [observed + cell(c, k), expected + margin(c) * margin(k)]
  return 1 - ((n - 1) * observed) / expected
}

const GAP = 'φ'

export interface Unitizing {
  u: number | null
  binary: number | null
  cu: number | null
  ku: Map<string, number | null>
}

/** The 2016 family character by character, with whole matrices of coincidences; 'conflict' when spans overlap. */
export function unitizing(documents: readonly PlainDocument[], names: readonly string[]): Unitizing | 'conflict' {
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

/** Nominal alpha of one attribute over the spans that at least two made alike and for which somebody set it. */
export function attributeAlpha(documents: readonly PlainDocument[], label: string, name: string): number | null {
  const rows: string[][] = []
  for (const document of documents) {
    const all = [...document.layers.values()].flat().filter((span) => span.label === label)
    for (const one of new Set(all.map(key))) {
      const same = all.filter((span) => key(span) === one).map((span) => JSON.stringify(span.attributes[name] ?? null))
      if (same.length > 1 && same.some((value) => value !== 'null')) rows.push(same)
    }
  }
  return alphaNaive(rows)
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
