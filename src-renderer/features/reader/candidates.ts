import type { Lanes } from '../../../src-core/annotation/lanes.ts'
import { spanEnd, spanStart, type Attributes, type Id } from '../../../src-core/annotation/records.ts'
import { DEFAULT_MATCHING, type Label } from '../../../src-core/annotation/schema.ts'
import { dateCandidates } from '../../../src-core/text/dates.ts'
import { mentionFinder } from '../../../src-core/text/mentions.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { words } from '../../../src-core/text/words.ts'
import type { Strings } from './tag-index.ts'
import type { LexiconEntry } from './types.ts'

/** Why a passage is proposed: tagged before in this document, in another one, a date, or written like a name. */
export type CandidateSource = 'here' | 'lexicon' | 'date' | 'name'

/** A passage that looks as if it should be tagged. */
export interface Candidate {
  readonly range: Range
  /** The best label, or null where only a person can tell. */
  readonly label: Id | null
  readonly source: CandidateSource
  readonly attributes?: Attributes
}

/** Finds candidates of one kind in a stretch of the text. */
export type Suggester = (text: string, stretch: Range) => readonly Candidate[]

/** Sources that win over others where candidates overlap come first. */
const RANK: Readonly<Record<CandidateSource, number>> = { here: 0, lexicon: 1, date: 2, name: 3 }

/** First words of strings, kept between one suggester and the next: a document may have thousands of strings. */
export type FirstWords = Map<string, string | null>

/** Suggests strings that were tagged before: the most frequent label here, else the most frequent elsewhere. */
export function stringSuggester(
  strings: Strings,
  lexicon: readonly LexiconEntry[],
  labels: readonly Label[],
  lang: string | null,
  firstWords: FirstWords = new Map(),
): Suggester {
  const entries = new Map<string, Entry[]>()
  const seen = new Set<string>()
  const add = (text: string, label: Id, source: CandidateSource) => {
    const known = labels.find((each) => each.id === label)
    const first = firstWords.get(text) ?? firstWord(text, lang)
    firstWords.set(text, first)
    if (!known || first === null || seen.has(text)) return
    seen.add(text)
    const list = entries.get(first) ?? []
    list.push({ label, source, find: lazyFinder(text, known, lang) })
    entries.set(first, list)
  }
  for (const [text, counts] of strings) add(text, mostFrequent(counts), 'here')
  for (const { text, label } of lexicon) add(text, label, 'lexicon')
  return (text, stretch) => suggestStrings(text, stretch, entries, lang)
}

interface Entry {
  readonly label: Id
  readonly source: CandidateSource
  readonly find: (text: string) => Range[]
}

/** Only entries whose first word stands in the stretch are looked for, so that a long lexicon costs little. */
function suggestStrings(
  text: string,
  [start, end]: Range,
  entries: ReadonlyMap<string, readonly Entry[]>,
  lang: string | null,
): readonly Candidate[] {
  if (entries.size === 0) return []
  const here = new Set<Entry>()
  for (const word of words(text, lang, start, end)) {
    for (const entry of entries.get(fold(text.slice(word.start, word.end))) ?? []) here.add(entry)
  }
  const passage = text.slice(start, end)
  return [...here].flatMap(({ find, label, source }) =>
    find(passage).map(([from, to]): Candidate => ({ range: [from + start, to + start], label, source })),
  )
}

function lazyFinder(text: string, label: Label, lang: string | null): Entry['find'] {
  let find: Entry['find'] | null = null
  return (passage) => (find ??= mentionFinder(text, label.matching, lang))(passage)
}

function mostFrequent(counts: ReadonlyMap<Id, number>): Id {
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

function firstWord(text: string, lang: string | null): string | null {
  const first = words(text, lang).next().value
  return first ? fold(text.slice(first.start, first.end)) : null
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}|\u00ad/gu, '')
    .toLowerCase()
}

