import { entryWith, type EntryColumns, type Hashes } from '../../src-core/source/entry-columns.ts'
import type { CorpusEntry, PackedKnown } from '../../src-main/ipc/contract.ts'
import { HASH_BYTES, readHash, writeHash } from './hash-digits.ts'

/** Entries that are stored together: few large rows, each below the size from which Chromium makes a file of a value. */
const CHUNK = 200

/** Slots whose numbers and hashes lie together: what grows by copying leaves as much behind as it holds. */
const PAGE = 4096
/** How many strings are looked out for to be kept once: dates, encodings, header fields of few kinds. */
const MOST_SHARED = 4096

/** What the list shows of an entry. */
export type EntryHead = Pick<CorpusEntry, 'title' | 'date' | 'length'>

/**
 * The entries of a folder by their ids, in columns: a hundred thousand objects would take four times the room. An
 * entry that is asked for is made on the spot. Each stands in a slot, 200 slots are a chunk, and chunks are what is
 * stored: the table knows which have changed.
 */
export class EntryTable {
  readonly #slots = new Map<string, number>()
  readonly #ids: (string | null)[] = []
  readonly #titles: string[] = []
  readonly #dates: (string | null)[] = []
  readonly #encodings: string[] = []
  readonly #rests: string[] = []
  readonly #bytes = new Numbers((length) => new Uint32Array(length))
  readonly #modifiedMs = new Numbers((length) => new Float64Array(length))
  readonly #lengths = new Numbers((length) => new Uint32Array(length))
  readonly #hashPages: Uint8Array[] = []
  /** Those that are not 64 hexadecimal digits, by their slots. */
  readonly #oddHashes = new Map<number, string>()
  readonly #free: number[] = []
  readonly #changed = new Set<number>()
  readonly #shared = new Map<string, string>()

  get size(): number {
    return this.#slots.size
  }

  /** How many slots there are, empty ones among them. */
  get slots(): number {
    return this.#ids.length
  }

  /** Where an entry stands until it is removed; -1 for none. */
  slotOf(id: string): number {
    return this.#slots.get(id) ?? -1
  }

  get(id: string): CorpusEntry | undefined {
    const slot = this.#slots.get(id)
    return slot === undefined ? undefined : this.#at(slot, id)
  }

  head(id: string): EntryHead | undefined {
    const slot = this.#slots.get(id)
    return slot === undefined ? undefined : this.#head(slot)
  }

  /** By their slots. */
  ids(): string[] {
    return this.#ids.filter((id) => id !== null)
  }

