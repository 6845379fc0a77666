import type { DocumentId, Id, Item } from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { inParts, inSlices } from '../store/slices.ts'
import type { ProjectSession } from './project-session.svelte.ts'

const DOCUMENTS_A_LOOK = 100
/** Looking through a million tags of 100,000 documents took over 20 s. */
const MOST_LOOKED_THROUGH = 2000

/**
 * Records of all documents but some whose ids the entries have too. Ids that Postil draws never meet, and of
 * imported ones hardly any in two documents: a large project is not looked through for them at each opening of a bundle,
 * and the doctor mends them.
 */
export async function takenElsewhere(
  project: Pick<ProjectSession, 'progress' | 'store'>,
  entries: readonly DatasetEntry[],
  but: { readonly has: (document: DocumentId) => boolean },
  signal: AbortSignal,
): Promise<Item[]> {
  const wanted = new Set(entries.flatMap(idsOf))
  const others = [...project.progress.documents.keys()].filter((document) => !but.has(document))
  const found: Item[] = []
  if (others.length > MOST_LOOKED_THROUGH) return found
  for (const part of inParts(others, DOCUMENTS_A_LOOK)) {
    signal.throwIfAborted()
    const layers = await project.store.readMany(part)
    await inSlices(layers.values(), (items) => {
      for (const item of items.values()) if (wanted.has(item.id)) found.push(item)
    })
  }
  return found
}

function idsOf({ spans, relations, decisions, comments }: DatasetEntry): Id[] {
  return [...spans, ...relations, ...decisions, ...(comments ?? [])].map(({ id }) => id)
}
