/** What a folder's list knows of an article, as far as it is kept in columns. */
export interface ListedEntry<Source = unknown> {
  readonly id: string
  readonly bytes: number
  readonly modifiedMs: number
  readonly sha256: string
  readonly encoding: string
  readonly length: number
  readonly title: string
  readonly date: string | null
  readonly fields: Readonly<Record<string, string>>
  readonly source?: Source
}

/** In hexadecimal digits, or as bytes, 32 each: as digits they are a third of all that a scan sends. */
export type Hashes = readonly string[] | Uint8Array

/** Entries by their properties: half as much to send and to store as a list of objects, and a fraction to hold. */
export interface EntryColumns<Hash extends Hashes = readonly string[]> {
  readonly ids: readonly string[]
  readonly titles: readonly string[]
  readonly dates: readonly (string | null)[]
  readonly lengths: readonly number[]
  readonly encodings: readonly string[]
  readonly bytes: readonly number[]
  readonly modifiedMs: readonly number[]
  readonly sha256: Hash
  /** What most have little of, as {@link restOf} writes it. */
  readonly rests: readonly string[]
}

type Head = Pick<ListedEntry, 'title' | 'date'>

interface Rest<Source> {
  /** Null for the fields that say the same as the property of their name. */
  readonly fields?: Readonly<Record<string, string | null>>
  readonly source?: Source
}

export function columnsOf(entries: readonly ListedEntry[]): EntryColumns {
  return {
    ids: entries.map(({ id }) => id),
    titles: entries.map(({ title }) => title),
    dates: entries.map(({ date }) => date),
    lengths: entries.map(({ length }) => length),
    encodings: entries.map(({ encoding }) => encoding),
    bytes: entries.map(({ bytes }) => bytes),
    modifiedMs: entries.map(({ modifiedMs }) => modifiedMs),
    sha256: entries.map(({ sha256 }) => sha256),
    rests: entries.map(restOf),
  }
}

/** An entry's fields and source in JSON, empty where there are none; {@link entryWith} reads it. */
export function restOf({ fields, source, ...head }: ListedEntry): string {
  const named = Object.entries(fields)
  if (named.length === 0 && source === undefined) return ''
  const own = named.map(([name, value]) => [name, value === columnOf(name, head) ? null : value] as const)
  return JSON.stringify({
    ...(own.length && { fields: Object.fromEntries(own) }),
    ...(source !== undefined && { source }),
  })
}

/** The entry that has these properties and that rest. */
export function entryWith<Source>(plain: Omit<ListedEntry, 'fields' | 'source'>, rest: string): ListedEntry<Source> {
  const { fields = {}, ...more } = rest === '' ? {} : (JSON.parse(rest) as Rest<Source>)
  const own = Object.entries(fields).map(([name, value]) => [name, value ?? columnOf(name, plain) ?? ''] as const)
  return { ...plain, fields: Object.fromEntries(own), ...more }
}

function columnOf(name: string, { title, date }: Head): string | null {
  return name === 'title' ? title : name === 'date' ? date : null
}
