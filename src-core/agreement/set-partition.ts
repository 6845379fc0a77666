/** How much work a window may take before it is given up. */
const MOST_STATES = 400_000
/** What rounding may add up to. */
export const TINY = 1e-9

/** A unitary alignment of at least two units: their numbers, ascending, and its cost. */
export interface Column {
  readonly units: readonly number[]
  readonly cost: number
}

/** Units that columns tie together. */
export interface Window {
  /** How many units. */
  readonly size: number
  /** With units numbered within the window. */
  readonly columns: readonly Column[]
}

export interface Solution {
  readonly cost: number
  /** The unitary alignments taken, those of one unit among them. */
  readonly columns: readonly Column[]
}

/** The cheapest way to cover each unit of a window once; `single` is the cost of a unit alone. Null when it is too dense. */
export function solve({ size, columns }: Window, single: number): Solution | null {
  const singles = Array.from({ length: size }, (_, u): Column => ({ units: [u], cost: single }))
  if (columns.length === 0) return { cost: size * single, columns: singles }
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
  const taken: Column[] = []
  for (const column of byAverage) {
    if (column.units.some((u) => covered[u])) continue
    for (const u of column.units) covered[u] = 1
    taken.push(column)
  }
  return { cost: taken.reduce((sum, { cost }) => sum + cost, 0), columns: taken }
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
  /** The column that led here and the state before it; null at the start. */
  readonly step: { readonly column: Column; readonly before: State } | null
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
  queue.push({ at: 0, covered: [], cost: 0, step: null, estimate: 0 })
  for (let states = 0; states < MOST_STATES;) {
    const state = queue.pop()
    if (!state) return upper
    if (state.at >= size) return { cost: state.cost, columns: columnsTo(state) }
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

function columnsTo(state: State): Column[] {
  const columns: Column[] = []
  for (let { step } = state; step; step = step.before.step) columns.push(step.column)
  return columns
}

/** The state after taking a column, or null when a unit of it is covered already. */
function covering(state: State, column: Column, duals: Float64Array, rest: Float64Array): State | null {
  const { units, cost } = column
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
  return { at, covered: left, cost: spent, step: { column, before: state }, estimate: Math.round(estimate / TINY) }
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
