import { isRefusal, type Desk, type Outcome, type Refusal } from '../../src-core/annotation/desk.ts'
import { layerOf } from '../../src-core/annotation/layer-commands.ts'
import { conflictWith, EditConflict, isEmpty, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { recordOf } from '../../src-core/annotation/document-commands.ts'
import {
  compareSpans,
  isLayerItem,
  isSuggester,
  type AnnotatorId,
  type DocumentRecord,
  type Excluded,
  type Item,
  type Layer,
  type Relation,
  type Span,
} from '../../src-core/annotation/records.ts'
import { patchSorted } from '../../src-core/annotation/sorted.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { proposedExclusions, type BoilerplateRules } from '../../src-core/text/boilerplate.ts'
import type { ArticleText, CorpusEntry } from '../../src-main/ipc/contract.ts'
import type { ActionName } from './action-names.ts'

/** What a document needs of its project: who annotates by which schema, and the one write path. */
export interface WritePath {
  readonly annotator: AnnotatorId
  readonly schema: LabelSchema
  readonly readOnly: boolean
  /** What the folder's articles carry around them. */
  readonly rules: BoilerplateRules
  readonly now: () => number
  readonly newId: () => string
  /** Resolves when what was done is on disk, or soon: what only shows it once more leaves it the processors. */
  calm(): Promise<void>
  /** Shows the edit at once in every open document, then makes it durable after the paint. */
  commit(edit: Edit, action: ActionName): void
  refuse(refusal: Refusal): void
}

/** Two sorted lists of spans, and what the one has that the other has not. */
export interface SpanPatch {
  readonly before: readonly Span[]
  readonly after: readonly Span[]
  readonly gone: readonly Span[]
  readonly come: readonly Span[]
}

/**
 * One article on screen: its exact text, the records of all its layers, and the way to change one's own.
 *
 * A document may hold 50,000 spans and a key must paint in the next frame, so the records are changed in place under a
 * version signal and the sorted spans are patched, not sorted again.
 */
export class DocumentSession {
  readonly entry: CorpusEntry
  readonly article: ArticleText
  readonly #path: WritePath
  readonly #items: Map<string, Item>
  readonly #blank: DocumentRecord
  #version = $state(0)
  #spans = $state.raw<readonly Span[]>([])
  #lastPatch: SpanPatch | null = null
  #relations = $state.raw<readonly Relation[]>([])
  #suggested = $state.raw<readonly Span[]>([])

  constructor(path: WritePath, entry: CorpusEntry, article: ArticleText, items: Items) {
    this.#path = path
    this.entry = entry
    this.article = article
    this.#items = new Map(items)
    this.#blank = recordOf(new Map(), entry.id)
    this.#spans = [...items.values()].filter((item) => this.#isMySpan(item)).sort(compareSpans)
    this.#relations = [...items.values()].filter((item) => this.#isMyRelation(item))
    this.#suggested = [...items.values()].filter(isSuggestion).sort(compareSpans)
  }

  get id(): string {
    return this.entry.id
  }

  get text(): string {
    return this.article.text
  }

  /** Every record of the document; read it again after each change, it is the same map. */
  get items(): Items {
    void this.#version
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
  get spans(): readonly Span[] {
    return this.#spans
  }

  /** What programs proposed that came with a dataset, in text order. */
  get suggested(): readonly Span[] {
    return this.#suggested
  }

  /** What the last edit did to {@link spans}, for those who keep an index of them. */
  get lastPatch(): SpanPatch | null {
    return this.#lastPatch
  }

  /** The relations of one's own layer. */
  get relations(): readonly Relation[] {
    return this.#relations
  }

  /** What people decided about the document itself; the same object until they decide something else. */
  readonly record: DocumentRecord = $derived.by(() => {
    const record = recordOf(this.items, this.id)
    return this.items.has(record.id) ? record : this.#blank
  })

  readonly #proposed: readonly Excluded[] = $derived.by(() => proposedExclusions(this.text, this.#path.rules))

  /** The passages that are left out, in order: those that a person decided on, else those that the rules propose. */
  readonly excluded: readonly Excluded[] = $derived(this.record.excluded ?? this.#proposed)

  readonly layer: Layer = $derived.by(() => layerOf(this.desk()))

  /** See {@link WritePath.calm}. */
  calm(): Promise<void> {
    return this.#path.calm()
  }

  /** What commands see now. */
  desk(): Desk {
    const { annotator, schema, now, newId } = this.#path
    const { id: document, items, spans } = this
    return { document, annotator, schema, length: this.text.length, items, spans, now: now(), newId }
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
    if (isEmpty(own)) return
    const conflict = conflictWith(this.#items, own)
    if (conflict) throw new EditConflict(conflict)
    const gone = [...own.removed, ...own.updated.map(([from]) => from)]
    const come = [...own.updated.map(([, to]) => to), ...own.added]
    for (const item of gone) this.#items.delete(item.id)
    for (const item of come) this.#items.set(item.id, item)
    this.#patchSpans(gone.filter(this.#isMySpan), come.filter(this.#isMySpan))
    if (own.removed.concat(come).some(this.#isMyRelation))
      this.#relations = [...this.#items.values()].filter(this.#isMyRelation)
    this.#suggested = patchSorted(this.#suggested, gone.filter(isSuggestion), come.filter(isSuggestion), compareSpans)
    this.#version++
  }

  #patchSpans(gone: readonly Span[], come: readonly Span[]): void {
    const before = this.#spans
    this.#spans = patchSorted(before, gone, come, compareSpans)
    if (this.#spans !== before) this.#lastPatch = { before, after: this.#spans, gone, come }
  }

  readonly #isMyRelation = (item: Item): item is Relation =>
    item.kind === 'relation' && item.annotator === this.#path.annotator

  readonly #isMySpan = (item: Item): item is Span => item.kind === 'span' && item.annotator === this.#path.annotator
}

function isSuggestion(item: Item): item is Span {
  return item.kind === 'span' && isSuggester(item.annotator)
}

function ownPart(edit: Edit, document: string): Edit {
  const mine = (item: Item) => (isLayerItem(item) || item.kind === 'document') && item.document === document
  return {
    added: edit.added.filter(mine),
    updated: edit.updated.filter(([from]) => mine(from)),
    removed: edit.removed.filter(mine),
  }
}
