import type { Matching } from '../annotation/schema.ts'
import { isGraphemeBoundary } from './graphemes.ts'
import type { Offset, Range } from './offset.ts'
import { HYPHENS } from './word-rules.ts'
import { words } from './words.ts'

/**
 * Identical mentions: the places of a text that a reader would call the same string. Apostrophes (`'` and `’`), spaces
 * of any width, hyphens of any kind, composed and decomposed letters, and words with and without soft hyphens match each other always;
 * case, accents (and `œ` with `oe`) and whole words are the label's choice.
 */

/**
 * Every place in text order where `needle` stands, no two overlapping; ranges of the text as it is, whose ends are
 * grapheme boundaries. A whole word begins and ends where a word of words.ts does. None for a needle of nothing but space.
 */
export function identicalMentions(text: string, needle: string, matching: Matching, lang: string | null): Range[] {
  return mentionFinder(needle, matching, lang)(text)
}

/** {@link identicalMentions} for many texts: the needle is read once. */
export function mentionFinder(needle: string, matching: Matching, lang: string | null): (text: string) => Range[] {
  if (!normalised(needle, matching).trim()) return () => []
  const plain = lazyRegExp(() => pattern(needle, matching, false))
  const thorough = lazyRegExp(() => pattern(needle, matching, true) + (matching.accentSensitive ? '' : '\\p{M}*'))
  const edges: Edges = { left: WORDLIKE.test(needle), right: WORDLIKE_END.test(needle), digits: /^\d|\d$/.test(needle) }
  return (text) => {
    const found: Range[] = []
    const regExp = JOINERS.test(text) ? thorough() : plain()
    regExp.lastIndex = 0
    for (let match = regExp.exec(text); match; match = regExp.exec(text)) {
      const range: Range = [match.index, match.index + match[0].length]
      const whole = range.every((end) => isGraphemeBoundary(text, end))
      if (whole && (!matching.wholeWord || isWholeWord(text, range, edges, lang))) found.push(range)
      else regExp.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1)
    }
    return found
  }
}

/** Marks and soft hyphens, which make a pattern several times slower when it has to expect them. */
const JOINERS = /[\p{M}\u00ad]/u
const WORDLIKE = /^[\p{L}\p{N}]/u
const WORDLIKE_END = /[\p{L}\p{N}\p{M}]$/u
const SPACES = '[ \\t\\u00a0\\u202f\\u2009]'

function lazyRegExp(source: () => string): () => RegExp {
  let made: RegExp | null = null
  return () => (made ??= new RegExp(source(), 'gu'))
}

function normalised(needle: string, matching: Matching): string {
  const visible = needle.replace(/\u00ad/g, '')
  return matching.accentSensitive ? visible.normalize('NFC') : withoutAccents(visible)
}

/** What matches a needle, as the source of a regular expression with the `u` flag. */
function pattern(needle: string, matching: Matching, thorough: boolean): string {
  const characters = [...normalised(needle, matching)]
  const pieces: string[] = []
  for (let i = 0; i < characters.length; i++) {
    const [one = '', two = ''] = [characters[i], characters[i + 1]]
    const ligature = matching.accentSensitive ? null : ligaturePattern(one + two, matching, thorough)
    if (ligature) i++
    pieces.push(ligature ?? characterPattern(one, matching, thorough))
  }
  return pieces.join(joiner(matching, thorough))
}

/** What may stand between two characters of a needle in a text that holds {@link JOINERS}. */
function joiner({ accentSensitive }: Matching, thorough: boolean): string {
  return thorough ? (accentSensitive ? '\\u00ad?' : '[\\p{M}\\u00ad]*') : ''
}

