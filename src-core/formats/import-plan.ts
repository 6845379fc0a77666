import type { Id } from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import { likeness } from '../text/near-duplicates.ts'
import type { Offset, Range } from '../text/offset.ts'
import { textHash } from '../text/text-hash.ts'
import type { DatasetEntry } from './dataset.ts'

/** A document that the project has. */
export interface KnownDocument {
  readonly id: string
  /** Of its bytes. */
  readonly sha256: string | null
  /** UTF-16 code units of its text. */
  readonly length: number
  /** Whether the bytes are the text in UTF-8 and nothing else, so that the hash alone proves the text. */
  readonly plain: boolean
}

/**
 * How an entry of a dataset belongs to the project. `hash` and `text`: its offsets hold as they are; `spaces`: the texts
 * differ in white space and invisible characters only, see {@link realigned}; `changed`: the id is known and the text is
 * another version, so its spans must be anchored anew; `new`: nothing fits.
 */
export type MatchKind = 'hash' | 'text' | 'spaces' | 'changed' | 'new'

export interface Match {
  readonly kind: MatchKind
  /** Null for `new`. */
  readonly document: string | null
}

/** Texts are versions of one another when they share so much of their runs of words, or of what is at their ends. */
const LEAST_LIKENESS = 0.3
const LEAST_ENDS = 0.5

function areVersions(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return start + end >= LEAST_ENDS * Math.max(a.length, b.length, 1) || likeness(a, b) >= LEAST_LIKENESS
}

/**
 * Finds the document of an entry: by hash, then by id, then by equal text anywhere, in the end by text that differs in
 * white space only. Of several with one hash or text the one with the entry's id wins, else the first. A document that
 * has the entry's id and quite another text is another document.
 *
 * It holds no texts. What a hash cannot prove is read by the caller, each text once at most: first those that may be
 * equal ({@link unread}), then, where texts are also to be found by what they look like, every other.
 */
export class Matcher {
  readonly #byId = new Map<string, KnownDocument>()
  readonly #byHash = new Map<string, string[]>()
  /** Documents of a length whose texts are neither proven by their hashes nor noted. */
  readonly #unread = new Map<number, Set<string>>()
  readonly #byText = new Map<string, string[]>()
  readonly #byLook = new Map<string, string[]>()

  add(document: KnownDocument): void {
    const { id, sha256, length, plain } = document
    this.#byId.set(id, document)
    if (sha256 !== null) push(this.#byHash, sha256, id)
    if (plain) return
    const unread = this.#unread.get(length) ?? new Set()
    this.#unread.set(length, unread.add(id))
  }

  /** Makes a document findable by its text. */
  noteText(id: string, text: string): void {
    push(this.#byText, textHash(text), id)
    this.#unread.get(this.#byId.get(id)?.length ?? -1)?.delete(id)
  }

  /** Makes a document findable by its visible characters. */
  noteLook(id: string, text: string): void {
    push(this.#byLook, textHash(visible(text).text), id)
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  /** The documents that have exactly this text, for that is the hash of their bytes. */
  proven(utf8Hash: string): readonly string[] {
    return (this.#byHash.get(utf8Hash) ?? []).filter((id) => this.#byId.get(id)?.plain)
  }

  /** The documents whose texts {@link match} asks for first. */
  candidates({ id, sha256, text }: DatasetEntry): readonly string[] {
    const named = this.#byId.has(id) ? [id] : []
    return text === '' ? named : [...new Set([...(this.#byHash.get(sha256 ?? '') ?? []), ...named])]
  }

  /** The documents that may have the entry's text, and of which nobody knows: read them and {@link noteText}. */
  unread({ text }: DatasetEntry): readonly string[] {
    return text === '' ? [] : [...(this.#unread.get(text.length) ?? [])]
  }

  /** The documents that seem to have the entry's text, or its visible characters. */
  twins({ text }: DatasetEntry): readonly string[] {
    if (text === '') return []
    const alike = this.#byLook.size > 0 ? (this.#byLook.get(textHash(visible(text).text)) ?? []) : []
    return [...(this.#byText.get(textHash(text)) ?? []), ...alike.slice(0, 1)]
  }

  /** @param textOf the exact text of a document, or null when it cannot be had. */
  match(entry: DatasetEntry, textOf: (id: string) => string | null): Match {
    const { id, sha256, text } = entry
    const same = (documents: readonly string[]) => preferred(documents, id, (each) => textOf(each) === text)
    // Empty texts are all alike.
    const hashed = text === '' ? undefined : same(this.#byHash.get(sha256 ?? '') ?? [])
    if (hashed !== undefined) return { kind: 'hash', document: hashed }
    const own = this.#byId.has(id) ? textOf(id) : null
    if (own === text) return { kind: 'text', document: id }
    const twins = this.twins(entry)
    const twin = same(twins)
    if (twin !== undefined) return { kind: 'text', document: twin }
    if (own !== null && realigned(entry, own)) return { kind: 'spaces', document: id }
    if (own !== null && areVersions(own, text)) return { kind: 'changed', document: id }
    const alike = twins.find((each) => realigned(entry, textOf(each) ?? '') !== null)
    return alike === undefined ? { kind: 'new', document: null } : { kind: 'spaces', document: alike }
  }
}

function push<K>(map: Map<K, string[]>, key: K, id: string): void {
  const known = map.get(key)
  if (known) known.push(id)
  else map.set(key, [id])
}

function preferred(ids: readonly string[], id: string, fits: (id: string) => boolean): string | undefined {
  return ids.includes(id) && fits(id) ? id : ids.find(fits)
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

const LONGEST_ID = 500

/** A name of a dataset as the id of a document that lies nowhere: NFC, `/`, and no part that leads out of a folder. */
export function documentIdOf(name: string): string {
  const parts = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .split(/[/\\]/)
    .map((part) => part.trim())
  const plain = parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/')
  return [...plain].slice(0, LONGEST_ID).join('') || 'document'
}
