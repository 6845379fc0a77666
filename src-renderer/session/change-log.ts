import { NOTHING, sizeOf } from '../../src-core/annotation/edit.ts'
import type { DocumentId, EpochMs } from '../../src-core/annotation/records.ts'
import type { Change } from '../store/commit.ts'
import { ProjectStore, type Committed, type OpenOptions } from '../store/project-store.ts'
import type { DocumentText, JournalEntry, Seq } from '../store/rows.ts'
import { inSlices } from '../store/slices.ts'
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
/** More commits than a run can leave behind that was killed. */
const MOST_OWED = 500

function isTooLarge({ edit, texts = [] }: Change): boolean {
  return sizeOf(edit) + texts.length > LARGEST
}

export interface ChangeLogParts {
  readonly host: Host
  readonly store: ProjectStore
  /** The newest commit when the project was opened. */
  readonly seq: Seq
  /** Called when a change could not be kept: what follows it cannot be made again before the next snapshot. */
  readonly leftOut: () => void
}

/** Keeps every commit outside the database too, until snapshots hold it: what was saved survives the database. */
export class ChangeLog {
  readonly #parts: ChangeLogParts
  readonly #stop: () => void
  /** When the newest commit was made. */
  #newest: Promise<EpochMs | null>

  constructor(parts: ChangeLogParts) {
    this.#parts = parts
    this.#newest = this.#catchUp()
    this.#stop = parts.store.onCommitted((committed) => void this.#add(committed))
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

  /** Writes down what the last run committed and was killed before it could: one missing change ends all that follow. */
  async #catchUp(): Promise<EpochMs | null> {
    const { store, seq, leftOut } = this.#parts
    const newest = await newestIn(store, seq + 1)
    if (!newest) return null
    const owed = await this.#owed(newest)
    if (owed === null) leftOut()
    else {
      const told = new Set<DocumentId>()
      for (const [i, entry] of owed.entries()) {
        const after = owed[i - 1]?.at ?? (await newestIn(store, entry.seq))?.at ?? null
        await this.#write({ seq: entry.seq, after, change: await this.#changeOf(entry, told) })
      }
    }
    return newest.at
  }

  /** The commits after the newest snapshot that are not written down, the oldest first; null when they are too many. */
  async #owed(newest: JournalEntry): Promise<JournalEntry[] | null> {
    const { host, store, seq } = this.#parts
    const snapshot = await newestSnapshot(host, store.projectId)
    const isHeld = (entry: JournalEntry) => entry.seq <= snapshot.seq && entry.at <= snapshot.at
    if (isHeld(newest)) return []
    const known = new Set((await loggedIn(host, store.projectId)).map(({ seq, change }) => `${seq} ${change.at}`))
    const owed: JournalEntry[] = []
    for (const entry of await store.history({ limit: MOST_OWED + 1, before: seq + 1 })) {
      if (isHeld(entry) || known.has(`${entry.seq} ${entry.at}`)) return owed.reverse()
      if (entry.added + entry.updated + entry.removed > LARGEST) return null
      owed.push(entry)
    }
    return owed.length > MOST_OWED ? null : owed.reverse()
  }

  /** The texts go with the first change of each document: the commit may have been the one that stored them. */
  async #changeOf({ seq, at, by, action, kind, of, documents }: JournalEntry, told: Set<DocumentId>): Promise<Change> {
    const { store } = this.#parts
    const texts: DocumentText[] = []
    for (const document of documents) {
      if (told.has(document)) continue
      told.add(document)
      const { text } = await store.readDocument(document)
      if (text) texts.push(text)
    }
    return { edit: (await store.editOf(seq)) ?? NOTHING, at, by, action, kind, of, texts }
  }

  async #write(logged: LoggedChange): Promise<void> {
    const kept = !isTooLarge(logged.change) && (await this.#keep(logged.seq, JSON.stringify(logged)))
    if (!kept) this.#parts.leftOut()
  }

  async #keep(seq: Seq, line: string): Promise<boolean> {
    if (line.length > MOST_CHARACTERS) return false
    const { host, store } = this.#parts
    try {
      return (await host.ask('changes.add', { project: store.projectId, seq, line })).kept
    } catch (error) {
      // It stands beside the database, where a full disk is told.
      if (error instanceof HostFailure) return false
      throw error
    }
  }
}

/** What can be made again after a commit. */
export interface LaterChanges {
  readonly changes: readonly LoggedChange[]
  /** How many more were kept that were made after them, with one missing in between. */
  readonly beyond: number
}

/** A commit, and when it was made: null for the beginning of a project. */
export interface Moment {
  readonly seq: Seq
  readonly at: EpochMs | null
}

/** The changes that are kept beside the database of a project. */
export class KeptChanges {
  readonly #bySeq = new Map<Seq, LoggedChange[]>()

  static async of(host: Host, project: string): Promise<KeptChanges> {
    const kept = new KeptChanges()
    for (const logged of await loggedIn(host, project))
      kept.#bySeq.set(logged.seq, [...(kept.#bySeq.get(logged.seq) ?? []), logged])
    return kept
  }

  /** Those that were made after that commit, as far as each follows the one before. */
  after({ seq, at }: Moment): LaterChanges {
    const changes: LoggedChange[] = []
    let before = at
    for (let next = seq + 1; ; next++) {
      // Of a past that was left, and of the one that took its place, the newest that fits counts.
      const fits = this.#bySeq.get(next)?.findLast(({ after }) => after === before)
      if (!fits) return { changes, beyond: this.#beyond(before, next) }
      changes.push(fits)
      before = fits.change.at
    }
  }

  /** Whether one may follow the commit of that number. */
  mayFollow(seq: Seq): boolean {
    return this.#bySeq.has(seq + 1)
  }

  /** Whether one was made after that moment. */
  isAnySince(at: EpochMs): boolean {
    return [...this.#bySeq.values()].some((logged) => logged.some(({ change }) => change.at > at))
  }

  /** Those of a past that was left were made before. */
  #beyond(at: EpochMs | null, from: Seq): number {
    const isBeyond = ([seq, logged]: readonly [Seq, readonly LoggedChange[]]) =>
      seq >= from && logged.some(({ change }) => change.at >= (at ?? -Infinity))
    return [...this.#bySeq].filter(isBeyond).length
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
    let after = (await newestIn(store))?.at ?? null
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

const NONE = { seq: 0, at: 0 }

/** It may be of a past that was left for an older one: then it was made before what took its place. */
async function newestSnapshot(host: Host, project: string): Promise<{ readonly seq: Seq; readonly at: EpochMs }> {
  try {
    return (await host.ask('snapshot.list', { project })).snapshots[0] ?? NONE
  } catch (error) {
    if (error instanceof HostFailure) return NONE
    throw error
  }
}

/** The newest commit, or the newest before that number. */
async function newestIn(store: ProjectStore, before = Infinity): Promise<JournalEntry | undefined> {
  const [newest] = await store.history({ limit: 1, before })
  return newest
}

async function loggedIn(host: Host, project: string): Promise<LoggedChange[]> {
  try {
    const { lines } = await host.ask('changes.read', { project })
    const logged: LoggedChange[] = []
    await inSlices(lines, (line) => logged.push(...parsed(line)))
    return logged
  } catch (error) {
    if (error instanceof HostFailure) return []
    throw error
  }
}

/** None for a line that a crash cut. */
function parsed(line: string): LoggedChange[] {
  try {
    return [JSON.parse(line) as LoggedChange]
  } catch {
    return []
  }
}
