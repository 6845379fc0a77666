import { key, type PlainDocument } from './naive-documents.ts'

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
export function cohenNaive(
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
export function unitsNaive(documents: readonly PlainDocument[], names: readonly string[]): string[][] | 'conflict' {
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
