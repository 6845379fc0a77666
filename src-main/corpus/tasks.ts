import { LineCounter, type CountedLines } from '../../src-core/text/boilerplate.ts'
import type { CorpusEntry, Encoding, PackedKnown, Skipped } from '../ipc/contract.ts'
import { isUnchanged, readEntry, scratch } from './read.ts'
import { walk, type FoundFile } from './walk.ts'

/** Files that the walk found, as columns: three messages' worth of objects would cost more than reading them. */
export interface FoundFiles {
  readonly ids: readonly string[]
  readonly paths: readonly string[]
  /** What was known of each; NaN where nothing was. */
  readonly bytes: Float64Array
  readonly modifiedMs: Float64Array
  readonly skipped: readonly Skipped[]
}

export interface ReadFiles {
  readonly entries: readonly CorpusEntry[]
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
  /** Whether lines that stand in one of these files only are told as well. */
  readonly rareLines: boolean
}

/** Reads files for the list, except those that have not changed. */
export async function readEntries(
  { files, encodings, encoding, rareLines }: EntriesTask,
  { stopped }: Pick<Context<never>, 'stopped'>,
): Promise<ReadFiles> {
  const room = scratch()
  const entries: CorpusEntry[] = []
  const unchanged: string[] = []
  const skipped: Skipped[] = [...files.skipped]
  const counter = new LineCounter()
  const count = (text: string): void => counter.add(text)
  for (const [i, id] of files.ids.entries()) {
    if (stopped()) break
    const path = files.paths[i] ?? ''
    if (isUnchanged(path, files.bytes[i] ?? NaN, files.modifiedMs[i] ?? NaN)) {
      unchanged.push(id)
      continue
    }
    const read = await readEntry({ id, path }, { file: encodings[id] ?? null, folder: encoding }, room, count)
    if ('reason' in read) skipped.push(read)
    else entries.push(read)
  }
  return { entries, unchanged, skipped, lines: counter.counted(rareLines) }
}

interface Memory {
  /** Document id → its place in the columns. */
  readonly places: ReadonlyMap<string, number>
  readonly known: PackedKnown
}

function remember(known: PackedKnown): Memory {
  const ids = known.ids === '' ? [] : known.ids.split('\0')
  return { places: new Map(ids.map((id, i) => [id, i])), known }
}

class Part {
  readonly #memory: Memory
  readonly #ids: string[] = []
  readonly #paths: string[] = []
  readonly #bytes: number[] = []
  readonly #modifiedMs: number[] = []
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
    const { places, known } = this.#memory
    const place = places.get(found.id) ?? -1
    this.#ids.push(found.id)
    this.#paths.push(found.path)
    this.#bytes.push(known.bytes[place] ?? NaN)
    this.#modifiedMs.push(known.modifiedMs[place] ?? NaN)
  }

  done(): FoundFiles {
    return {
      ids: this.#ids,
      paths: this.#paths,
      bytes: Float64Array.from(this.#bytes),
      modifiedMs: Float64Array.from(this.#modifiedMs),
      skipped: this.#skipped,
    }
  }
}
