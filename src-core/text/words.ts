import { graphemeEnd } from './graphemes.ts'
import type { Offset, Range } from './offset.ts'
import { runAt, runBefore } from './runs.ts'
import { APOSTROPHES, HYPHENS, type WordRules, wordRules } from './word-rules.ts'

/**
 * Words as a reader means them: rules of our own for scripts that write spaces, Intl.Segmenter for the others.
 *
 * A word is cut within its run (see runs.ts), so every answer depends on the surroundings of an offset alone and equals
 * what cutting the whole text gives. Ends of words are grapheme boundaries; no two words overlap.
 */

/**
 * `elision` is `l’` in `l’ambassadeur`, `clitic` is `il` in `dit-il` and `’s` in `John’s`, `link` is `t` in `a-t-il`.
 * They stand in {@link words} so that nothing that is said is left out, but nobody means them by themselves.
 */
type WordKind = 'word' | 'elision' | 'clitic' | 'link'

export interface Word {
  readonly start: Offset
  readonly end: Offset
  readonly kind: WordKind
}

/** The words that share a character with `[from, to)`, in text order, found one run at a time. */
export function* words(
  text: string,
  lang: string | null,
  from: Offset = 0,
  to: Offset = text.length,
): Generator<Word, undefined> {
  for (let run = runAt(text, from); run && run[0] < to; run = runAt(text, run[1])) {
    for (const word of wordsOfRun(text, run, lang)) if (word.end > from && word.start < to) yield word
  }
}

/**
 * The word that a person means who points at an offset: the word that holds the character at it, else the one that ends
 * there; from `l’` the word after it, from the `t` of `a-t-il` the verb. Null between words.
 */
export function wordAt(text: string, offset: Offset, lang: string | null): Range | null {
  const here = runAround(text, offset, lang)
  const at = here.findIndex((word) => word.start <= offset && offset < word.end)
  const found = at >= 0 ? at : here.findIndex((word) => word.end === offset)
  const word = here[found]
  if (!word) return null
  if (word.kind === 'elision') return afterElision(text, word, lang)
  const verb = word.kind === 'link' ? here[found - 1] : undefined
  const meant = verb?.end === word.start - 1 ? verb : word
  return [meant.start, meant.end]
}

/**
 * Where the caret stops next: the first `edge` of a word after an offset; the end of the text where no word follows.
 * `l’` and the `t` of `a-t-il` are no stops.
 */
export function nextWordBoundary(
  text: string,
  offset: Offset,
  lang: string | null,
  edge: 'start' | 'end' = 'end',
): Offset {
  for (const word of words(text, lang, offset)) if (isStop(word) && word[edge] > offset) return word[edge]
  return text.length
}

/** As {@link nextWordBoundary}, backwards; 0 where no word comes before. */
export function previousWordBoundary(
  text: string,
  offset: Offset,
  lang: string | null,
  edge: 'start' | 'end' = 'start',
): Offset {
  for (let run = runBefore(text, offset); run; run = runBefore(text, run[0])) {
    const word = wordsOfRun(text, run, lang).findLast((found) => isStop(found) && found[edge] < offset)
    if (word) return word[edge]
  }
  return 0
}

function isStop(word: Word): boolean {
  return word.kind === 'word' || word.kind === 'clitic'
}

/** The words of the run at an offset and of the run that ends there. */
function runAround(text: string, offset: Offset, lang: string | null): readonly Word[] {
  const before = runBefore(text, offset)
  const at = runAt(text, offset)
  const first = before && before[1] >= offset ? wordsOfRun(text, before, lang) : []
  const second = at && at[0] <= offset && at[0] !== before?.[0] ? wordsOfRun(text, at, lang) : []
  return [...first, ...second]
}

/** The word after an elision, also where a space was typed between them (`l’ ambassadeur`), else the elision itself. */
function afterElision(text: string, word: Word, lang: string | null): Range {
  const next = words(text, lang, word.end, word.end + 2).next().value
  if (!next || next.start > word.end + 1) return [word.start, word.end]
  return next.kind === 'elision' ? afterElision(text, next, lang) : [next.start, next.end]
}

/** The words of one run, in order. */
function wordsOfRun(text: string, [start, end]: Range, lang: string | null): Word[] {
  const plain = plainEnd(text, start, end)
  if (plain > start) return [{ start, end: plain, kind: 'word' }]
  const run = text.slice(start, end)
  const found = OTHER_SCRIPT.test(run) ? segmented(run, lang) : scanned(text, run, start, wordRules(lang))
  return found.flatMap((word) => whole(text, word, start, end))
}

