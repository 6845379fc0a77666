import { joined } from '../../src-core/annotation/bulk.ts'
import { isRefusal } from '../../src-core/annotation/desk.ts'
import { entitiesOf, renameEntity } from '../../src-core/annotation/entities.ts'
import { compareSpans, spanText, type DocumentId, type Id, type Span } from '../../src-core/annotation/records.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** A tag of a document that need not be on screen, with the words that it covers. */
export interface TagElsewhere {
  readonly span: Span
  readonly text: string
}

/** One's own tags of a document in text order; none when its text is not stored. */
export async function tagsOf(project: ProjectSession, document: DocumentId): Promise<readonly TagElsewhere[]> {
  await project.idle()
  const [layers, text] = await Promise.all([project.store.readMany([document]), project.storedText(document)])
  if (text === null) return []
  return [...(layers.get(document)?.values() ?? [])]
    .filter((item): item is Span => item.kind === 'span' && item.annotator === project.annotator)
    .sort(compareSpans)
    .map((span) => ({ span, text: spanText(span, text) }))
}

/** One's own tags that name an entity, document by document. */
export async function mentionsOf(project: ProjectSession, entity: Id): Promise<readonly TagElsewhere[]> {
  const found: TagElsewhere[] = []
  for (const document of project.learning.entities.documentsOf(entity)) {
    const here = await tagsOf(project, document)
    found.push(...here.filter(({ span }) => entitiesOf(span, project.schema).includes(entity)))
  }
  return found
}

/**
 * Renames an entity in all of one's tags, as one edit and so one undo step; a name in use merges the two, null takes it
 * away. Gives how many tags it changed.
 */
export async function renameEverywhere(project: ProjectSession, from: Id, to: Id | null): Promise<number> {
  for (;;) {
    await project.idle()
    const { revision, annotator, schema, newId } = project
    const now = project.now()
    const documents = project.learning.entities.documentsOf(from)
    const layers = await project.store.readMany(documents)
    if (project.revision !== revision) continue
    const edits = documents.flatMap((document) => {
      const items = layers.get(document) ?? new Map()
      const outcome = renameEntity({ document, annotator, schema, length: 0, items, now, newId }, from, to)
      return isRefusal(outcome) ? [] : [outcome]
    })
    if (edits.length) project.commit(joined(edits), 'set-entity')
    return edits.reduce((sum, { updated }) => sum + updated.length, 0)
  }
}
