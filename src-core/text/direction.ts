import type { Offset } from './offset.ts'

/** How far a line is looked through for its first letter. */
const FAR: Offset = 2_000

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|\ud83a|\ud802|\ud803/

/** Whether the first letter of the text is written from right to left. */
export function isRightToLeft(text: string): boolean {
  const letter = /\p{L}/u.exec(text)?.[0]
  return letter !== undefined && RTL.test(letter)
}

/** Whether the line that holds an offset runs from right to left: its first letter says so, as on screen. */
export function isLineRightToLeft(text: string, offset: Offset): boolean {
  const before = text.slice(Math.max(0, offset - FAR), offset)
  const start = offset - before.length + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  const line = /^[^\r\n]*/.exec(text.slice(start, offset + FAR))?.[0] ?? ''
  return isRightToLeft(line)
}
