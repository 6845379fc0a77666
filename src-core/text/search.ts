import type { Matching } from '../annotation/schema.ts'
import { blocks } from './blocks.ts'
import { graphemeEnd, graphemeStart, isGraphemeBoundary } from './graphemes.ts'
import { isWholeWord, mentionFinder, withoutAccents } from './mentions.ts'
import type { Offset, Range } from './offset.ts'

/** What a person looks for: a text, or a regular expression (JavaScript, flag `u`). */
export interface Query {
  readonly kind: 'text' | 'regex'
  readonly pattern: string
  readonly matching: Matching
}

/** A hit in its context; `left` and `right` are the text as it is, cut at graphemes. */
export interface Hit {
  readonly range: Range
  readonly left: string
  readonly match: string
  readonly right: string
}

/** Finds the places of a text, in order, none overlapping another, none empty. */
type Finder = (text: string, lang: string | null) => Iterable<Range>

/** `unsafe_regex`: it could take time that grows with a power of the text, so it is refused before it runs. */
export type QueryRefusal = 'empty' | 'invalid_regex' | 'unsafe_regex'

export type CompiledQuery =
  | { readonly ok: true; readonly find: Finder }
  | { readonly ok: false; readonly code: QueryRefusal; readonly detail: string }

/**
 * Reads a query once, for many texts. A regular expression is run on one block of the text at a time (at most about
 * 2,000 characters, see blocks.ts), so a match never crosses a line break and `^` and `$` are the ends of a line or of
 * such a piece; it sees straight apostrophes and plain spaces for all of their kinds, and letters without accents unless accents count.
 */
export function compileQuery(query: Query): CompiledQuery {
  if (!query.pattern.trim()) return { ok: false, code: 'empty', detail: '' }
  if (query.kind === 'regex') return compileRegex(query)
  const finders = new Map<string | null, (text: string) => Range[]>()
  return {
    ok: true,
    find(text, lang) {
      const find = finders.get(lang) ?? mentionFinder(query.pattern, query.matching, lang)
      finders.set(lang, find)
      return find(text)
    },
  }
}

/** The hits of a query in a text with `contextLength` characters on each side, one at a time. */
export function* kwic(text: string, lang: string | null, find: Finder, contextLength = 80): Generator<Hit> {
  for (const range of find(text, lang)) {
    const [start, end] = range
    const left = text.slice(graphemeEnd(text, Math.max(0, start - contextLength)), start)
    const right = text.slice(end, graphemeStart(text, Math.min(text.length, end + contextLength)))
    yield { range, left, match: text.slice(start, end), right }
  }
}

function compileRegex({ pattern, matching }: Query): CompiledQuery {
  const source = foldSigns(matching.accentSensitive ? pattern.normalize('NFC') : withoutAccents(pattern))
  let regExp: RegExp
  try {
    regExp = new RegExp(source, matching.caseSensitive ? 'gu' : 'giu')
  } catch (error) {
    return { ok: false, code: 'invalid_regex', detail: error instanceof Error ? error.message : '' }
  }
  if (isUnsafe(source)) return { ok: false, code: 'unsafe_regex', detail: source }
  return { ok: true, find: (text, lang) => regexHits(text, regExp, matching, lang) }
}

function* regexHits(text: string, regExp: RegExp, matching: Matching, lang: string | null): Generator<Range> {
  for (const [from, to] of blocks(text)) {
    const folded = fold(text.slice(from, to).replace(/[\r\n]+$/, ''), matching)
    for (const match of folded.text.matchAll(regExp)) {
      const start = from + folded.at(match.index)
      const end = from + folded.at(match.index + match[0].length)
      if (end > start && isAcceptable(text, [start, end], matching, lang)) yield [start, end]
    }
  }
}

