import type { Offset, Range } from './offset.ts'

/** A passage that stands in both texts. */
interface Kept {
  readonly from: Offset
  readonly to: Offset
  readonly length: number
}

/** Where the positions of an old text lie in a new one. */
export interface PositionMap {
  /** The passages that stayed, in order, as long as possible, none empty. */
  readonly kept: readonly Kept[]
  /** The range in the new text whose first and last character came from those of `range`; null if one of them is gone. */
  range(range: Range): Range | null
  /** Where a position lies; one in a passage that is gone lies where the passage before it ends in the new text. */
  offset(offset: Offset): Offset
}

/**
 * Compares two texts by lines, then by words: lines and words that are unique in both are matched first (the longest
 * increasing sequence of them, the "patience" method of Bram Cohen), what lies between by the greedy algorithm of E. W.
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), within {@link MOST_CHANGES} changes a gap. A gap
 * with more is taken for replaced, so the time is bounded: the answer may keep less than it could, never what differs.
 */
export function diffMap(oldText: string, newText: string): PositionMap {
  const kept: Kept[] = []
  compare({ text: oldText, from: 0, to: oldText.length }, { text: newText, from: 0, to: newText.length }, LEVELS, kept)
  return positionMap(joined(kept))
}

const MOST_CHANGES = 400
/** How a passage is cut at each level; each cuts into pieces that cover it. */
const LEVELS: readonly RegExp[] = [/[^\n]*\n|[^\n]+$/g, /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu]

interface Passage {
  readonly text: string
  readonly from: Offset
  readonly to: Offset
}

function compare(a: Passage, b: Passage, levels: readonly RegExp[], kept: Kept[]): void {
  const prefix = commonPrefix(a, b)
  const suffix = commonSuffix(a, b, prefix)
  keep(kept, a.from, b.from, prefix)
  const inner = [narrowed(a, prefix, suffix), narrowed(b, prefix, suffix)] as const
  const [level, ...finer] = levels
  if (level && inner.every((passage) => passage.from < passage.to))
    comparePieces(inner[0], inner[1], level, finer, kept)
  keep(kept, a.to - suffix, b.to - suffix, suffix)
}

function narrowed(passage: Passage, prefix: number, suffix: number): Passage {
  return { text: passage.text, from: passage.from + prefix, to: passage.to - suffix }
}

function comparePieces(a: Passage, b: Passage, level: RegExp, finer: readonly RegExp[], kept: Kept[]): void {
  const [old, fresh] = [pieces(a, level), pieces(b, level)]
  let [i, j] = [0, 0]
  for (const [p, q] of patience(old.words, fresh.words)) {
    compareGap(part(old, i, p), part(fresh, j, q), finer, kept)
    keep(kept, startOf(old, p), startOf(fresh, q), old.words[p]?.length ?? 0)
    ;[i, j] = [p + 1, q + 1]
  }
  compareGap(part(old, i, old.words.length), part(fresh, j, fresh.words.length), finer, kept)
}

/** A passage cut into pieces. */
interface Pieces {
  readonly text: string
  readonly words: readonly string[]
  /** Where each piece begins, and at last the end. */
  readonly at: readonly Offset[]
}

function pieces(passage: Passage, level: RegExp): Pieces {
  const words = passage.text.slice(passage.from, passage.to).match(level) ?? []
  const at: Offset[] = []
  let offset = passage.from
  for (const word of words) {
    at.push(offset)
    offset += word.length
  }
  return { text: passage.text, words, at: [...at, offset] }
}

function part({ text, words, at }: Pieces, from: number, to: number): Pieces {
  return { text, words: words.slice(from, to), at: at.slice(from, to + 1) }
}

function startOf({ at }: Pieces, index: number): Offset {
  return at[index] ?? at.at(-1) ?? 0
}

/** The pieces between two matches: by Myers, and where a finer level is left, by that within what differs. */
function compareGap(old: Pieces, fresh: Pieces, finer: readonly RegExp[], kept: Kept[]): void {
  if (old.words.length === 0 || fresh.words.length === 0) return
  let [i, j] = [0, 0]
  for (const [p, q] of myers(old.words, fresh.words)) {
    compareFiner(part(old, i, p), part(fresh, j, q), finer, kept)
    keep(kept, startOf(old, p), startOf(fresh, q), old.words[p]?.length ?? 0)
    ;[i, j] = [p + 1, q + 1]
  }
  compareFiner(part(old, i, old.words.length), part(fresh, j, fresh.words.length), finer, kept)
}

function compareFiner(old: Pieces, fresh: Pieces, finer: readonly RegExp[], kept: Kept[]): void {
  if (finer.length > 0 && old.words.length > 0 && fresh.words.length > 0) compare(whole(old), whole(fresh), finer, kept)
}