/** Where the word ends in a run of nothing but small Latin letters and perhaps a comma or the like: most runs; else `start`. */
function plainEnd(text: string, start: Offset, end: Offset): Offset {
  const last = ',;:!?)'.includes(text.charAt(end - 1)) ? end - 1 : end
  for (let at = start; at < last; at++) if (!isSmallLatin(text.charCodeAt(at))) return start
  return last
}

function isSmallLatin(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 0xe0 && unit <= 0x17f && unit !== 0xf7)
}

/**
 * A word at its place in the text with its ends at grapheme boundaries; none if it begins inside its only grapheme, or
 * if its last grapheme reaches beyond the run.
 */
function whole(text: string, word: Word, shift: Offset, limit: Offset): Word[] {
  const start = graphemeEnd(text, word.start + shift)
  const end = graphemeEnd(text, word.end + shift)
  return start < end && end <= limit ? [{ start, end, kind: word.kind }] : []
}

/** A letter of a script for which this file has no rules. */
const OTHER_SCRIPT = /[^\P{L}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}]/u

const segmenters = new Map<string, Intl.Segmenter>()

function segmented(run: string, lang: string | null): Word[] {
  const found: Word[] = []
  for (const { segment, index, isWordLike } of segmenterFor(lang ?? 'und').segment(run)) {
    if (isWordLike) found.push({ start: index, end: index + segment.length, kind: 'word' })
  }
  return found
}

function segmenterFor(lang: string): Intl.Segmenter {
  const known = segmenters.get(lang)
  if (known) return known
  const made = new Intl.Segmenter(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(lang) ? lang : 'und', { granularity: 'word' })
  segmenters.set(lang, made)
  return made
}

const LETTER = String.raw`[\p{L}\p{N}_][\p{M}\u00ad\u200c\u200d\u2060\ufeff]*`
const WORD = `(?:${LETTER})+`
/** Hyphens and apostrophes join, but not `l’` to `O.N.U.` and not `d’` to a number; the last apostrophe may be an elision. */
const JOIN = String.raw`(?:[${HYPHENS}·&]|[${APOSTROPHES}](?!\p{L}\.\p{L}|(?<=\p{L}.)\d))`
const JOINED = String.raw`${WORD}(?:${JOIN}${WORD})*[${APOSTROPHES}]?`
const TOP_LEVEL = 'com|org|net|info|eu|fr|ml|sn|bf|dz|tn|ch|uk|ru|africa|example'

/** One alternative a kind of word, the most particular first. */
const TOKEN = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"]+[^\s<>"'’.,;:!?)\]}…]`,
    String.raw`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`,
    String.raw`[#@]${WORD}`,
    String.raw`(?<![\p{L}\p{N}])[\p{Ll}\d-]+(?:\.[\p{Ll}\d-]+)*\.(?:${TOP_LEVEL})(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?)?(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])\d{1,2}([/.])\d{1,2}\1\d{2,4}(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])\d{1,2}:\d{2}(?!\d)`,
    String.raw`(?<![\p{L}\p{N}])[€£$]?\d+(?:[., \u202f\u00a0\u2009]\d+)*(?:[ \u00a0\u202f\u2009]?[%‰€£$]|(?![\p{L}\p{N}\p{M}${HYPHENS}${APOSTROPHES}]))`,
    String.raw`(?<![\p{L}\p{N}])(?:\p{L}\.[${HYPHENS}]?){2,}(?:\p{L}(?![\p{L}\p{M}]))?`,
    String.raw`(?<![\p{L}\p{N}])(?:MM|M|Mr|Mrs|Ms|Dr|Pr|St|Mgr|Gal|Col|Lt|Cdt|Cne|Sgt|etc|p|pp|art|av|env|vol|cf)\.(?!\p{L})`,
    String.raw`(?<![\p{L}\p{N}])\p{Lu}\.(?=\p{Lu}|$)`,
    String.raw`(?<![\p{L}\p{N}])[nN]°`,
    JOINED,
  ].join('|'),
  'gu',
)

function scanned(text: string, run: string, start: Offset, rules: WordRules): Word[] {
  const found: Word[] = []
  for (const match of run.matchAll(TOKEN)) {
    const end = match.index + match[0].length
    const word: Word = { start: match.index, end, kind: 'word' }
    if (INITIAL.test(match[0]) && !isBeforeName(text, start + end)) found.push({ ...word, end: end - 1 })
    else if (APART.test(match[0])) found.push(...apart(text, run, start, word, rules))
    else found.push(word)
  }
  return found
}

