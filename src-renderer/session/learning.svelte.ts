import { touched, type Edit } from '../../src-core/annotation/edit.ts'
import { Lexicon, type LexiconEntry } from '../../src-core/annotation/lexicon.ts'
import {
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type Item,
  type Span,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { Lessons } from '../store/lessons.ts'
import { CrossLinks } from './cross-links.svelte.ts'
import { Entities } from './entities.svelte.ts'

const MOST_STRINGS = 2000

interface Sources {
  readonly annotator: AnnotatorId
  readonly schema: () => LabelSchema
  /** The text that the tags of a document count in, or null when none is stored. */
  textOf(document: DocumentId): Promise<string | null>
  /** Resolves when nobody waits for the storage. */
  quiet(): Promise<void>
}

/**
 * What one's tags in all documents teach: read once when the folder opens, then in step with every edit, whether its
 * documents are on screen or not.
 */
export class Learning {
  readonly lexicon = new Lexicon()
  readonly entities: Entities
  readonly links = new CrossLinks()
  readonly #sources: Sources
  #strings = $state.raw<readonly LexiconEntry[]>([])
  #turn: Promise<void> = Promise.resolve()
  #learned: Promise<void> = Promise.resolve()
  /** What a person waits for meanwhile. */
  #urgent: Promise<unknown> = Promise.resolve()

  constructor(sources: Sources) {
    this.#sources = sources
    this.entities = new Entities(sources.schema)
  }

  /** The strings that were tagged elsewhere than in the document on screen, about; the most frequent first. */
  get strings(): readonly LexiconEntry[] {
    return this.#strings
  }

  /** Takes into {@link strings} what was tagged in the document that was on screen. */
  refresh(): void {
    this.#strings = this.lexicon.top(MOST_STRINGS)
  }

  /** Adds up what the tags of earlier sessions teach; it may take its time. */
  learn(lessons: AsyncIterable<Lessons>): Promise<void> {
    this.#learned = this.#learn(lessons)
    return this.#learned
  }

  /** Reads no further until that is over. */
  async after<T>(work: Promise<T>): Promise<T> {
    this.#urgent = Promise.allSettled([this.#urgent, work])
    return work
  }

  /** Waits until nothing more is read. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#learned, this.#turn])
  }

  async #learn(parts: AsyncIterable<Lessons>): Promise<void> {
    for await (const { strings, entities, relations } of parts) {
      this.lexicon.add(strings)
      this.entities.add(entities)
      this.links.add(relations)
      await this.#sources.quiet()
      await this.#urgent
    }
    this.links.forgetGone()
    this.refresh()
  }

  /**
   * Follows an edit. `texts` holds those of the document on screen and of documents that are tagged for the first time;
   * null for a document whose text has changed with the edit, of which nothing is learned now. Other texts are fetched.
   */
  follow(edit: Edit, open: DocumentId | null, texts: ReadonlyMap<DocumentId, string | null>): void {
    for (const item of goneWith(edit)) this.#countNamed(item, -1)
    for (const item of comeWith(edit)) this.#countNamed(item, 1)
    const documents = new Set(touched(edit).flatMap((item) => (this.#isOwn(item) ? item.document : [])))
    const elsewhere = [...documents].filter((document) => document !== open && texts.get(document) !== null)
    const text = open === null ? null : (texts.get(open) ?? null)
    if (open !== null && text !== null && documents.has(open)) this.#count(edit, open, text)
    if (elsewhere.length) this.#turn = this.#turn.then(() => this.#followElsewhere(edit, elsewhere, texts))
  }

  async #followElsewhere(
    edit: Edit,
    documents: readonly DocumentId[],
    texts: ReadonlyMap<DocumentId, string | null>,
  ): Promise<void> {
    for (const document of documents) {
      const text = texts.get(document) ?? (await this.#sources.textOf(document))
      if (text !== null) this.#count(edit, document, text)
    }
    this.refresh()
  }

  #count(edit: Edit, document: DocumentId, text: string): void {
    const here = (item: Item): item is Span => this.#isOwn(item) && item.document === document
    for (const item of goneWith(edit)) if (here(item)) this.lexicon.count(item, text, -1)
    for (const item of comeWith(edit)) if (here(item)) this.lexicon.count(item, text, 1)
  }

  /** What needs no text: entities, and relations between documents. */
  #countNamed(item: Item, by: 1 | -1): void {
    if (!isLayerItem(item) || item.annotator !== this.#sources.annotator) return
    if (item.kind === 'span') this.entities.count(item, by)
    else if (item.kind === 'relation') this.links.count(item, by)
  }

  #isOwn(item: Item): item is Span {
    return item.kind === 'span' && item.annotator === this.#sources.annotator
  }
}

function goneWith({ removed, updated }: Edit): readonly Item[] {
  return [...removed, ...updated.map(([from]) => from)]
}

function comeWith({ added, updated }: Edit): readonly Item[] {
  return [...added, ...updated.map(([, to]) => to)]
}
