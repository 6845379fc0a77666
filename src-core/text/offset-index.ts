import type { ByteOffset, CodePoint, Offset, OffsetUnit } from './offset.ts'

/**
 * Converts positions in one text between UTF-16 code units, code points and UTF-8 bytes, each in at most 64 steps after
 * one pass over the text. A text without surrogate pairs has the same code points as code units and needs no table, one
 * in ASCII none at all.
 *
 * Ties: a position inside a character (between two surrogates, between two bytes) counts as the character's start, so
 * a round trip that gives another number tells a position that no character begins at. A position below 0 counts as 0,
 * one beyond the end as the end. A lone surrogate is one code point and three bytes (that of U+FFFD, which encoders
 * write for it).
 */
export interface OffsetIndex {
  readonly codePoints: number
  readonly bytes: number
  toCodePoint(offset: Offset): CodePoint
  fromCodePoint(codePoint: CodePoint): Offset
  toByte(offset: Offset): ByteOffset
  fromByte(byte: ByteOffset): Offset
}

export function offsetIndex(text: string): OffsetIndex {
  const codePoints = lazy(() =>
    /[\ud800-\udbff][\udc00-\udfff]/.test(text) ? counter(text, codePointsAt) : same(text),
  )
  const bytes = lazy(() => (/[^\x00-\x7f]/.test(text) ? counter(text, bytesAt) : same(text)))
  return {
    get codePoints() {
      return codePoints().total
    },
    get bytes() {
      return bytes().total
    },
    toCodePoint: (offset) => codePoints().count(offset),
    fromCodePoint: (codePoint) => codePoints().find(codePoint),
    toByte: (offset) => bytes().count(offset),
    fromByte: (byte) => bytes().find(byte),
  }
}

/** A UTF-16 offset as a position in `unit`. */
export function toUnit(index: OffsetIndex, offset: Offset, unit: OffsetUnit): number {
  return unit === 'utf16' ? offset : unit === 'codepoint' ? index.toCodePoint(offset) : index.toByte(offset)
}

/** A position in `unit` as a UTF-16 offset; ties as in {@link OffsetIndex}, except that `utf16` is given back as it is. */
export function fromUnit(index: OffsetIndex, position: number, unit: OffsetUnit): Offset {
  return unit === 'utf16' ? position : unit === 'codepoint' ? index.fromCodePoint(position) : index.fromByte(position)
}

interface Counter {
  readonly total: number
  /** How much the characters before an offset weigh. */
  count(offset: Offset): number
  /** The start of the character that the position lies in. */
  find(position: number): Offset
}

/** What the character that begins at an offset weighs; 0 in the middle of a character. */
type Weight = (text: string, at: Offset) => number

const STEP = 64

function same(text: string): Counter {
  const clamp = (position: number) => Math.max(0, Math.min(position, text.length))
  return { total: text.length, count: clamp, find: clamp }
}

function counter(text: string, weight: Weight): Counter {
  const marks = new Uint32Array(Math.floor(text.length / STEP) + 1)
  let total = 0
  for (let i = 0; i < text.length; i++) {
    if (i % STEP === 0) marks[i / STEP] = total
    total += weight(text, i)
  }
  if (text.length % STEP === 0) marks[text.length / STEP] = total
  return {
    total,
    count(offset) {
      const end = characterStart(text, Math.max(0, Math.min(offset, text.length)))
      const mark = Math.floor(end / STEP)
      let sum = marks[mark] ?? 0
      for (let i = mark * STEP; i < end; i++) sum += weight(text, i)
      return sum
    },
    find(position) {
      if (position >= total) return text.length
      const mark = lastAtMost(marks, position)
      let sum = marks[mark] ?? 0
      for (let i = mark * STEP; i < text.length; i++) {
        const size = weight(text, i)
        if (size > 0 && sum + size > position) return i
        sum += size
      }
      return text.length
    },
  }
}

function lastAtMost(marks: Uint32Array, position: number): number {
  let low = 0
  let high = marks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((marks[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

function characterStart(text: string, offset: Offset): Offset {
  return isPairAt(text, offset - 1) ? offset - 1 : offset
}

function isPairAt(text: string, at: Offset): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
}

function codePointsAt(text: string, at: Offset): number {
  return isPairAt(text, at - 1) ? 0 : 1
}

function bytesAt(text: string, at: Offset): number {
  const unit = text.charCodeAt(at)
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  if ((unit & 0xf800) !== 0xd800) return 3
  if (isPairAt(text, at)) return 4
  return isPairAt(text, at - 1) ? 0 : 3
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