  /** Makes room for so many entries at once: what grows step by step leaves twice as much behind as it holds. */
  reserve(entries: number): void {
    for (const column of [this.#titles, this.#dates, this.#encodings, this.#rests])
      if (column.length < entries) column.length = Math.max(entries, Math.ceil(1.5 * column.length))
  }

  /** Adds or replaces the entry that stands there in the columns; answers its slot. */
  put(columns: EntryColumns<Hashes>, at: number): number {
    const slot = this.#slots.get(columns.ids[at] ?? '') ?? this.#free.pop() ?? this.#ids.length
    this.#write(slot, columns, at)
    this.#changed.add(chunkOf(slot))
    return slot
  }

  remove(id: string): void {
    const slot = this.#slots.get(id)
    if (slot === undefined) return
    this.#slots.delete(id)
    this.#clear(slot)
    this.#free.push(slot)
    this.#changed.add(chunkOf(slot))
  }

  /** What tells whether files have changed, of all entries but some. */
  known(but: ReadonlySet<string>): PackedKnown {
    const slots = [...this.#slots].flatMap(([id, slot]) => (but.has(id) ? [] : slot))
    const ids = slots.map((slot) => this.#ids[slot]).join('\0')
    return {
      ids,
      bytes: Float64Array.from(slots, (slot) => this.#bytes.get(slot)),
      modifiedMs: Float64Array.from(slots, (slot) => this.#modifiedMs.get(slot)),
    }
  }

  /** The numbers of the chunks that were changed since they were filled or taken. */
  changed(): number[] {
    return [...this.#changed]
  }

  /** The entries of a chunk, which counts as unchanged from now on. */
  take(chunk: number): EntryColumns<Hashes> {
    this.#changed.delete(chunk)
    const slots: number[] = []
    for (let slot = chunk * CHUNK; slot < (chunk + 1) * CHUNK; slot++)
      if (typeof this.#ids[slot] === 'string') slots.push(slot)
    return {
      ids: slots.map((slot) => this.#ids[slot] ?? ''),
      titles: slots.map((slot) => this.#titles[slot] ?? ''),
      dates: slots.map((slot) => this.#dates[slot] ?? null),
      lengths: slots.map((slot) => this.#lengths.get(slot)),
      encodings: slots.map((slot) => this.#encodings[slot] ?? ''),
      bytes: slots.map((slot) => this.#bytes.get(slot)),
      modifiedMs: slots.map((slot) => this.#modifiedMs.get(slot)),
      sha256: this.#hashesOf(slots),
      rests: slots.map((slot) => this.#rests[slot] ?? ''),
    }
  }

  /** Says that a chunk that was taken could not be stored. */
  giveBack(chunk: number): void {
    this.#changed.add(chunk)
  }

  /** Fills a chunk with what was stored of it. Chunks are filled in the order of their numbers, before anything else. */
  fill(chunk: number, columns: EntryColumns): void {
    while (this.#ids.length < chunk * CHUNK) this.#free.push(this.#clear(this.#ids.length))
    for (const [at, id] of columns.ids.entries()) {
      const fits = chunkOf(this.#ids.length) === chunk && !this.#slots.has(id)
      if (fits) this.#write(this.#ids.length, columns, at)
      else this.#changed.add(chunk).add(chunkOf(this.put(columns, at)))
    }
  }

  #write(slot: number, columns: EntryColumns<Hashes>, at: number): void {
    const id = columns.ids[at] ?? ''
    const date = columns.dates[at] ?? null
    this.#slots.set(id, slot)
    this.#ids[slot] = id
    this.#titles[slot] = columns.titles[at] ?? ''
    this.#dates[slot] = date === null ? null : this.#share(date)
    this.#encodings[slot] = this.#share(columns.encodings[at] ?? '')
    this.#rests[slot] = this.#share(columns.rests[at] ?? '')
    this.#bytes.set(slot, columns.bytes[at] ?? 0)
    this.#modifiedMs.set(slot, columns.modifiedMs[at] ?? 0)
    this.#lengths.set(slot, columns.lengths[at] ?? 0)
    this.#writeHash(slot, columns.sha256, at)
  }

  #writeHash(slot: number, hashes: Hashes, at: number): void {
    const place = this.#placeOfHash(slot)
    const hash = hashes instanceof Uint8Array ? '' : (hashes[at] ?? '')
    if (hashes instanceof Uint8Array) place.set(hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))
    else if (!writeHash(hash, place)) return void this.#oddHashes.set(slot, hash)
    this.#oddHashes.delete(slot)
  }

  #placeOfHash(slot: number): Uint8Array {
    const page = Math.floor(slot / PAGE)
    this.#hashPages[page] ??= new Uint8Array(PAGE * HASH_BYTES)
    const start = (slot % PAGE) * HASH_BYTES
    return this.#hashPages[page].subarray(start, start + HASH_BYTES)
  }

  /** Empties a slot and answers it. */
  #clear(slot: number): number {
    this.#ids[slot] = null
    this.#titles[slot] = ''
    this.#dates[slot] = null
    this.#encodings[slot] = ''
    this.#rests[slot] = ''
    return slot
  }

  #at(slot: number, id: string): CorpusEntry {
    const plain = {
      id,
      ...this.#head(slot),
      bytes: this.#bytes.get(slot),
      modifiedMs: this.#modifiedMs.get(slot),
      encoding: this.#encodings[slot] ?? '',
      sha256: this.#hash(slot),
    }
    return entryWith(plain, this.#rests[slot] ?? '')
  }

  /** As bytes where all of them are: whoever needs the digits writes them elsewhere. */
  #hashesOf(slots: readonly number[]): Hashes {
    if (slots.some((slot) => this.#oddHashes.has(slot))) return slots.map((slot) => this.#hash(slot))
    const bytes = new Uint8Array(slots.length * HASH_BYTES)
    for (const [i, slot] of slots.entries()) bytes.set(this.#placeOfHash(slot), i * HASH_BYTES)
    return bytes
  }

  #hash(slot: number): string {
    return this.#oddHashes.get(slot) ?? readHash(this.#placeOfHash(slot))
  }

  #head(slot: number): EntryHead {
    return {
      title: this.#titles[slot] ?? '',
      date: this.#dates[slot] ?? null,
      length: this.#lengths.get(slot),
    }
  }

  /** The same string for the same characters, so that it is kept once. */
  #share(text: string): string {
    const known = this.#shared.get(text)
    if (known === undefined && this.#shared.size < MOST_SHARED) this.#shared.set(text, text)
    return known ?? text
  }
}

/** A number for each slot, 0 where none was set. */
class Numbers<Page extends Uint32Array | Float64Array> {
  readonly #make: (length: number) => Page
  readonly #pages: Page[] = []

  constructor(make: (length: number) => Page) {
    this.#make = make
  }

  get(slot: number): number {
    return this.#pages[Math.floor(slot / PAGE)]?.[slot % PAGE] ?? 0
  }

  set(slot: number, value: number): void {
    const page = Math.floor(slot / PAGE)
    this.#pages[page] ??= this.#make(PAGE)
    this.#pages[page][slot % PAGE] = value
  }
}

function chunkOf(slot: number): number {
  return Math.floor(slot / CHUNK)
}
