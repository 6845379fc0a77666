/**
 * The best alignment of gamma: a set partitioning problem, solved exactly.
 *
 * A unitary alignment takes at most one unit of each of n annotators; with C = n (n - 1) / 2 and D the cost of a unit that
 * nobody else has, its disorder is the mean over all C pairs of annotators, where a pair of two units costs their
 * dissimilarity d and any other pair costs D. Times C that is
 *
 *     cost(U) = C D + sum over pairs of units in U of (d - D)
 *
 * An alignment covers each unit once; the best one has the smallest sum. The search is cut down in three steps:
 *
 * 1. A unitary alignment that costs no less than some two parts of it together is never needed. What is left ties units
 *    together only within reach of each other, and each connected window is solved by itself.
 * 2. Numbers y, one a unit, whose sum over the units of any unitary alignment does not exceed its cost, bound every
 *    alignment from below by their total (linear programming duality). Where a greedy alignment meets the bound it is
 *    the best one; that settles most windows.
 * 3. The others are searched best first (A*) in order of the first unit not yet covered, with the bound as estimate.
 */

import { solve, TINY, type Column, type Window } from './set-partition.ts'

export interface AlignableUnit {
  readonly annotator: number
  readonly start: number
  readonly end: number
  readonly label: number
}

export interface Dissimilarity {
  /** Weight of the positions. */
  readonly alpha: number
  /** Weight of the labels. */
  readonly beta: number
  /** Cost of a unit beside none. */
  readonly deltaEmpty: number
}

export interface BestAlignment {
  /** Sum of the disorders of the unitary alignments. */
  readonly disorder: number
  readonly unitaryAlignments: number
  /** How the labels of what is aligned differ, which is what γ-cat is made of. */
  readonly labels: LabelDisorder
}

/** Sums over the pairs of units that are aligned; nothing when no unit has a partner. */
export interface LabelDisorder {
  /** Of the weights of pairs of different labels. */
  readonly disorder: number
  readonly weight: number
}

/** How many unitary alignments may be worth a look before a document is given up. */
const MOST_COLUMNS = 400_000

/** d = alpha d_pos + beta d_cat; d_pos is the squared sum of the edges' distances over the sum of the lengths. */
export function dissimilarity(a: AlignableUnit, b: AlignableUnit, weights: Dissimilarity): number {
  const category = a.label === b.label ? 0 : 1
  return (weights.alpha * positionOf(a, b) + weights.beta * category) * weights.deltaEmpty
}

function positionOf(a: AlignableUnit, b: AlignableUnit): number {
  const distance = Math.abs(a.start - b.start) + Math.abs(a.end - b.end)
  return (distance / (a.end - a.start + b.end - b.start)) ** 2
}

/** The best alignment of units of so many annotators, or null when a window is too dense to be solved exactly. */
export function bestAlignment(
  units: readonly AlignableUnit[],
  annotators: number,
  weights: Dissimilarity,
): BestAlignment | null {
  const sorted = [...units].sort(
    (a, b) => a.start - b.start || a.end - b.end || a.annotator - b.annotator || a.label - b.label,
  )
  const pairs = (annotators * (annotators - 1)) / 2
  const columns = usefulColumns(sorted, annotators, weights)
  if (!columns) return null
  let [cost, alignments] = [0, 0]
  const labels = { disorder: 0, weight: 0 }
  for (const window of windowsOf(sorted.length, columns)) {
    const best = solve(window, pairs * weights.deltaEmpty)
    if (!best) return null
    cost += best.cost
    alignments += best.columns.length
    for (const { units: places } of best.columns) {
      const members = places.flatMap((place) => sorted[window.members[place] ?? -1] ?? [])
      const { disorder, weight } = labelDisorder(members, weights)
      labels.disorder += disorder
      labels.weight += weight
    }
  }
  return { disorder: cost / pairs, unitaryAlignments: alignments, labels }
}

/**
 * Of n aligned units each pair counts 1 / (n - 1), less the more their places differ: max(0, 1 - alpha d_pos) of that
 * (Mathet 2017, "The agreement measure γcat", Traitement automatique des langues 58, 4.2).
 */
function labelDisorder(members: readonly AlignableUnit[], weights: Dissimilarity): LabelDisorder {
  const sums = { disorder: 0, weight: 0 }
  for (const [i, one] of members.entries())
    for (const two of members.slice(i + 1)) {
      const weight = Math.max(0, 1 - weights.alpha * positionOf(one, two)) / (members.length - 1)
      sums.weight += weight
      if (one.label !== two.label) sums.disorder += weight
    }
  return sums
}

