import { joined } from '../../src-core/annotation/bulk.ts'
import { difference, isEmpty, NOTHING, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { compareSpans, isLayerItem, type DocumentId, type Item, type Span } from '../../src-core/annotation/records.ts'
import type { JournalEntry, Seq } from '../store/rows.ts'
import type { ProjectSession } from './project-session.svelte.ts'

const PAGE = 100
const TRASH_DAYS = 90
const MOST_TRASH = 500

/** A tag as it was, and what it said. */
export interface PastTag {
  readonly span: Span
  readonly text: string
  /** It is there now, changed or not. */
  readonly present: boolean
}

/** The state of a document right after a commit. */
export interface PastDocument {
  readonly seq: Seq
  readonly tags: readonly PastTag[]
}

export interface Trashed extends PastTag {
  /** The commit that deleted it. */
  readonly seq: Seq
  readonly at: number
  readonly by: string
}

/** What happened in a project or in one of its documents, and the ways back. */
export class HistoryDesk {
  readonly #project: ProjectSession
  readonly document: DocumentId | null
  #entries = $state.raw<readonly JournalEntry[]>([])
  #more = $state(true)
  #past = $state.raw<PastDocument | null>(null)
  #selected = $state<Seq | null>(null)

  /** `document` null: of the whole project. */
  constructor(project: ProjectSession, document: DocumentId | null) {
    this.#project = project
    this.document = document
  }

  /** The newest first, as far as they were asked for. */
  get entries(): readonly JournalEntry[] {
    return this.#entries
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
  }

  async select(seq: Seq): Promise<void> {
    this.#selected = seq
    this.#past = null
    if (this.document === null) return
    const then = await this.#project.store.documentAt(this.document, seq)
    const now = await presentItems(this.#project, this.document)
    const text = await textOf(this.#project, this.document)
    const spans = [...then.values()].filter((item): item is Span => item.kind === 'span').sort(compareSpans)
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

  /** Brings one tag of the selected moment back, as it was. */
  async restoreTag(span: Span): Promise<void> {
    await bringBack(this.#project, [span])
    if (this.#selected !== null) await this.select(this.#selected)
  }
}

/** The tags that were deleted in the last 90 days and are not back, the latest first. */
export async function readTrash(project: ProjectSession): Promise<readonly Trashed[]> {
  await project.idle()
  const since = project.now() - TRASH_DAYS * 86_400_000
  const found = new Map<string, { span: Span; entry: JournalEntry }>()
  for await (const entry of entriesOf(project)) {
    if (entry.at < since || found.size >= MOST_TRASH) break
    if (entry.removed === 0) continue
    const edit = (await project.store.editOf(entry.seq)) ?? NOTHING
    for (const item of edit.removed)
      if (item.kind === 'span' && !found.has(item.id)) found.set(item.id, { span: item, entry })
  }
  const documents = [...new Set([...found.values()].map(({ span }) => span.document))]
  const present = await project.store.readMany(documents)
  const texts = new Map<DocumentId, string>()
  for (const document of documents) texts.set(document, await textOf(project, document))
  return [...found.values()]
    .filter(({ span }) => !present.get(span.document)?.has(span.id))
    .map(({ span, entry: { seq, at, by } }) => ({
      span,
      text: textIn(texts.get(span.document) ?? '', span),
      present: false,
      seq,
      at,
      by,
    }))
}

/** Brings deleted tags back as they were, in one step; those that are there already stay. */
export function bringBack(project: ProjectSession, spans: readonly Span[]): Promise<boolean> {
  return commitWhole(project, async () => {
    const present = await project.store.readMany([...new Set(spans.map(({ document }) => document))])
    const added = spans.filter(({ id, document }) => !present.get(document)?.has(id))
    return { ...NOTHING, added }
  })
}

/** Commits an edit that takes time to find as one step, found anew if something was changed meanwhile. */
async function commitWhole(project: ProjectSession, find: () => Promise<Edit>): Promise<boolean> {
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
async function wayBack(project: ProjectSession, document: DocumentId, seq: Seq): Promise<Edit> {
  const layers = (items: Items) => new Map([...items].filter((each): each is [string, Item] => isLayerItem(each[1])))
  const now = await presentItems(project, document)
  return difference(layers(now), layers(await project.store.documentAt(document, seq)))
}

async function presentItems(project: ProjectSession, document: DocumentId): Promise<Items> {
  return (await project.store.readMany([document])).get(document) ?? new Map()
}

async function touchedSince(project: ProjectSession, seq: Seq): Promise<DocumentId[]> {
  const documents = new Set<DocumentId>()
  for await (const entry of entriesOf(project)) {
    if (entry.seq <= seq) break
    for (const document of entry.documents) documents.add(document)
  }
  return [...documents]
}

async function* entriesOf(project: ProjectSession): AsyncGenerator<JournalEntry> {
  for (let before: Seq | undefined; ;) {
    const page = await project.store.history({ limit: PAGE, ...(before === undefined ? {} : { before }) })
    yield* page
    before = page.at(-1)?.seq
    if (page.length < PAGE) return
  }
}

async function textOf(project: ProjectSession, document: DocumentId): Promise<string> {
  const { text } = project.progress.of(document)
  return text === null ? '' : ((await project.store.readText(document, text))?.text ?? '')
}

function textIn(text: string, span: Span): string {
  return span.ranges.map(([start, end]) => text.slice(start, end)).join(' … ')
}
