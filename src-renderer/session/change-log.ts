import { sizeOf } from '../../src-core/annotation/edit.ts'
import type { EpochMs } from '../../src-core/annotation/records.ts'
import type { Change } from '../store/commit.ts'
import { ProjectStore, type Committed, type OpenOptions } from '../store/project-store.ts'
import type { Seq } from '../store/rows.ts'
import { HostFailure, type Host } from './host.ts'

/** A commit as it is kept outside the database. */
export interface LoggedChange {
  readonly seq: Seq
  /** When the commit before it was made, by which it is told that it follows it; null for the first. */
  readonly after: EpochMs | null
  readonly change: Change
}

/** Larger changes would hold up the window while they are written down; they get a snapshot soon. */
const LARGEST = 2000
const MOST_CHARACTERS = 1024 * 1024

/** Whether a change is left out of the log. */
export function isTooLarge({ edit, texts = [] }: Change): boolean {
  return sizeOf(edit) + texts.length > LARGEST
}

/** Keeps every commit outside the database too, until snapshots hold it: what was saved survives the database. */
export class ChangeLog {
  readonly #host: Host
  readonly #project: string
  readonly #stop: () => void
  /** When the newest commit was made. */
  #newest: Promise<EpochMs | null>

  constructor(host: Host, store: ProjectStore) {
    this.#host = host
    this.#project = store.projectId
    this.#newest = newestOf(store)
    this.#stop = store.onCommitted((committed) => void this.#add(committed))
  }

  /** Resolves when all that was committed is written down. */
  async end(): Promise<void> {
    this.#stop()
    await this.#newest
  }

  async #add({ seq, change }: Committed): Promise<void> {
    const before = this.#newest
    this.#newest = before.then(async (after) => {
      await this.#write({ seq, after, change })
      return change.at
    })
    await this.#newest
  }

  async #write(logged: LoggedChange): Promise<void> {
    if (isTooLarge(logged.change)) return
    const line = JSON.stringify(logged)
    if (line.length > MOST_CHARACTERS) return
    try {
      await this.#host.ask('changes.add', { project: this.#project, seq: logged.seq, line })
    } catch (error) {
      // It stands beside the database, where a full disk is told; the next snapshot holds the change.
      if (!(error instanceof HostFailure)) throw error
    }
  }
}

/** The changes that were made after the commit of that number, as far as each follows the one before. */
export async function laterChanges(host: Host, project: string, seq: Seq): Promise<LoggedChange[]> {
  const known = new Map<Seq, LoggedChange[]>()
  for (const logged of await loggedIn(host, project)) known.set(logged.seq, [...(known.get(logged.seq) ?? []), logged])
  const later: LoggedChange[] = []
  for (let next = seq + 1; ; next++) {
    const before = later.at(-1)
    // Of a past that was left, and of the one that took its place, the newest that fits counts.
    const fits = known.get(next)?.findLast(({ after }) => !before || after === before.change.at)
    if (!fits) return later
    later.push(fits)
  }
}

/** Makes changes again in a project that holds all that went before; answers how many. It must not be open. */
export async function makeAgain(
  project: string,
  changes: readonly LoggedChange[],
  how: Pick<OpenOptions, 'now' | 'locks'>,
): Promise<number> {
  const opened = await ProjectStore.open(project, how)
  if (!opened.ok) return 0
  const { store } = opened
  try {
    let after = await newestOf(store)
    for (const [done, logged] of changes.entries()) {
      const made = logged.after === after && (await store.commit({ ...logged.change, confirmed: true }))
      if (!made || !made.ok || made.seq !== logged.seq) return done
      after = logged.change.at
    }
    return changes.length
  } finally {
    await store.close()
  }
}

async function newestOf(store: ProjectStore): Promise<EpochMs | null> {
  const [newest] = await store.history({ limit: 1 })
  return newest?.at ?? null
}

async function loggedIn(host: Host, project: string): Promise<LoggedChange[]> {
  try {
    const { lines } = await host.ask('changes.read', { project })
    return lines.flatMap((line) => parsed(line) ?? [])
  } catch (error) {
    if (error instanceof HostFailure) return []
    throw error
  }
}

/** Null for a line that a crash cut. */
function parsed(line: string): LoggedChange | null {
  try {
    return JSON.parse(line) as LoggedChange
  } catch {
    return null
  }
}
