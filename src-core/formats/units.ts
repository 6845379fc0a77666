import type { Offset, OffsetUnit } from '../text/offset.ts'

/** Translates positions of one text between UTF-16 code units and the unit of a file. */
export interface UnitMap {
  /**
   * The position in the file's unit. An offset inside a surrogate pair has none: it moves outward, a start before the
   * pair and an end behind it.
   */
  out(offset: Offset, side: 'start' | 'end'): number
  /** The offset of a position, or null when it lies outside the text or inside a character. */
  in(position: number): Offset | null
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/
const NOT_ASCII = /[^\0-\x7f]/

/**
 * The map for a text and a unit. Made once a text: linear in it, then a query costs nothing on texts without astral
 * characters (for `byte`: without any beyond ASCII) and a binary search on others. A lone surrogate counts as one
 * code point and as three bytes, as in Python and in WTF-8.
 */
export function unitMap(text: string, unit: OffsetUnit): UnitMap {
  if (unit === 'byte') return NOT_ASCII.test(text) ? byteMap(text) : plainMap(text.length)
  const pairs = pairsOf(text)
  if (unit === 'utf16') return utf16Map(text.length, pairs)
  return pairs.length ? codePointMap(text.length, pairs) : plainMap(text.length)
}

/** The number of code points in a text. */
export function codePointLength(text: string): number {
  return text.length - pairsOf(text).length
}

/** Offsets of the first halves of all surrogate pairs. */
function pairsOf(text: string): readonly Offset[] {
  const found: Offset[] = []
  for (let i = text.search(PAIR); i >= 0 && i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) !== 0xd800 || (text.charCodeAt(i + 1) & 0xfc00) !== 0xdc00) continue
    found.push(i)
    i++
  }
  return found
}

function plainMap(length: number): UnitMap {
  return { out: (offset) => offset, in: (position) => (isWithin(position, length) ? position : null) }
}

function utf16Map(length: number, pairs: readonly Offset[]): UnitMap {
  const inside = new Set(pairs.map((pair) => pair + 1))
  return {
    out: (offset, side) => (inside.has(offset) ? outward(offset, side) : offset),
    in: (position) => (isWithin(position, length) && !inside.has(position) ? position : null),
  }
}

function codePointMap(length: number, pairs: readonly Offset[]): UnitMap {
  const total = length - pairs.length
  const positions = pairs.map((pair, i) => pair - i)
  return {
    out(offset, side) {
      const before = countBelow(pairs, offset)
      const inside = before > 0 && pairs[before - 1] === offset - 1
      return offset - before + (inside && side === 'end' ? 1 : 0)
    },
    in: (position) => (isWithin(position, total) ? position + countBelow(positions, position) : null),
  }
}

function byteMap(text: string): UnitMap {
  const starts = byteStarts(text)
  return {
    out(offset, side) {
      const inside = offset > 0 && offset < text.length && starts[offset] === starts[offset - 1]
      return starts[inside ? outward(offset, side) : offset] ?? 0
    },
    in(position) {
      if (!isWithin(position, starts[text.length] ?? 0)) return null
      const offset = countBelow(starts, position)
      return starts[offset] === position ? offset : null
    },
  }
}

/** For each offset the number of UTF-8 bytes before it; the second half of a pair repeats the first's. */
function byteStarts(text: string): Uint32Array {
  const starts = new Uint32Array(text.length + 1)
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    starts[i] = bytes
    const code = text.codePointAt(i) ?? 0
    if (code > 0xffff) starts[++i] = bytes
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  starts[text.length] = bytes
  return starts
}

function outward(offset: Offset, side: 'start' | 'end'): Offset {
  return side === 'start' ? offset - 1 : offset + 1
}

function isWithin(position: number, length: number): boolean {
  return Number.isInteger(position) && position >= 0 && position <= length
}

/** How many of the ascending numbers are smaller than the limit. */
function countBelow(sorted: ArrayLike<number>, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
