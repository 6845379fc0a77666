import { randomUUID } from 'node:crypto'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Result } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import { syncFolder } from './atomic.ts'
import { attempt } from './errors.ts'

/** No bundle that Postil reads is larger; see the limits of `src-core/review/bundle.ts`. */
const LARGEST_BYTES = 256 * 2 ** 20
const PIECE_BYTES = 4 * 2 ** 20

interface Writing {
  readonly path: string
  readonly aside: string
  readonly file: FileHandle
}

/** Files of layers that colleagues send each other, piece by piece; the page knows them by tokens, never by paths. */
export class Bundles {
  readonly #writing = new Map<string, Writing>()
  readonly #reading = new Map<string, string>()
  readonly #arrived: string[] = []

  /** Begins a file beside the one that it will be; nothing stands at the path before {@link finish}. */
  begin(path: string): Promise<Result<{ job: string; location: string }>> {
    return attempt('write', async () => {
      const job = randomUUID()
      const aside = `${path}.${job.slice(0, 8)}.tmp`
      this.#writing.set(job, { path, aside, file: await open(aside, 'wx') })
      return ok({ job, location: path })
    })
  }

  /**
   * Begins several files in a folder; each gets a name that is free there, so that none of them replaces anything. After a
   * failure none is begun.
   */
  async beginMany(
    folder: string,
    names: readonly string[],
  ): Promise<Result<{ location: string; jobs: readonly string[] }>> {
    const jobs: string[] = []
    const taken = new Set<string>()
    for (const name of names) {
      const path = freePath(folder, name, taken)
      taken.add(path)
      const begun = await this.begin(path)
      if (!begun.ok) {
        for (const job of jobs) await this.abort(job)
        return begun
      }
      jobs.push(begun.value.job)
    }
    return ok({ location: folder, jobs })
  }

  async write(job: string, bytes: Uint8Array): Promise<Result<null>> {
    const writing = this.#writing.get(job)
    if (!writing) return fail('not-found')
    const result = await attempt('write', async () => {
      await writing.file.write(bytes)
      return ok(null)
    })
    if (!result.ok) await this.abort(job)
    return result
  }

  /** Makes the file durable and gives it its name. */
  async finish(job: string): Promise<Result<null>> {
    const writing = this.#writing.get(job)
    if (!writing) return fail('not-found')
    const result = await attempt('write', async () => {
      await writing.file.sync()
      await writing.file.close()
      await rename(writing.aside, writing.path)
      await syncFolder(dirname(writing.path))
      return ok(null)
    })
    if (result.ok) this.#writing.delete(job)
    else await this.abort(job)
    return result
  }

  /** Gives up a file that was begun; what stood at its path stays. */
  async abort(job: string): Promise<void> {
    const writing = this.#writing.get(job)
    if (!writing) return
    this.#writing.delete(job)
    await writing.file.close().catch(() => undefined)
    await rm(writing.aside, { force: true })
  }

  /** Makes a file readable that a person picked. */
  offer(path: string): Promise<Result<{ file: string; name: string; bytes: number }>> {
    return attempt('read', async () => {
      const { size } = await stat(path)
      const name = basename(path)
      if (size > LARGEST_BYTES) return fail('too-large', { id: name })
      const file = randomUUID()
      this.#reading.set(file, path)
      return ok({ file, name, bytes: size })
    })
  }

  /** Notes a file that the system asked to open; the page takes it when it is ready. */
  arrive(path: string): void {
    this.#arrived.push(path)
  }

  /** The file that has waited longest, made readable; null when none waits. */
  takeArrived(): Promise<Result<{ file: string; name: string; bytes: number } | null>> {
    const path = this.#arrived.shift()
    return path === undefined ? Promise.resolve(ok(null)) : this.offer(path)
  }

  /** A piece from an offset; empty at the end. */
  read(file: string, offset: number): Promise<Result<Uint8Array>> {
    const path = this.#reading.get(file)
    if (path === undefined) return Promise.resolve(fail('not-found'))
    return attempt('read', async () => {
      const handle = await open(path, 'r')
      try {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(PIECE_BYTES), 0, PIECE_BYTES, offset)
        return ok(buffer.slice(0, bytesRead))
      } finally {
        await handle.close()
      }
    })
  }
}

function freePath(folder: string, name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? `${name}.postil` : `${name} ${n}.postil`)
    if (!taken.has(path) && !existsSync(path)) return path
  }
}
