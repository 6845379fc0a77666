import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FormatId } from '../../src-core/formats/format.ts'
import type { DatasetFile, Events, Result } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import type { Pool } from '../work/pool.ts'
import { isThere, SUMS } from './dataset-folder.ts'
import { attempt } from './errors.ts'

interface DatasetSurroundings {
  readonly pool: Pool
  readonly batch: (batch: Events['dataset.batch']) => void
  readonly done: (done: Events['dataset.done']) => void
  /** A bug, for the log. */
  readonly report: (error: unknown) => void
}

interface ReadRequest {
  readonly source: string
  readonly read: string
  readonly format: FormatId | null
  /** The folder of the articles, for lines without their text. */
  readonly articles: string | null
}

/** Datasets that a person picked, and the reading of them; the page knows them by tokens, never by paths. */
export class Datasets {
  readonly #around: DatasetSurroundings
  readonly #offered = new Map<string, { readonly path: string; readonly folder: boolean }>()
  readonly #running = new Map<string, AbortController>()

  constructor(surroundings: DatasetSurroundings) {
    this.#around = surroundings
  }

  /** Makes a file or folder readable that a person picked. */
  offer(path: string): Promise<Result<DatasetFile>> {
    return attempt<Result<DatasetFile>>('read', async () => {
      const folder = (await stat(path)).isDirectory()
      const source = randomUUID()
      this.#offered.set(source, { path, folder })
      return ok({ source, name: basename(path), folder })
    })
  }

  /** The same for what was dropped; null for a folder that is no export of Postil's, since articles are in it. */
  offerDropped(path: string): Promise<Result<DatasetFile | null>> {
    return attempt<Result<DatasetFile | null>>('read', async () => {
      const folder = (await stat(path)).isDirectory()
      if (folder && !((await isThere(join(path, SUMS))) && (await isThere(join(path, 'schema.json'))))) return ok(null)
      return this.offer(path)
    })
  }

  /** Starts to read; batches follow, then one `done`, whatever happens. */
  read({ source, read, format, articles }: ReadRequest): Result<null> {
    const offered = this.#offered.get(source)
    if (!offered) return fail('not-found')
    this.cancel(read)
    const cancel = new AbortController()
    this.#running.set(read, cancel)
    void this.#run(read, { ...offered, format, articles }, cancel).then((outcome) => {
      if (this.#running.get(read) === cancel) this.#running.delete(read)
      this.#around.done({ read, outcome })
    })
    return ok(null)
  }

  cancel(read: string): void {
    this.#running.get(read)?.abort()
  }

  /** The same for all, when the page is no more. */
  cancelAll(): void {
    for (const cancel of this.#running.values()) cancel.abort()
  }

  async #run(
    read: string,
    task: { path: string; folder: boolean; format: FormatId | null; articles: string | null },
    { signal }: AbortController,
  ): Promise<Events['dataset.done']['outcome']> {
    try {
      const onPart = (entries: string): void => this.#around.batch({ read, entries })
      const result = await this.#around.pool.run('dataset', task, { signal, onPart })
      return result.ok ? result.value : result.error
    } catch (error) {
      if (signal.aborted) return 'cancelled'
      this.#around.report(error)
      return { code: 'internal', params: {} }
    }
  }
}