const CAPITAL = /^\p{Lu}/u
const JOINS =
  /^(?:[ \u00a0\u202f]|[ \u00a0\u202f](?:de|du|des|d[’']|la|le|ould|ag|bin|ben|el|al|von|van)[ \u00a0\u202f]?)$/u

/** Suggests what is written like a name: words with capitals, unless it is a single one that opens a sentence. */
export function nameSuggester(lang: string | null): Suggester {
  return (text, [start, end]) => {
    const capitals = [...words(text, lang, start, end)].filter(
      (word) => word.kind === 'word' && word.start >= start && word.end <= end && CAPITAL.test(text.charAt(word.start)),
    )
    const names: Range[] = []
    for (const word of capitals) {
      const last = names.at(-1)
      if (last && JOINS.test(text.slice(last[1], word.start))) names[names.length - 1] = [last[0], word.end]
      else names.push([word.start, word.end])
    }
    return names
      .filter((range) => isNameLike(text, range))
      .map((range): Candidate => ({ range, label: null, source: 'name' }))
  }
}

function isNameLike(text: string, [start, end]: Range): boolean {
  const name = text.slice(start, end)
  if (/\p{L}[^\p{L}\p{N}]+\p{Lu}/u.test(name)) return true
  if (name.length < 2 || /^\p{Lu}\.$/u.test(name)) return false
  return !/(?:^|[.!?…:;\n\r«“"(—–-])[\s«“"(]*$/u.test(text.slice(Math.max(0, start - 4), start))
}

/** Suggests dates, with their value counted from the article's own date; none where no label takes a date. */
export function dateSuggester(labels: readonly Label[], lang: string | null, articleDate: string | null): Suggester {
  const label = labels.find(({ attributes }) => attributes.some(({ kind }) => kind === 'date'))
  const attribute = label?.attributes.find(({ kind }) => kind === 'date')
  if (!label || !attribute) return () => []
  return (text, [start, end]) =>
    dateCandidates(text.slice(start, end), lang, articleDate).map(({ range, value }): Candidate => {
      const found = { range: [range[0] + start, range[1] + start], label: label.id, source: 'date' } as const
      return value === null ? found : { ...found, attributes: { [attribute.name]: value } }
    })
}

/**
 * The candidates that stay of several suggesters' proposals: none overlaps another (better source first, then the
 * longer), none has a tag of its own, or of its label's, already. In text order.
 */
export function settle(proposals: readonly Candidate[], lanes: Lanes, rejected: ReadonlySet<string>): Candidate[] {
  const ranked = proposals
    .filter((each) => !rejected.has(rejectionKey(each.range)) && !isTagged(each, lanes))
    .sort((a, b) => RANK[a.source] - RANK[b.source] || length(b) - length(a) || a.range[0] - b.range[0])
  const kept: Candidate[] = []
  for (const each of ranked) if (!kept.some((other) => overlap(each.range, other.range))) kept.push(each)
  return kept.sort((a, b) => a.range[0] - b.range[0])
}

export function rejectionKey([start, end]: Range): string {
  return `${start} ${end}`
}

function isTagged({ range, label, source }: Candidate, lanes: Lanes): boolean {
  return lanes.touching(range[0], range[1]).some((span) => {
    const same = spanStart(span) === range[0] && spanEnd(span) === range[1]
    const inside = range[0] <= spanStart(span) && spanEnd(span) <= range[1]
    const around = spanStart(span) <= range[0] && range[1] <= spanEnd(span)
    return same || span.label === label || (source === 'name' && (inside || (around && length(span.ranges[0]) < 60)))
  })
}

function length(of: Candidate | Range | undefined): Offset {
  const range = of && 'range' in of ? of.range : of
  return range ? range[1] - range[0] : 0
}

function overlap(a: Range, b: Range): boolean {
  return a[0] < b[1] && b[0] < a[1]
}

/** The matching of a label, or the strict one for a label that is gone. */
export function matchingOf(labels: readonly Label[], id: Id) {
  return labels.find((label) => label.id === id)?.matching ?? DEFAULT_MATCHING
}
