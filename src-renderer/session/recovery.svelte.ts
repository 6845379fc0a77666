import type { SnapshotEntry } from '../../src-main/ipc/contract.ts'
import { beginBeside } from '../store/opening.ts'
import type { SnapshotCounts } from '../store/snapshot-format.ts'
import type { VerifiedSnapshot } from '../store/snapshot-read.ts'
import { KeptChanges, makeAgain, type LaterChanges } from './change-log.ts'
import { HostFailure, type Host } from './host.ts'
import { Restoring, type RestoreFault } from './restoring.svelte.ts'
import { proveSnapshot } from './snapshot-files.ts'

/** The newest snapshot that is good, after so many newer ones that are not, and what was changed after it. */
interface Found {
  readonly kind: 'found'
  /** Null when there is none and all changes since the project began are kept. */
  readonly from: { readonly snapshot: SnapshotEntry; readonly counts: SnapshotCounts } | null
  readonly later: LaterChanges
  readonly bad: number
}

export type RecoveryState =
  | { readonly kind: 'searching' }
  | Found
  | { readonly kind: 'none'; readonly bad: number }
  | { readonly kind: 'restoring'; readonly restoring: Restoring }
  | { readonly kind: 'beginning' }
  | { readonly kind: 'failed'; readonly code: RestoreFault | 'not-begun' }

/** The way back for a project that cannot be opened: the newest snapshot that proves good. */
export class Recovery {
  readonly #host: Host
  readonly #project: string
  #state = $state.raw<RecoveryState>({ kind: 'searching' })

  constructor(host: Host, project: string) {
    this.#host = host
    this.#project = project
  }

  get state(): RecoveryState {
    return this.#state
  }

  /**
   * The newest good snapshot counts, unless changes are kept that were made later and follow an older one: it was put
   * back before they were made.
   */
  async search(): Promise<void> {
    const kept = await KeptChanges.of(this.#host, this.#project)
    let best: Found | null = null
    let bad = 0
    for (const snapshot of await this.#listed()) {
      if (best && !(kept.isAnySince(endOf(best)) && kept.mayFollow(snapshot.seq))) continue
      const proved = await this.#proved(snapshot)
      if (!proved) {
        if (!best) bad++
        continue
      }
      const { head, counts, newest } = proved
      const later = kept.after({ seq: head.seq, at: newest })
      const found: Found = { kind: 'found', from: { snapshot, counts }, later, bad }
      if (!best || endOf(found) > endOf(best)) best = found
    }
    this.#state = best ?? fromTheBeginning(kept, bad)
  }

  /** Asks for the folder with the copies, and looks there too. */
  async searchSecond(): Promise<void> {
    try {
      const picked = await this.#host.ask('snapshot.second-folder', { project: this.#project, choice: 'pick' })
      if (!picked) return
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.#state = { kind: 'failed', code: 'unreachable' }
      return
    }
    this.#state = { kind: 'searching' }
    await this.search()
  }

  /**
   * Puts what was found in the project's place: the snapshot, then what was changed after it. Answers how many of those
   * changes were made again; null when nothing was restored.
   */
  async restore(now: number): Promise<{ readonly again: number; readonly of: number } | null> {
    if (this.#state.kind !== 'found') return null
    const found = this.#state
    const { from } = found
    const { changes, beyond } = found.later
    const begun = from ? await this.#putBack(from.snapshot, found, now) : (await this.#beginBeside(now)) !== null
    if (!begun) return null
    const again = changes.length > 0 ? await makeAgain(this.#project, changes, { now }) : 0
    if (again > 0) await this.#expectNothing()
    return { again, of: changes.length + beyond }
  }

  async #putBack(snapshot: SnapshotEntry, found: Found, now: number): Promise<boolean> {
    const restoring = new Restoring(this.#host, this.#project, snapshot)
    this.#state = { kind: 'restoring', restoring }
    const restored = await restoring.run(now)
    if (restored === 'restored') return true
    this.#state = restored === 'called-off' || restored === null ? found : { kind: 'failed', code: restored }
    return false
  }

  /**
   * Begins the project again without tags. What cannot be read is copied to a place of its own first; answers where
   * that is, or null when it was not begun, which is told.
   */
  beginAgain(now: number): Promise<string | null> {
    return this.#beginBeside(now)
  }

  async #beginBeside(now: number): Promise<string | null> {
    this.#state = { kind: 'beginning' }
    try {
      const { location } = await this.#host.ask('storage.set-aside', null)
      if ((await beginBeside(this.#project, now)) === null) return location
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
    }
    this.#state = { kind: 'failed', code: 'not-begun' }
    return null
  }

  /** The changes may have taken tags away; the next opening counts them. */
  async #expectNothing(): Promise<void> {
    try {
      await this.#host.ask('project.expect', { project: this.#project, spans: null })
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
    }
  }

  async #listed(): Promise<readonly SnapshotEntry[]> {
    try {
      return (await this.#host.ask('snapshot.list', { project: this.#project })).snapshots
    } catch (error) {
      if (error instanceof HostFailure) return []
      throw error
    }
  }

  async #proved({ id }: SnapshotEntry): Promise<VerifiedSnapshot | null> {
    try {
      const proved = await proveSnapshot(this.#host, this.#project, id)
      return 'code' in proved ? null : proved
    } catch (error) {
      if (error instanceof HostFailure) return null
      throw error
    }
  }
}

/** When the last of what was found was made; a snapshot by itself when it was. */
function endOf({ from, later }: Found): number {
  return later.changes.at(-1)?.change.at ?? from?.snapshot.at ?? 0
}

function fromTheBeginning(kept: KeptChanges, bad: number): RecoveryState {
  const later = kept.after({ seq: 0, at: null })
  return later.changes.length > 0 ? { kind: 'found', from: null, later, bad } : { kind: 'none', bad }
}
