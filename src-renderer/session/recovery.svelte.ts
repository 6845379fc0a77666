import type { SnapshotEntry } from '../../src-main/ipc/contract.ts'
import { beginBeside } from '../store/opening.ts'
import type { SnapshotCounts } from '../store/snapshot-format.ts'
import { HostFailure, type Host } from './host.ts'
import { Restoring, type RestoreFault } from './restoring.svelte.ts'
import { proveSnapshot } from './snapshot-files.ts'

export type RecoveryState =
  | { readonly kind: 'searching' }
  /** The newest that is good, after so many newer ones that are not. */
  | { readonly kind: 'found'; readonly snapshot: SnapshotEntry; readonly counts: SnapshotCounts; readonly bad: number }
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

  async search(): Promise<void> {
    let bad = 0
    for (const snapshot of await this.#listed()) {
      const counts = await this.#countsOf(snapshot)
      if (counts) {
        this.#state = { kind: 'found', snapshot, counts, bad }
        return
      }
      bad++
    }
    this.#state = { kind: 'none', bad }
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

  /** Puts the found snapshot in the project's place; answers whether that is done. */
  async restore(now: number): Promise<boolean> {
    if (this.#state.kind !== 'found') return false
    const found = this.#state
    const restoring = new Restoring(this.#host, this.#project, found.snapshot)
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
  async beginAgain(now: number): Promise<string | null> {
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

  async #listed(): Promise<readonly SnapshotEntry[]> {
    try {
      return (await this.#host.ask('snapshot.list', { project: this.#project })).snapshots
    } catch (error) {
      if (error instanceof HostFailure) return []
      throw error
    }
  }

  async #countsOf({ id }: SnapshotEntry): Promise<SnapshotCounts | null> {
    try {
      const proved = await proveSnapshot(this.#host, this.#project, id)
      return 'code' in proved ? null : proved.counts
    } catch (error) {
      if (error instanceof HostFailure) return null
      throw error
    }
  }
}
