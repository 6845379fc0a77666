import { isRefusal } from '../annotation/desk.ts'
import { follow } from '../annotation/bulk.ts'
import { NOTHING, squash, type Edit } from '../annotation/edit.ts'
import type { AnnotatorId, Id, Item } from '../annotation/records.ts'
import { noTagHere, noRelationHere, takeRelation, takeSide, type Bench } from './adjudicate.ts'
import { compareLayers, type Cluster, type CompareOptions, type Comparison, type RelationCluster } from './compare.ts'
import { sameTag } from './content.ts'

/**
 * `all-agree`: everybody who read the document made the same tag. `majority`: more than half of them made the same tag,
 * or made none. `trusted`: what one annotator made, and nothing where that one read and made nothing.
 */
export type AcceptRule =
  | { readonly kind: 'all-agree' }
  | { readonly kind: 'majority' }
  | { readonly kind: 'trusted'; readonly annotator: AnnotatorId }

export interface BulkCounts {
  readonly documents: number
  readonly accepted: number
  /** "No tag here", by majority or by the trusted one. */
  readonly rejected: number
  readonly relations: number
  /** Clusters that the rule says nothing about. */
  readonly left: number
  /** Clusters that a person or an earlier run decided; they are not touched, even where a tag has changed since. */
  readonly decided: number
  /** Clusters that the rule settles but the schema forbids, such as an overlap. */
  readonly refused: number
  /** Accepted, by label. */
  readonly labels: Readonly<Record<Id, number>>
}

export interface BulkResult {
  /** One edit, so one undo. */
  readonly edit: Edit
  readonly counts: BulkCounts
}

/** One document to settle, and whom to compare. Best given with the records of that document alone. */
export interface BulkDocument extends Bench {
  readonly annotators: readonly AnnotatorId[]
}

/**
 * Decides every open cluster on which the rule has a say, over any number of documents, one after the other; what it would
 * do is previewed by its counts and done by applying its edit. The reason of each decision names the rule.
 */
export class RuleRun {
  readonly #rule: AcceptRule
  readonly #options: CompareOptions
  readonly #tally = new Tally()
  readonly #edit = { added: [] as Item[], updated: [] as [Item, Item][], removed: [] as Item[] }

  constructor(rule: AcceptRule, options: CompareOptions) {
    this.#rule = rule
    this.#options = options
  }

  /** Settles a document that was not in it yet. */
  add(document: BulkDocument): void {
    const { added, updated, removed } = settleDocument(document, this.#rule, this.#options, this.#tally)
    for (const item of added) this.#edit.added.push(item)
    for (const [from, to] of updated) this.#edit.updated.push([from, to])
    for (const item of removed) this.#edit.removed.push(item)
  }

  result(): BulkResult {
    return { edit: this.#edit, counts: this.#tally.counts() }
  }
}

class Tally {
  documents = 0
  accepted = 0
  rejected = 0
  relations = 0
  left = 0
  decided = 0
  refused = 0
  readonly labels: Record<Id, number> = {}

  counts(): BulkCounts {
    const { documents, accepted, rejected, relations, left, decided, refused, labels } = this
    return { documents, accepted, rejected, relations, left, decided, refused, labels }
  }
}

function settleDocument(document: BulkDocument, rule: AcceptRule, options: CompareOptions, tally: Tally): Edit {
  const items = new Map<Id, Item>()
  for (const [id, item] of document.items)
    if ('document' in item && item.document === document.document) items.set(id, item)
  const edits: Edit[] = []
  const add = (edit: Edit) => {
    follow(items, edit)
    edits.push(edit)
  }
  const comparison = compareLayers(items, document.document, document.annotators, options)
  for (const cluster of comparison.clusters) {
    const edit = settleCluster({ ...document, items }, cluster, comparison, rule, tally)
    if (edit) add(edit)
  }
  const after = compareLayers(items, document.document, document.annotators, options)
  for (const relation of after.relations) {
    const edit = settleRelation({ ...document, items }, relation, rule, tally)
    if (edit) add(edit)
  }
  if (edits.length === 0) return NOTHING
  tally.documents++
  return squash(edits)
}

function settleCluster(
  bench: Bench,
  cluster: Cluster,
  comparison: Comparison,
  rule: AcceptRule,
  tally: Tally,
): Edit | null {
  if (cluster.status !== 'open') {
    tally.decided++
    return null
  }
  const side = sideOf(cluster.members, comparison.annotators, rule)
  if (side === undefined) {
    tally.left++
    return null
  }
  const outcome = side === null ? noTagHere(bench, cluster, rule.kind) : takeSide(bench, cluster, side, rule.kind)
  if (isRefusal(outcome)) {
    tally.refused++
    return null
  }
  const label = side === null ? undefined : cluster.members.get(side)?.label
  if (label === undefined) tally.rejected++
  else {
    tally.accepted++
    tally.labels[label] = (tally.labels[label] ?? 0) + 1
  }
  return outcome
}

/** A relation is settled only between tags that stand in gold. */
function settleRelation(bench: Bench, cluster: RelationCluster, rule: AcceptRule, tally: Tally): Edit | null {
  if (cluster.status !== 'open') return null
  const side = sideOf(cluster.members, [...cluster.members.keys(), ...cluster.missing], rule)
  if (side === undefined) return null
  const outcome =
    side === null ? noRelationHere(bench, cluster, rule.kind) : takeRelation(bench, cluster, side, rule.kind)
  if (isRefusal(outcome)) return null
  if (side !== null) tally.relations++
  return outcome
}

/** Whose tag the rule takes; null for "no tag", undefined where it says nothing. */
function sideOf<T extends Parameters<typeof sameTag>[0]>(
  members: ReadonlyMap<AnnotatorId, NonNullable<T>>,
  readers: readonly AnnotatorId[],
  rule: AcceptRule,
): AnnotatorId | null | undefined {
  if (rule.kind === 'trusted') {
    if (!readers.includes(rule.annotator)) return undefined
    return members.has(rule.annotator) ? rule.annotator : null
  }
  if (readers.length < 2) return undefined
  const needed = rule.kind === 'all-agree' ? readers.length : Math.floor(readers.length / 2) + 1
  for (const [annotator, tag] of members) {
    const alike = [...members.values()].filter((other) => sameTag(other, tag)).length
    if (alike >= needed) return annotator
  }
  return rule.kind === 'majority' && readers.length - members.size >= needed ? null : undefined
}
