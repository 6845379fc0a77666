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
  type Stray,
} from '../../src-core/annotation/records.ts'
import { sameValue } from '../../src-core/values.ts'
import type { DocumentText, JournalEntry, Seq } from '../store/rows.ts'
import { deedFacts, type DeedFacts } from './deed-facts.ts'
import { PastTexts, waiting } from './past-texts.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { textIn } from './tagged-words.ts'

const PAGE = 100
const TRASH_MS = 90 * 86_400_000
const MOST_TRASH = 500
const MOST_CHANGES = 50
/** Rows whose deeds are found out together, about as many as are seen at once. */
const NAMED_TOGETHER = 12
const LARGEST_NAMED = 5000

/** A tag as it was, and what it said. */
export interface PastTag {
  readonly span: Span
  readonly text: string
  /** What became of it; a tag that only moved with its text is the same. */
  readonly fate: 'same' | 'changed' | 'gone'
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
  /** It was there right after this commit. */
  readonly seq: Seq
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
    const texts = new PastTexts(this.#project)
    for (let from = 0; from < page.length && !this.#closed; from += NAMED_TOGETHER) {
      const found = page.slice(from, from + NAMED_TOGETHER).map((entry) => this.#factsOf(entry, texts))
      this.#facts = new Map([...this.#facts, ...(await Promise.all(found)).filter((each) => each !== null)])
    }
  }

  /** A very large edit is named by its kind alone: reading it would take longer than anybody looks at the row. */
  async #factsOf(
    { seq, action, added, updated, removed }: JournalEntry,
    texts: PastTexts,
  ): Promise<readonly [Seq, DeedFacts] | null> {
    if (added + updated + removed > LARGEST_NAMED) return null
    const edit = await this.#project.store.editOf(seq)
    if (!edit) return null
    const textOf = async (document: DocumentId) => (await texts.at(document, seq))?.text ?? ''
    return [seq, await deedFacts(this.#project, action, edit, textOf)]
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
    const texts = new PastTexts(this.#project)
    const text = (await texts.at(this.document, seq))?.text ?? ''
    const { items: carried } = await texts.carried(this.document, layersOf(then), seq)
    const spans = [...then.values()]
      .filter((item): item is Span => item.kind === 'span' && !this.#project.hides(item))
      .sort(compareSpans)
    if (this.#selected !== seq) return
    const fate = ({ id }: Span): PastTag['fate'] => {
      const present = now.get(id)
      if (!present) return 'gone'
      const past = carried.get(id)
      return past && !saysTheSame(past, present) ? 'changed' : 'same'
    }
    this.#past = { seq, tags: spans.map((span) => ({ span, text: textIn(text, span), fate: fate(span) })) }
  }

  /** Puts the document, or the whole project, back to the selected moment; answers whether anything was to change. */
  async restore(): Promise<boolean> {
    const seq = this.#selected
    if (seq === null) return false
    const changed = await commitWhole(this.#project, async () => {
      const documents = this.document === null ? await touchedSince(this.#project, seq) : [this.document]
      const edits: Edit[] = []
      for (const document of documents) edits.push(await wayBack(this.#project, document, seq))
      return joined(edits)
    })
    await this.#refresh()
    return changed
  }

  /**
   * Brings one tag of the selected moment back, as it was, with the relations and remarks that it had then; one that was
   * changed becomes again what it was.
   */
  async restoreTag(span: Span): Promise<void> {
    const seq = this.#selected
    if (seq === null) return
    const then = await this.#project.store.documentAt(span.document, seq)
    const attached = [...then.values()].filter((item) => hangsOn(item, span))
    await changeBack(this.#project, span, seq)
    await bringBack(this.#project, [{ item: span, attached, seq }])
    await this.#refresh()
    if (this.#selected !== null) await this.select(this.#selected)
  }

  /** Adds what was committed since to the list. */
  async #refresh(): Promise<void> {
    const newest = this.#entries[0]?.seq ?? 0
    const of = this.document === null ? {} : { document: this.document }
    const page = (await this.#project.store.history({ limit: PAGE, ...of })).filter(({ seq }) => seq > newest)
    this.#entries = [...page, ...this.#entries]
    await this.#name(page)
  }
}

/** Gives a tag that is there the content that it had right after that commit. */
function changeBack(project: PastOf, span: Span, seq: Seq): Promise<boolean> {
  return commitWhole(project, async () => {
    const present = (await presentItems(project, span.document)).get(span.id)
    const carried = await new PastTexts(project).carried(span.document, mapOf([span]), seq)
    const past = carried.items.get(span.id)
    return present && past && !saysTheSame(past, present) ? { ...NOTHING, updated: [[present, past]] } : NOTHING
  })
}

/** Whether two states of a tag differ in nothing but their time. */
function saysTheSame(a: Item, b: Item): boolean {
  return a.kind === 'span' && b.kind === 'span' && sameValue({ ...a, updated: 0 }, { ...b, updated: 0 })
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
  const texts = new PastTexts(project)
  const words = async (span: Span | null, at: Seq) =>
    span && textIn((await texts.at(span.document, at))?.text ?? '', span)
  return Promise.all(
    shown.map(async ({ from, to }) => ({
      from,
      to,
      textFrom: await words(from, seq - 1),
      textTo: await words(to, seq),
    })),
  )
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

function mapOf(items: readonly Item[]): Items {
  return new Map(items.map((item) => [item.id, item]))
}

/** The latest deletion of each thing since a moment. Clocks jump: only a page that is older throughout ends the search. */
async function deletedSince(project: PastOf, since: number) {
  const found = new Map<Id, { readonly item: Deletable; readonly at: number; readonly seq: Seq }>()
  for await (const page of pagesOf(project)) {
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

function layersOf(items: Items): Items {
  return new Map([...items].filter(([, item]) => isLayerItem(item)))
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