function whole(cut: Pieces): Passage {
  return { text: cut.text, from: startOf(cut, 0), to: startOf(cut, cut.words.length) }
}

function keep(kept: Kept[], from: Offset, to: Offset, length: number): void {
  if (length > 0) kept.push({ from, to, length })
}

/** Pairs of equal pieces that occur once on each side, as many as lie in the same order. */
function patience(a: readonly string[], b: readonly string[]): [number, number][] {
  const [inA, inB] = [unique(a), unique(b)]
  const pairs: [number, number][] = []
  for (const [word, i] of inA) {
    const j = inB.get(word)
    if (i >= 0 && j !== undefined && j >= 0) pairs.push([i, j])
  }
  return longestIncreasing(pairs)
}

/** The index of each piece that occurs once; -1 for the others. */
function unique(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  words.forEach((word, i) => found.set(word, found.has(word) ? -1 : i))
  return found
}

/** The longest subsequence of pairs, sorted by their first number, in which the second grows. */
function longestIncreasing(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = []
  const previous = new Int32Array(pairs.length).fill(-1)
  const second = (index: number | undefined) => pairs[index ?? -1]?.[1] ?? -1
  pairs.forEach((pair, index) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (second(ends[middle]) < pair[1]) low = middle + 1
      else high = middle
    }
    previous[index] = ends[low - 1] ?? -1
    ends[low] = index
  })
  const found: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at]
    if (pair) found.push(pair)
  }
  return found.reverse()
}

/** The pairs of equal pieces on a shortest way of edits from `a` to `b`; none where it has too many edits. */
function myers(a: readonly string[], b: readonly string[]): [number, number][] {
  const limit = Math.min(a.length + b.length, MOST_CHANGES)
  const reach = new Int32Array(2 * limit + 3)
  const trace: Int32Array[] = []
  for (let d = 0; d <= limit; d++) {
    trace.push(reach.slice())
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(reach, limit, k - 1) < at(reach, limit, k + 1))
      let x = down ? at(reach, limit, k + 1) : at(reach, limit, k - 1) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      reach[k + limit + 1] = x
      if (x >= a.length && x - k >= b.length) return backtrack(trace, limit, a.length, b.length)
    }
  }
  return []
}

function at(reach: Int32Array, limit: number, k: number): number {
  return reach[k + limit + 1] ?? 0
}

function backtrack(trace: readonly Int32Array[], limit: number, endX: number, endY: number): [number, number][] {
  const found: [number, number][] = []
  let [x, y] = [endX, endY]
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] ?? new Int32Array()
    const k = x - y
    const down = k === -d || (k !== d && at(reach, limit, k - 1) < at(reach, limit, k + 1))
    const before = down ? k + 1 : k - 1
    const fromX = d === 0 ? 0 : at(reach, limit, before)
    const fromY = d === 0 ? 0 : fromX - before
    while (x > fromX && y > fromY) found.push([--x, --y])
    ;[x, y] = [fromX, fromY]
  }
  return found.reverse()
}

function commonPrefix(a: Passage, b: Passage): number {
  const most = Math.min(a.to - a.from, b.to - b.from)
  let length = 0
  while (length < most && a.text.charCodeAt(a.from + length) === b.text.charCodeAt(b.from + length)) length++
  return length
}

function commonSuffix(a: Passage, b: Passage, prefix: number): number {
  const most = Math.min(a.to - a.from, b.to - b.from) - prefix
  let length = 0
  while (length < most && a.text.charCodeAt(a.to - length - 1) === b.text.charCodeAt(b.to - length - 1)) length++
  return length
}

function joined(kept: readonly Kept[]): Kept[] {
  const all: Kept[] = []
  for (const next of kept) {
    const last = all.at(-1)
    if (last && last.from + last.length === next.from && last.to + last.length === next.to) {
      all[all.length - 1] = { ...last, length: last.length + next.length }
    } else all.push(next)
  }
  return all
}

function positionMap(kept: readonly Kept[]): PositionMap {
  const holding = (offset: Offset) => kept[lastFrom(kept, offset)]
  const character = (offset: Offset): Offset | null => {
    const found = holding(offset)
    return found && offset < found.from + found.length ? found.to + offset - found.from : null
  }
  return {
    kept,
    range([start, end]) {
      const [first, last] = [character(start), character(end - 1)]
      return start < end && first !== null && last !== null ? [first, last + 1] : null
    },
    offset(offset) {
      const found = holding(offset)
      return found ? found.to + Math.min(offset - found.from, found.length) : 0
    },
  }
}

function lastFrom(kept: readonly Kept[], offset: Offset): number {
  let [low, high] = [0, kept.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((kept[middle]?.from ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}
