import { isRefusal, type Desk, type Outcome } from '../../src-core/annotation/desk.ts'
import { isEmpty, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  spanStart,
  type AnnotatorId,
  type AnnotatorRecord,
  type DocumentId,
  type Id,
  type Span,
} from '../../src-core/annotation/records.ts'
import type { Change } from '../../src-core/review/adjudicate.ts'
import { compareLayers, type Comparison } from '../../src-core/review/compare.ts'
import {
  acceptRemark,
  approve,
  comment,
  finishReview,
  fix,
  isOpen,
  reject,
  remarks,
  reply,
  resolve,
  spansOf,
  takeBack,
  threads,
  type CommentTarget,
  type Remark,
  type Thread,
} from '../../src-core/review/review.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type { ActionName } from './action-names.ts'
import { DeskDocument } from './desk-document.svelte.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { ReviewedDocuments, type ReviewedDocument } from './reviewed-documents.svelte.ts'

/** A tag under review, or a passage that people talk about. */
export interface Entry {
  readonly id: Id
  /** Null for a passage. */
  readonly span: Span | null
  readonly ranges: readonly Range[]
  /** What reviewers said of the tag, one's own word among it. */
  readonly remarks: readonly Remark[]
  readonly threads: readonly Thread[]
  /** It waits: for the reviewer's word, or for the answer of the one whose tag it is. */
  readonly waits: boolean
}

/**
 * One layer, tag by tag. Of a colleague's one says what one thinks; of one's own one sees what reviewers said, and takes
 * it over or answers. Nobody writes in another's layer.
 */
export class LayerReview {
  readonly project: ProjectSession
  readonly #shown: DeskDocument
  #whose = $state<AnnotatorId | null>(null)
  readonly #documents: ReviewedDocuments
  #selected = $state<Id | null>(null)
  #all = $state(false)

