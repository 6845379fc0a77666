import { deserialize, serialize } from 'node:v8'
import { columnsOf } from '../../src-core/source/entry-columns.ts'
import { LineCounter, type CountedLines } from '../../src-core/text/boilerplate.ts'
import type { TableRule } from '../../src-core/source/table-choice.ts'
import type { CorpusEntry, Encoding, PackedEntries, PackedKnown, Skipped } from '../ipc/contract.ts'
import { fileOf } from '../../src-core/source/row-id.ts'
import { isUnchanged, readEntries as entriesOf, scratch } from './read.ts'
import { walk, type FoundFile } from './walk.ts'

/**
 * Files that the walk found, packed: of a large folder they wait long in the main process for a thread that reads them,
 * and as strings they would make its heap grow for good.
 */
export interface FoundFiles {
  readonly count: number
  /** {@link FoundColumns} as `v8.serialize` writes them. */
  readonly packed: Uint8Array<ArrayBuffer>
}

/** As columns: three messages' worth of objects would cost more than reading them. */
interface FoundColumns {
  readonly ids: readonly string[]
  readonly paths: readonly string[]
  /** What was known of each; NaN where nothing was. */
  readonly bytes: Float64Array
  readonly modifiedMs: Float64Array
  /** Of tables that were known, the documents that they held, by their paths. */
  readonly rows: Readonly<Record<string, readonly string[]>>
  readonly skipped: readonly Skipped[]
}

export interface ReadFiles {
  readonly entries: PackedEntries
  readonly unchanged: readonly string[]
  readonly skipped: readonly Skipped[]
  /** The short lines of the files that were read. */
  readonly lines: CountedLines
}

/** How a task tells of itself before it answers. */
interface Context<Part> {
  readonly tell: (part: Part) => void
  /** Whether nobody waits for the answer any more. */
  readonly stopped: () => boolean
}

/** A first part that is small lets the list begin at once. */
const FIRST_PART = 64
const PART = 512

/**
 * Tells all files below a folder in natural order, with what was known of each.
 *
 * @throws the system's error when the folder itself cannot be listed.
 */
export function walkFolder(
  { root, known }: { readonly root: string; readonly known: PackedKnown },
  { tell, stopped }: Context<FoundFiles>,
): null {
  const memory = remember(known)
  let part = new Part(memory)
  let limit = FIRST_PART
  for (const found of walk(root)) {
    part.add(found)
    if (part.size < limit) continue
    if (stopped()) return null
    tell(part.done())
    part = new Part(memory)
    limit = PART
  }
  tell(part.done())
  return null
}

export interface EntriesTask {
  readonly files: FoundFiles
  readonly encodings: Readonly<Record<string, Encoding>>
  readonly encoding: Encoding | null
  readonly tables: readonly TableRule[]
  /** Whether lines that stand in one of these files only are told as well. */
  readonly rareLines: boolean
}

/**
 * A table may hold a hundred thousand documents: more than this at once would hold up the thread that hears of them,
 * and make strings of the size from which they live long in memory.
 */
const MOST_TOLD = 256

/** Reads files for the list, except those that have not changed; tells what would be too much for the answer. */
export async function readEntries(
  { files, encodings, encoding, tables, rareLines }: EntriesTask,
  { tell, stopped }: Context<ReadFiles>,
): Promise<ReadFiles> {
  const room = scratch()
  const found = deserialize(files.packed) as FoundColumns
  const read = { entries: [] as CorpusEntry[], unchanged: [] as string[], skipped: [...found.skipped] }
  const counter = new LineCounter()
  const count = (text: string): void => counter.add(text)
  for (const [i, id] of found.ids.entries()) {
    if (stopped()) break
    const path = found.paths[i] ?? ''
    if (isUnchanged(path, found.bytes[i] ?? NaN, found.modifiedMs[i] ?? NaN)) {
      read.unchanged.push(...(found.rows[id] ?? [id]))
      continue
    }
    const wishes = { encoding: { file: encodings[id] ?? null, folder: encoding }, tables }
    const { entries, skipped } = await entriesOf({ id, path }, wishes, room, count)
    read.entries.push(...entries)
    read.skipped.push(...skipped)
    while (read.entries.length > MOST_TOLD)
      tell({ entries: packed(read.entries.splice(0, MOST_TOLD)), unchanged: [], skipped: [], lines: NO_LINES })
  }
  const { entries, ...rest } = read
  return { entries: packed(entries), ...rest, lines: counter.counted(rareLines) }
}

function packed(entries: readonly CorpusEntry[]): PackedEntries {
  if (entries.length === 0) return NO_ENTRIES
  const { sha256, ...columns } = columnsOf(entries)
  return { json: encoder.encode(JSON.stringify(columns)), sha256: new Uint8Array(Buffer.from(sha256.join(''), 'hex')) }
}

const encoder = new TextEncoder()
export const NO_ENTRIES: PackedEntries = { json: new Uint8Array(), sha256: new Uint8Array() }
const NO_LINES: CountedLines = { documents: 0, lines: '', counts: new Uint32Array() }

interface Memory {
  /** Path → its place in the columns; of a table that of one of its rows, which all say the same of the file. */
  readonly places: ReadonlyMap<string, number>
  readonly rows: ReadonlyMap<string, readonly string[]>
  readonly known: PackedKnown
}

function remember(known: PackedKnown): Memory {
  const places = new Map<string, number>()
  const rows = new Map<string, string[]>()
  for (const [i, id] of (known.ids === '' ? [] : known.ids.split('\0')).entries()) {
    const file = fileOf(id)
    places.set(file, i)
    if (file === id) continue
    const own = rows.get(file)
    if (own) own.push(id)
    else rows.set(file, [id])
  }
  return { places, rows, known }
}

class Part {
  readonly #memory: Memory
  readonly #ids: string[] = []
  readonly #paths: string[] = []
  readonly #bytes: number[] = []
  readonly #modifiedMs: number[] = []
  readonly #rows: Record<string, readonly string[]> = {}
  readonly #skipped: Skipped[] = []

  constructor(memory: Memory) {
    this.#memory = memory
  }

  get size(): number {
    return this.#ids.length + this.#skipped.length
  }

  add(found: FoundFile | Skipped): void {
    if ('reason' in found) {
      this.#skipped.push(found)
      return
    }
    const { places, rows, known } = this.#memory
    const own = rows.get(found.id)
    if (own) this.#rows[found.id] = own
    const place = places.get(found.id) ?? -1
    this.#ids.push(found.id)
    this.#paths.push(found.path)
    this.#bytes.push(known.bytes[place] ?? NaN)
    this.#modifiedMs.push(known.modifiedMs[place] ?? NaN)
  }

  done(): FoundFiles {
    const columns: FoundColumns = {
      ids: this.#ids,
      paths: this.#paths,
      bytes: Float64Array.from(this.#bytes),
      modifiedMs: Float64Array.from(this.#modifiedMs),
      rows: this.#rows,
      skipped: this.#skipped,
    }
    return { count: this.#ids.length, packed: new Uint8Array(serialize(columns)) }
  }
}
