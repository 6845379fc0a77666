import { fromUnit, offsetIndex, toUnit } from '../text/offset-index.ts'
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

/** The map for a text and a unit; to be made once a text. */
export function unitMap(text: string, unit: OffsetUnit): UnitMap {
  const index = offsetIndex(text)
  const length = toUnit(index, text.length, unit)
  return {
    out: (offset, side) => toUnit(index, splitsPair(text, offset) ? outward(offset, side) : offset, unit),
    in(position) {
      if (!Number.isInteger(position) || position < 0 || position > length) return null
      const offset = fromUnit(index, position, unit)
      return toUnit(index, offset, unit) === position && !splitsPair(text, offset) ? offset : null
    },
  }
}

/** Whether an offset lies between the two halves of a surrogate pair. */
export function splitsPair(text: string, offset: Offset): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800
}

function outward(offset: Offset, side: 'start' | 'end'): Offset {
  return side === 'start' ? offset - 1 : offset + 1
}
