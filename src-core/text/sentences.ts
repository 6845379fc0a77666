import { graphemeEnd } from './graphemes.ts'
import type { Offset, Range } from './offset.ts'

/**
 * Sentences as a reader means them. Whether a sentence ends at a place is told by at most {@link LONGEST_QUOTE}
 * characters on either side of it, so every answer equals that of cutting the whole text.
 *
 * A quotation of several short sentences stays in one piece (`« Oui. Bien sûr », dit-il.`), a longer one is cut at
 * its sentences, like any other text. A blank line always ends a sentence; a single line break does unless the text runs on in
 * lower case after a line that did not end in punctuation (hard-wrapped text).
 */
const LONGEST_QUOTE = 240

/**
 * The sentence that holds the character at an offset, with its final mark and closing quotation marks, without the
 * spaces around it. In the space between two sentences: the second; after the last of a line: that one. Null on a
 * blank line.
 */
export function sentenceAt(text: string, offset: Offset, lang: string | null): Range | null {
  const at = Math.max(0, Math.min(offset, text.length))
  let start = at
  while (start > 0 && !isSentenceEnd(text, start, lang)) start--
  let end = at + 1
  while (end < text.length && !isSentenceEnd(text, end, lang)) end++
  const found = trimmed(text, start, Math.min(end, text.length))
  if (found && (at >= found[0] || !LINE_BREAK.test(text.slice(at, found[0])))) return found
  return start > 0 && !LINE_BREAK.test(text.slice(start - 1, at)) ? sentenceAt(text, start - 1, lang) : null
}

const LINE_BREAK = /[\r\n]/

/** All sentences in text order; with `from`, those that end after it. */
export function* sentences(text: string, lang: string | null, from: Offset = 0): Generator<Range> {
  let start = from
  while (start > 0 && !isSentenceEnd(text, start, lang)) start--
  for (let end = start + 1; start < text.length; end++) {
    if (end < text.length && !isSentenceEnd(text, end, lang)) continue
    const found = trimmed(text, start, end)
    if (found && found[1] > from) yield found
    start = end
  }
}

/**
 * Whether one sentence ends and the next begins at an offset: after the final mark and what closes with it, before the
 * space; at a line break, before it.
 */
export function isSentenceEnd(text: string, offset: Offset, lang: string | null): boolean {
  if (offset <= 0 || offset >= text.length) return true
  const unit = text.charCodeAt(offset)
  if (unit === 10 || unit === 13) return isLineEnd(text, offset)
  const before = text.charCodeAt(offset - 1)
  if (isWordUnit(before)) return false
  if (IDEOGRAPHIC.test(text.charAt(offset - 1))) return !CLOSING.test(text.charAt(offset))
  return endsAt(text, offset, lang)
}

const IDEOGRAPHIC = /[。！？｡]/
const TERMINAL = /[.!?…؟۔।‽]/
const CLOSING = /[»”"’')\]›]/
const SPACE = /[ \t\u00a0\u202f\u2009]/

function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 32 || unit === 44
}

function isLineEnd(text: string, offset: Offset): boolean {
  if (text.charCodeAt(offset) === 10 && text.charCodeAt(offset - 1) === 13) return false
  const [gap = ''] = /^(?:\r\n|\r|\n)[ \t]*/.exec(text.slice(offset, offset + 40)) ?? []
  const next = text.slice(offset + gap.length, offset + gap.length + 2)
  const before = text.slice(Math.max(0, offset - 40), offset).trimEnd()
  return !/^\p{Ll}/u.test(next) || !/[\p{L}\p{N},-]$/u.test(before)
}

