import { isRefusal, layerOf, type Desk, type Outcome, type Refusal } from '../../src-core/annotation/commands.ts'
import { apply, isEmpty, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  compareSpans,
  isLayerItem,
  type AnnotatorId,
  type Item,
  type Layer,
  type Relation,
  type Span,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { ArticleText, CorpusEntry } from '../../src-main/ipc/contract.ts'
import type { ActionName } from './action-names.ts'

/** What a document needs of its project: who annotates by which schema, and the one write path. */
export interface WritePath {
  readonly annotator: AnnotatorId
  readonly schema: LabelSchema
  readonly readOnly: boolean
  readonly now: () => number
  readonly newId: () => string
  /** Shows the edit at once in every open document, then makes it durable after the paint. */
  commit(edit: Edit, action: ActionName): void
  refuse(refusal: Refusal): void
}

/** One article on screen: its exact text, the records of all its layers, and the way to change one's own. */
export class DocumentSession {
  readonly entry: CorpusEntry
  readonly article: ArticleText
  readonly #path: WritePath
  #items = $state.raw<Items>(new Map())

  constructor(path: WritePath, entry: CorpusEntry, article: ArticleText, items: Items) {
    this.#path = path
    this.entry = entry
    this.article = article
    this.#items = items
  }

  get id(): string {
    return this.entry.id
  }

  get text(): string {
    return this.article.text
  }

  get items(): Items {
    return this.#items
  }

  get annotator(): AnnotatorId {
    return this.#path.annotator
  }

  get schema(): LabelSchema {
    return this.#path.schema
  }

  get readOnly(): boolean {
    return this.#path.readOnly
  }

  /** The spans of one's own layer in the order of {@link compareSpans}. */
  readonly spans: readonly Span[] = $derived.by(() =>
    [...this.#items.values()]
      .filter((item): item is Span => item.kind === 'span' && item.annotator === this.#path.annotator)
      .sort(compareSpans),
  )

  readonly relations: readonly Relation[] = $derived.by(() =>
    [...this.#items.values()].filter(
      (item): item is Relation => item.kind === 'relation' && item.annotator === this.#path.annotator,
    ),
  )

  readonly layer: Layer = $derived.by(() => layerOf(this.desk()))

  /** What commands see now. */
  desk(): Desk {
    const { annotator, schema, now, newId } = this.#path
    return { document: this.id, annotator, schema, length: this.text.length, items: this.#items, now: now(), newId }
  }

  /**
   * Runs a command and applies what comes of it: the screen changes at once, the store right after the paint. A
   * refusal is shown and returned. `action` names the deed in the journal, the undo notice and the history.
   */
  run(action: ActionName, command: (desk: Desk) => Outcome): Outcome {
    const outcome = command(this.desk())
    if (isRefusal(outcome)) this.#path.refuse(outcome)
    else if (!isEmpty(outcome)) this.#path.commit(outcome, action)
    return outcome
  }

  /** Takes in the part of an edit that concerns this document; called by the write path only. */
  receive(edit: Edit): void {
    const own = ownPart(edit, this.id)
    if (!isEmpty(own)) this.#items = apply(this.#items, own)
  }
}

function ownPart(edit: Edit, document: string): Edit {
  const mine = (item: Item) => isLayerItem(item) && item.document === document
  return {
    added: edit.added.filter(mine),
    updated: edit.updated.filter(([from]) => mine(from)),
    removed: edit.removed.filter(mine),
  }
}
