import type { Lanes } from '../../../src-core/annotation/lanes.ts'
import {
  spanEnd,
  spanStart,
  SUGGESTED,
  type Attributes,
  type Id,
  type Span,
} from '../../../src-core/annotation/records.ts'
import { DEFAULT_MATCHING, type Label } from '../../../src-core/annotation/schema.ts'
import { dateCandidates } from '../../../src-core/text/dates.ts'
import { mentionFinder } from '../../../src-core/text/mentions.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { words } from '../../../src-core/text/words.ts'
import type { Strings } from './tag-index.ts'
import type { LexiconEntry } from './types.ts'

/**
 * Why a passage is proposed: by a program whose proposals were imported, tagged before in this document, in another one, a
 * date, or written like a name.
 */
export type CandidateSource = 'suggested' | 'here' | 'lexicon' | 'date' | 'name'

/** A passage that looks as if it should be tagged. */
export interface Candidate {
  readonly range: Range
  /** Where it is discontinuous; `range` reaches from the first to the last. */
  readonly pieces?: readonly Range[]
  /** The best label, or null where only a person can tell. */
  readonly label: Id | null
  readonly source: CandidateSource
  readonly attributes?: Attributes
  /** Where a program proposes it: the program, as origins name it. */
  readonly by?: string
  /** How much speaks for a name; nothing for what is known otherwise. */
  readonly strength?: NameStrength
}

/**
 * `strong`: words with capitals side by side, or a title before it. `plain`: joined by particles, or in capitals.
 * `weak`: a single word, which may be anything: only who asks for candidates meets it.
 */
export type NameStrength = 'strong' | 'plain' | 'weak'

/** Finds candidates of one kind in a stretch of the text. */
export type Suggester = (text: string, stretch: Range) => readonly Candidate[]

/** Sources that win over others on the very same words come first. */
const RANK: Readonly<Record<CandidateSource, number>> = { suggested: 0, here: 1, lexicon: 2, date: 3, name: 4 }

/** A string as it is compared. */
interface Form {
  readonly key: string
  readonly words: number
}

interface Entry {
  readonly label: Id
  readonly source: CandidateSource
  /** Whether a passage that compares equal is the string to its label's liking (case, accents). */
  readonly suits: (passage: string) => boolean
}

/** Strings by the form in which they are compared. */
interface StringIndex {
  readonly entries: ReadonlyMap<string, Entry>
  readonly mostWords: number
}

/** Longer strings are sentences. */
const MOST_WORDS = 8

/**
 * What stays of strings from one document to the next: there may be 100,000 of other documents, and to take each apart
 * at every opening, or at every tag, would be felt.
 */
export class KnownStrings {
  readonly #forms = new Map<string | null, Map<string, Form | null>>()
  #last: {
    readonly of: readonly LexiconEntry[]
    readonly lang: string | null
    readonly matching: string
    readonly index: StringIndex
  } | null = null

  /** Strings of this document with their most frequent label. */
  here(strings: Strings, labels: readonly Label[], lang: string | null): StringIndex {
    const labelled = [...strings].map(([text, counts]) => ({ text, label: mostFrequent(counts) }))
    return this.#indexOf(labelled, 'here', labels, lang)
  }

  /** Strings of other documents. */
  elsewhere(lexicon: readonly LexiconEntry[], labels: readonly Label[], lang: string | null): StringIndex {
    const matching = JSON.stringify(labels.map((label) => [label.id, label.matching]))
    const last = this.#last
    if (last?.of === lexicon && last.lang === lang && last.matching === matching) return last.index
    const index = this.#indexOf(lexicon, 'lexicon', labels, lang)
    this.#last = { of: lexicon, lang, matching, index }
    return index
  }

  #indexOf(
    strings: readonly LexiconEntry[],
    source: CandidateSource,
    labels: readonly Label[],
    lang: string | null,
  ): StringIndex {
    const byId = new Map(labels.map((label) => [label.id, label]))
    const entries = new Map<string, Entry>()
    let mostWords = 0
    for (const { text, label: id } of strings) {
      const label = byId.get(id)
      const form = label ? this.#formOf(text, lang) : null
      if (!label || !form || entries.has(form.key)) continue
      mostWords = Math.max(mostWords, form.words)
      entries.set(form.key, { label: id, source, suits: likeString(text, label, lang) })
    }
    return { entries, mostWords }
  }

  #formOf(text: string, lang: string | null): Form | null {
    const forms = this.#forms.get(lang) ?? new Map<string, Form | null>()
    this.#forms.set(lang, forms)
    const known = forms.get(text)
    if (known !== undefined) return known
    const form = formOf(text, lang)
    forms.set(text, form)
    return form
  }
}

/** Suggests strings that were tagged before: with the most frequent label here, else with the most frequent elsewhere. */
export function stringSuggester(here: StringIndex, elsewhere: StringIndex, lang: string | null): Suggester {
  const mostWords = Math.max(here.mostWords, elsewhere.mostWords)
  const find = (key: string) => here.entries.get(key) ?? elsewhere.entries.get(key)
  return (text, stretch) => (mostWords === 0 ? [] : suggestStrings(text, stretch, find, mostWords, lang))
}

