import { columnsOf, type EntryColumns, type Hashes } from '../../src-core/source/entry-columns.ts'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import type { ProjectDatabase } from './database.ts'
import { EntryTable } from './entry-table.ts'
import { inDigits } from './hash-digits.ts'
import type { CatalogueRow } from './rows.ts'
import { inParts, inSlices } from './slices.ts'

/** Chunks that are read or written together: a hundred thousand entries at once would hold up frames, and fill memory. */
const AT_ONCE = 10

/** A chunk as it is to be stored; without entries there is nothing to store of it any more. */
export interface ChunkChange {
  readonly chunk: number
  readonly columns: EntryColumns<Hashes>
}

export type WriteChunks = (changes: readonly ChunkChange[]) => Promise<void>

/** Writes all of them or, when it fails, none. */
export async function writeChunks(db: ProjectDatabase, changes: readonly ChunkChange[]): Promise<void> {
  const rows: CatalogueRow[] = []
  const gone: number[] = []
  for (const { chunk, columns } of changes) {
    if (columns.ids.length > 0) rows.push({ chunk, entries: JSON.stringify(inDigits(columns)) })
    else gone.push(chunk)
  }
  const { dexie, catalogue } = db
  await dexie.transaction('rw', [catalogue], async () => {
    await catalogue.bulkPut(rows)
    await catalogue.bulkDelete(gone)
  })
}

/**
 * What the last scans know of the folder's files, in chunks of which only the changed ones are written. It can be
 * made again from the folder at any time.
 */
export class Catalogue {
  readonly #db: ProjectDatabase
  #table: Promise<EntryTable> | null = null
  #tail: Promise<unknown> = Promise.resolve()

  constructor(db: ProjectDatabase) {
    this.#db = db
  }

  /** All entries; what is changed in the table is what {@link write} writes. */
  read(): Promise<EntryTable> {
    this.#table ??= this.#load()
    return this.#table
  }

  /** Writes what has changed, with a writer of one's own or here; a broken-off rest is written the next time. */
  write(write: WriteChunks = (changes) => writeChunks(this.#db, changes)): Promise<void> {
    const turn = this.#tail.then(() => this.#save(write))
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  async #load(): Promise<EntryTable> {
    const table = new EntryTable()
    const { catalogue } = this.#db
    const chunks = await catalogue.toCollection().primaryKeys()
    for (let i = 0; i < chunks.length; i += AT_ONCE) {
      const rows = await catalogue.bulkGet(chunks.slice(i, i + AT_ONCE))
      await inSlices(rows, (row) => row && table.fill(row.chunk, columnsIn(row)))
    }
    return table
  }

  async #save(write: WriteChunks): Promise<void> {
    const table = await this.read()
    const chunks = table.changed()
    for (const part of inParts(chunks, AT_ONCE)) await this.#saveChunks(table, part, write)
  }

  async #saveChunks(table: EntryTable, chunks: readonly number[], write: WriteChunks): Promise<void> {
    const changes: ChunkChange[] = []
    await inSlices(chunks, (chunk) => changes.push({ chunk, columns: table.take(chunk) }))
    try {
      await write(changes)
    } catch (error) {
      for (const chunk of chunks) table.giveBack(chunk)
      throw error
    }
  }
}

/** Earlier Postils wrote a list of entries. */
function columnsIn({ entries }: CatalogueRow): EntryColumns {
  const read = JSON.parse(entries) as EntryColumns | readonly CorpusEntry[]
  return isList(read) ? columnsOf(read) : read
}

function isList<Each>(value: object | readonly Each[]): value is readonly Each[] {
  return Array.isArray(value)
}
