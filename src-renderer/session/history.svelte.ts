import { joined } from '../../src-core/annotation/bulk.ts'
import { difference, isEmpty, NOTHING, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  compareSpans,
  isLayerItem,
  type Comment,
  type DocumentId,
  type Id,
  type Item,
  type Relation,
  type Span,
} from '../../src-core/annotation/records.ts'
import type { JournalEntry, Seq } from '../store/rows.ts'
import type { ActionName } from './action-names.ts'
import { deedFacts, type DeedFacts } from './deed-facts.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { textIn, textOf } from './tagged-words.ts'

const PAGE = 100
const TRASH_MS = 90 * 86_400_000
const MOST_TRASH = 500
const MOST_CHANGES = 50
/** Rows whose deeds are found out together, about as many as are seen at once. */
const NAMED_TOGETHER = 12
const LARGEST_NAMED = 5000
/** What gives a document another text, in which older offsets mean other words. */
const MOVING: ActionName = 'reanchor'

/** A tag as it was, and what it said. */
export interface PastTag {
  readonly span: Span
  readonly text: string
  /** It is there now, changed or not. */
  readonly present: boolean
}

/** A tag before and after a commit; null where there was or is none. */
export interface TagChange {
  readonly from: Span | null
  readonly to: Span | null
  /** What it covered before, and covers after; null where there is no tag. */
  readonly textFrom: string | null
  readonly textTo: string | null
}

/** The state of a document right after a commit. */
export interface PastDocument {
  readonly seq: Seq
  readonly tags: readonly PastTag[]
}

/** What the ways back need of an open project. */
export type PastOf = Pick<ProjectSession, 'idle' | 'store' | 'now' | 'revision' | 'commit' | 'progress' | 'hides'>

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
}

/** What happened in a project or in one of its documents, and the ways back. */
export class HistoryDesk {
  readonly #project: PastOf
  readonly document: DocumentId | null
  #entries = $state.raw<readonly JournalEntry[]>([])
  #more = $state(true)
  #past = $state.raw<PastDocument | null>(null)
  #changes = $state.raw<readonly TagChange[]>([])
  #selected = $state<Seq | null>(null)
  #facts = $state.raw<ReadonlyMap<Seq, DeedFacts>>(new Map())
  #closed = false

  /** `document` null: of the whole project. */
  constructor(project: PastOf, document: DocumentId | null) {
    this.#project = project
    this.document = document
  }

  /** The newest first, as far as they were asked for. */
  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  /** What each commit was about, as far as it was found out; the newest come first. */
  get facts(): ReadonlyMap<Seq, DeedFacts> {
    return this.#facts
  }

  get more(): boolean {
    return this.#more
  }

  get selected(): Seq | null {
    return this.#selected
  }

  /** The document right after the selected commit; null for the project, and until it is read. */
  get past(): PastDocument | null {
    return this.#past
  }

  /** What the selected commit did to tags; the first of many. */
  get changes(): readonly TagChange[] {
    return this.#changes
  }