function isAcceptable(text: string, range: Range, matching: Matching, lang: string | null): boolean {
  if (!range.every((end) => isGraphemeBoundary(text, end))) return false
  if (!matching.wholeWord) return true
  const found = text.slice(...range)
  const edges = {
    left: /^[\p{L}\p{N}]/u.test(found),
    right: /[\p{L}\p{N}\p{M}]$/u.test(found),
    digits: /^\d|\d$/.test(found),
  }
  return isWholeWord(text, range, edges, lang)
}

interface Folded {
  readonly text: string
  /** The offset in the original for an offset in the folded text. */
  at(offset: Offset): Offset
}

/** A text as a regular expression sees it: composed, signs unified, without accents unless they count. */
function fold(text: string, { accentSensitive }: Matching): Folded {
  const signs = foldSigns(text)
  if (!/[\p{M}\u00ad]/u.test(text)) {
    const letters = accentSensitive ? signs : signs.replace(/[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]/g, sameLength)
    return { text: letters, at: (offset) => offset }
  }
  const map: Offset[] = []
  let folded = ''
  for (const { 0: cluster, index } of signs.matchAll(/[^][\p{M}\u00ad]*/gu)) {
    const visible = cluster.replace(/\u00ad/g, '')
    const piece = accentSensitive ? visible.normalize('NFC') : withoutAccents(visible)
    for (let i = 0; i < piece.length; i++) map.push(index)
    folded += piece
  }
  return { text: folded, at: (offset) => map[offset] ?? text.length }
}

function sameLength(letter: string): string {
  const base = withoutAccents(letter)
  return base.length === 1 ? base : letter
}

function foldSigns(text: string): string {
  return text
    .replace(/[’ʼ‘＇]/g, "'")
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
}

/** More unbounded repetitions than this in one pattern could together take very long, even on one block. */
const MOST_REPETITIONS = 6
const MOST_WIDE_REPETITIONS = 2

/**
 * Whether a valid pattern might backtrack without end: a repetition of a group that itself repeats or chooses, or many
 * repetitions of anything (`.*`). Errs on the side of refusing. What is accepted takes at most about the cube of a
 * block's length; a caller that cannot wait runs it in a worker and ends that.
 */
function isUnsafe(source: string): boolean {
  const groups: { flexible: boolean }[] = [{ flexible: false }]
  let [repetitions, wide] = [0, 0]
  for (const { 0: token, groups: kind } of source.matchAll(PIECE)) {
    const top = groups.at(-1)
    if (token === '|' && top) top.flexible = true
    else if (token.startsWith('(')) groups.push({ flexible: false })
    else if (token.startsWith(')')) {
      const closed = groups.pop()
      const repeated = isUnbounded(token.slice(1))
      if (repeated && (closed?.flexible ?? false)) return true
      if (repeated) repetitions++
      const outer = groups.at(-1)
      if (outer) outer.flexible ||= token.length > 1 || (closed?.flexible ?? false)
    } else if (kind?.['times'] && top) {
      top.flexible = true
      if (!isUnbounded(kind['times'])) continue
      repetitions++
      if (/^(?:\.|\[\^|\\[SWDP])/.test(token)) wide++
    }
  }
  return repetitions > MOST_REPETITIONS || wide > MOST_WIDE_REPETITIONS
}

const TIMES = String.raw`[*+?]\??|\{\d+(?:,\d*)?\}\??`
/** One element of a pattern with its repetition: the beginning or end of a group, a choice, a class, a character. */
const PIECE = new RegExp(
  String.raw`\((?:\?(?:[:=!]|<[=!]|<[^>]+>))?|\)(?:${TIMES})?|\||(?:\[(?:\\.|[^\]\\])*\]|\\[pPuxk](?:\{[^}]*\}|<[^>]*>|[0-9a-fA-F]+)?|\\.|[^\\()|[])(?<times>${TIMES})?`,
  'gsu',
)

function isUnbounded(times: string): boolean {
  return /^[*+]/.test(times) || /^\{\d+,\}/.test(times) || Number(/^\{(?:\d+,)?(\d+)\}/.exec(times)?.[1] ?? 0) > 20
}
