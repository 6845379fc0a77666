import type { CorpusEntry, PackedKnown } from '../../src-main/ipc/contract.ts'

/** Entries that are stored together: few large rows, each below the size from which Chromium makes a file of a value. */
const CHUNK = 200

const HASH_BYTES = 32
const FEWEST_SLOTS = 1024
/** How many strings are looked out for to be kept once: dates, encodings, header fields of few kinds. */
const MOST_SHARED = 4096

/** What the list shows of an entry. */
export type EntryHead = Pick<CorpusEntry, 'title' | 'date' | 'length'>

/** What most entries have little of, and a hash that is not written as hashes are. */
interface Rest extends Partial<Pick<CorpusEntry, 'source' | 'sha256'>> {
  /** Null for the fields that say the same as the column of their name. */
  readonly fields?: Readonly<Record<string, string | null>>
}

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
  /** JSON of {@link Rest}, empty for none. */
  readonly #rests: string[] = []
  #bytes = new Uint32Array(FEWEST_SLOTS)
  #modifiedMs = new Float64Array(FEWEST_SLOTS)
  #lengths = new Uint32Array(FEWEST_SLOTS)
  #hashes = new Uint8Array(FEWEST_SLOTS * HASH_BYTES)
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

  /** Adds or replaces an entry; answers its slot. */
  put(entry: CorpusEntry): number {
    const slot = this.#slots.get(entry.id) ?? this.#free.pop() ?? this.#ids.length
    this.#write(slot, entry)
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
      bytes: Float64Array.from(slots, (slot) => this.#bytes[slot] ?? NaN),
      modifiedMs: Float64Array.from(slots, (slot) => this.#modifiedMs[slot] ?? NaN),
    }
  }

  /** The numbers of the chunks that were changed since they were filled or taken. */
  changed(): number[] {
    return [...this.#changed]
  }

  /** The entries of a chunk, which counts as unchanged from now on. */
  take(chunk: number): CorpusEntry[] {
    this.#changed.delete(chunk)
    const entries: CorpusEntry[] = []
    for (let slot = chunk * CHUNK; slot < (chunk + 1) * CHUNK; slot++) {
      const id = this.#ids[slot]
      if (typeof id === 'string') entries.push(this.#at(slot, id))
    }
    return entries
  }

  /** Says that a chunk that was taken could not be stored. */
  giveBack(chunk: number): void {
    this.#changed.add(chunk)
  }

  /** Fills a chunk with what was stored of it. Chunks are filled in the order of their numbers, before anything else. */
  fill(chunk: number, entries: readonly CorpusEntry[]): void {
    while (this.#ids.length < chunk * CHUNK) this.#free.push(this.#clear(this.#ids.length))
    for (const entry of entries) {
      const fits = chunkOf(this.#ids.length) === chunk && !this.#slots.has(entry.id)
      if (fits) this.#write(this.#ids.length, entry)
      else this.#changed.add(chunk).add(chunkOf(this.put(entry)))
    }
  }

  #write(slot: number, { id, title, date, encoding, bytes, modifiedMs, length, sha256, fields, source }: CorpusEntry) {
    this.#slots.set(id, slot)
    this.#ids[slot] = id
    this.#titles[slot] = title
    this.#dates[slot] = date === null ? null : this.#share(date)
    this.#encodings[slot] = this.#share(encoding)
    this.#makeRoom(slot)
    this.#bytes[slot] = bytes
    this.#modifiedMs[slot] = modifiedMs
    this.#lengths[slot] = length
    const plain = writeHash(sha256, this.#hashes, slot * HASH_BYTES)
    const own = withoutSame(fields, { title, date })
    const rest: Rest = { ...(own && { fields: own }), ...(source && { source }), ...(!plain && { sha256 }) }
    this.#rests[slot] = own || source || !plain ? this.#share(JSON.stringify(rest)) : ''
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
    const head = this.#head(slot)
    const json = this.#rests[slot]
    const { fields, ...rest } = json ? (JSON.parse(json) as Rest) : {}
    return {
      id,
      ...head,
      bytes: this.#bytes[slot] ?? 0,
      modifiedMs: this.#modifiedMs[slot] ?? 0,
      encoding: this.#encodings[slot] ?? '',
      sha256: readHash(this.#hashes, slot * HASH_BYTES),
      fields: fields ? withSame(fields, head) : {},
      ...rest,
    }
  }

  #head(slot: number): EntryHead {
    return {
      title: this.#titles[slot] ?? '',
      date: this.#dates[slot] ?? null,
      length: this.#lengths[slot] ?? 0,
    }
  }

  #makeRoom(slot: number): void {
    if (slot < this.#bytes.length) return
    const room = 2 * slot
    this.#bytes = copied(this.#bytes, new Uint32Array(room))
    this.#modifiedMs = copied(this.#modifiedMs, new Float64Array(room))
    this.#lengths = copied(this.#lengths, new Uint32Array(room))
    this.#hashes = copied(this.#hashes, new Uint8Array(room * HASH_BYTES))
  }

  /** The same string for the same characters, so that it is kept once. */
  #share(text: string): string {
    const known = this.#shared.get(text)
    if (known === undefined && this.#shared.size < MOST_SHARED) this.#shared.set(text, text)
    return known ?? text
  }
}

/** Null for no fields at all. */
function withoutSame(fields: CorpusEntry['fields'], head: Pick<EntryHead, 'title' | 'date'>): Rest['fields'] | null {
  const names = Object.entries(fields)
  if (names.length === 0) return null
  return Object.fromEntries(names.map(([name, value]) => [name, value === columnOf(name, head) ? null : value]))
}

function withSame(fields: NonNullable<Rest['fields']>, head: EntryHead): CorpusEntry['fields'] {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? columnOf(name, head) ?? '']))
}

function columnOf(name: string, { title, date }: Pick<EntryHead, 'title' | 'date'>): string | null {
  return name === 'title' ? title : name === 'date' ? date : null
}

function copied<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from)
  return to
}

function chunkOf(slot: number): number {
  return Math.floor(slot / CHUNK)
}

const [ZERO, NINE, SMALL_A, SMALL_F] = [0x30, 0x39, 0x61, 0x66]
const latin = new TextDecoder('latin1')
const digits = new Uint8Array(2 * HASH_BYTES)

/** Writes a hash as bytes; answers false for what is not 64 small hexadecimal digits. */
function writeHash(hash: string, bytes: Uint8Array, at: number): boolean {
  if (hash.length !== 2 * HASH_BYTES) return false
  for (let i = 0; i < HASH_BYTES; i++) {
    const byte = 16 * valueOf(hash.charCodeAt(2 * i)) + valueOf(hash.charCodeAt(2 * i + 1))
    if (Number.isNaN(byte)) return false
    bytes[at + i] = byte
  }
  return true
}

function readHash(bytes: Uint8Array, at: number): string {
  for (let i = 0; i < HASH_BYTES; i++) {
    const byte = bytes[at + i] ?? 0
    digits[2 * i] = digitOf(byte >> 4)
    digits[2 * i + 1] = digitOf(byte & 15)
  }
  return latin.decode(digits)
}

function valueOf(digit: number): number {
  if (digit >= ZERO && digit <= NINE) return digit - ZERO
  return digit >= SMALL_A && digit <= SMALL_F ? digit - SMALL_A + 10 : NaN
}

function digitOf(value: number): number {
  return value < 10 ? ZERO + value : SMALL_A + value - 10
}