const INITIAL = /^[^M\P{Lu}]\.$/u

/** `J. Kessi`, `J.Kessi`: the point of an initial; `plan B.` has the point of its sentence. */
function isBeforeName(text: string, at: Offset): boolean {
  return /^[ \u00a0\u202f]?\p{Lu}/u.test(text.slice(at, at + 3))
}

const APART = new RegExp(`[${HYPHENS}${APOSTROPHES}]`)
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`)
const VOWEL = /^[\p{N}aeiouyhœæ]/iu

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’ʼ‘＇]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/\u00ad/g, '')
    .normalize('NFC')
}

/** A word with its elided beginnings, its pronouns or its `’s` split off. */
function apart(text: string, run: string, shift: Offset, word: Word, rules: WordRules): Word[] {
  const before: Word[] = []
  let start = word.start
  while (start < word.end) {
    const end = elisionEnd(text, run, shift, start, word.end, rules)
    if (end === start) break
    before.push({ start, end, kind: 'elision' })
    start = end
  }
  const end = APOSTROPHE.test(run.charAt(word.end - 1)) ? word.end - 1 : word.end
  return start < end ? [...before, ...withoutClitics(run, { start, end, kind: 'word' }, rules)] : before
}

/** Where the elision at `start` ends, after its apostrophe; `start` where there is none. */
function elisionEnd(text: string, run: string, shift: Offset, start: Offset, end: Offset, rules: WordRules): Offset {
  const piece = run.slice(start, end)
  const apostrophe = piece.search(APOSTROPHE)
  if (apostrophe < 0) return start
  const folded = fold(piece)
  const rest = piece.slice(apostrophe + 1)
  if (!rules.elisions.has(fold(piece.slice(0, apostrophe)))) return start
  if (isFixed(folded, rules) || (rest && !VOWEL.test(rest.normalize('NFD')))) return start
  if (/^L.\p{Lu}/u.test(piece) && isInsideSentence(text, shift + start)) return start
  return start + apostrophe + 1
}

function isFixed(folded: string, rules: WordRules): boolean {
  return rules.fixed.has(folded) || rules.fixed.has(folded.slice(0, folded.indexOf("'") + 1))
}

/** After a word or a comma and one space: a capital there is a name's, as in `dans L’Équipe`. */
function isInsideSentence(text: string, at: Offset): boolean {
  return /[\p{Ll}\d,][ \u00a0\u202f]$/u.test(text.slice(Math.max(0, at - 2), at))
}

function withoutClitics(run: string, word: Word, rules: WordRules): Word[] {
  const piece = run.slice(word.start, word.end)
  if (rules.possessive) return withoutPossessive(piece, word)
  if (rules.clitics.size === 0 || rules.compounds.has(fold(piece))) return [word]
  const [, verb = '', tail = ''] = INVERSION.exec(piece) ?? []
  const parts = [...tail.matchAll(PRONOUN)]
  if (!verb || !parts.every((part) => rules.clitics.has(part[2] ?? ''))) return [word]
  const shift = word.start + verb.length
  return [{ ...word, end: shift }, ...parts.flatMap((part) => pronounWords(part, shift + part.index + 1))]
}

const INVERSION = new RegExp(
  `^([^${HYPHENS}${APOSTROPHES}]+)((?:[${HYPHENS}](?:t[${HYPHENS}${APOSTROPHES}])?\\p{Ll}+){1,2})$`,
  'u',
)
const PRONOUN = new RegExp(`[${HYPHENS}](t[${HYPHENS}${APOSTROPHES}])?(\\p{Ll}+)`, 'gu')

function pronounWords([, link = '', pronoun = '']: RegExpExecArray, start: Offset): Word[] {
  const clitic: Word = { start: start + link.length, end: start + link.length + pronoun.length, kind: 'clitic' }
  return link ? [{ start, end: start + 1, kind: 'link' }, clitic] : [clitic]
}

function withoutPossessive(piece: string, word: Word): Word[] {
  const end = word.end - 2
  if (piece.length < 3 || !/^s$/i.test(piece.slice(-1)) || !APOSTROPHE.test(piece.slice(-2, -1))) return [word]
  return [
    { ...word, end },
    { start: end, end: word.end, kind: 'clitic' },
  ]
}