/** Every run of up to so many words is looked up: the time does not depend on how many strings there are. */
function suggestStrings(
  text: string,
  [start, end]: Range,
  find: (key: string) => Entry | undefined,
  mostWords: number,
  lang: string | null,
): readonly Candidate[] {
  const found: Candidate[] = []
  const here = [...words(text, lang, start, end)]
  const folded = here.map((word) => fold(text.slice(word.start, word.end)))
  for (const [i, first] of here.entries()) {
    let key = ''
    for (let n = 0; n < mostWords && i + n < here.length; n++) {
      const last = here[i + n]
      if (!last || last.end > end) break
      key += n === 0 ? (folded[i] ?? '') : ` ${folded[i + n] ?? ''}`
      const entry = find(key)
      if (!entry || !entry.suits(text.slice(first.start, last.end))) continue
      found.push({ range: [first.start, last.end], label: entry.label, source: entry.source })
    }
  }
  return found
}

function formOf(text: string, lang: string | null): Form | null {
  const parts = [...words(text, lang)].map((word) => fold(text.slice(word.start, word.end)))
  return parts.length > 0 && parts.length <= MOST_WORDS ? { key: parts.join(' '), words: parts.length } : null
}

function likeString(text: string, label: Label, lang: string | null): Entry['suits'] {
  let find: ((passage: string) => readonly Range[]) | null = null
  return (passage) => {
    if (passage === text) return true
    find ??= mentionFinder(text, label.matching, lang)
    return find(passage).some(([from, to]) => from === 0 && to === passage.length)
  }
}

/** The label that was given most often; of equals the first. */
export function mostFrequent(counts: ReadonlyMap<Id, number>): Id {
  let best: Id = ''
  for (const [id, count] of counts) if (count > (counts.get(best) ?? 0)) best = id
  return best
}

function fold(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}|\u00ad/gu, '')
  return plain.toLowerCase()
}

/** What programs proposed in a dataset, as candidates. */
export function suggestedCandidates(spans: readonly Span[], [start, end]: Range): readonly Candidate[] {
  return spans.flatMap(({ ranges, label, attributes, annotator }): Candidate[] => {
    const [first, last] = [ranges[0], ranges.at(-1)]
    if (!first || !last || first[0] < start || first[0] >= end) return []
    const found = { label, source: 'suggested', attributes, by: annotator.slice(SUGGESTED.length) } as const
    return [ranges.length > 1 ? { ...found, range: [first[0], last[1]], pieces: ranges } : { ...found, range: first }]
  })
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
 * The candidates that stay of several suggesters' proposals: none overlaps another, none has a tag of its own, or of its
 * label's, already. What a program proposes goes first; else the longest of those that overlap, whatever its source
 * (`jeudi 10 novembre 2022`, though `jeudi 10 novembre` was tagged before); of equally long ones the better source. A
 * string that is known and is a date brings the date's value. In text order.
 */
export function settle(proposals: readonly Candidate[], lanes: Lanes, rejected: ReadonlySet<string>): Candidate[] {
  const dates = new Map(proposals.flatMap((each) => (each.source === 'date' ? [[rejectionKey(each.range), each]] : [])))
  const ranked = proposals
    .filter((each) => !rejected.has(rejectionKey(each.range)) && !isTagged(each, lanes))
    .map((each) => withValue(each, dates.get(rejectionKey(each.range))))
    .sort(byWorth)
  const kept: Candidate[] = []
  for (const each of ranked) if (!kept.some((other) => shareText(each, other))) kept.push(each)
  return kept.sort((a, b) => a.range[0] - b.range[0])
}

function byWorth(a: Candidate, b: Candidate): number {
  const own = Number(b.source === 'suggested') - Number(a.source === 'suggested')
  return own || length(b) - length(a) || RANK[a.source] - RANK[b.source] || a.range[0] - b.range[0]
}

function withValue(candidate: Candidate, date: Candidate | undefined): Candidate {
  const wants = date?.attributes && !candidate.attributes && date.label === candidate.label
  return wants ? { ...candidate, attributes: date.attributes } : candidate
}

export function rejectionKey([start, end]: Range): string {
  return `${start} ${end}`
}

/** The passages that a candidate would tag. */
export function piecesOf({ range, pieces }: Candidate): readonly Range[] {
  return pieces ?? [range]
}

function isTagged(candidate: Candidate, lanes: Lanes): boolean {
  const { range, pieces, label, source } = candidate
  if (pieces) return pieces.every(([start, end]) => lanes.touching(start, end).some((span) => span.label === label))
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

function shareText(a: Candidate, b: Candidate): boolean {
  return piecesOf(a).some((own) => piecesOf(b).some((other) => own[0] < other[1] && other[0] < own[1]))
}

/** Whether a label is for names: one with a date is for dates, one whose value is another tag is for what is said. */
export function namesSomething(labels: readonly Label[], id: Id): boolean {
  const label = labels.find((each) => each.id === id)
  return label?.attributes.every(({ kind }) => kind !== 'date' && kind !== 'span') ?? false
}

/** The matching of a label, or the strict one for a label that is gone. */
export function matchingOf(labels: readonly Label[], id: Id) {
  return labels.find((label) => label.id === id)?.matching ?? DEFAULT_MATCHING
}