function characterPattern(character: string, matching: Matching, thorough: boolean): string {
  if (/[\r\n]/.test(character)) return '\\s'
  if (/\s/.test(character)) return SPACES
  if (/['’ʼ‘＇]/.test(character)) return `['’ʼ‘＇]`
  if (/[-\u2010\u2011]/.test(character)) return `[${HYPHENS}]`
  if (!/\p{L}/u.test(character)) return escaped(character)
  const split = matching.accentSensitive ? null : LIGATURES[character.toLowerCase()]
  if (split)
    return `(?:[${cases(character, matching).join('')}]|${pattern(inCase(split, character), matching, thorough)})`
  return matching.accentSensitive ? exactLetter(character, matching, thorough) : anyAccent(character, matching)
}

const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae' }

/** `oe` also matches `œ`. */
function ligaturePattern(pair: string, matching: Matching, thorough: boolean): string | null {
  const found = Object.entries(LIGATURES).find(([, split]) => split === pair.toLowerCase())
  if (!found) return null
  const ligature = inCase(found[0], pair)
  const letters = [...pair].map((letter) => anyAccent(letter, matching)).join(joiner(matching, thorough))
  return `(?:${letters}|[${cases(ligature, matching).join('')}])`
}

function inCase(text: string, like: string): string {
  return like === like.toLowerCase() ? text : text.toUpperCase()
}

function cases(letter: string, { caseSensitive }: Matching): string[] {
  if (caseSensitive) return [letter]
  const both = [letter, letter.toLowerCase(), letter.toUpperCase(), ...(/[σς]/i.test(letter) ? ['σ', 'ς', 'Σ'] : [])]
  return [...new Set(both)].filter((form) => [...form.normalize('NFC')].length === 1)
}

function exactLetter(letter: string, matching: Matching, thorough: boolean): string {
  const forms = cases(letter, matching)
  const composed = forms.length === 1 ? escaped(letter) : `[${forms.join('')}]`
  const decomposed = thorough ? forms.map((form) => form.normalize('NFD')).filter((form) => form.length > 1) : []
  return decomposed.length > 0 ? `(?:${[composed, ...decomposed].join('|')})` : composed
}

function anyAccent(letter: string, matching: Matching): string {
  const bases = cases(letter, matching).map(withoutAccents)
  const forms = [...new Set(bases.flatMap((base) => [base, ...(accented().get(base) ?? [])]))].join('')
  return `[${forms}]`
}

/** A text without its accents and other marks, composed. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
}

let table: ReadonlyMap<string, readonly string[]> | null = null

/** The composed letters of Latin, Greek and Cyrillic by the letter that remains without accents. */
function accented(): ReadonlyMap<string, readonly string[]> {
  if (table) return table
  const made = new Map<string, string[]>()
  for (const [from, to] of [
    [0xc0, 0x24f],
    [0x386, 0x3ce],
    [0x400, 0x45f],
    [0x1e00, 0x1fff],
  ] as const) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCharCode(code)
      const base = withoutAccents(letter)
      if (base !== letter && base.length === 1) made.set(base, [...(made.get(base) ?? []), letter])
    }
  }
  return (table = made)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '-' ? '\\-' : `\\${sign}`))
}

/** Which ends of a needle must be ends of words. */
interface Edges {
  readonly left: boolean
  readonly right: boolean
  readonly digits: boolean
}

/** Whether a range begins and ends where words do; an end that is punctuation may stand anywhere. */
export function isWholeWord(text: string, [start, end]: Range, edges: Edges, lang: string | null): boolean {
  if ((edges.left && isInside(text, start)) || (edges.right && isInside(text, end))) return false
  const left = !edges.left || (!edges.digits && isFree(text, start - 1)) || beginsWord(text, start, lang)
  return left && (!edges.right || (!edges.digits && isFree(text, end)) || endsWord(text, end, lang))
}

/** Whether small letters on both sides tell by themselves that a word goes on. */
function isInside(text: string, at: Offset): boolean {
  return isSmallLetter(text.charCodeAt(at - 1)) && isSmallLetter(text.charCodeAt(at))
}

function isSmallLetter(unit: number): boolean {
  return unit >= 97 && unit <= 122
}

/** Whether the neighbour tells by itself that a word ends beside it, without a look at the words. */
function isFree(text: string, at: Offset): boolean {
  return at < 0 || at >= text.length || ' \n\r\u00a0\u202f,;!?()«»"“”'.includes(text.charAt(at))
}

function beginsWord(text: string, at: Offset, lang: string | null): boolean {
  return words(text, lang, at, at + 1).next().value?.start === at
}

function endsWord(text: string, at: Offset, lang: string | null): boolean {
  return words(text, lang, at - 1, at).next().value?.end === at
}
