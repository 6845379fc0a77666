import { setMaxListeners } from 'node:events'
import { LineCounter } from '../../src-core/text/boilerplate.ts'
import type { TableRule } from '../../src-core/source/table-choice.ts'
import type { Encoding, Events, HostError, PackedKnown, Skipped } from '../ipc/contract.ts'
import { fileFailure } from '../files/errors.ts'
import type { Pool } from '../work/pool.ts'
import { NO_ENTRIES, type FoundFiles, type ReadFiles } from './tasks.ts'

type Batch = Events['corpus.batch']
type Done = Events['corpus.done']

export interface ScanRequest {
  readonly scan: string
  readonly root: string
  readonly known: PackedKnown
  readonly encodings: Readonly<Record<string, Encoding>>
  readonly encoding: Encoding | null
  readonly tables: readonly TableRule[]
}

export interface ScanSurroundings {
  readonly pool: Pool
  readonly batch: (batch: Batch) => void
  readonly done: (done: Done) => void
  /** A bug, for the log. */
  readonly report: (error: unknown) => void
}

/** After so many files the threads hold more memory than is worth keeping for the next task. */
const MANY_FILES = 2048
/**
 * Up to here every line is counted. In larger folders a line must stand twice in a part to be counted: one that repeats
 * often enough to be proposed does, and the names of half a million paragraphs need not cross threads.
 */
const COUNT_ALL_FILES = 2048

/**
 * Walks a folder and reads what has changed in it, in worker threads; tells what each part gave in natural order, and
 * at the end one `done`, whatever happens. Answers a function that cancels.
 */
export function startScan(request: ScanRequest, surroundings: ScanSurroundings): () => void {
  const cancel = new AbortController()
  // Every part that waits to be read listens for the cancel.
  setMaxListeners(Infinity, cancel.signal)
  void new Scan(request, surroundings, cancel.signal).run()
  return () => cancel.abort()
}

class Scan {
  readonly #request: ScanRequest
  readonly #around: ScanSurroundings
  readonly #signal: AbortSignal
  #found = 0
  #done = 0
  /** Whether files could not be read, so that the whole folder may have vanished meanwhile. */
  #doubtful = false
  readonly #lines = new LineCounter()
  #untold = true

  constructor(request: ScanRequest, surroundings: ScanSurroundings, signal: AbortSignal) {
    this.#request = request
    this.#around = surroundings
    this.#signal = signal
  }

  async run(): Promise<void> {
    const outcome = await this.#outcome()
    if (!this.#signal.aborted && this.#untold) this.#send()
    const missing = typeof outcome === 'object' && outcome.code === 'folder-missing'
    const lines = { documents: this.#lines.documents, rules: this.#lines.boilerplate() }
    if (this.#found > MANY_FILES) this.#around.pool.rest()
    this.#around.done({ scan: this.#request.scan, outcome, found: this.#found, missing, lines })
  }

  async #outcome(): Promise<Done['outcome']> {
    try {
      await this.#readAll()
      if (this.#doubtful) await this.#around.pool.run('present', this.#request.root, { signal: this.#signal })
      return 'complete'
    } catch (error) {
      if (this.#signal.aborted) return 'cancelled'
      return this.#failure(error)
    }
  }

  /** A folder that cannot be listed is missing to us, whether it was removed, unplugged or locked. */
  #failure(error: unknown): HostError {
    const failure = fileFailure(error, 'read')
    if (failure) return { code: 'folder-missing', params: { location: this.#request.root, ...failure.error.params } }
    this.#around.report(error)
    return { code: 'internal', params: {} }
  }

  /** Parts are read side by side and told in the order in which they were found. */
  async #readAll(): Promise<void> {
    const { root, known } = this.#request
    let told: Promise<void> = Promise.resolve()
    const onPart = (files: FoundFiles): void => {
      this.#found += files.count
      const read = this.#read(files)
      read.catch(() => undefined)
      told = told.then(async () => this.#gatherAll(await read, files.count))
      told.catch(() => undefined)
    }
    await this.#around.pool.run('walk', { root, known }, { signal: this.#signal, onPart })
    await told
  }

  /** What a part told on the way comes before its answer. */
  async #read(files: FoundFiles): Promise<readonly ReadFiles[]> {
    const { encodings, encoding, tables } = this.#request
    const rareLines = this.#found <= COUNT_ALL_FILES
    const parts: ReadFiles[] = []
    const onPart = (part: ReadFiles): void => void parts.push(part)
    const options = { signal: this.#signal, onPart, transfer: [files.packed.buffer] }
    const task = { files, encodings, encoding, tables, rareLines }
    const last = await this.#around.pool.run('entries', task, options)
    return [...parts, last]
  }

  #gatherAll(parts: readonly ReadFiles[], files: number): void {
    for (const part of parts) this.#gather(part, part === parts.at(-1) ? files : 0)
  }

  /** Told at once: what waits in memory for long enough to be moved there stays for longer than it is wanted. */
  #gather({ entries, unchanged, skipped, lines }: ReadFiles, files: number): void {
    this.#done += files
    this.#lines.merge(lines)
    this.#doubtful ||= skipped.some(({ reason }) => reason === 'unreadable')
    this.#send(entries, unchanged, skipped)
  }

  #send(entries = NO_ENTRIES, unchanged: readonly string[] = [], skipped: readonly Skipped[] = []): void {
    this.#untold = false
    const { scan } = this.#request
    const told = { scan, entries, unchanged: unchanged.join('\0'), skipped }
    this.#around.batch({ ...told, found: this.#found, done: this.#done })
  }
}
