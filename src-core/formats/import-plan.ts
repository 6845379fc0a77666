import type { Id } from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import type { Offset, Range } from '../text/offset.ts'
import type { DatasetEntry } from './dataset.ts'

/** A document that the project has. */
export interface KnownDocument {
  readonly id: string
  readonly sha256: string | null
  /** UTF-16 code units of its text. */
  readonly length: number
}

/**
 * How an entry of a dataset belongs to the project. `hash` and `text`: its offsets hold as they are; `spaces`: the texts
 * differ in white space and invisible characters only, see {@link realigned}; `changed`: the id is known and the text is
 * another one, so its spans must be anchored anew; `new`: nothing fits.
 */
export type MatchKind = 'hash' | 'text' | 'spaces' | 'changed' | 'new'

export interface Match {
  readonly kind: MatchKind
  /** Null for `new`. */
  readonly document: string | null
}

/**
 * Finds the document of each entry: by hash, then by id, then by equal text anywhere. Of several with one hash or text
 * the one with the entry's id wins, else the first.
 * @param textOf the exact text of a known document, or null when its file is gone; asked for as few as possible.
 */
export function matchEntries(
  entries: readonly DatasetEntry[],
  known: readonly KnownDocument[],
  textOf: (id: string) => string | null,
): Match[] {
  const byId = new Map(known.map((document) => [document.id, document]))
  const byHash = grouped(known, ({ sha256 }) => sha256)
  const byLength = grouped(known, ({ length }) => String(length))
  return entries.map((entry) => {
    const hashed = preferred(byHash.get(entry.sha256 ?? '') ?? [], entry.id)
    if (hashed) return { kind: 'hash', document: hashed.id }
    const named = byId.get(entry.id)
    const text = named ? textOf(named.id) : null
    if (named && text === entry.text) return { kind: 'text', document: named.id }
    const same = (byLength.get(String(entry.text.length)) ?? []).filter(
      ({ id }) => entry.text !== '' && textOf(id) === entry.text,
    )
    const twin = preferred(same, entry.id)
    if (twin) return { kind: 'text', document: twin.id }
    if (!named) return { kind: 'new', document: null }
    return { kind: text !== null && realigned(entry, text) ? 'spaces' : 'changed', document: named.id }
  })
}

function grouped(
  documents: readonly KnownDocument[],
  keyOf: (document: KnownDocument) => string | null,
): Map<string, KnownDocument[]> {
  const groups = new Map<string, KnownDocument[]>()
  for (const document of documents) {
    const key = keyOf(document)
    if (key === null) continue
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(document)
  }
  return groups
}

function preferred(documents: readonly KnownDocument[], id: string): KnownDocument | undefined {
  return documents.find((document) => document.id === id) ?? documents[0]
}

const UNSEEN = /[\p{Z}\p{Cc}\p{Cf}]/u

/**
 * The entry on another text that differs from its own in white space and invisible characters only, as after a format
 * of tokens or one that has no CRLF; null where anything else differs. A span covers the same visible characters.
 */
export function realigned(entry: DatasetEntry, text: string): DatasetEntry | null {
  const own = visible(entry.text)
  const other = visible(text)
  if (own.text !== other.text) return null
  const start = (offset: Offset) => other.places[own.before[offset] ?? 0] ?? text.length
  const end = (offset: Offset) => (other.places[(own.before[offset] ?? 0) - 1] ?? -1) + 1
  const moved = ([from, to]: Range): Range => [start(from), end(to)]
  const full = ([from, to]: Range) => from < to
  return {
    ...entry,
    text,
    spans: entry.spans
      .map((span) => ({ ...span, ranges: span.ranges.map(moved).filter(full) }))
      .filter(({ ranges }) => ranges.length > 0),
    excluded: entry.excluded.map((each) => ({
      ...each,
      start: start(each.start),
      end: Math.max(start(each.start), end(each.end)),
    })),
    tokens: entry.tokens && entry.tokens.map(moved).filter(full),
  }
}

interface Visible {
  readonly text: string
  /** For each visible code unit its offset. */
  readonly places: readonly Offset[]
  /** For each offset the number of visible code units before it. */
  readonly before: Uint32Array
}

function visible(text: string): Visible {
  const places: Offset[] = []
  const parts: string[] = []
  const before = new Uint32Array(text.length + 1)
  for (let i = 0; i < text.length; i++) {
    before[i] = places.length
    const code = text.charCodeAt(i)
    const character = text[i] ?? ''
    if (code <= 0x20 || (code >= 0x7f && UNSEEN.test(character))) continue
    places.push(i)
    parts.push(character)
  }
  before[text.length] = places.length
  return { text: parts.join(''), places, before }
}

/** What common corpora call the labels that people name otherwise. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  person: ['per', 'pers', 'personne', 'people', 'b-per'],
  organization: ['org', 'organisation', 'organisations', 'company'],
  location: ['loc', 'gpe', 'place', 'lieu'],
  date: ['time', 'dat', 'timex', 'timex3'],
  claim: ['affirmation', 'assertion', 'statement'],
}

/**
 * A label of the schema for each name of a dataset, or null where none suggests itself: the same name, the same but for
 * case, a title in another language, or a common abbreviation. Retired labels are never suggested.
 */
export function suggestedLabels(names: Iterable<string>, schema: LabelSchema): Map<string, Id | null> {
  const offered = schema.labels.filter(({ retired }) => !retired)
  return new Map(
    [...names].map((name) => {
      const plain = name.toLowerCase()
      const found =
        offered.find((label) => label.name === name) ??
        offered.find((label) =>
          [label.name, ...Object.values(label.titles ?? {})].some((each) => each.toLowerCase() === plain),
        ) ??
        offered.find(
          (label) =>
            familyOf(label.name.toLowerCase()) !== null && familyOf(label.name.toLowerCase()) === familyOf(plain),
        )
      return [name, found?.id ?? null]
    }),
  )
}

function familyOf(name: string): string | null {
  return Object.keys(SYNONYMS).find((family) => family === name || SYNONYMS[family]?.includes(name)) ?? null
}
