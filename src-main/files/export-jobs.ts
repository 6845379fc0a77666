import { randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Conversion, Events, ExportReport, ProofFault, Result } from '../ipc/contract.ts'
import { fail, ok, type Failure } from '../ipc/result.ts'
import type { Pool } from '../work/pool.ts'
import { CONVERTED, firstForeign, isThere, moveIntoPlace, SUMS, sumsOf, syncTree } from './dataset-folder.ts'
import { attempt } from './errors.ts'
import { isInside } from './inside.ts'
import { besideNames, type Partials } from './partials.ts'
import type { Proof } from './proof.ts'

interface Plan {
  readonly target: string
  /** Whether the dataset that stands there may go. */
  readonly replace: boolean
  /** The folder of the articles. */
  readonly corpus: string
}

interface Job extends Plan {
  readonly id: string
  readonly partial: string
  readonly aside: string
  readonly files: Map<string, FileHandle | null>
  readonly cancel: AbortController
  /** Its first cell turns to 1 when every file is written. */
  readonly written: Int32Array
  /** Ends what still works for the job. */
  readonly over: AbortController
  proof: Promise<Proof> | null
  bytes: number
  /** Since the disk was last told to write. */
  unflushed: number
  toldMs: number
  /** The end of what is under way: one step at a time, in the order of the requests. */
  last: Promise<unknown>
}

export interface ExportSurroundings {
  readonly partials: Partials
  readonly pool: Pool
  readonly nowMs: () => number
  readonly progress: (event: Events['export.progress']) => void
}

export type Finish = { readonly report: ExportReport } | { readonly faults: readonly ProofFault[] }

/** A format that writes a file a document must not run out of file handles. */
const OPEN_FILES = 16
const PROGRESS_MS = 100
const FLUSH_BYTES = 32 << 20

/**
 * Exports under way. Each is written into a hidden folder beside its target, proved, and moved into place; whatever
 * fails before that leaves nothing behind.
 */
export class ExportJobs {
  readonly #around: ExportSurroundings
  readonly #jobs = new Map<string, Job>()

  constructor(surroundings: ExportSurroundings) {
    this.#around = surroundings
  }

  begin(plan: Plan): Promise<Result<{ job: string }>> {
    return attempt<Result<{ job: string }>>('write', async () => {
      const parent = await realpath(dirname(plan.target))
      const target = join(parent, basename(plan.target))
      const refusal = await refuse({ ...plan, target })
      if (refusal) return refusal
      const id = randomUUID()
      const names = besideNames(basename(target), id.slice(0, 8))
      const partial = join(parent, names.partial)
      await this.#around.partials.note({ partial, target, aside: null })
      this.#jobs.set(id, { ...plan, target, id, partial, aside: join(parent, names.aside), ...blank() })
      return this.#guard(id, async (job) => {
        await mkdir(partial)
        // What is written is read back and checked beside the writing.
        job.proof = this.#prove(job, null)
        job.proof.catch(() => undefined)
        return ok({ job: id })
      })
    })
  }

  write(id: string, file: string, bytes: Uint8Array): Promise<Result<null>> {
    return this.#step(id, async (job) => {
      const handle = await openFile(job, file)
      await handle.appendFile(bytes)
      flushInTime(job, handle, bytes.length)
      this.#tellWriting(job, bytes.length)
      return ok(null)
    })
  }

  finish(id: string, convert: Conversion | null = null): Promise<Result<Finish>> {
    return this.#step<Finish>(id, async (job) => {
      await closeFiles(job)
      const lines = await proofOf(job)
      const { faults, ...proved } =
        convert && lines.faults.length === 0 ? await this.#convert(job, convert, lines) : lines
      if (faults.length > 0) {
        await this.#discard(job)
        return ok({ faults })
      }
      await writeFile(join(job.partial, SUMS), sumsOf(proved.files), { flag: 'wx' })
      await syncTree(job.partial)
      const refusal = await refuse(job)
      if (refusal) return refusal
      await this.#place(job)
      return ok({ report: { ...proved, location: job.target } })
    })
  }

  /** Stops an export wherever it is; nothing of it stays. */
  async abort(id: string): Promise<void> {
    const job = this.#jobs.get(id)
    if (!job) return
    job.cancel.abort()
    job.over.abort()
    await job.last.catch(() => undefined)
    await this.#discard(job)
  }

  /** The same for all of them, when the window is reloaded. */
  async abortAll(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((id) => this.abort(id)))
  }

  /** The same when the process ends. */
  abortNow(): void {
    for (const job of this.#jobs.values()) this.#around.partials.clearNow(job.partial)
  }

  #step<T>(id: string, work: (job: Job) => Promise<Result<T>>): Promise<Result<T>> {
    const job = this.#jobs.get(id)
    if (!job) return Promise.resolve(fail('cancelled'))
    const step = job.last.then(() => this.#guard(id, work))
    job.last = step.catch(() => undefined)
    return step
  }

  /** Runs a step of a job that is still alive; when it fails, nothing of the job stays. */
  async #guard<T>(id: string, work: (job: Job) => Promise<Result<T>>): Promise<Result<T>> {
    const job = this.#jobs.get(id)
    if (!job || isCancelled(job)) return fail('cancelled')
    try {
      const result = await attempt<Result<T>>('write', () => work(job))
      if (!result.ok) await this.#discard(job)
      return result
    } catch (error) {
      await this.#discard(job)
      if (isCancelled(job)) return fail('cancelled')
      throw error
    }
  }

  /** Turns the lines that were proved into the other format, proves that, and hashes what is left. */
  async #convert(job: Job, convert: Conversion, lines: Proof): Promise<Proof> {
    const [sources, others] = [sourcesOf(job), [...job.files.keys()].filter((name) => partOf(name) === null)]
    const { files, faults } = await this.#around.pool.run(
      'convert',
      { ...convert, folder: job.partial, parts: sources },
      { signal: job.over.signal },
    )
    if (faults.length > 0) return { ...lines, faults }
    const hashed = await this.#prove(job, [...others, ...files].sort())
    return { ...lines, files: hashed.files }
  }

  async #prove(job: Job, files: readonly string[] | null): Promise<Proof> {
    const { id, partial: folder, written, over } = job
    const corpus = (await isThere(job.corpus)) ? job.corpus : null
    return this.#around.pool.run(
      'proof',
      { folder, files, corpus, written: files ? null : written },
      {
        signal: over.signal,
        onPart: ({ done, total }) => this.#around.progress({ job: id, phase: 'proving', done, total }),
      },
    )
  }

  async #place(job: Job): Promise<void> {
    const { partial, target } = job
    const aside = (await isThere(target)) ? job.aside : null
    await this.#around.partials.note({ partial, target, aside })
    await moveIntoPlace(partial, target, aside)
    this.#jobs.delete(job.id)
    await this.#around.partials.drop(partial)
  }

  async #discard(job: Job): Promise<void> {
    if (!this.#jobs.delete(job.id)) return
    job.over.abort()
    await closeFiles(job).catch(() => undefined)
    // A thread that was told to stop may be in the middle of a file.
    await rm(job.partial, { recursive: true, force: true, maxRetries: 5 })
    await this.#around.partials.drop(job.partial)
  }

  #tellWriting(job: Job, bytes: number): void {
    job.bytes += bytes
    const nowMs = this.#around.nowMs()
    if (nowMs - job.toldMs < PROGRESS_MS) return
    job.toldMs = nowMs
    this.#around.progress({ job: job.id, phase: 'writing', done: job.bytes, total: 0 })
  }
}

