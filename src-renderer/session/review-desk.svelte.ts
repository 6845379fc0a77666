import { isRefusal, setState, type Outcome } from '../../src-core/annotation/commands.ts'
import { NOTHING, squash, touched, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  GOLD,
  isLayerItem,
  type AnnotatorRecord,
  type DocumentId,
  type Id,
  type Item,
} from '../../src-core/annotation/records.ts'
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
import { acceptByRule, type AcceptRule, type BulkCounts } from '../../src-core/review/bulk.ts'
import {
  compareLayers,
  openQueue,
  type Cluster,
  type Comparison,
  type DisagreementKind,
  type RelationCluster,
} from '../../src-core/review/compare.ts'
import { comment, reply, threads, type Thread } from '../../src-core/review/review.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type { ActionName } from './action-names.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

export type Case = Cluster | RelationCluster

/** A document that several annotated. */
interface ReviewDocument {
  readonly id: DocumentId
  /** Disagreements that wait for a decision. */
  readonly open: number
  readonly adjudicated: boolean
}

export interface RulePreview {
  readonly rule: AcceptRule
  readonly counts: BulkCounts
  readonly edit: Edit
  readonly revision: number
}

const DOCUMENTS_A_STEP = 100

/** Whose layers are compared at most. */
const MOST_ANNOTATORS = 8

/** Layers of several annotators side by side: where they differ, and what is decided about it. */
export class ReviewDesk {
  readonly project: ProjectSession
  readonly #host: Host
  #documents = $state.raw<readonly ReviewDocument[]>([])
  #document = $state.raw<DocumentId | null>(null)
  #text = $state.raw('')
  #items = $state.raw<Items>(new Map())
  #selected = $state<Id | null>(null)
  #kinds = $state.raw<ReadonlySet<DisagreementKind>>(new Set())
  #unfinished = $state(false)
  #decidedToo = $state(false)
  #loaded = $state(false)
  /** Counts the loads, so that a slow one does not overwrite a later one. */
  #turn = 0

  constructor(project: ProjectSession, host: Host) {
    this.project = project
    this.#host = host
  }

  /** Those whose layers are compared: oneself first, then by name. */
  readonly annotators: readonly AnnotatorRecord[] = $derived.by(() => {
    const { project } = this
    const rank = ({ id, name }: AnnotatorRecord) => `${id === project.annotator ? 0 : 1}${name}\n${id}`
    return project.annotators
      .filter(({ id }) => id !== GOLD)
      .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
      .slice(0, MOST_ANNOTATORS)
  })

  readonly comparison: Comparison | null = $derived.by(() =>
    this.#document === null
      ? null
      : compareLayers(
          this.#items,
          this.#document,
          this.annotators.map(({ id }) => id),
          this.#options,
        ),
  )

  /** What waits for a decision, and if wanted what was decided, in text order. */
  readonly queue: readonly Case[] = $derived.by(() => {
    const { comparison } = this
    if (!comparison) return []
    const cases = this.#decidedToo ? disagreements(comparison) : openQueue(comparison)
    return this.#kinds.size === 0 ? cases : cases.filter(({ kinds }) => kinds.some((kind) => this.#kinds.has(kind)))
  })

