import { joined } from '../../src-core/annotation/bulk.ts'
import { difference, isEmpty, NOTHING, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { isLayerItem, type DocumentId, type Item, type Span } from '../../src-core/annotation/records.ts'
import { sameValue } from '../../src-core/values.ts'
import type { Seq } from '../store/rows.ts'
import { journalPages } from './journal-pages.ts'
import { PastTexts, waiting } from './past-texts.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** What the ways back need of an open project. */
export type PastOf = Pick<ProjectSession, 'idle' | 'store' | 'now' | 'revision' | 'commit' | 'progress' | 'hides'>

/** Commits an edit that takes time to find as one step, found anew if something was changed meanwhile. */
export async function commitWhole(project: PastOf, find: () => Promise<Edit>): Promise<boolean> {
  for (;;) {
    await project.idle()
    const { revision } = project
    const edit = await find()
    if (project.revision !== revision) continue
    project.commit(edit, 'restore')
    await project.idle()
    return !isEmpty(edit)
  }
}

/** Puts documents back to what they held right after a commit, or, without one, all that were touched since. */
export function putBack(project: PastOf, document: DocumentId | null, seq: Seq): Promise<boolean> {
  return commitWhole(project, async () => {
    const documents = document === null ? await touchedSince(project, seq) : [document]
    const edits: Edit[] = []
    for (const each of documents) edits.push(await wayBack(project, each, seq))
    return joined(edits)
  })
}

/** Gives a tag that is there the content that it had right after that commit. */
export function changeBack(project: PastOf, span: Span, seq: Seq): Promise<boolean> {
  return commitWhole(project, async () => {
    const present = (await presentItems(project, span.document)).get(span.id)
    const carried = await new PastTexts(project).carried(span.document, mapOf([span]), seq)
    const past = carried.items.get(span.id)
    return present && past && !saysTheSame(past, present) ? { ...NOTHING, updated: [[present, past]] } : NOTHING
  })
}

/** Whether two states of a tag differ in nothing but their time. */
export function saysTheSame(a: Item, b: Item): boolean {
  return a.kind === 'span' && b.kind === 'span' && sameValue({ ...a, updated: 0 }, { ...b, updated: 0 })
}

/**
 * From what a document holds to what it held right after that commit; the layers, not the file's own data. On another
 * text than that of then tags come back on the same words, or wait.
 */
async function wayBack(project: PastOf, document: DocumentId, seq: Seq): Promise<Edit> {
  const now = await presentItems(project, document)
  const then = layersOf(await project.store.documentAt(document, seq))
  const { items, strays } = await new PastTexts(project).carried(document, then, seq)
  return joined([difference(layersOf(now), items), waiting(now, document, new Set(items.keys()), strays)])
}

export function layersOf(items: Items): Items {
  return new Map([...items].filter(([, item]) => isLayerItem(item)))
}

export async function presentItems(project: PastOf, document: DocumentId): Promise<Items> {
  return (await project.store.readMany([document])).get(document) ?? new Map()
}

async function touchedSince(project: PastOf, seq: Seq): Promise<DocumentId[]> {
  const documents = new Set<DocumentId>()
  for await (const page of journalPages(project.store)) {
    for (const entry of page) if (entry.seq > seq) for (const document of entry.documents) documents.add(document)
    if (page.some((entry) => entry.seq <= seq)) break
  }
  return [...documents]
}

export function mapOf(items: readonly Item[]): Items {
  return new Map(items.map((item) => [item.id, item]))
}
