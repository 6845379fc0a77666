import { touched, type Edit } from '../../src-core/annotation/edit.ts'
import type { AnnotatorId, DocumentId, Item, Span } from '../../src-core/annotation/records.ts'
import type { DocumentLayers } from '../store/streaming.ts'
import { Lexicon, type LexiconEntry } from './lexicon.ts'

const MOST_STRINGS = 2000

interface Texts {
  /** The text that the tags of a document count in, or null when none is stored. */
  textOf(document: DocumentId): Promise<string | null>
}

/**
 * What one's tags in all documents teach: read once when the folder opens, then in step with every edit, whether its
 * documents are on screen or not.
 */
export class Learning {
  readonly lexicon = new Lexicon()
  readonly #annotator: AnnotatorId
  readonly #texts: Texts
  #strings = $state.raw<readonly LexiconEntry[]>([])
  #turn: Promise<void> = Promise.resolve()

  constructor(annotator: AnnotatorId, texts: Texts) {
    this.#annotator = annotator
    this.#texts = texts
  }

  /** The strings that were tagged elsewhere than in the document on screen, about; the most frequent first. */
  get strings(): readonly LexiconEntry[] {
    return this.#strings
  }

  /** Takes into {@link strings} what was tagged in the document that was on screen. */
  refresh(): void {
    this.#strings = this.lexicon.top(MOST_STRINGS)
  }

  /** Counts the tags of earlier sessions; it may take its time. */
  async learn(layers: AsyncIterable<DocumentLayers>, signal: AbortSignal): Promise<void> {
    for await (const { document, items } of layers) {
      if (signal.aborted) return
      const text = await this.#texts.textOf(document)
      if (text === null) continue
      for (const item of items.values()) if (this.#isOwn(item)) this.lexicon.count(item, text, 1)
    }
    this.refresh()
  }

  /**
   * Follows an edit. `texts` holds those of the document on screen and of documents that are tagged for the first time;
   * null for a document whose text has changed with the edit, of which nothing is learned now. Other texts are fetched.
   */
  follow(edit: Edit, open: DocumentId | null, texts: ReadonlyMap<DocumentId, string | null>): void {
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
      const text = texts.get(document) ?? (await this.#texts.textOf(document))
      if (text !== null) this.#count(edit, document, text)
    }
    this.refresh()
  }

  #count(edit: Edit, document: DocumentId, text: string): void {
    const here = (item: Item): item is Span => this.#isOwn(item) && item.document === document
    const gone = [...edit.removed, ...edit.updated.map(([from]) => from)]
    const come = [...edit.added, ...edit.updated.map(([, to]) => to)]
    for (const item of gone) if (here(item)) this.lexicon.count(item, text, -1)
    for (const item of come) if (here(item)) this.lexicon.count(item, text, 1)
  }

  #isOwn(item: Item): item is Span {
    return item.kind === 'span' && item.annotator === this.#annotator
  }
}
