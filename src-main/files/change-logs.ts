import { appendFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { GrantId, Result } from '../ipc/contract.ts'
import { ok } from '../ipc/result.ts'
import { errorCode } from './error-code.ts'
import { attempt } from './errors.ts'

const MOST_BYTES = 16 * 1024 * 1024
const NAME = /^(\d{16})\.jsonl$/

/**
 * Copies of what a project was changed by since its last snapshots, kept outside its database: a file of lines for
 * each start and after each snapshot, named by the number of its first change. A change that is missing or half written ends what can be
 * done again; the page proves that each follows the one before.
 */
export class ChangeLogs {
  readonly #folder: string
  /** The file that is being written, by project. */
  readonly #open = new Map<GrantId, string>()
  #turn: Promise<unknown> = Promise.resolve()

  /** @param folder holds a folder a project. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Adds a change, a line without its end. One for which there is no room any more is left out until the next snapshot. */
  append(project: GrantId, seq: number, line: string): Promise<Result<{ kept: boolean }>> {
    return this.#inTurn(() =>
      attempt<Result<{ kept: boolean }>>('write', async () => {
        const path = this.#open.get(project) ?? (await this.#begin(project, seq))
        const kept = (await sizeOf(path)) + line.length <= MOST_BYTES
        if (kept) await appendFile(path, `${line}\n`)
        return ok({ kept })
      }),
    )
  }

  /** The next change begins a new file, and files go of which all changes are held by the snapshot of that number. */
  seal(project: GrantId, heldTo: number): Promise<Result<null>> {
    return this.#inTurn(() =>
      attempt<Result<null>>('write', async () => {
        this.#open.delete(project)
        const folder = join(this.#folder, project)
        const names = await namesIn(folder)
        const held = names.filter((_, i) => firstOf(names[i + 1]) <= heldTo + 1)
        for (const name of held) await rm(join(folder, name), { force: true })
        return ok(null)
      }),
    )
  }

  /** All lines that are kept, the oldest file first. */
  read(project: GrantId): Promise<Result<{ lines: readonly string[] }>> {
    return this.#inTurn(() =>
      attempt<Result<{ lines: readonly string[] }>>('read', async () => {
        const folder = join(this.#folder, project)
        const lines: string[] = []
        for (const name of await namesIn(folder)) {
          const parts = (await readFile(join(folder, name), 'utf8')).split('\n')
          // What stands after the last line end was not written whole.
          for (const line of parts.slice(0, -1)) lines.push(line)
        }
        return ok({ lines })
      }),
    )
  }

  settled(): Promise<unknown> {
    return this.#turn
  }

  async #begin(project: GrantId, seq: number): Promise<string> {
    const folder = join(this.#folder, project)
    await mkdir(folder, { recursive: true })
    const name = `${String(seq).padStart(16, '0')}.jsonl`
    // Changes of these numbers belong to a past that was left for an older snapshot.
    const stale = (await namesIn(folder)).filter((each) => each >= name)
    for (const each of stale) await rm(join(folder, each), { force: true })
    const path = join(folder, name)
    this.#open.set(project, path)
    return path
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}

/** Sorted by the number of their first change. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => NAME.test(name)).sort()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** The number of a file's first change; none follows the last file. */
function firstOf(name: string | undefined): number {
  return name === undefined ? Infinity : Number(NAME.exec(name)?.[1])
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw error
  }
}
