import type { ProjectStore } from '../store/project-store.ts'
import type { ProjectContents } from '../store/reading.ts'
import type { Seq } from '../store/rows.ts'
import { ChangeLog } from './change-log.ts'
import { ExpectationKeeper } from './expectation.ts'
import type { Host } from './host.ts'
import { SnapshotKeeper, type SnapshotEvent } from './snapshots.svelte.ts'

export interface SafetyParts {
  readonly host: Host
  readonly store: ProjectStore
  readonly contents: ProjectContents
  readonly now: () => number
  readonly tell: (event: SnapshotEvent) => void
}

/**
 * What stands beside the database of the open project in case it is lost: snapshots, what was changed since, and how
 * much it should hold.
 */
export class Safety {
  readonly snapshots: SnapshotKeeper
  readonly #changes: ChangeLog | null
  readonly #expectation: ExpectationKeeper | null

  constructor({ host, store, contents, now, tell }: SafetyParts) {
    const spans = spansIn(contents)
    this.snapshots = new SnapshotKeeper({ host, store, now, tell })
    this.#changes = store.readOnly ? null : this.#changesOf(host, store, contents.seq)
    this.#expectation = store.readOnly ? null : new ExpectationKeeper(host, store, spans)
    void this.snapshots.start(contents.seq, store.readOnly ? 0 : spans)
  }

  #changesOf(host: Host, store: ProjectStore, seq: Seq): ChangeLog {
    return new ChangeLog({ host, store, seq, leftOut: () => this.snapshots.hurry() })
  }

  /** Before the store is closed, with everything saved. */
  async end(): Promise<void> {
    await Promise.all([this.#changes?.end(), this.#expectation?.end(), this.snapshots.end()])
  }
}

function spansIn({ progress }: ProjectContents): number {
  let spans = 0
  for (const { layers } of progress.values()) for (const layer of Object.values(layers)) spans += layer.spans
  return spans
}
