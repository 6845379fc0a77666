import { spanText, type DocumentId, type Id, type Relation, type Span } from '../../src-core/annotation/records.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** How many tags that may be seen carry a label, and in how many documents; known without reading them. */
export function usageOf(project: ProjectSession, label: Id): { readonly tags: number; readonly documents: number } {
  let [tags, documents] = [0, 0]
  for (const [document, { layers }] of project.progress.documents) {
    const seen = Object.entries(layers).filter(([annotator]) => !project.assignments.hidesLayer(document, annotator))
    const here = seen.reduce((sum, [, { counts }]) => sum + (counts[label] ?? 0), 0)
    tags += here
    documents += Number(here > 0)
  }
  return { tags, documents }
}

/** Whether any tag at all carries a label, seen or not. */
export function isUsed(project: ProjectSession, label: Id): boolean {
  return [...project.progress.documents.values()].some(({ layers }) =>
    Object.values(layers).some(({ counts }) => (counts[label] ?? 0) > 0),
  )
}

const DOCUMENTS_A_STEP = 200

/** Every span of the labels, and every relation if they are wanted, of all layers of all documents. */
export async function carriersOf(
  project: ProjectSession,
  labels: readonly Id[],
  relations: boolean,
): Promise<(Span | Relation)[]> {
  await project.idle()
  const wanted = new Set(labels)
  const documents = [...project.progress.documents].flatMap(([id, { layers }]) => {
    const all = Object.values(layers)
    return relations
      ? all.length > 0
        ? id
        : []
      : all.some(({ counts }) => labels.some((label) => counts[label]))
        ? id
        : []
  })
  const found: (Span | Relation)[] = []
  for (let i = 0; i < documents.length; i += DOCUMENTS_A_STEP) {
    const layers = await project.store.readMany(documents.slice(i, i + DOCUMENTS_A_STEP))
    for (const items of layers.values())
      for (const item of items.values())
        if ((item.kind === 'span' && wanted.has(item.label)) || (relations && item.kind === 'relation'))
          found.push(item)
  }
  return found
}

/** The words that each span covers, by its id, from the stored texts. */
export async function wordsOfSpans(project: ProjectSession, spans: readonly Span[]): Promise<ReadonlyMap<Id, string>> {
  const byDocument = new Map<DocumentId, Span[]>()
  for (const span of spans) byDocument.set(span.document, [...(byDocument.get(span.document) ?? []), span])
  const words = new Map<Id, string>()
  for (const [document, own] of byDocument) {
    const stored = await project.store.readText(document, project.progress.of(document).text ?? '')
    for (const span of own) if (stored) words.set(span.id, spanText(span, stored.text))
  }
  return words
}
