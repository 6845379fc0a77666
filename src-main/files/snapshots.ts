import { createHash, randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { access, copyFile, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { GrantId, HostError, Result, SnapshotEntry, SnapshotId } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import { syncFolder } from './atomic.ts'
import { errorCode } from './error-code.ts'
import { attempt, fileFailure } from './errors.ts'
import { isInside } from './inside.ts'
import { Kept, type Format } from './kept.ts'
import { parseSnapshotName, printSnapshotName, superseded, type SnapshotName } from './snapshot-names.ts'

interface Second {
  /** The folder that the person picked for the copies; null for none. */
  readonly folder: string | null
}

const FILE = v.object({ version: v.literal(1), second: v.nullable(v.string()) })

const FORMAT: Format<Second> = {
  initial: { folder: null },
  parse(json) {
    const file = v.safeParse(FILE, json)
    return file.success ? { value: { folder: file.output.second }, mended: false } : null
  },
  print: ({ folder }) => ({ version: 1, second: folder }),
}

type Place = SnapshotEntry['place']

interface Job {
  readonly project: GrantId
  readonly path: string
  readonly file: FileHandle
}

const PARTIAL = '.partial'
/** In the folder that a person picked, where other things may lie. */
const SECOND_NAME = 'Postil snapshots'
const CHUNK_BYTES = 1 << 20

/**
 * A project's snapshots: in a folder of the profile and, where a person picked one, copied to a second. Each is written
 * aside and takes its name only when the page has read it back and counted; older ones leave by {@link superseded}.
 */
export class Snapshots {
  readonly #folder: string
  readonly #second: Kept<Second>
  readonly #jobs = new Map<string, Job>()

  private constructor(folder: string, second: Kept<Second>) {
    this.#folder = folder
    this.#second = second
  }

  /** `folder` holds a folder a project; `settings` is the file that remembers the second place. */
  static async open(folder: string, settings: string): Promise<Snapshots> {
    return new Snapshots(folder, await Kept.open(settings, FORMAT))
  }

  get second(): string | null {
    return this.#second.value.folder
  }

  /** Begins a snapshot beside the others. */
  begin(project: GrantId): Promise<Result<{ job: string }>> {
    return attempt<Result<{ job: string }>>('write', async () => {
      const job = randomUUID()
      const folder = this.#placeOf('own', project)
      await mkdir(folder, { recursive: true })
      const path = join(folder, `${job}${PARTIAL}`)
      this.#jobs.set(job, { project, path, file: await open(path, 'wx+') })
      return ok({ job })
    })
  }

  write(job: string, bytes: Uint8Array): Promise<Result<null>> {
    return this.#on(job, async ({ file }) => {
      await file.appendFile(bytes)
      return ok(null)
    })
  }

  /**
   * Gives what was written its name, for good, then copies it to the second place and lets old ones go. What goes wrong
   * at the second place does not undo the first; `corpus` is the folder of the articles, where nothing is ever written.
   */
  finish(
    job: string,
    named: SnapshotName,
    corpus: string | null,
  ): Promise<Result<{ snapshot: SnapshotEntry; second: 'none' | 'copied' | HostError }>> {
    return this.#on(job, async ({ project, path, file }) => {
      await file.sync()
      await file.close()
      this.#jobs.delete(job)
      const folder = this.#placeOf('own', project)
      // Names follow each other even where the clock does not.
      const newest = Math.max(0, ...(await namesIn(folder)).map(({ at }) => at))
      const name = { ...named, at: Math.max(named.at, newest + 1) }
      const final = join(folder, printSnapshotName(name))
      await rename(path, final)
      await syncFolder(folder)
      await thin(folder)
      const second = this.second === null ? 'none' : await this.#copy(project, final, name, corpus)
      const { size } = await stat(final)
      return ok({ snapshot: entryOf('own', name, size), second })
    })
  }

  async abort(job: string): Promise<void> {
    const found = this.#jobs.get(job)
    this.#jobs.delete(job)
    if (!found) return
    await found.file.close().catch(() => undefined)
    await rm(found.path, { force: true })
  }

  async abortAll(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((job) => this.abort(job)))
  }

  /** The newest first, the profile's before its copy; and what keeps the second place from being read. */
  async list(project: GrantId): Promise<Result<{ snapshots: readonly SnapshotEntry[]; problem: HostError | null }>> {
    const own = await attempt('read', async () => ok(await entriesIn('own', this.#placeOf('own', project))))
    if (!own.ok) return own
    if (this.second === null) return ok({ snapshots: sorted(own.value), problem: null })
    const second = await attempt('read', async () => {
      await stat(this.second ?? '')
      return ok(await entriesIn('second', this.#placeOf('second', project)))
    })
    return ok({
      snapshots: sorted([...own.value, ...(second.ok ? second.value : [])]),
      problem: second.ok ? null : second.error,
    })
  }

  /** At most a megabyte from an offset, of a snapshot or of one that is being written; empty at the end. */
  read(project: GrantId, snapshot: SnapshotId, offset: number): Promise<Result<Uint8Array>> {
    return attempt<Result<Uint8Array>>('read', async () => {
      const job = this.#jobs.get(snapshot)
      if (job) return ok(await chunkOf(job.file, offset))
      const path = this.#locate(project, snapshot)
      if (path === null) return fail('not-found')
      const file = await open(path, 'r')
      try {
        return ok(await chunkOf(file, offset))
      } finally {
        await file.close()
      }
    })
  }

  /** From now on copies go to this folder of the person's, or nowhere. */
  async useSecond(folder: string | null, corpus: string | null): Promise<Result<null>> {
    if (folder !== null && corpus !== null && isInside(corpus, folder)) return fail('inside-corpus')
    return attempt<Result<null>>('write', async () => {
      if (folder !== null) await writableFolder(folder, join(folder, SECOND_NAME))
      await this.#second.change(() => ({ folder }))
      return ok(null)
    })
  }

  /** Clears away what an earlier run left half written. */
  async sweep(): Promise<void> {
    for (const project of await entriesOf(this.#folder))
      for (const name of await entriesOf(join(this.#folder, project)))
        if (name.endsWith(PARTIAL) && !this.#jobs.has(name.slice(0, -PARTIAL.length)))
          await rm(join(this.#folder, project, name), { force: true })
  }

  settled(): Promise<void> {
    return this.#second.settled()
  }

  async #copy(
    project: GrantId,
    from: string,
    name: SnapshotName,
    corpus: string | null,
  ): Promise<'copied' | HostError> {
    const folder = this.#placeOf('second', project)
    const second = this.second ?? ''
    if (corpus !== null && isInside(corpus, folder)) return { code: 'inside-corpus', params: {} }
    const aside = join(folder, `${randomUUID()}${PARTIAL}`)
    const copied = await attempt<Result<null>>('write', async () => {
      // The folder itself must be there: a drive that is away is not to be made up for by a folder at its place.
      if (!(await isThere(second))) return fail('folder-missing', { location: second })
      await writableFolder(second, folder)
      await copyFile(from, aside)
      await syncFile(aside)
      if ((await hashOf(aside)) !== (await hashOf(from))) return fail('proof-failed')
      await rename(aside, join(folder, printSnapshotName(name)))
      await syncFolder(folder)
      await thin(folder)
      return ok(null)
    })
    if (copied.ok) return 'copied'
    await rm(aside, { force: true }).catch(() => undefined)
    return copied.error
  }

  async #on<T>(job: string, work: (job: Job) => Promise<Result<T>>): Promise<Result<T>> {
    const found = this.#jobs.get(job)
    if (!found) return fail('cancelled')
    try {
      return await work(found)
    } catch (error) {
      await this.abort(job)
      await rm(found.path, { force: true })
      const failure = fileFailure(error, 'write')
      if (!failure) throw error
      return failure
    }
  }

  #placeOf(place: Place, project: GrantId): string {
    return place === 'own' ? join(this.#folder, project) : join(this.second ?? '', SECOND_NAME, project)
  }

  #locate(project: GrantId, snapshot: SnapshotId): string | null {
    const [place, name = ''] = snapshot.split(':')
    if (!parseSnapshotName(name)) return null
    if (place === 'own') return join(this.#placeOf('own', project), name)
    return place === 'second' && this.second !== null ? join(this.#placeOf('second', project), name) : null
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/**
 * Makes a folder below another.
 * @throws what the system says of a place that may not be written; making a folder alone says that there is none.
 */
async function writableFolder(above: string, folder: string): Promise<void> {
  await access(above, constants.W_OK)
  await mkdir(folder, { recursive: true })
  await access(folder, constants.W_OK)
}

async function chunkOf(file: FileHandle, offset: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES, offset)
  return buffer.slice(0, bytesRead)
}

function entryOf(place: Place, name: SnapshotName, bytes: number): SnapshotEntry {
  return { id: `${place}:${printSnapshotName(name)}`, place, ...name, bytes }
}

async function entriesIn(place: Place, folder: string): Promise<SnapshotEntry[]> {
  const names = await namesIn(folder)
  return Promise.all(
    names.map(async (name) => entryOf(place, name, (await stat(join(folder, printSnapshotName(name)))).size)),
  )
}

async function namesIn(folder: string): Promise<SnapshotName[]> {
  return (await entriesOf(folder)).flatMap((name) => parseSnapshotName(name) ?? [])
}

/** Nothing where there is no such folder. */
async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return []
    throw error
  }
}

function sorted(entries: readonly SnapshotEntry[]): SnapshotEntry[] {
  return [...entries].sort((a, b) => b.at - a.at || (a.place === 'own' ? -1 : 1))
}

async function thin(folder: string): Promise<void> {
  for (const old of superseded(await namesIn(folder))) await rm(join(folder, printSnapshotName(old)), { force: true })
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