  async load(): Promise<void> {
    await this.#project.idle()
    const before = this.#entries.at(-1)?.seq
    const page = await this.#project.store.history({
      limit: PAGE,
      ...(this.document === null ? {} : { document: this.document }),
      ...(before === undefined ? {} : { before }),
    })
    this.#entries = [...this.#entries, ...page]
    this.#more = page.length === PAGE
    await this.#name(page)
  }

  /** Nobody looks any more: nothing further is found out. */
  close(): void {
    this.#closed = true
  }

  async #name(page: readonly JournalEntry[]): Promise<void> {
    for (let from = 0; from < page.length && !this.#closed; from += NAMED_TOGETHER) {
      const texts = remembered((document) => textOf(this.#project, document))
      const found = page.slice(from, from + NAMED_TOGETHER).map((entry) => this.#factsOf(entry, texts))
      this.#facts = new Map([...this.#facts, ...(await Promise.all(found)).filter((each) => each !== null)])
    }
  }

  /** A very large edit is named by its kind alone: reading it would take longer than anybody looks at the row. */
  async #factsOf(
    { seq, action, documents, added, updated, removed }: JournalEntry,
    texts: (document: DocumentId) => Promise<string>,
  ): Promise<readonly [Seq, DeedFacts] | null> {
    if (added + updated + removed > LARGEST_NAMED) return null
    const edit = await this.#project.store.editOf(seq)
    if (!edit) return null
    const unknown = () => Promise.resolve('')
    return [seq, await deedFacts(this.#project, action, edit, this.#movedSince(seq, documents) ? unknown : texts)]
  }

  #movedSince(seq: Seq, documents: readonly DocumentId[]): boolean {
    return this.#entries.some(
      (entry) =>
        entry.seq > seq && entry.action === MOVING && entry.documents.some((document) => documents.includes(document)),
    )
  }

  async select(seq: Seq): Promise<void> {
    this.#selected = seq
    this.#past = null
    this.#changes = []
    const changes = await changesOf(this.#project, seq)
    if (this.#selected !== seq) return
    this.#changes = changes
    if (this.document === null) return
    const then = await this.#project.store.documentAt(this.document, seq)
    const now = await presentItems(this.#project, this.document)
    const text = await textOf(this.#project, this.document)
    const spans = [...then.values()]
      .filter((item): item is Span => item.kind === 'span' && !this.#project.hides(item))
      .sort(compareSpans)
    if (this.#selected !== seq) return
    this.#past = { seq, tags: spans.map((span) => ({ span, text: textIn(text, span), present: now.has(span.id) })) }
  }

  /** Puts the document, or the whole project, back to the selected moment; answers whether anything was to change. */
  restore(): Promise<boolean> {
    const seq = this.#selected
    if (seq === null) return Promise.resolve(false)
    return commitWhole(this.#project, async () => {
      const documents = this.document === null ? await touchedSince(this.#project, seq) : [this.document]
      const edits: Edit[] = []
      for (const document of documents) edits.push(await wayBack(this.#project, document, seq))
      return joined(edits)
    })
  }

  /** Brings one tag of the selected moment back, as it was, with the relations and remarks that it had then. */
  async restoreTag(span: Span): Promise<void> {
    const seq = this.#selected
    if (seq === null) return
    const then = await this.#project.store.documentAt(span.document, seq)
    await bringBack(this.#project, [{ item: span, attached: [...then.values()].filter((item) => hangsOn(item, span)) }])
    if (this.#selected !== null) await this.select(this.#selected)
  }
}

/** Asks once for each. */
function remembered<Value>(find: (id: DocumentId) => Promise<Value>): (id: DocumentId) => Promise<Value> {
  const found = new Map<DocumentId, Promise<Value>>()
  return (id) => {
    const value = found.get(id) ?? find(id)
    found.set(id, value)
    return value
  }
}

/** What a commit did to tags, from and to, in the order in which it did it. */
async function changesOf(project: PastOf, seq: Seq): Promise<readonly TagChange[]> {
  const { added, updated, removed } = (await project.store.editOf(seq)) ?? NOTHING
  const pairs = [...removed.map((from) => [from, null] as const), ...updated, ...added.map((to) => [null, to] as const)]
  const tags = pairs.flatMap(([from, to]) => {
    const pair = { from: from?.kind === 'span' ? from : null, to: to?.kind === 'span' ? to : null }
    const tag = pair.to ?? pair.from
    return tag && !project.hides(tag) ? [pair] : []
  })
  const shown = tags.slice(0, MOST_CHANGES)
  const texts = await textsOf(
    project,
    shown.flatMap(({ from, to }) => [from, to].flatMap((span) => span?.document ?? [])),
  )
  const words = (span: Span | null) => span && textIn(texts.get(span.document) ?? '', span)
  return shown.map(({ from, to }) => ({ from, to, textFrom: words(from), textTo: words(to) }))
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
  const gone = [...found.values()].filter(({ item }) => !present.has(item.id))
  const links = gone.flatMap(({ item }) => (item.kind === 'span' ? [] : [item]))
  const texts = await textsOf(
    project,
    gone.map(({ item }) => item.document),
  )
  const spans = new Map([...present.values(), ...gone.map(({ item }) => item)].map((item) => [item.id, item]))
  return gone
    .filter(({ item }) => item.kind === 'span' || canStand(item, present))
    .map(({ item, at }) => ({
      item,
      text: wordsOf(item, spans, texts),
      attached: item.kind === 'span' ? links.filter((link) => hangsOn(link, item)) : [],
      at,
    }))
}

/** Brings deleted things back as they were, in one step; those that are there already stay. */
export function bringBack(project: PastOf, deleted: readonly Pick<Trashed, 'item' | 'attached'>[]): Promise<boolean> {
  return commitWhole(project, async () => {
    const wanted = new Map<Id, Deletable>()
    for (const { item, attached } of deleted) for (const each of [item, ...attached]) wanted.set(each.id, each)
    const present = await presentIn(project, [...wanted.values()])
    const missing = [...wanted.values()].filter(({ id }) => !present.has(id))
    const then = new Map<Id, Item>([...present, ...missing.map((item) => [item.id, item] as const)])
    return { ...NOTHING, added: missing.filter((item) => item.kind === 'span' || canStand(item, then)) }
  })
}

/** The latest deletion of each thing since a moment. Clocks jump: only a page that is older throughout ends the search. */
async function deletedSince(project: PastOf, since: number) {
  const found = new Map<Id, { readonly item: Deletable; readonly at: number }>()
  for await (const page of pagesOf(project)) {
    if (page.every(({ at }) => at < since)) break
    for (const { seq, at, removed } of page) {
      if (removed === 0 || at < since || found.size >= MOST_TRASH) continue
      const edit = (await project.store.editOf(seq)) ?? NOTHING
      for (const item of edit.removed)
        if (isDeletable(item) && !project.hides(item) && !found.has(item.id)) found.set(item.id, { item, at })
    }
  }
  return found
}

function isDeletable(item: Item): item is Deletable {
  return item.kind === 'span' || item.kind === 'relation' || item.kind === 'comment'
}

function hangsOn(item: Item, span: Span): item is Relation | Comment {
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

async function textsOf(project: PastOf, documents: readonly DocumentId[]): Promise<Map<DocumentId, string>> {
  const texts = new Map<DocumentId, string>()
  for (const document of new Set(documents)) texts.set(document, await textOf(project, document))
  return texts
}

function wordsOf(item: Deletable, spans: ReadonlyMap<Id, Item>, texts: ReadonlyMap<DocumentId, string>): string {
  if (item.kind === 'comment') return item.body
  if (item.kind === 'span') return textIn(texts.get(item.document) ?? '', item)
  const end = (id: Id): string => {
    const span = spans.get(id)
    return span?.kind === 'span' ? textIn(texts.get(span.document) ?? '', span) : '…'
  }
  return `${end(item.from)} → ${end(item.to)}`
}

/** Commits an edit that takes time to find as one step, found anew if something was changed meanwhile. */
async function commitWhole(project: PastOf, find: () => Promise<Edit>): Promise<boolean> {
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

/** From what a document holds to what it held right after that commit; the layers, not the file's own data. */
async function wayBack(project: PastOf, document: DocumentId, seq: Seq): Promise<Edit> {
  const layers = (items: Items) => new Map([...items].filter((each): each is [string, Item] => isLayerItem(each[1])))
  const now = await presentItems(project, document)
  return difference(layers(now), layers(await project.store.documentAt(document, seq)))
}

async function presentItems(project: PastOf, document: DocumentId): Promise<Items> {
  return (await project.store.readMany([document])).get(document) ?? new Map()
}

async function touchedSince(project: PastOf, seq: Seq): Promise<DocumentId[]> {
  const documents = new Set<DocumentId>()
  for await (const page of pagesOf(project)) {
    for (const entry of page) if (entry.seq > seq) for (const document of entry.documents) documents.add(document)
    if (page.some((entry) => entry.seq <= seq)) break
  }
  return [...documents]
}

/** The journal by the page, the newest first. */
async function* pagesOf(project: PastOf): AsyncGenerator<readonly JournalEntry[]> {
  for (let before: Seq | undefined; ;) {
    const page = await project.store.history({ limit: PAGE, ...(before === undefined ? {} : { before }) })
    if (page.length > 0) yield page
    before = page.at(-1)?.seq
    if (page.length < PAGE) return
  }
}
