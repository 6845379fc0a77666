import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import type { ProjectDatabase } from './database.ts'
import type { CatalogueRow } from './rows.ts'
import { inSlices } from './slices.ts'

/** Entries a row: few large rows, each below the size from which Chromium stores a value as a file of its own. */
const CHUNK = 200
/** Chunks that are written together. */
const AT_ONCE = 20

export interface CatalogueChange {
  readonly put: readonly CorpusEntry[]
  readonly removed: readonly CorpusEntry['id'][]
}

/**
 * What the last scans know of the folder's files, in chunks of which only the changed ones are written. It can be
 * made again from the folder at any time.
 */
export class Catalogue {
  readonly #db: ProjectDatabase
  readonly #chunks = new Map<number, Map<string, CorpusEntry>>()
  readonly #chunkOf = new Map<string, number>()
  #tail: Promise<unknown> = Promise.resolve()
  #newest = -1
  #read = false

  constructor(db: ProjectDatabase) {
    this.#db = db
  }

  /** All entries, in the order in which they were first written. */
  read(): Promise<CorpusEntry[]> {
    return this.#inTurn(async () => {
      await this.#load()
      return [...this.#chunks.values()].flatMap((chunk) => [...chunk.values()])
    })
  }

  /** Adds, replaces and removes entries. */
  write(change: CatalogueChange): Promise<void> {
    return this.#inTurn(async () => {
      await this.#load()
      const dirty = new Set<number>()
      for (const id of change.removed) this.#remove(id, dirty)
      for (const entry of change.put) this.#put(entry, dirty)
      await this.#save(dirty)
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work)
    this.#tail = turn.catch(() => (this.#read = false))
    return turn
  }

  async #load(): Promise<void> {
    if (this.#read) return
    this.#chunks.clear()
    this.#chunkOf.clear()
    this.#newest = -1
    await inSlices(await this.#db.catalogue.toArray(), (row) => this.#take(row))
    this.#read = true
  }

  #take({ chunk, entries: text }: CatalogueRow): void {
    const entries = JSON.parse(text) as CorpusEntry[]
    this.#chunks.set(chunk, new Map(entries.map((entry) => [entry.id, entry])))
    for (const { id } of entries) this.#chunkOf.set(id, chunk)
    this.#newest = chunk
  }

  #put(entry: CorpusEntry, dirty: Set<number>): void {
    const number = this.#chunkOf.get(entry.id) ?? this.#openChunk()
    this.#chunks.get(number)?.set(entry.id, entry)
    this.#chunkOf.set(entry.id, number)
    dirty.add(number)
  }

  #remove(id: string, dirty: Set<number>): void {
    const number = this.#chunkOf.get(id)
    if (number === undefined) return
    this.#chunks.get(number)?.delete(id)
    this.#chunkOf.delete(id)
    dirty.add(number)
  }

  /** The newest chunk, or one more when it is full. */
  #openChunk(): number {
    const size = this.#chunks.get(this.#newest)?.size ?? CHUNK
    if (size >= CHUNK) this.#chunks.set(++this.#newest, new Map())
    return this.#newest
  }

  /** A few chunks at a time, so that a hundred thousand entries hold up no frame; a broken-off rest is read again. */
  async #save(dirty: ReadonlySet<number>): Promise<void> {
    const numbers = [...dirty]
    for (let i = 0; i < numbers.length; i += AT_ONCE) await this.#saveChunks(numbers.slice(i, i + AT_ONCE))
  }

  async #saveChunks(numbers: readonly number[]): Promise<void> {
    const rows: CatalogueRow[] = []
    const gone: number[] = []
    for (const number of numbers) {
      const chunk = this.#chunks.get(number)
      if (chunk?.size) rows.push({ chunk: number, entries: JSON.stringify([...chunk.values()]) })
      else gone.push(number)
    }
    const { dexie, catalogue } = this.#db
    await dexie.transaction('rw', [catalogue], async () => {
      await catalogue.bulkPut(rows)
      await catalogue.bulkDelete(gone)
    })
  }
}