/** Every unitary alignment of two or more units that is cheaper than each two parts of it; null when they are too many. */
function usefulColumns(units: readonly AlignableUnit[], annotators: number, weights: Dissimilarity): Column[] | null {
  const empty = weights.deltaEmpty
  const single = (empty * annotators * (annotators - 1)) / 2
  const found: Column[] = []
  const near = neighbours(units, annotators, weights, single)
  const gains = new Map<number, number>()
  for (const [u, list] of near.entries()) for (const { unit, gain } of list) gains.set(u * units.length + unit, gain)
  const gainOf = (u: number, v: number) => gains.get(u * units.length + v)

  /** `sums[i]`: what the i-th member gains or loses with all others. */
  const extend = (members: readonly number[], sums: readonly number[], total: number): boolean => {
    const taken = members.map((member) => units[member]?.annotator)
    const [first = 0] = members
    const last = members.at(-1) ?? 0
    for (const { unit } of near[first] ?? []) {
      if (unit <= last || taken.includes(units[unit]?.annotator)) continue
      const added = members.map((member) => gainOf(member, unit))
      if (!added.every((each) => each !== undefined)) continue
      const sum = added.reduce((all, each) => all + each, 0)
      const next = [...sums.map((each, i) => each + (added[i] ?? 0)), sum]
      const open = (annotators - next.length) * empty
      if (next.some((each) => each - open >= single - TINY)) continue
      const grown = [...members, unit]
      if (worthwhile(grown, gainOf, single)) found.push({ units: grown, cost: single + total + sum })
      if (found.length > MOST_COLUMNS) return false
      if (grown.length < annotators && !extend(grown, next, total + sum)) return false
    }
    return true
  }
  for (const u of units.keys()) if (!extend([u], [0], 0)) return null
  return found
}

interface Neighbour {
  readonly unit: number
  /** d - D: below 0 the two are better together whatever else. */
  readonly gain: number
}

/** For each unit the later ones of other annotators that could share a unitary alignment with it. */
function neighbours(
  units: readonly AlignableUnit[],
  annotators: number,
  weights: Dissimilarity,
  single: number,
): Neighbour[][] {
  const limit = single + (annotators - 2) * weights.deltaEmpty
  const longest = units.reduce((most, unit) => Math.max(most, unit.end - unit.start), 0)
  const reach = Math.sqrt((limit + weights.deltaEmpty) / (weights.alpha * weights.deltaEmpty))
  return units.map((unit, u) => {
    const list: Neighbour[] = []
    const farthest = unit.start + reach * (unit.end - unit.start + longest)
    for (let v = u + 1; v < units.length; v++) {
      const other = units[v]
      if (!other || other.start > farthest) break
      if (other.annotator === unit.annotator) continue
      const gain = dissimilarity(unit, other, weights) - weights.deltaEmpty
      if (gain < limit) list.push({ unit: v, gain })
    }
    return list
  })
}

/** Whether the members are cheaper together than in any two parts: splitting saves the gains across and costs C D. */
function worthwhile(
  members: readonly number[],
  gainOf: (u: number, v: number) => number | undefined,
  single: number,
): boolean {
  for (let mask = 1; mask < 1 << (members.length - 1); mask++) {
    let across = 0
    for (const [i, u] of members.entries())
      for (let j = i + 1; j < members.length; j++)
        if (((mask >> i) & 1) !== ((mask >> j) & 1)) across += gainOf(u, members[j] ?? 0) ?? Infinity
    if (across >= single - TINY) return false
  }
  return true
}

/** A window, and which unit each of its places is. */
interface Part extends Window {
  readonly members: readonly number[]
}

/** The units in parts that no column connects. */
function windowsOf(units: number, columns: readonly Column[]): Part[] {
  const parent = Array.from({ length: units }, (_, u) => u)
  const root = (u: number): number => {
    let at = u
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }
  for (const {
    units: [first = 0, ...rest],
  } of columns)
    for (const unit of rest) parent[root(unit)] = root(first)
  const windows = new Map<number, { size: number; columns: Column[]; members: number[] }>()
  const place = parent.map((_, u) => {
    const window = windows.get(root(u)) ?? { size: 0, columns: [], members: [] }
    windows.set(root(u), window)
    window.members.push(u)
    return window.size++
  })
  for (const { units: members, cost } of columns)
    windows.get(root(members[0] ?? 0))?.columns.push({ units: members.map((u) => place[u] ?? 0), cost })
  return [...windows.values()]
}
