import { NOTHING } from '../../src-core/annotation/edit.ts'
import { compareSpans, type DocumentId, type Span } from '../../src-core/annotation/records.ts'
import type { JournalEntry, Seq } from '../store/rows.ts'
import { deedFacts, type DeedFacts } from './deed-facts.ts'
import { PastTexts } from './past-texts.ts'
import { textIn } from './tagged-words.ts'
import { bringBack, hangsOn } from './trash.ts'
import { changeBack, layersOf, presentItems, putBack, saysTheSame, type PastOf } from './way-back.ts'

const PAGE = 100
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
    const changed = await putBack(this.#project, this.document, seq)
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
