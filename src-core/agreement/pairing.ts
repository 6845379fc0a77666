/** Half open, in whatever unit the caller counts. */
type Stretch = readonly [start: number, end: number]

/** What pairing needs to know of a span. */
export interface Pairable {
  readonly ranges: readonly Stretch[]
  readonly start: number
  readonly end: number
  readonly label: number | string
  /** The ranges as text: equal for equal borders. */
  readonly borders: string
}

/** How well two spans fit, best first. */
export const FITS = ['same', 'other-label', 'other-borders', 'overlap'] as const
export type Fit = (typeof FITS)[number]

export interface Pairing<T> {
  readonly pairs: readonly { readonly a: T; readonly b: T; readonly fit: Fit }[]
  readonly onlyA: readonly T[]
  readonly onlyB: readonly T[]
}

/**
 * Pairs the spans of two layers, each with at most one of the other, best first: same borders and label, same borders,
 * same label overlapping, overlapping; among equals the pair that shares more characters. Spans that share no character
 * are never paired. The result does not depend on the order of the spans nor on which layer is `a`.
 *
 * Both lists in ascending order of `start`; no two spans of a list with the same borders and label.
 */
export function pairSpans<T extends Pairable>(a: readonly T[], b: readonly T[]): Pairing<T> {
  const takenA = new Uint8Array(a.length)
  const takenB = new Uint8Array(b.length)
  const pairs: { a: T; b: T; fit: Fit }[] = []
  for (const { i, j, tier } of candidates(a, b).sort(compareCandidates)) {
    const first = a[i]
    const second = b[j]
    const fit = FITS[tier]
    if (takenA[i] || takenB[j] || !first || !second || !fit) continue
    takenA[i] = 1
    takenB[j] = 1
    pairs.push({ a: first, b: second, fit })
  }
  return { pairs, onlyA: a.filter((_, i) => !takenA[i]), onlyB: b.filter((_, j) => !takenB[j]) }
}

/**
 * Groups the spans of any number of layers, at most one of each layer in a group, best pair first as in
 * {@link pairSpans}: a pair brings its two groups together when they have no layer in common. With two layers the groups
 * are the pairs and the spans without partner. A group is an array by layer, undefined where a layer has no part in it.
 */
export function groupSpans<T extends Pairable>(layers: readonly (readonly T[])[]): (T | undefined)[][] {
  const groups = layers.map((spans, layer) => spans.map((span) => new Group(layers.length, layer, span)))
  const found = layers.flatMap((a, k) =>
    layers.slice(k + 1).flatMap((b, l) => candidates(a, b).map((each) => ({ ...each, k, l: k + 1 + l }))),
  )
  for (const { i, j, k, l } of found.sort(compareCandidates)) {
    const [one, two] = [groups[k]?.[i]?.root(), groups[l]?.[j]?.root()]
    if (one && two && one !== two) one.join(two)
  }
  return [...new Set(groups.flat().map((group) => group.root()))].map((group) => group.spans)
}

class Group<T> {
  readonly spans: (T | undefined)[]
  #into: Group<T> | null = null

  constructor(layers: number, layer: number, span: T) {
    this.spans = Array.from({ length: layers }, (_, i) => (i === layer ? span : undefined))
  }

  root(): Group<T> {
    return this.#into ? this.#into.root() : this
  }

  join(other: Group<T>): void {
    if (this.spans.some((span, i) => span && other.spans[i])) return
    for (const [i, span] of other.spans.entries()) this.spans[i] ??= span
    other.#into = this
  }
}

interface Candidate {
  readonly i: number
  readonly j: number
  readonly tier: number
  readonly shared: number
  readonly a: Pairable
  readonly b: Pairable
}

function candidates(a: readonly Pairable[], b: readonly Pairable[]): Candidate[] {
  const found: Candidate[] = []
  let from = 0
  for (const [i, first] of a.entries()) {
    while (from < b.length && (b[from]?.end ?? 0) <= first.start) from++
    for (let j = from; j < b.length; j++) {
      const second = b[j]
      if (!second || second.start >= first.end) break
      const shared = sharedLength(first.ranges, second.ranges)
      if (shared > 0) found.push({ i, j, tier: tierOf(first, second), shared, a: first, b: second })
    }
  }
  return found
}

function tierOf(a: Pairable, b: Pairable): number {
  if (a.borders === b.borders) return a.label === b.label ? 0 : 1
  return a.label === b.label ? 2 : 3
}

/** Symmetric in a and b. Candidates that tie have no span in common, so the order between them changes nothing. */
function compareCandidates(x: Candidate, y: Candidate): number {
  if (x.tier !== y.tier) return x.tier - y.tier
  if (x.shared !== y.shared) return y.shared - x.shared
  const here = x.a.start + x.b.start - y.a.start - y.b.start || x.a.end + x.b.end - y.a.end - y.b.end
  if (here !== 0) return here
  const left = unordered(x)
  const right = unordered(y)
  return left < right ? -1 : left > right ? 1 : 0
}

function unordered({ a, b }: Candidate): string {
  const one = `${a.borders} ${a.label}`
  const two = `${b.borders} ${b.label}`
  return one < two ? `${one}\n${two}` : `${two}\n${one}`
}

/** How many characters two sorted lists of ranges share. */
function sharedLength(a: readonly Stretch[], b: readonly Stretch[]): number {
  let shared = 0
  for (const [start, end] of a)
    for (const [from, to] of b) {
      if (from >= end) break
      shared += Math.max(0, Math.min(end, to) - Math.max(start, from))
    }
  return shared
}
