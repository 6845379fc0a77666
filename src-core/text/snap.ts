import { graphemeEnd, graphemeStart } from './graphemes.ts'
import type { Offset, Range } from './offset.ts'
import { type Word, wordAt, words } from './words.ts'

/**
 * The range that a person means who drags over `range`: every word that it touches is whole; spaces and punctuation at
 * its ends are dropped, but not a bracket or quotation mark whose other half stays inside (`Union (ONU)`); `l’` at its
 * start or end and the pronoun of `dit-il` at its end are dropped. An emoji or another symbol counts like a word.
 * An empty range stands for the word at it. Null where nothing is left.
 */
export function snap(text: string, range: Range, lang: string | null): Range | null {
  const from = Math.max(0, Math.min(range[0], range[1]))
  const to = Math.min(text.length, Math.max(range[0], range[1]))
  if (from >= to) return wordAt(text, from, lang)
  const first = wordOver(text, from, lang)
  const last = wordOver(text, to - 1, lang)
  const start = first ? first.start : graphemeStart(text, from)
  const end = last ? last.end : graphemeEnd(text, to)
  return settle(text, [start, end], lang)
}

/** Drops what is loose at the ends until nothing is: what one step drops may uncover more. */
function settle(text: string, range: Range, lang: string | null): Range | null {
  const trimmed = trim(text, range[0], range[1], lang)
  const settled = trimmed && withoutParticles(text, trimmed, lang)
  const same = settled?.[0] === range[0] && settled[1] === range[1]
  const inside = settled && settled[0] >= range[0] && settled[1] <= range[1]
  return inside && !same ? settle(text, settled, lang) : settled
}

/** The word that holds the character at an offset. */
function wordOver(text: string, offset: Offset, lang: string | null): Word | null {
  return words(text, lang, offset, offset + 1).next().value ?? null
}

const TRIMMED = /[\p{P}\p{Z}\p{Cc}\u00ad\u200b\ufeff]/u
const CLOSER_OF: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '«': '»',
  '“': '”',
  '‹': '›',
  '„': '“',
  '"': '"',
}
const OPENERS_OF: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '»': '«',
  '”': '“„',
  '›': '‹',
  '"': '"',
  '“': '„',
}

function trim(text: string, from: Offset, to: Offset, lang: string | null): Range | null {
  let [start, end] = [from, to]
  for (;;) {
    while (start < end && isLoose(text, start, lang) && !CLOSER_OF[text.charAt(start)]) start++
    while (end > start && isLoose(text, end - 1, lang) && !OPENERS_OF[text.charAt(end - 1)]) end--
    if (start >= end) return null
    const [left, right] = [text.charAt(start), text.charAt(end - 1)]
    const partner = closerWithin(text, start, end)
    if (CLOSER_OF[left] && isLoose(text, start, lang) && (partner === null || partner === end - 1)) {
      if (partner === end - 1 && end - 1 > start) end--
      start++
    } else if (OPENERS_OF[right] && isLoose(text, end - 1, lang) && !hasOpener(text, start, end)) end--
    else return [start, end]
  }
}

/** Whether the character at an offset is punctuation or space outside every word (the point of `M.` is inside one). */
function isLoose(text: string, at: Offset, lang: string | null): boolean {
  return TRIMMED.test(text.charAt(at)) && wordOver(text, at, lang) === null
}

/** Where the opening bracket at `start` is closed before `end`; null where it is not, or where none is there. */
function closerWithin(text: string, start: Offset, end: Offset): Offset | null {
  const opener = text.charAt(start)
  const closer = CLOSER_OF[opener]
  if (!closer) return null
  let depth = 1
  for (let i = start + 1; i < end; i++) {
    const unit = text.charAt(i)
    if (unit === closer && --depth === 0) return opener === closer ? partnerOfQuote(text, start, end) : i
    if (unit === opener) depth++
  }
  return null
}

/** Straight quotation marks pair off from the left: with an even number, the first belongs to the second. */
function partnerOfQuote(text: string, start: Offset, end: Offset): Offset | null {
  const quotes: Offset[] = []
  for (let i = text.indexOf('"', start); i >= 0 && i < end; i = text.indexOf('"', i + 1)) quotes.push(i)
  return quotes.length % 2 === 0 ? (quotes[1] ?? null) : null
}

/** Whether the closing bracket at the end of the range was opened within it. */
function hasOpener(text: string, start: Offset, end: Offset): boolean {
  const closer = text.charAt(end - 1)
  const openers = OPENERS_OF[closer] ?? ''
  if (openers === closer) return text.slice(start, end).split(closer).length % 2 === 1
  let depth = 1
  for (let i = end - 2; i >= start; i--) {
    const unit = text.charAt(i)
    if (unit !== '' && openers.includes(unit) && --depth === 0) return true
    if (unit === closer) depth++
  }
  return false
}

function withoutParticles(text: string, [from, to]: Range, lang: string | null): Range {
  let [start, end] = [from, to]
  for (let first = wordOver(text, start, lang); first?.kind === 'elision'; first = wordOver(text, start, lang)) {
    const next = words(text, lang, first.end, end).next().value
    if (!next) return wordAt(text, first.start, lang) ?? [start, end]
    start = next.start
  }
  for (let last = wordOver(text, end - 1, lang); last && last.kind !== 'word'; last = wordOver(text, end - 1, lang)) {
    const before = lastWordBefore(text, start, last.start, lang)
    if (!before) break
    end = before.end
  }
  return [start, end]
}

/** The last word of `[start, end)`. */
function lastWordBefore(text: string, start: Offset, end: Offset, lang: string | null): Word | null {
  for (let at = end - 1; at >= start; at--) {
    const word = wordOver(text, at, lang)
    if (word) return word.start >= start ? word : null
  }
  return null
}
