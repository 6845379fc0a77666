import { graphemeEnd } from './graphemes.ts'
import type { Offset, Range } from './offset.ts'

/**
 * A run is what stands between two spaces or quotation marks: words are cut inside one run and never across, so that
 * the words at an offset depend on its run alone, however long the text. A run longer than {@link LONGEST_RUN} (text
 * without spaces) is cut into pieces of that length at grapheme boundaries.
 */
const LONGEST_RUN = 2048

/** The run that holds the character at an offset, or the next one that ends after it; null where none follows. */
export function runAt(text: string, offset: Offset): Range | null {
  let at = Math.max(0, offset)
  while (at < text.length && isBreak(text, at)) at++
  return at < text.length ? runAround(text, at) : null
}

/** The last run that begins before an offset, or null. */
export function runBefore(text: string, offset: Offset): Range | null {
  let at = Math.min(text.length, offset) - 1
  while (at >= 0 && isBreak(text, at)) at--
  return at >= 0 ? runAround(text, at) : null
}

function runAround(text: string, at: Offset): Range {
  let start = at
  while (start > 0 && !isBreak(text, start - 1)) start--
  let end = at + 1
  const limit = at + 2 * LONGEST_RUN
  while (end < text.length && end < limit && !isBreak(text, end)) end++
  return end - start <= LONGEST_RUN ? [start, end] : piece(text, start, end, at)
}

function piece(text: string, start: Offset, end: Offset, at: Offset): Range {
  const cut = (n: number) => Math.min(end, graphemeEnd(text, start + n * LONGEST_RUN))
  let n = Math.floor((at - start) / LONGEST_RUN)
  while (n > 0 && cut(n) > at) n--
  return [n <= 0 ? start : cut(n), cut(n + 1)]
}

function isBreak(text: string, at: Offset): boolean {
  const unit = text.charCodeAt(at)
  if (unit > 32 && unit < 127) return false
  return isBreakUnit(unit) && !isNumberGlue(text, at, unit)
}

function isBreakUnit(unit: number): boolean {
  if (unit <= 32) return true
  if (unit < 0xa0) return unit === 0x85 || unit === 0x7f
  if (unit < 0x1680) return unit === 0xa0 || unit === 0xab || unit === 0xbb
  if (unit < 0x3000) return isGeneralBreak(unit)
  return unit <= 0x3002 || (unit >= 0x3008 && unit <= 0x3011) || '，！？：；（）'.includes(String.fromCharCode(unit))
}

/** Spaces of U+2000 to U+205F, dashes and quotation marks; not the hyphens, the apostrophes and the joiners. */
function isGeneralBreak(unit: number): boolean {
  if (unit <= 0x200b) return unit === 0x1680 || unit >= 0x2000
  if (unit <= 0x2015) return unit >= 0x2012
  return (
    (unit >= 0x201a && unit <= 0x201f) ||
    (unit >= 0x2026 && unit <= 0x202f && unit !== 0x2027) ||
    (unit >= 0x2039 && unit <= 0x203a) ||
    unit === 0x205f
  )
}

/**
 * The space within `10 000` and before `%` or a currency sign: a part of the number. A plain space only after a whole
 * group of at most three digits: the figure before it is no year then (`2 000 000`; not `en 2022 300`).
 */
function isNumberGlue(text: string, at: Offset, unit: number): boolean {
  if ((unit !== 0x20 && unit !== 0xa0 && unit !== 0x202f && unit !== 0x2009) || !isDigit(text.charCodeAt(at - 1)))
    return false
  if ('%‰€£$'.includes(text.charAt(at + 1)) && at + 1 < text.length) return !isDigit(text.charCodeAt(at + 2))
  const isGroup = [1, 2, 3].every((i) => isDigit(text.charCodeAt(at + i))) && !isDigit(text.charCodeAt(at + 4))
  return isGroup && (unit !== 0x20 || isGroupBefore(text, at))
}

function isGroupBefore(text: string, at: Offset): boolean {
  let start = at
  while (start > at - 4 && isDigit(text.charCodeAt(start - 1))) start--
  return at - start <= 3 && !/[\p{L}\p{N}/:-]/u.test(text.charAt(start - 1))
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}