function endsAt(text: string, offset: Offset, lang: string | null): boolean {
  const mark = markBefore(text, offset)
  if (mark === null || isInsideClosing(text, offset)) return false
  const after = afterGap(text, offset)
  if (!after.text) return false
  if (after.gap === 0 && !isMissingSpace(text, mark, offset)) return false
  if (!/^[\p{Lu}\p{Lo}\p{N}«“"„‘'’([—–\-¿¡#@•*\p{Extended_Pictographic}]/u.test(after.text)) return false
  if (text.charAt(mark) === '.' && text.charAt(mark - 1) !== '.' && isAbbreviation(text, mark, after.text, lang))
    return false
  return !isInShortQuote(text, mark, offset)
}

/** The final mark that the sentence before an offset ends with, behind quotation marks and brackets; or null. */
function markBefore(text: string, offset: Offset): Offset | null {
  let at = offset - 1
  while (
    at > offset - 6 &&
    (CLOSING.test(text.charAt(at)) || (SPACE.test(text.charAt(at)) && /[»›]/.test(text.charAt(at + 1))))
  )
    at--
  return TERMINAL.test(text.charAt(at)) ? at : null
}

/** Whether more of the same mark, or a closing quotation mark, comes after an offset. */
function isInsideClosing(text: string, offset: Offset): boolean {
  const next = text.charAt(offset)
  if (TERMINAL.test(next) || /[»”)\]›’]/.test(next)) return true
  if (/["']/.test(next)) return !/[\p{L}\p{N}]/u.test(text.charAt(offset + 1))
  return SPACE.test(next) && /[»›]/.test(text.charAt(offset + 1))
}

function afterGap(text: string, offset: Offset): { gap: number; text: string } {
  let at = offset
  while (at < offset + 40 && SPACE.test(text.charAt(at))) at++
  return { gap: at - offset, text: text.slice(at, at + 12) }
}

/** `Russie.Ce`: a word in small letters, a mark and a capitalised word; not `Mali.Info` within an address. */
function isMissingSpace(text: string, mark: Offset, offset: Offset): boolean {
  return (
    /[\p{Ll}\p{N}][\p{Ll}»”)"]$/u.test(text.slice(Math.max(0, mark - 2), mark)) &&
    /^[«“]?\p{Lu}[\p{Ll}\s'’]/u.test(text.slice(offset, offset + 3))
  )
}

const FRENCH =
  /^(?:mm?|mr|mme?s?|mlles?|dr|drs|pr|me|mgr|st|ste|gal|gén|col|lt|cdt|cne|cap|sgt|adj|p|pp|art|av|bd|vol|chap|fig|no?|cf|ex|env|éd|hab|tél|al|j\.-c|apr|janv|févr?|avr|juil|sept|oct|nov|déc)$/
const ENGLISH =
  /^(?:mr|mrs|ms|dr|prof|st|jr|sr|gen|sen|rep|gov|col|lt|capt|sgt|rev|hon|pres|no|vs|inc|ltd|co|corp|dept|fig|al|e\.g|i\.e|u\.s|u\.k|jan|feb|mar|apr|aug|sept?|oct|nov|dec|vol|pp?)$/
const OTHER = /^(?:mr|dr|st|prof|sr|sra|dott|hr|fr|bzw|nr|z\.b|d\.h|p|pp|vol|no)$/
/** After these a single capital is a name of a thing: `le plan B. Puis`. */
const LETTERED =
  /(?:^|[\s'’(])(?:plan|point|annexe|groupe|vitamine|hépatite|série|section|lot|type|zone|option|phase|appendix|group|vitamin|hepatitis|article|classe?)[ \u00a0]$/iu

/** Whether the point at `mark` belongs to `M.`, `p. 3`, an initial or the number of a list. */
function isAbbreviation(text: string, mark: Offset, next: string, lang: string | null): boolean {
  const line = text.slice(Math.max(0, mark - 40), mark)
  const word = /[\p{L}\p{M}.-]+$/u.exec(line)?.[0] ?? ''
  if (!word) return /(?:^|[\r\n])[ \t]*\d{1,3}$/.test(mark <= 40 ? line : line.slice(-6))
  if (/^\p{Lu}$/u.test(word) || /^\p{Lu}\.-\p{Lu}$/u.test(word))
    return /^\p{Lu}/u.test(next) && !LETTERED.test(line.slice(0, -word.length))
  const known = lang?.startsWith('en') ? ENGLISH : lang === null || lang.startsWith('fr') ? FRENCH : OTHER
  const folded = word.toLowerCase().normalize('NFC')
  if (
    /^(?:p|pp|n|no|art|vol|chap|fig|al|nr|janv|févr?|avr|juil|sept?|oct|nov|déc|jan|feb|mar|apr|aug|dec)$/.test(folded)
  ) {
    return known.test(folded) && (/^\d/.test(next) || folded.length <= 2)
  }
  return known.test(folded)
}

/** Whether a mark lies within « » or “ ” of at most {@link LONGEST_QUOTE} characters that is not closed by `offset`. */
function isInShortQuote(text: string, mark: Offset, offset: Offset): boolean {
  const open = lastQuote(text.slice(Math.max(0, mark - LONGEST_QUOTE), offset))
  if (open === null) return false
  const rest = text.slice(offset, offset + LONGEST_QUOTE)
  const close = rest.search(/[«»“”\r\n]/)
  if (close < 0 || !/[»”]/.test(rest.charAt(close))) return false
  return open + close <= LONGEST_QUOTE
}

/** How many characters before the end of `before` a quotation was opened that is still open, on the same line; or null. */
function lastQuote(before: string): number | null {
  for (let i = before.length - 1; i >= 0; i--) {
    const unit = before.charAt(i)
    if (unit === '«' || unit === '“') return before.length - i
    if (unit === '»' || unit === '”' || unit === '\n' || unit === '\r') return null
  }
  return null
}

function trimmed(text: string, from: Offset, to: Offset): Range | null {
  let [start, end] = [from, to]
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  return start < end ? [start, graphemeEnd(text, end)] : null
}
