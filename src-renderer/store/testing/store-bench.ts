import type { Span } from '../../../src-core/annotation/records.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { Locks } from '../lock.ts'
import { projectDatabase } from '../database.ts'
import { examine, type Finding } from '../doctor.ts'
import { ProjectStore, type OpenOptions } from '../project-store.ts'
import { writeSnapshot, type Witness } from '../snapshot-write.ts'

/** Locks as the browser's, for Node. */
export function fakeLocks(): Locks {
  const held = new Set<string>()
  return {
    async request(name, _options, callback) {
      if (held.has(name)) return callback(null)
      held.add(name)
      try {
        return await callback({ name })
      } finally {
        // the browser gives a lock back later than the holder lets go of it
        await new Promise((resolve) => setTimeout(resolve))
        held.delete(name)
      }
    },
  }
}

const LOCKS = fakeLocks()

/** Opens a project that must open. */
export async function openStore(projectId: string, options: Partial<OpenOptions> = {}): Promise<ProjectStore> {
  const result = await ProjectStore.open(projectId, { now: 1, locks: LOCKS, ...options })
  if (!result.ok) throw new Error(`Not opened: ${JSON.stringify(result.problem)}`)
  return result.store
}

/** The bytes of a snapshot of an open project, read beside it as the product's thread does. */
export async function* snapshotOf(
  store: ProjectStore,
  at: number,
  witness: Witness = 'counts',
): AsyncGenerator<Uint8Array> {
  const db = projectDatabase(store.database)
  await db.dexie.open()
  yield* writeSnapshot(db, store.projectId, at, witness)
  db.dexie.close()
}

/** What the doctor finds in an open project. */
export async function findingsIn(store: ProjectStore): Promise<Finding[]> {
  const db = projectDatabase(store.database)
  await db.dexie.open()
  const findings = await examine(db)
  db.dexie.close()
  return findings
}

export function span(document: string, annotator: string, id: string, range: Range, label = 'person'): Span {
  const written = { created: 1, updated: 1, origin: 'manual' as const }
  return {
    kind: 'span',
    id,
    document,
    annotator,
    ranges: [range],
    label,
    attributes: {},
    entity: null,
    note: null,
    ...written,
  }
}
