import { joined } from '../../src-core/annotation/bulk.ts'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import type { Comment, DocumentId, Id, Item, Relation, Span, Stray } from '../../src-core/annotation/records.ts'
import type { DocumentText, Seq } from '../store/rows.ts'
import { journalPages } from './journal-pages.ts'
import { PastTexts, waiting } from './past-texts.ts'
import { textIn } from './tagged-words.ts'
import { commitWhole, mapOf, presentItems, type PastOf } from './way-back.ts'

const TRASH_MS = 90 * 86_400_000
const MOST_TRASH = 500

/** What can be deleted and brought back. */
type Deletable = Span | Relation | Comment

/** Something deleted, as it was. */
export interface Trashed {
  readonly item: Deletable
  /** What the tag covered, the tags that the relation joined, or what the remark said. */
  readonly text: string
  /** What hung on a tag and is gone too. */
  readonly attached: readonly (Relation | Comment)[]
  readonly at: number
  /** It was there right after this commit. */
  readonly seq: Seq
}

/**
 * What was deleted in the last 90 days and is not back, the latest first. What hung on a deleted tag is listed with it
 * and not apart.
 */
export async function readTrash(project: PastOf): Promise<readonly Trashed[]> {
  await project.idle()
  const found = await deletedSince(project, project.now() - TRASH_MS)
  const present = await presentIn(
    project,
    [...found.values()].map(({ item }) => item),
  )
  const waits = strayedIn(present)
  const gone = [...found.values()].filter(({ item }) => !present.has(item.id) && !waits.has(item.id))
  const links = gone.flatMap(({ item }) => (item.kind === 'span' ? [] : [item]))
  const texts = new PastTexts(project)
  const spans = new Map([...present.values(), ...gone.map(({ item }) => item)].map((item) => [item.id, item]))
  const listed = gone.filter(({ item }) => item.kind === 'span' || canStand(item, present))
  return Promise.all(
    listed.map(async ({ item, at, seq }) => ({
      item,
      text: await wordsOf(item, spans, (document) => texts.at(document, seq)),
      attached: item.kind === 'span' ? links.filter((link) => hangsOn(link, item)) : [],
      ...{ at, seq },
    })),
  )
}

/** Tags that wait for a place, and what waits with them: they are not deleted. */
function strayedIn(present: ReadonlyMap<Id, Item>): ReadonlySet<Id> {
  const strays = [...present.values()].flatMap((item) => (item.kind === 'document' ? (item.strays ?? []) : []))
  return new Set(strays.flatMap(({ span, attached }) => [span.id, ...attached.map(({ id }) => id)]))
}

/**
 * Brings deleted things back as they were, in one step; those that are there already stay. Where the text has changed
 * since, they come back on the same words, and wait where that is not certain.
 */
export function bringBack(
  project: PastOf,
  deleted: readonly Pick<Trashed, 'item' | 'attached' | 'seq'>[],
): Promise<boolean> {
  return commitWhole(project, async () => {
    const texts = new PastTexts(project)
    const wanted = new Map<Id, Item>()
    const strays = new Map<DocumentId, Stray[]>()
    const present = await presentIn(
      project,
      deleted.flatMap(({ item, attached }) => [item, ...attached]),
    )
    for (const { item, attached, seq } of deleted) {
      const absent = [item, ...attached].filter(({ id }) => !present.has(id))
      const carried = await texts.carried(item.document, mapOf(absent), seq)
      for (const each of carried.items.values()) wanted.set(each.id, each)
      strays.set(item.document, [...(strays.get(item.document) ?? []), ...carried.strays])
    }
    const missing = [...wanted.values()]
    const then = new Map<Id, Item>([...present, ...missing.map((item) => [item.id, item] as const)])
    const added = missing.filter((item) => item.kind === 'span' || (isDeletable(item) && canStand(item, then)))
    const back = new Set(added.map(({ id }) => id))
    const waits = await Promise.all(
      [...strays].map(async ([document, own]) => waiting(await presentItems(project, document), document, back, own)),
    )
    return joined([{ ...NOTHING, added }, ...waits])
  })
}

/** The latest deletion of each thing since a moment. Clocks jump: only a page that is older throughout ends the search. */
async function deletedSince(project: PastOf, since: number) {
  const found = new Map<Id, { readonly item: Deletable; readonly at: number; readonly seq: Seq }>()
  for await (const page of journalPages(project.store)) {
    if (page.every(({ at }) => at < since)) break
    for (const { seq, at, removed } of page) {
      if (removed === 0 || at < since || found.size >= MOST_TRASH) continue
      const edit = (await project.store.editOf(seq)) ?? NOTHING
      for (const item of edit.removed)
        if (isDeletable(item) && !project.hides(item) && !found.has(item.id))
          found.set(item.id, { item, at, seq: seq - 1 })
    }
  }
  return found
}

function isDeletable(item: Item): item is Deletable {
  return item.kind === 'span' || item.kind === 'relation' || item.kind === 'comment'
}

export function hangsOn(item: Item, span: Span): item is Relation | Comment {
  if (item.kind === 'relation') return item.from === span.id || item.to === span.id
  return item.kind === 'comment' && 'span' in item.target && item.target.span === span.id
}

/** Whether everything that it hangs on is there. */
function canStand(item: Relation | Comment, present: ReadonlyMap<Id, Item>): boolean {
  if (item.kind === 'relation') return present.has(item.from) && present.has(item.to)
  return !('span' in item.target) || present.has(item.target.span)
}

/** What the documents of these things hold now, and those at the far ends of relations. */
async function presentIn(project: PastOf, items: readonly Deletable[]): Promise<ReadonlyMap<Id, Item>> {
  const far = items.flatMap((item) => (item.kind === 'relation' && item.toDocument !== null ? [item.toDocument] : []))
  const documents = new Set([...items.map(({ document }) => document), ...far])
  return new Map([...(await project.store.readMany([...documents])).values()].flatMap((held) => [...held]))
}

async function wordsOf(
  item: Deletable,
  spans: ReadonlyMap<Id, Item>,
  textOf: (document: DocumentId) => Promise<DocumentText | null>,
): Promise<string> {
  if (item.kind === 'comment') return item.body
  const words = async (span: Span): Promise<string> => textIn((await textOf(span.document))?.text ?? '', span)
  if (item.kind === 'span') return words(item)
  const end = (id: Id): Promise<string> => {
    const span = spans.get(id)
    return span?.kind === 'span' ? words(span) : Promise.resolve('…')
  }
  return `${await end(item.from)} → ${await end(item.to)}`
}
