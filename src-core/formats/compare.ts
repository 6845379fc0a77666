import type { Attributes } from '../annotation/records.ts'
import { isClaim } from './claims.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { OffsetUnit } from '../text/offset.ts'
import type { Carries, WrittenSpan } from './format.ts'
import { say, type Param } from './phrase.ts'
import { positions } from './reading.ts'

/** A difference between what was to be written and what was read back. */
export interface Mismatch {
  readonly document: string
  readonly annotator: string
  readonly expected: Param
  readonly found: Param
}

/**
 * The offset proof: what a format's reader found in written files against what was written. Entries are compared as far
 * as the format carries them; empty when all is there. The first difference of each entry is named.
 */
export function prove(written: readonly DatasetEntry[], found: readonly DatasetEntry[], carries: Carries): Mismatch[] {
  const facts = (entry: DatasetEntry) => factsOf(entry, carries)
  const [left, right] = [sortedIf(written, carries), sortedIf(found, carries)]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const [a, b] = [left[i], right[i]]
    const difference = firstDifference(a ? facts(a) : [], b ? facts(b) : [])
    const { id, annotator } = a ?? b ?? { id: '', annotator: '' }
    return difference && { document: id, annotator, expected: difference[0], found: difference[1] }
  }).filter((mismatch) => mismatch !== null)
}

/** The offset proof of a format that is only written: each of its spans against the one that was to be written. */
export function proveSpans(
  written: readonly DatasetEntry[],
  found: readonly WrittenSpan[],
  unit: OffsetUnit,
  { only }: Carries,
): Mismatch[] {
  const expected = written
    .flatMap((entry) => writtenSpans(entry, unit))
    .filter(({ label }) => only !== 'claims' || isClaim(label))
  const placed = found.some(({ start }) => start !== null)
  const fact = ({ document, label, text, start, end }: WrittenSpan) =>
    JSON.stringify([document, label, text, ...(placed ? [start, end] : [])])
  const [left, right] = [expected.map(fact).sort(), found.map(fact).sort()]
  const difference = firstDifference(left, right)
  return difference ? [{ document: '', annotator: '', expected: difference[0], found: difference[1] }] : []
}

/** A row for each piece of each span. */
function writtenSpans(entry: DatasetEntry, unit: OffsetUnit): WrittenSpan[] {
  const place = positions(entry.text, unit)
  return entry.spans.flatMap(({ label, ranges }) =>
    ranges.map((range) => {
      const [start, end] = place(range)
      return { document: entry.id, label, text: entry.text.slice(...range), start, end }
    }),
  )
}

/** Where ids are lost only the order tells which entry is which. */
function sortedIf(entries: readonly DatasetEntry[], { ids, annotators }: Carries): readonly DatasetEntry[] {
  if (!ids) return entries
  const key = (entry: DatasetEntry) => `${entry.id}\n${annotators ? entry.annotator : ''}`
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

function firstDifference(a: readonly string[], b: readonly string[]): readonly [Param, Param] | null {
  const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, i) => a[i] !== b[i])
  return at < 0 ? null : [a[at] ?? say('nothing'), b[at] ?? say('nothing')]
}

/** Everything that an entry says and the format carries, a fact a line, in an order that does not depend on ids. */
function factsOf(entry: DatasetEntry, carries: Carries): string[] {
  const ruler = carries.text === 'tokens' ? squeezed(entry.text) : { text: entry.text, at: (offset: number) => offset }
  const spanFact = (span: DatasetSpan) => spanFactOf(span, ruler.at, entry.text, carries)
  const spans = new Map(entry.spans.map((span) => [span.id, spanFact(span)]))
  return [
    ...(carries.ids ? [`id ${entry.id}`] : []),
    ...(carries.annotators ? [`annotator ${entry.annotator}`] : []),
    ...(carries.text === 'none' ? [] : [`text ${ruler.text}`]),
    ...[...spans.values()].sort(),
    ...entry.relations.map((relation) => relationFact(relation, spans, carries)).sort(),
    ...(carries.documents ? [documentFact(entry)] : []),
  ]
}

function spanFactOf(span: DatasetSpan, at: (offset: number) => number, text: string, carries: Carries): string {
  const { id, label, note, entity, origin, created, updated, from } = span
  const quote = span.ranges.map(([start, end]) =>
    carries.text === 'tokens' ? squeezed(text.slice(start, end)).text : text.slice(start, end),
  )
  const places = carries.text === 'none' ? [] : span.ranges.map(([start, end]) => [at(start), at(end)])
  const times = carries.provenance || carries.times ? [created, updated] : []
  const more = carries.provenance ? [id, origin, from, ...times] : times
  return `span ${JSON.stringify([places, label, quote, attributeFacts(span.attributes), note, entity, ...more])}`
}

function relationFact(relation: DatasetRelation, spans: ReadonlyMap<string, string>, carries: Carries): string {
  const { type, from, to, toDocument, attributes } = relation
  const end = toDocument === null ? spans.get(to) : to
  const more = carries.provenance ? [relation.id] : []
  return `relation ${JSON.stringify([type, spans.get(from), end, toDocument, attributeFacts(attributes), ...more])}`
}

function attributeFacts(attributes: Attributes): unknown {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function documentFact({
  state,
  lang,
  sha256,
  encoding,
  meta,
  labels,
  excluded,
  decisions,
  comments,
  extra,
}: DatasetEntry): string {
  return `document ${JSON.stringify([state, lang, sha256, encoding, meta, labels, excluded, decisions, comments ?? [], extra])}`
}

/** The text without spaces and invisible characters, and where an offset lies in it. */
function squeezed(text: string): { readonly text: string; readonly at: (offset: number) => number } {
  const kept = new Uint32Array(text.length + 1)
  const parts: string[] = []
  let count = 0
  for (let i = 0; i < text.length; i++) {
    kept[i] = count
    const character = text[i] ?? ''
    if (!isPlain(text.charCodeAt(i)) && /[\p{Z}\p{Cc}\p{Cf}\p{M}]/u.test(character)) continue
    parts.push(character)
    count++
  }
  kept[text.length] = count
  return { text: parts.join(''), at: (offset) => kept[offset] ?? count }
}

/** ASCII that is neither a space nor a control character; most text is. */
function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