function sourcesOf({ files }: Job): string[] {
  return [...files.keys()].flatMap((name) => partOf(name) ?? []).sort()
}

/** The part of a dataset that a file of lines to convert holds, or null. */
function partOf(name: string): string | null {
  return name.startsWith(`${CONVERTED}/`) ? name.slice(CONVERTED.length + 1, -'.jsonl'.length) : null
}

function isCancelled({ cancel }: Job): boolean {
  return cancel.signal.aborted
}

function blank(): Omit<Job, keyof Plan | 'id' | 'partial' | 'aside'> {
  return {
    ...{ files: new Map(), cancel: new AbortController(), over: new AbortController() },
    ...{ written: new Int32Array(new SharedArrayBuffer(4)), proof: null },
    ...{ bytes: 0, unflushed: 0, toldMs: -Infinity, last: Promise.resolve() },
  }
}

/** Lets the disk write beside the work, so that the end does not wait for all of it; what fails fails at the end too. */
function flushInTime(job: Job, handle: FileHandle, length: number): void {
  job.unflushed += length
  if (job.unflushed < FLUSH_BYTES) return
  job.unflushed = 0
  handle.datasync().catch(() => undefined)
}

/** Nothing more comes: the proof may end. */
async function proofOf({ written, proof, id }: Job): Promise<Proof> {
  Atomics.store(written, 0, 1)
  Atomics.notify(written, 0)
  if (!proof) throw new Error(`Export ${id} was never begun`)
  return proof
}

/** Why an export may not go where it should, or null. */
async function refuse({ target, replace, corpus }: Plan): Promise<Failure | null> {
  if (isInside(await realpath(corpus).catch(() => corpus), target)) return fail('inside-corpus', { location: target })
  if (!(await isThere(target))) return null
  if (!replace) return fail('exists', { location: target })
  const foreign = await firstForeign(target)
  return foreign === null ? null : fail('not-a-dataset', { location: target, name: foreign })
}

async function openFile(job: Job, name: string): Promise<FileHandle> {
  const known = job.files.get(name)
  if (known) return known
  const path = join(job.partial, ...name.split('/'))
  if (known === undefined) await mkdir(dirname(path), { recursive: true })
  const handle = await open(path, known === undefined ? 'ax' : 'a')
  await closeFiles(job, OPEN_FILES - 1)
  job.files.set(name, handle)
  return handle
}

/** Closes the files that were opened first until so many are open. */
async function closeFiles(job: Job, most = 0): Promise<void> {
  const opened = [...job.files].filter(([, handle]) => handle !== null)
  for (const [name, handle] of opened.slice(0, Math.max(0, opened.length - most))) {
    job.files.set(name, null)
    await handle?.close()
  }
}
