import type { Span } from '../../../src-core/annotation/records.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { Locks } from '../lock.ts'
import { ProjectStore, type OpenOptions } from '../project-store.ts'

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
