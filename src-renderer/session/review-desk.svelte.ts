import { isRefusal, type Outcome } from '../../src-core/annotation/desk.ts'
import { setState } from '../../src-core/annotation/layer-commands.ts'
import { NOTHING, squash, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { GOLD, isLayerItem, type AnnotatorId, type DocumentId, type Id } from '../../src-core/annotation/records.ts'
import {
  editBoundary,
  noRelationHere,
  noTagHere,
  setReason,
  takeRelation,
  takeSide,
  withdraw,
  type Bench,
} from '../../src-core/review/adjudicate.ts'
import { RuleRun, type AcceptRule, type BulkCounts } from '../../src-core/review/bulk.ts'
import { compareLayers, openQueue, type Comparison, type DisagreementKind } from '../../src-core/review/compare.ts'
import { comment, reply, resolve, threads, type Thread } from '../../src-core/review/review.ts'
import type { Range } from '../../src-core/text/offset.ts'
import { inSlices } from '../store/slices.ts'
import type { LongJob } from '../workers/bundle-thread.ts'
import type { ActionName } from './action-names.ts'
import { ComparedPeople } from './compared-people.svelte.ts'
import { DeskDocument } from './desk-document.svelte.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { casesOf, isRelation, longest, nearestCase, neighbour, type Case, type CaseFilter } from './review-cases.ts'
import { ReviewedDocuments, type ReviewedDocument } from './reviewed-documents.svelte.ts'

export interface RulePreview {
  readonly rule: AcceptRule
  readonly counts: BulkCounts
  readonly edit: Edit
  readonly revision: number
}

/** Layers of several annotators side by side: where they differ, and what is decided about it. */
export class ReviewDesk {
  readonly project: ProjectSession
  readonly #shown: DeskDocument
  readonly people: ComparedPeople
  readonly #documents: ReviewedDocuments
  #selected = $state<Id | null>(null)
  /** What was decided last. */
  #decided: Id | null = null
  /** What comes after it, while its reason is said. */
  #next: Id | null = null
  #filter = $state.raw<CaseFilter>({ kinds: new Set(), labels: new Set(), decided: false })
  #unfinished = $state(false)

  constructor(project: ProjectSession, host: Host) {
    this.project = project
    this.#shown = new DeskDocument(project, host)
    this.people = new ComparedPeople(project)
    this.#documents = new ReviewedDocuments(project, {
      annotators: () => this.people.ids,
      least: 2,
      hides: (document) => project.assignments.hides(document),
      read: () => this.document ?? project.current?.id ?? null,
      rowOf: (document, items) => this.#rowOf(document, items),
    })
  }

  readonly comparison: Comparison | null = $derived.by(() =>
    this.document === null ? null : compareLayers(this.items, this.document, this.people.ids, this.#options),
  )

  /** What waits for a decision, and if wanted what was decided, in text order. */
  readonly queue: readonly Case[] = $derived.by(() => (this.comparison ? casesOf(this.comparison, this.#filter) : []))

  readonly selected: Case | null = $derived.by(() => {
    const all = this.comparison ? [...this.comparison.clusters, ...this.comparison.relations] : []
    return all.find(({ id }) => id === this.#selected) ?? null
  })

  readonly threads: readonly Thread[] = $derived.by(() => {
    const ids = new Set(this.selected ? [...this.selected.members.values()].map(({ id }) => id) : [])
    return this.document === null
      ? []
      : threads(this.items, this.document).filter(({ span }) => span !== null && ids.has(span.id))
  })

  get documents(): readonly ReviewedDocument[] {
    return this.#documents.list
  }

  get loaded(): boolean {
    return this.#documents.loaded
  }

  get document(): DocumentId | null {
    return this.#shown.id
  }

  get text(): string {
    return this.#shown.text
  }

  get items(): Items {
    return this.#shown.items
  }

  get filter(): CaseFilter {
    return this.#filter
  }

  /** Documents of which nothing may be seen until one's own layer is done. */
  get hidden(): number {
    return this.#documents.hidden
  }

  get unfinished(): boolean {
    return this.#unfinished
  }

  get #options() {
    return { inProgress: this.#unfinished }
  }

  /** Finds the documents that several annotated, opens the one that was read or the next that has something open, and follows edits. */
  start(): () => void {
    const stop = this.project.onEdit((edit) => this.#receive(edit))
    void this.#load()
    return () => {
      this.#documents.end()
      this.#shown.close()
      stop()
    }
  }

  async open(document: DocumentId): Promise<void> {
    if (document === this.document || !(await this.#shown.open(document))) return
    this.#decided = this.#next = null
    this.#selected = this.queue[0]?.id ?? null
  }

  /** Opens a document at the disagreement that lies nearest to a passage. */
  async openAt(document: DocumentId, [start]: Range): Promise<void> {
    await this.open(document)
    const nearest = this.comparison && this.document === document && nearestCase(this.comparison, start)
    if (nearest) this.#selected = nearest.id
  }

  select(id: Id): void {
    this.#next = null
    this.#selected = id
  }

  /** Goes to the next or previous disagreement; after the last of a document, to the next document with one. */
  async step(step: 1 | -1): Promise<void> {
    const next = neighbour(this.queue, this.selected, step)
    if (next) this.#selected = next.id
    else await this.nextDocument(step)
  }

  async nextDocument(step: 1 | -1 = 1): Promise<void> {
    const next = this.#documents.next(this.document, step)
    if (next) await this.open(next.id)
  }

  toggleKind(kind: DisagreementKind): void {
    this.#narrow({ ...this.#filter, kinds: toggled(this.#filter.kinds, kind) })
  }

  toggleLabel(label: Id): void {
    this.#narrow({ ...this.#filter, labels: toggled(this.#filter.labels, label) })
  }

  toggleDecided(): void {
    this.#narrow({ ...this.#filter, decided: !this.#filter.decided })
  }

  /** Lets somebody take part in the comparison, or not. */
  toggleAnnotator(annotator: AnnotatorId): void {
    if (this.people.toggle(annotator)) void this.#load()
  }

  /** Whether documents count that an annotator has not finished: a missing tag may only be missing yet. */
  setUnfinished(unfinished: boolean): void {
    this.#unfinished = unfinished
    void this.#load()
  }

  /** Takes the side of an annotator, counted from 0. */
  take(side: number): void {
    const annotator = this.comparison?.annotators[side]
    if (annotator === undefined) return
    this.#decide((bench, chosen) =>
      isRelation(chosen) ? takeRelation(bench, chosen, annotator) : takeSide(bench, chosen, annotator),
    )
  }

  nothingHere(): void {
    this.#decide((bench, chosen) => (isRelation(chosen) ? noRelationHere(bench, chosen) : noTagHere(bench, chosen)))
  }

  settleAt(ranges: readonly Range[]): void {
    this.#decide((bench, chosen) =>
      isRelation(chosen) ? { refused: 'unknown-tag' } : editBoundary(bench, chosen, ranges),
    )
  }

  reason(words: string): void {
    const { selected, bench } = this
    if (selected && bench) this.#run(setReason(bench, selected, words), 'adjudicate')
  }

  /**
   * Selects what was decided last here, which has left the queue, so that its reason can be said; {@link goOn} comes back.
   * Nothing to do where the selected is decided itself.
   */
  recall(): void {
    if (this.selected?.decision || this.#decided === null) return
    this.#next = this.#selected
    this.#selected = this.#decided
  }

  /** Selects what was selected before {@link recall}. */
  goOn(): void {
    if (this.#next !== null) this.#selected = this.#next
    this.#next = null
  }

  /** Takes the decision on the selected disagreement back. */
  reopen(): void {
    const { selected, bench } = this
    if (selected?.decision && bench) this.#run(withdraw(bench, selected), 'adjudicate')
  }

  /** Says something about the selected tag; where a thread stands already, answers in it. */
  comment(words: string): void {
    const { selected, bench } = this
    const [first] = selected ? selected.members.values() : []
    if (!bench || !first) return
    const desk = { ...bench, annotator: this.project.annotator }
    const [thread] = this.threads
    this.#run(thread ? reply(desk, thread.root, words) : comment(desk, { span: first.id }, words), 'comment')
  }

  /** Settles a thread, or opens it again. */
  resolve(thread: Thread): void {
    const { bench } = this
    if (bench) this.#run(resolve({ ...bench, annotator: this.project.annotator }, thread, !thread.resolved), 'comment')
  }

  /** Marks the document's gold layer as finished and goes to the next document with something open. */
  async finish(): Promise<void> {
    const { bench } = this
    if (!bench || (this.comparison && openQueue(this.comparison).length > 0)) return
    this.#run(setState({ ...bench, annotator: GOLD }, 'adjudicated'), 'set-state')
    await this.nextDocument()
  }

  /**
   * What a rule would decide in all documents; nothing is changed.
   * @throws the signal's reason when nobody wants to know any more.
   */
  async preview(rule: AcceptRule, { signal, progress }: LongJob): Promise<RulePreview> {
    await this.project.idle()
    const { revision } = this.project
    const run = new RuleRun(rule, this.#options)
    const annotators = this.people.ids
    let looked = 0
    for await (const step of this.#documents.layers()) {
      await inSlices(step, ([document, items]) => {
        signal.throwIfAborted()
        const length = document === this.document ? this.text.length : longest(items)
        run.add({ ...this.#benchOf(document, items, length), annotators })
      })
      progress((looked += step.length), Math.max(looked, this.documents.length))
    }
    return { rule, revision, ...run.result() }
  }

  /** Decides by a rule, as one step; false when something has changed since the preview. */
  accept({ edit, revision }: RulePreview): boolean {
    if (revision !== this.project.revision) return false
    this.#run(edit, 'adjudicate')
    void this.#load()
    return true
  }

  get bench(): Bench | null {
    return this.document === null ? null : this.#benchOf(this.document, this.items, this.text.length)
  }

  #benchOf(document: DocumentId, items: Items, length: number): Bench {
    const { schema, newId, annotator } = this.project
    return { document, length, items, schema, newId, now: this.project.now(), by: annotator }
  }

  /** What the filter leaves out is not what the keys decide. */
  #narrow(filter: CaseFilter): void {
    this.#filter = filter
    const { queue } = this
    const [first] = queue
    if (first && !queue.some(({ id }) => id === this.#selected)) this.#selected = first.id
  }

  #decide(command: (bench: Bench, chosen: Case) => Outcome): void {
    const { selected, bench, queue } = this
    if (!selected || !bench || this.project.readOnly) return
    const next = neighbour(queue, selected, 1) ?? neighbour(queue, selected, -1)
    if (!this.#run(command(bench, selected), 'adjudicate')) return
    this.#decided = selected.id
    if (next) this.#selected = next.id
  }

  #run(outcome: Outcome, action: ActionName): boolean {
    if (isRefusal(outcome)) this.project.refuse(outcome)
    else this.project.commit(this.#withGold(outcome), action)
    return !isRefusal(outcome)
  }

  /** Gold is named among the annotators as soon as there is some, so that it can be exported like any other. */
  #withGold(edit: Edit): Edit {
    const makesGold = edit.added.some((item) => isLayerItem(item) && item.annotator === GOLD)
    if (!makesGold || this.project.annotators.some(({ id }) => id === GOLD)) return edit
    return squash([{ ...NOTHING, added: [{ kind: 'annotator', id: GOLD, name: GOLD }] }, edit])
  }

  #receive(edit: Edit): void {
    const { here, elsewhere } = this.#shown.receive(edit)
    const row = here && this.document !== null ? this.#rowOf(this.document, this.items) : null
    if (row) this.#documents.put(row)
    if (elsewhere.size > 0) void this.#documents.refresh(elsewhere).then((done) => done && this.#stay())
  }

  #rowOf(id: DocumentId, items: Items): ReviewedDocument | null {
    const comparison = compareLayers(items, id, this.people.ids, this.#options)
    if (comparison.annotators.length < 2) return null
    const adjudicated = this.project.progress.stateOf(id, GOLD) === 'adjudicated'
    return { id, open: openQueue(comparison).length, adjudicated }
  }

  async #load(): Promise<void> {
    if (await this.#documents.load(() => this.#stay())) this.#stay()
  }

  /** Keeps to the document on screen while it is one of the review; else shows the one to begin with. */
  #stay(): void {
    const { first } = this.#documents
    if (this.#documents.has(this.document)) return
    if (first) void this.open(first.id)
    else this.#shown.close()
  }
}

function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