  readonly selected: Case | null = $derived.by(() => {
    const all = this.comparison ? [...this.comparison.clusters, ...this.comparison.relations] : []
    return all.find(({ id }) => id === this.#selected) ?? null
  })

  readonly threads: readonly Thread[] = $derived.by(() => {
    const ids = new Set(this.selected ? [...this.selected.members.values()].map(({ id }) => id) : [])
    return this.#document === null
      ? []
      : threads(this.#items, this.#document).filter(({ span }) => span !== null && ids.has(span.id))
  })

  get documents(): readonly ReviewDocument[] {
    return this.#documents
  }

  get loaded(): boolean {
    return this.#loaded
  }

  get document(): DocumentId | null {
    return this.#document
  }

  get text(): string {
    return this.#text
  }

  get items(): Items {
    return this.#items
  }

  get kinds(): ReadonlySet<DisagreementKind> {
    return this.#kinds
  }

  get unfinished(): boolean {
    return this.#unfinished
  }

  get decidedToo(): boolean {
    return this.#decidedToo
  }

  get #options() {
    return { inProgress: this.#unfinished }
  }

  /** Finds the documents that several annotated, opens the first that has something open, and follows edits. */
  start(): () => void {
    const stop = this.project.onEdit((edit) => this.#receive(edit))
    void this.#load()
    return () => {
      this.#turn++
      stop()
    }
  }

  async open(document: DocumentId): Promise<void> {
    if (document === this.#document) return
    const turn = ++this.#turn
    await this.project.idle()
    const { items, text } = await this.project.store.readDocument(document)
    const words = text?.text ?? (await this.#textOf(document))
    if (turn !== this.#turn) return
    this.#items = items
    this.#text = words
    this.#document = document
    this.#selected = this.queue[0]?.id ?? null
  }

  select(id: Id): void {
    this.#selected = id
  }

  /** Goes to the next or previous disagreement; after the last of a document, to the next document with one. */
  async step(step: 1 | -1): Promise<void> {
    const next = neighbour(this.queue, this.selected, step)
    if (next) this.#selected = next.id
    else await this.nextDocument(step)
  }

  async nextDocument(step: 1 | -1 = 1): Promise<void> {
    const at = this.#documents.findIndex(({ id }) => id === this.#document)
    const after = [...this.#documents.slice(at + 1), ...this.#documents.slice(0, Math.max(at, 0))]
    const next = (step === 1 ? after : after.reverse()).find(({ open }) => open > 0)
    if (next) await this.open(next.id)
  }

  toggleKind(kind: DisagreementKind): void {
    const next = new Set(this.#kinds)
    if (!next.delete(kind)) next.add(kind)
    this.#kinds = next
  }

  setDecidedToo(decidedToo: boolean): void {
    this.#decidedToo = decidedToo
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

  /** Marks the document's gold layer as finished and goes to the next document with something open. */
  async finish(): Promise<void> {
    const { bench } = this
    if (!bench || (this.comparison && openQueue(this.comparison).length > 0)) return
    this.#run(setState({ ...bench, annotator: GOLD }, 'adjudicated'), 'set-state')
    await this.nextDocument()
  }

  /** What a rule would decide in all documents; nothing is changed. */
  async preview(rule: AcceptRule): Promise<RulePreview> {
    await this.project.idle()
    const { revision } = this.project
    const benches = []
    for (const [document, items] of await this.#layers()) {
      const length = document === this.#document ? this.#text.length : longest(items)
      benches.push({ ...this.#benchOf(document, items, length), annotators: this.annotators.map(({ id }) => id) })
    }
    return { rule, revision, ...acceptByRule(benches, rule, this.#options) }
  }

  /** Decides by a rule, as one step; false when something has changed since the preview. */
  accept({ edit, revision }: RulePreview): boolean {
    if (revision !== this.project.revision) return false
    this.#run(edit, 'adjudicate')
    void this.#load()
    return true
  }

  get bench(): Bench | null {
    return this.#document === null ? null : this.#benchOf(this.#document, this.#items, this.#text.length)
  }

  #benchOf(document: DocumentId, items: Items, length: number): Bench {
    const { schema, newId, annotator } = this.project
    return { document, length, items, schema, newId, now: this.project.now(), by: annotator }
  }

  #decide(command: (bench: Bench, chosen: Case) => Outcome): void {
    const { selected, bench, queue } = this
    if (!selected || !bench || this.project.readOnly) return
    const next = neighbour(queue, selected, 1) ?? neighbour(queue, selected, -1)
    if (this.#run(command(bench, selected), 'adjudicate') && next) this.#selected = next.id
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
    const document = this.#document
    if (document !== null && touched(edit).some((item) => 'document' in item && item.document === document)) {
      this.#items = patched(this.#items, edit, document)
      if (this.comparison) this.#count(document, this.comparison)
    }
    const others = touched(edit).some((item) => 'document' in item && item.document !== document)
    if (others) void this.#load()
  }

  #count(document: DocumentId, comparison: Comparison): void {
    this.#documents = this.#documents.map((each) => (each.id === document ? this.#rowOf(document, comparison) : each))
  }

  #rowOf(id: DocumentId, comparison: Comparison): ReviewDocument {
    const adjudicated = this.project.progress.stateOf(id, GOLD) === 'adjudicated'
    return { id, open: openQueue(comparison).length, adjudicated }
  }

  async #load(): Promise<void> {
    await this.project.idle()
    const annotators = this.annotators.map(({ id }) => id)
    const rows: ReviewDocument[] = []
    for (const [document, items] of await this.#layers()) {
      const comparison = compareLayers(items, document, annotators, this.#options)
      if (comparison.annotators.length > 1) rows.push(this.#rowOf(document, comparison))
    }
    this.#documents = rows
    this.#loaded = true
    const shown = rows.some(({ id }) => id === this.#document)
    const first = rows.find(({ open }) => open > 0) ?? rows[0]
    if (!shown && first) await this.open(first.id)
    if (!shown && !first) this.#document = null
  }

  /** The records of every document that at least two annotated, in the order of their ids. */
  async #layers(): Promise<[DocumentId, Items][]> {
    const names = new Set(this.annotators.map(({ id }) => id))
    const shared = [...this.project.progress.documents]
      .filter(([, { layers }]) => Object.keys(layers).filter((id) => names.has(id)).length > 1)
      .map(([id]) => id)
      .sort()
    const found: [DocumentId, Items][] = []
    for (let i = 0; i < shared.length; i += DOCUMENTS_A_STEP)
      found.push(...(await this.project.store.readMany(shared.slice(i, i + DOCUMENTS_A_STEP))))
    return found
  }

  async #textOf(id: DocumentId): Promise<string> {
    const { grant } = this.project
    return (await this.#host.ask('corpus.read', { grant: grant.id, id, encoding: null })).text
  }
}

export function isRelation(each: Case): each is RelationCluster {
  return 'from' in each
}

function disagreements({ clusters, relations }: Comparison): Case[] {
  const start = (each: Case) => (isRelation(each) ? each.from.start : each.start)
  return [...clusters, ...relations]
    .filter(({ kinds, status }) => kinds.length > 0 || status !== 'open')
    .sort((a, b) => start(a) - start(b))
}

/** The one after or before the selected, which itself may have left the queue. */
function neighbour(queue: readonly Case[], selected: Case | null, step: 1 | -1): Case | undefined {
  const at = queue.findIndex(({ id }) => id === selected?.id)
  if (at >= 0) return queue[at + step]
  if (!selected) return queue[step === 1 ? 0 : queue.length - 1]
  const start = (each: Case) => (isRelation(each) ? each.from.start : each.start)
  return step === 1
    ? queue.find((each) => start(each) >= start(selected))
    : queue.findLast((each) => start(each) <= start(selected))
}

/** Ranges that others made lie in the text; a rule makes no new ones. */
function longest(items: Items): number {
  let end = 0
  for (const item of items.values()) if (item.kind === 'span') end = Math.max(end, item.ranges.at(-1)?.[1] ?? 0)
  return end
}

function patched(items: Items, edit: Edit, document: DocumentId): Items {
  const here = (item: Item) => 'document' in item && item.document === document
  const next = new Map(items)
  for (const item of edit.removed) next.delete(item.id)
  for (const [, to] of edit.updated) if (here(to)) next.set(to.id, to)
  for (const item of edit.added) if (here(item)) next.set(item.id, item)
  return next
}
