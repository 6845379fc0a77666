import type { Offset } from './offset.ts'

const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * What a person sees as one character may be many code units: a letter with its accents, an emoji with its modifiers,
 * CRLF. Each function here looks only at the surroundings of an offset, and gives what segmenting the whole text would.
 * The start and the end of a text are boundaries; offsets outside count as the nearer end.
 */

/** Whether a character that is seen as one lies wholly before or wholly after an offset. */
export function isGraphemeBoundary(text: string, offset: Offset): boolean {
  return isPlainBoundary(text, offset) || graphemeStart(text, offset) === offset
}

/** The last boundary at or before an offset. */
export function graphemeStart(text: string, offset: Offset): Offset {
  if (offset <= 0) return 0
  if (offset >= text.length) return text.length
  if (isPlainBoundary(text, offset)) return offset
  return graphemeAround(text, offset)[0]
}

/** The first boundary at or after an offset. */
export function graphemeEnd(text: string, offset: Offset): Offset {
  return isGraphemeBoundary(text, offset) ? clamp(text, offset) : graphemeAround(text, offset)[1]
}

/** The first boundary after an offset, the end of the text at the end. */
export function nextGrapheme(text: string, offset: Offset): Offset {
  if (offset < 0) return 0
  if (offset >= text.length) return text.length
  if (isPlainBoundary(text, offset + 1)) return offset + 1
  return graphemeAround(text, offset)[1]
}

/** The last boundary before an offset, 0 at the start. */
export function previousGrapheme(text: string, offset: Offset): Offset {
  if (offset > text.length) return text.length
  return offset <= 1 ? 0 : graphemeStart(text, offset - 1)
}

/** The grapheme that the code unit at an offset belongs to. */
function graphemeAround(text: string, offset: Offset): readonly [Offset, Offset] {
  let from = offset
  while (from > 0 && !isPlainBoundary(text, from)) from--
  let to = offset + 1
  while (to < text.length && !isPlainBoundary(text, to)) to++
  const found = SEGMENTER.segment(text.slice(from, to)).containing(offset - from)
  return found ? [from + found.index, from + found.index + found.segment.length] : [from, to]
}

/** Whether the two code units beside an offset tell that it is a boundary, whatever stands around them. */
function isPlainBoundary(text: string, offset: Offset): boolean {
  if (offset <= 0 || offset >= text.length) return true
  const before = text.charCodeAt(offset - 1)
  const after = text.charCodeAt(offset)
  return isPlain(before) && isPlain(after) && !(before === 13 && after === 10)
}

/** Letters, ideographs and punctuation that never join with a neighbour of this kind. */
function isPlain(unit: number): boolean {
  if (unit < 0x300) return true
  if (unit >= 0x4e00) return unit <= 0x9fff || (unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0xff01 && unit <= 0xff5e)
  if (unit >= 0x3001) return unit <= 0x3029 || (unit >= 0x3041 && unit <= 0x3096) || (unit >= 0x30a1 && unit <= 0x30fa)
  if (unit >= 0x1e00) return unit <= 0x200a || (unit >= 0x2010 && unit <= 0x2038 && unit !== 0x2028 && unit !== 0x2029)
  if (unit >= 0x370) return unit <= 0x482 || (unit >= 0x48a && unit <= 0x58f) || isSemitic(unit)
  return false
}

function isSemitic(unit: number): boolean {
  return (unit >= 0x5d0 && unit <= 0x5ea) || (unit >= 0x620 && unit <= 0x64a)
}

function clamp(text: string, offset: Offset): Offset {
  return Math.max(0, Math.min(offset, text.length))
}
