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
}

/** How much work a window may take before it is given up. */
const MOST_COLUMNS = 400_000
const MOST_STATES = 400_000
const TINY = 1e-9

/** d = alpha d_pos + beta d_cat; d_pos is the squared sum of the edges' distances over the sum of the lengths. */
export function dissimilarity(a: AlignableUnit, b: AlignableUnit, weights: Dissimilarity): number {
  const distance = Math.abs(a.start - b.start) + Math.abs(a.end - b.end)
  const position = (distance / (a.end - a.start + b.end - b.start)) ** 2
  const category = a.label === b.label ? 0 : 1
  return (weights.alpha * position + weights.beta * category) * weights.deltaEmpty
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
  for (const window of windowsOf(sorted.length, columns)) {
    const best = solve(window, pairs * weights.deltaEmpty)
    if (!best) return null
    cost += best.cost
    alignments += best.columns
  }
  return { disorder: cost / pairs, unitaryAlignments: alignments }
}

/** A unitary alignment of at least two units: their numbers, ascending, and its cost. */
interface Column {
  readonly units: readonly number[]
  readonly cost: number
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

interface Window {
  /** How many units. */
  readonly size: number
  /** With units numbered within the window. */
  readonly columns: readonly Column[]
}

/** The units in parts that no column connects. */
function windowsOf(units: number, columns: readonly Column[]): Window[] {
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
  const windows = new Map<number, { size: number; columns: Column[] }>()
  const place = parent.map((_, u) => {
    const window = windows.get(root(u)) ?? { size: 0, columns: [] }
    windows.set(root(u), window)
    return window.size++
  })
  for (const { units: members, cost } of columns)
    windows.get(root(members[0] ?? 0))?.columns.push({ units: members.map((u) => place[u] ?? 0), cost })
  return [...windows.values()]
}

interface Solution {
  readonly cost: number
  /** How many unitary alignments. */
  readonly columns: number
}

function solve({ size, columns }: Window, single: number): Solution | null {
  if (columns.length === 0) return { cost: size * single, columns: size }
  const singles = Array.from({ length: size }, (_, u): Column => ({ units: [u], cost: single }))
  const all = [...singles, ...columns]
  const start = averageDuals(size, all)
  const upper = greedy(size, all)
  if (upper.cost - total(start) < TINY) return upper
  const duals = betterDuals(size, all, start, upper.cost)
  if (upper.cost - total(duals) < TINY) return upper
  return search(size, all, duals, upper)
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Feasible: the least average cost of a column through the unit, then raised while any column through it has slack. */
function averageDuals(size: number, columns: readonly Column[]): Float64Array {
  const duals = new Float64Array(size).fill(Infinity)
  for (const { units, cost } of columns)
    for (const u of units) duals[u] = Math.min(duals[u] ?? Infinity, cost / units.length)
  return duals
}

/** Takes the columns of least average cost that fit. */
function greedy(size: number, columns: readonly Column[]): Solution {
  const covered = new Uint8Array(size)
  const byAverage = [...columns].sort(
    (a, b) => a.cost / a.units.length - b.cost / b.units.length || b.units.length - a.units.length,
  )
  let [cost, used] = [0, 0]
  for (const column of byAverage) {
    if (column.units.some((u) => covered[u])) continue
    for (const u of column.units) covered[u] = 1
    cost += column.cost
    used++
  }
  return { cost, columns: used }
}

const ROUNDS = 80

/** Raises a lower bound by subgradient steps (Held & Karp), each made feasible again; the best is kept. */
function betterDuals(size: number, columns: readonly Column[], start: Float64Array, upper: number): Float64Array {
  let best = raised(size, columns, start)
  let bound = total(best)
  let current: Float64Array = Float64Array.from(best)
  let pace = 1
  for (let round = 0; round < ROUNDS && upper - bound > TINY; round++) {
    const uses = new Float64Array(size)
    for (const { units, cost } of columns)
      if (slackOf(units, cost, current) < TINY) for (const u of units) uses[u] = (uses[u] ?? 0) + 1
    const slope = uses.map((times) => 1 - times)
    const norm = slope.reduce((sum, each) => sum + each * each, 0)
    if (norm === 0) break
    const step = (pace * Math.max(upper - bound, TINY)) / norm
    current = raised(
      size,
      columns,
      feasible(
        size,
        columns,
        current.map((y, u) => y + step * (slope[u] ?? 0)),
      ),
    )
    const reached = total(current)
    if (reached > bound + TINY) [best, bound] = [current, reached]
    else pace *= 0.9
  }
  return best
}

function slackOf(units: readonly number[], cost: number, duals: Float64Array): number {
  let slack = cost
  for (const u of units) slack -= duals[u] ?? 0
  return slack
}

/** Lowers the numbers of every violated column by its share of the excess. */
function feasible(size: number, columns: readonly Column[], duals: Float64Array): Float64Array {
  const excess = new Float64Array(size)
  for (const { units, cost } of columns) {
    const over = -slackOf(units, cost, duals) / units.length
    if (over > 0) for (const u of units) excess[u] = Math.max(excess[u] ?? 0, over)
  }
  return duals.map((y, u) => y - (excess[u] ?? 0))
}

/** Raises each number as far as the columns through it allow, one unit after another. */
function raised(size: number, columns: readonly Column[], duals: Float64Array): Float64Array {
  const result = Float64Array.from(duals)
  const through: Column[][] = Array.from({ length: size }, () => [])
  for (const column of columns) for (const u of column.units) through[u]?.push(column)
  for (const [u, list] of through.entries()) {
    const slack = list.reduce((least, { units, cost }) => Math.min(least, slackOf(units, cost, result)), Infinity)
    if (slack > 0) result[u] = (result[u] ?? 0) + slack
  }
  return result
}

interface State {
  /** The first unit that is not covered. */
  readonly at: number
  /** Covered units after it, ascending. */
  readonly covered: readonly number[]
  readonly cost: number
  readonly columns: number
  /** Cost and estimate of the rest, in whole billionths so that ties are ties. */
  readonly estimate: number
}

function search(size: number, columns: readonly Column[], duals: Float64Array, upper: Solution): Solution | null {
  const byFirst: Column[][] = Array.from({ length: size }, () => [])
  for (const column of columns) byFirst[column.units[0] ?? 0]?.push(column)
  const rest = new Float64Array(size + 1)
  for (let u = size - 1; u >= 0; u--) rest[u] = (rest[u + 1] ?? 0) + (duals[u] ?? 0)
  const best = new Map<string, number>()
  const queue = new Queue()
  queue.push({ at: 0, covered: [], cost: 0, columns: 0, estimate: 0 })
  for (let states = 0; states < MOST_STATES;) {
    const state = queue.pop()
    if (!state) return upper
    if (state.at >= size) return { cost: state.cost, columns: state.columns }
    for (const column of byFirst[state.at] ?? []) {
      const next = covering(state, column, duals, rest)
      if (!next || next.estimate > Math.ceil((upper.cost + TINY) / TINY)) continue
      const key = `${next.at}:${next.covered.join()}`
      if ((best.get(key) ?? Infinity) <= next.cost + TINY) continue
      best.set(key, next.cost)
      queue.push(next)
      states++
    }
  }
  return null
}

/** The state after taking a column, or null when a unit of it is covered already. */
function covering(state: State, { units, cost }: Column, duals: Float64Array, rest: Float64Array): State | null {
  if (units.some((u) => state.covered.includes(u))) return null
  const covered = [...state.covered, ...units].sort((a, b) => a - b)
  let at = state.at
  let passed = 0
  while (covered[passed] === at) {
    at++
    passed++
  }
  const left = covered.slice(passed)
  const spent = state.cost + cost
  const estimate = left.reduce((sum, u) => sum - (duals[u] ?? 0), spent + (rest[at] ?? 0))
  return { at, covered: left, cost: spent, columns: state.columns + 1, estimate: Math.round(estimate / TINY) }
}

/** A binary heap: the least estimate first, among equals the one that has come farthest. */
class Queue {
  readonly #states: State[] = []

  push(state: State): void {
    const states = this.#states
    let at = states.push(state) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!before(state, states[above])) break
      this.#swap(at, above)
      at = above
    }
  }

  pop(): State | undefined {
    const states = this.#states
    const [first] = states
    const last = states.pop()
    if (!last || states.length === 0) return first
    states[0] = last
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const least = before(states[right], states[left]) ? right : left
      if (!before(states[least], states[at])) break
      this.#swap(at, least)
      at = least
    }
    return first
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#states[i], this.#states[j]]
    if (a && b) [this.#states[i], this.#states[j]] = [b, a]
  }
}

function before(a: State | undefined, b: State | undefined): boolean {
  if (!a || !b) return a !== undefined
  return a.estimate < b.estimate || (a.estimate === b.estimate && a.at > b.at)
}
