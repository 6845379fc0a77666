import { nextGrapheme, previousGrapheme } from '../../../src-core/text/graphemes.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import { nextWordBoundary, previousWordBoundary } from '../../../src-core/text/words.ts'

/** Which border moves where: the beginning with Shift, else the end; by a character with Alt, else by a word. */
export interface Nudge {
  readonly forward: boolean
  readonly beginning: boolean
  readonly character: boolean
}

/** The borders after a nudge; those that would leave nothing between them stay as they are. */
export function nudged(text: string, [start, end]: Range, nudge: Nudge): Range {
  const moved = move(text, nudge.beginning ? start : end, nudge)
  const next: Range = nudge.beginning ? [moved, end] : [start, moved]
  return next[0] < next[1] ? next : [start, end]
}

function move(text: string, offset: number, { forward, beginning, character }: Nudge): number {
  if (character) return forward ? nextGrapheme(text, offset) : previousGrapheme(text, offset)
  const edge = beginning ? 'start' : 'end'
  return forward ? nextWordBoundary(text, offset, null, edge) : previousWordBoundary(text, offset, null, edge)
}

/** The nudge that an arrow key means, or null. */
export function nudgeOf({ key, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>): Nudge | null {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null
  return { forward: key === 'ArrowRight', beginning: shiftKey, character: altKey }
}