  constructor(project: ProjectSession, host: Host) {
    this.project = project
    this.#shown = new DeskDocument(project, host)
    this.#documents = new ReviewedDocuments(project, {
      annotators: () => [this.whose],
      least: 1,
      hides: (document) => !this.own && project.assignments.hides(document),
      read: () => this.document ?? project.current?.id ?? null,
      rowOf: (document, items) => this.#rowOf(document, items),
    })
  }

  /** Those whose layers can be gone through; oneself last, for what others said. */
  readonly people: readonly AnnotatorRecord[] = $derived.by(() => {
    const { annotator, people } = this.project
    return [...people.filter(({ id }) => id !== annotator), ...people.filter(({ id }) => id === annotator)]
  })

  readonly whose: AnnotatorId = $derived.by(() => this.#whose ?? this.people[0]?.id ?? this.project.annotator)

  /** One's own layer: what others said is answered, not judged. */
  readonly own: boolean = $derived.by(() => this.whose === this.project.annotator)

  /** The layer alone, as text with lanes shows it. */
  readonly comparison: Comparison | null = $derived.by(() =>
    this.document === null ? null : compareLayers(this.items, this.document, [this.whose]),
  )

  readonly entries: readonly Entry[] = $derived.by(() =>
    this.document === null ? [] : entriesOf(this.items, this.document, this.whose, this.project.annotator),
  )

  readonly queue: readonly Entry[] = $derived.by(() => this.entries.filter(({ waits }) => this.#all || waits))

  readonly selected: Entry | null = $derived.by(() => this.entries.find(({ id }) => id === this.#selected) ?? null)

  get document(): DocumentId | null {
    return this.#shown.id
  }

  get text(): string {
    return this.#shown.text
  }

  get items(): Items {
    return this.#shown.items
  }

  get documents(): readonly ReviewedDocument[] {
    return this.#documents.list
  }

  get loaded(): boolean {
    return this.#documents.loaded
  }

  /** Whether those are listed too that wait for nothing. */
  get all(): boolean {
    return this.#all
  }

  start(): () => void {
    const stop = this.project.onEdit((edit) => this.#receive(edit))
    void this.#load()
    return () => {
      this.#documents.end()
      this.#shown.close()
      stop()
    }
  }

  choose(annotator: AnnotatorId): void {
    this.#whose = annotator
    this.#shown.close()
    this.#documents.clear()
    void this.#load()
  }

  toggleAll(): void {
    this.#all = !this.#all
  }

  async open(document: DocumentId): Promise<void> {
    if (document === this.document || !(await this.#shown.open(document))) return
    this.#selected = this.queue[0]?.id ?? this.entries[0]?.id ?? null
  }

  select(id: Id): void {
    this.#selected = id
  }

  /** The next or previous entry; after the last of a document, the next document with something open. */
  async step(step: 1 | -1): Promise<void> {
    const at = this.queue.findIndex(({ id }) => id === this.#selected)
    const next = at < 0 ? this.queue[step === 1 ? 0 : this.queue.length - 1] : this.queue[at + step]
    if (next) this.#selected = next.id
    else await this.nextDocument(step)
  }

  async nextDocument(step: 1 | -1 = 1): Promise<void> {
    const next = this.#documents.next(this.document, step)
    if (next) await this.open(next.id)
  }

  /** A reviewer finds the tag right; the one whose tag it is takes over what was said of it. */
  accept(): void {
    if (this.own) this.#onSpan('accept-remark', (desk, span) => this.#takeOver(desk, span))
    else this.#onSpan('judge', (desk, span) => approve(desk, span))
  }

  /** A reviewer finds the tag wrong; the one whose tag it is keeps it as it is. */
  refuse(reason: string | null = null): void {
    this.#onSpan('judge', (desk, span) => (this.own ? approve(desk, span, reason) : reject(desk, span, reason)))
  }

  /** A reviewer proposes another tag in its place. */
  propose(change: Change): void {
    if (!this.own) this.#onSpan('judge', (desk, span) => fix(desk, span, change))
  }

  /** Gives a reason for what one said of the selected tag. */
  reason(words: string): void {
    const mine = this.mine
    if (!mine || (mine.decision.reason ?? '') === words) return
    const { decision } = mine
    const next = { ...decision, reason: words === '' ? null : words, updated: this.project.now() }
    this.project.commit({ added: [], updated: [[decision, next]], removed: [] }, 'judge')
  }

  takeBack(): void {
    this.#onSpan('judge', (desk, span) => takeBack(desk, span), false)
  }

  /** What one said of the selected tag oneself. */
  get mine(): Remark | null {
    return this.selected?.remarks.find(({ decision }) => decision.annotator === this.project.annotator) ?? null
  }

  /** Says something about the selected tag or passage, or about other words of the text. */
  comment(words: string, ranges: readonly Range[] | null = null): void {
    const { selected, desk } = this
    if (!desk) return
    const thread = ranges === null ? selected?.threads.find((each) => !each.resolved) : undefined
    const target: CommentTarget | null = ranges ? { ranges } : selected?.span ? { span: selected.span.id } : null
    if (thread) this.#run(reply(desk, thread.root, words), 'comment')
    else if (target) this.#run(comment(desk, target, words), 'comment')
  }

  /** Settles the thread, or opens it again; without one the first of the selected entry. */
  resolve(thread: Thread | undefined = this.selected?.threads[0]): void {
    const { desk } = this
    if (desk && thread) this.#run(resolve(desk, thread, !thread.resolved), 'comment')
  }

  /** A reviewer is through with the document. */
  async finish(): Promise<void> {
    const { desk } = this
    if (!desk || this.project.readOnly) return
    if (!this.own) this.#run(finishReview(desk, this.whose), 'set-state')
    await this.nextDocument()
  }

  get desk(): Desk | null {
    const { document, text, items } = this
    const { schema, newId, annotator } = this.project
    return document === null
      ? null
      : { document, annotator, schema, length: text.length, items, now: this.project.now(), newId }
  }

  /** The newest remark that still asks something is taken over. */
  #takeOver(desk: Desk, span: Span): Outcome {
    const { remarks: said = [] } = this.selected ?? {}
    const remark = said.find((each) => each.decision.annotator !== span.annotator && isOpen(span, each, said))
    return remark ? acceptRemark(desk, span, remark) : { refused: 'unknown-tag' }
  }

  #onSpan(action: ActionName, command: (desk: Desk, span: Span) => Outcome, onward = true): void {
    const { selected, desk, queue } = this
    if (!selected?.span || !desk || this.project.readOnly) return
    const at = queue.findIndex(({ id }) => id === selected.id)
    const next = queue[at + 1] ?? queue[at - 1]
    if (this.#run(command(desk, selected.span), action) && onward && next) this.#selected = next.id
  }

  #run(outcome: Outcome, action: ActionName): boolean {
    if (isRefusal(outcome)) this.project.refuse(outcome)
    else if (!isEmpty(outcome)) this.project.commit(outcome, action)
    return !isRefusal(outcome)
  }

  #receive(edit: Edit): void {
    const { here, elsewhere } = this.#shown.receive(edit)
    if (here && this.document !== null) this.#documents.put({ id: this.document, open: waitingIn(this.entries) })
    if (elsewhere.size > 0) void this.#documents.refresh(elsewhere).then((done) => done && this.#stay())
  }

  #rowOf(id: DocumentId, items: Items): ReviewedDocument | null {
    const entries = entriesOf(items, id, this.whose, this.project.annotator)
    const spoken = entries.some((each) => each.remarks.length + each.threads.length > 0)
    return entries.length > 0 && (!this.own || spoken) ? { id, open: waitingIn(entries) } : null
  }

  async #load(): Promise<void> {
    if (await this.#documents.load(() => this.#stay())) this.#stay()
  }

  /** Keeps to the document on screen while it is one of the review; else shows the first. */
  #stay(): void {
    const { first } = this.#documents
    if (this.#documents.has(this.document)) return
    if (first) void this.open(first.id)
    else this.#shown.close()
  }
}

function waitingIn(entries: readonly Entry[]): number {
  return entries.filter(({ waits }) => waits).length
}

function entriesOf(items: Items, document: DocumentId, whose: AnnotatorId, me: AnnotatorId): Entry[] {
  const said = remarks(items)
  const talks = threads(items, document)
  const tags = spansOf(items, document, whose).map((span): Entry => {
    const remarksHere = said.get(span.id) ?? []
    const threadsHere = talks.filter((thread) => thread.span?.id === span.id)
    const mine = remarksHere.find(({ decision }) => decision.annotator === me)
    const asked = remarksHere.some((each) => each.decision.annotator !== whose && isOpen(span, each, remarksHere))
    const waits = whose === me ? asked || threadsHere.some((each) => !each.resolved) : !mine || mine.outdated
    return { id: span.id, span, ranges: span.ranges, remarks: remarksHere, threads: threadsHere, waits }
  })
  const passages = talks
    .filter(({ root }) => 'ranges' in root.target)
    .map((thread): Entry => {
      const ranges = 'ranges' in thread.root.target ? thread.root.target.ranges : []
      return { id: thread.root.id, span: null, ranges, remarks: [], threads: [thread], waits: !thread.resolved }
    })
  return [...tags, ...passages].sort((a, b) => spanStart(a) - spanStart(b) || (a.id < b.id ? -1 : 1))
}
