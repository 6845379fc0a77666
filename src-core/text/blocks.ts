import { graphemeEnd, graphemeStart, isGraphemeBoundary } from './graphemes.ts'
import type { Offset, Range } from './offset.ts'
import { isSentenceEnd } from './sentences.ts'

/** A block is cut here at the latest, unless a single grapheme is longer. */
export const LONGEST_BLOCK = 2000
/** From here on a sentence end is looked for, then a space. */
const COMFORTABLE_BLOCK = 1500

/**
 * Cuts a text into blocks for display: after each line break (LF, CRLF or CR, which belongs to the block that it ends),
 * and inside a longer line at the first sentence end after 1,500 characters, else at the last space before 2,000, else
 * at a grapheme boundary. The blocks cover the text exactly, in order, none is empty; an empty text has none.
 */
export function blocks(text: string): readonly Range[] {
  const found: Range[] = []
  for (let start = 0; start < text.length;) {
    const end = lineEnd(text, start)
    cutLine(text, start, end, found)
    start = end
  }
  return found
}

/** The offset after the line break that ends the line at `from`. */
function lineEnd(text: string, from: Offset): Offset {
  let lf = text.indexOf('\n', from)
  if (lf < 0) lf = text.length
  const cr = text.slice(from, lf).indexOf('\r')
  if (cr < 0 || from + cr === lf - 1) return Math.min(text.length, lf + 1)
  return from + cr + 1
}

function cutLine(text: string, from: Offset, to: Offset, found: Range[]): void {
  let start = from
  while (to - start > LONGEST_BLOCK) {
    const end = cutAfter(text, start)
    if (end >= to) break
    found.push([start, end])
    start = end
  }
  found.push([start, to])
}

function cutAfter(text: string, start: Offset): Offset {
  const latest = start + LONGEST_BLOCK
  let space = 0
  for (let at = start + COMFORTABLE_BLOCK; at < latest; at++) {
    if (text.charCodeAt(at) !== 32 || !isGraphemeBoundary(text, at + 1)) continue
    if (isSentenceEnd(text, at, null)) return at + 1
    space = at + 1
  }
  return space || hardCut(text, start, latest)
}

/** The last grapheme boundary up to `latest`, or the first after it where a single grapheme is longer. */
function hardCut(text: string, start: Offset, latest: Offset): Offset {
  const before = graphemeStart(text, latest)
  if (before > start) return before
  return graphemeEnd(text, latest)
}
