import { plural } from './plural.ts'

/** What the splitting of a dataset looks at. */
export interface SplitDocument {
  readonly id: string
  /** How many spans of each label it has. */
  readonly labels: ReadonlyMap<string, number>
}

export interface Splits {
  /** Document → the rank of its part. */
  readonly parts: ReadonlyMap<string, number>
  /** Groups of more than one document; all of each sit in one part. */
  readonly groups: number
  /** How many of them the same seed would have divided without grouping. */
  readonly prevented: number
}

export const FAMILIES = ['family of near-duplicates', 'families of near-duplicates'] as const

/** A sentence for the card and the report: how many groups stayed whole, and how many of them only for that reason. */
export function keptTogether(
  { groups, prevented }: Pick<Splits, 'groups' | 'prevented'>,
  [one, many]: readonly [one: string, many: string],
): string {
  const were = groups === 1 ? 'was' : 'were'
  return `${plural(groups, one, many)} ${were} kept together; ${prevented} of them would have been divided otherwise.`
}

/**
 * Divides documents into parts of the given shares, so that each part has its share of the documents and of every
 * label's spans as nearly as whole groups allow. Groups go one by one, the larger first, to the part where they leave
 * the smallest sum of squared deviations; the seed decides the order among equals. Same input and seed, same parts.
 * @param groups lists of ids that must stay together; an id in none is a group by itself.
 */
export function splitDocuments(
  documents: readonly SplitDocument[],
  shares: readonly number[],
  seed: number,
  groups: readonly (readonly string[])[] = [],
): Splits {
  const large = groups.filter((group) => group.length > 1)
  const parts = assigned(documents, shares, seed, large)
  const loose = large.length ? assigned(documents, shares, seed, []) : parts
  const prevented = large.filter((group) => new Set(group.map((id) => loose.get(id))).size > 1).length
  return { parts, groups: large.length, prevented }
}

interface Lot {
  readonly ids: readonly string[]
  /** Documents under '', spans under their label. */
  readonly weights: ReadonlyMap<string, number>
  readonly order: number
}

function assigned(
  documents: readonly SplitDocument[],
  shares: readonly number[],
  seed: number,
  groups: readonly (readonly string[])[],
): Map<string, number> {
  const lots = lotsOf(documents, seed, groups)
  const totals = new Map<string, number>()
  for (const { weights } of lots) for (const [key, weight] of weights) totals.set(key, (totals.get(key) ?? 0) + weight)
  const sum = shares.reduce((a, b) => a + b, 0)
  const have = shares.map(() => new Map<string, number>())
  const parts = new Map<string, number>()
  for (const { ids, weights } of lots) {
    const costs = shares.map((share, part) => costOf(weights, have[part] ?? new Map(), totals, share / sum))
    const best = costs.indexOf(Math.min(...costs))
    for (const id of ids) parts.set(id, best)
    for (const [key, weight] of weights) have[best]?.set(key, (have[best].get(key) ?? 0) + weight)
  }
  return parts
}

/** How much further from its share a part comes with the weights; negative where it comes nearer. */
function costOf(
  weights: ReadonlyMap<string, number>,
  have: ReadonlyMap<string, number>,
  totals: ReadonlyMap<string, number>,
  share: number,
): number {
  let cost = 0
  for (const [key, weight] of weights) {
    const total = totals.get(key) ?? 1
    const before = (have.get(key) ?? 0) / total - share
    const after = before + weight / total
    cost += (after * after - before * before) * (key === '' ? Math.max(1, weights.size - 1) : 1)
  }
  return cost
}

function lotsOf(documents: readonly SplitDocument[], seed: number, groups: readonly (readonly string[])[]): Lot[] {
  const groupOf = new Map(groups.flatMap((group, rank) => group.map((id) => [id, rank] as const)))
  const members = new Map<string, SplitDocument[]>()
  for (const document of [...documents].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const rank = groupOf.get(document.id)
    const key = rank === undefined ? `document ${document.id}` : `group ${rank}`
    members.set(key, [...(members.get(key) ?? []), document])
  }
  const random = randomFrom(seed)
  const lots = [...members.values()].map((list): Lot => ({
    ids: list.map(({ id }) => id),
    weights: weightsOf(list),
    order: random(),
  }))
  return lots.sort((a, b) => weightOf(b) - weightOf(a) || a.order - b.order)
}

function weightsOf(documents: readonly SplitDocument[]): Map<string, number> {
  const weights = new Map([['', documents.length]])
  for (const { labels } of documents)
    for (const [label, count] of labels) weights.set(`label ${label}`, (weights.get(`label ${label}`) ?? 0) + count)
  return weights
}

function weightOf({ weights }: Lot): number {
  let sum = 0
  for (const weight of weights.values()) sum += weight
  return sum
}

/** Numbers in [0, 1) by the 32-bit mixing generator mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Documents by their folder; those in none by what stands before the last `-` or `_` of their name. */
export function prefixGroups(ids: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const id of [...ids].sort()) {
    const prefix = /^(.*)\//s.exec(id)?.[1] ?? /^(.+)[-_][^-_]*$/s.exec(id)?.[1] ?? id
    groups.set(prefix, [...(groups.get(prefix) ?? []), id])
  }
  return [...groups.values()]
}
