import type { Desk, Outcome, Refusal } from '../annotation/desk.ts'
import { layerOf, setState } from '../annotation/layer-commands.ts'
import { relationAllowed } from '../annotation/relation-commands.ts'
import { apply, NOTHING, squash, type Edit } from '../annotation/edit.ts'
import { normaliseRanges, rangesOverlap } from '../annotation/ranges.ts'
import {
  GOLD,
  type AnnotatorId,
  type Attributes,
  type Decision,
  type DecisionOutcome,
  type Id,
  type Item,
  type Relation,
  type Span,
} from '../annotation/records.ts'
import { labelById } from '../annotation/schema.ts'
import type { Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import type { Cluster, RelationCluster } from './compare.ts'
import { sameTag } from './content.ts'

/**
 * Decisions on disagreements, as commands that make edits of the gold layer. A decision keeps what it was about
 * (`extra.seen`, the fingerprint of the cluster) and what it made (`extra.gold`, ids of gold spans or relations), so that
 * it can be changed, taken back, and found outdated when a colleague's tag changes. Deciding again replaces the decision.
 */

/** Where an adjudicator works: a {@link Desk} on the gold layer, and who sits at it. */
export interface Bench extends Omit<Desk, 'annotator'> {
  readonly by: AnnotatorId
}

/** Accepts the tag of one annotator. Taking the side of one who has no tag there is {@link noTagHere}. */
export function takeSide(
  bench: Bench,
  cluster: Cluster,
  annotator: AnnotatorId,
  reason: string | null = null,
): Outcome {
  const chosen = cluster.members.get(annotator)
  if (!chosen) return noTagHere(bench, cluster, reason)
  const from = [...cluster.members.values()].filter((span) => sameTag(span, chosen)).map((span) => span.annotator)
  return settle(bench, cluster, { ...contentOf(bench, chosen), from }, 'accept', reason)
}

/** "No tag here": an outcome like any other. A gold tag that an earlier decision made goes, with its relations. */
export function noTagHere(bench: Bench, cluster: Cluster, reason: string | null = null): Edit {
  const gone = goldSpans(bench, cluster)
  const draft = new Draft(bench)
  draft.decide(cluster, 'reject', reason, [])
  for (const span of gone) draft.removeSpan(span, cluster.decision)
  return draft.edit()
}

/** What of a gold tag is to differ from every side. */
export interface Change {
  readonly ranges?: readonly Range[]
  readonly label?: Id
  readonly attributes?: Attributes
  readonly entity?: Id | null
}

/**
 * Settles on something that nobody made: other borders, label or attributes. What is not given is taken from the gold tag
 * if there is one, else from the tag that most annotators made.
 */
export function settleOn(bench: Bench, cluster: Cluster, change: Change, reason: string | null = null): Outcome {
  const [known] = goldSpans(bench, cluster)
  const base = known ?? mostCommon([...cluster.members.values()])
  if (!base) return { refused: 'unknown-tag' }
  const ranges = change.ranges ? normaliseRanges(change.ranges) : base.ranges
  const refusal = rangesRefusal(bench, ranges)
  if (refusal) return refusal
  const content = { ...(known ? pick(known) : contentOf(bench, base)), ...change, ranges }
  return settle(bench, cluster, { ...content, from: [...cluster.members.keys()] }, 'edit', reason)
}

/** The borders alone, see {@link settleOn}. */
export function editBoundary(
  bench: Bench,
  cluster: Cluster,
  ranges: readonly Range[],
  reason: string | null = null,
): Outcome {
  return settleOn(bench, cluster, { ranges }, reason)
}

/** Sets or, with null, takes away the reason of a decision that was made. */
export function setReason(bench: Bench, { decision }: Cluster | RelationCluster, reason: string | null): Outcome {
  if (!decision) return { refused: 'unknown-tag' }
  const next = { ...decision, reason: reason === '' ? null : reason }
  return sameValue(next, decision) ? NOTHING : { ...NOTHING, updated: [[decision, { ...next, updated: bench.now }]] }
}

/** Takes a decision back: it goes with what it made, and the cluster is open again. */
export function withdraw(bench: Bench, cluster: Cluster | RelationCluster): Outcome {
  if (!cluster.decision) return { refused: 'unknown-tag' }
  const draft = new Draft(bench)
  draft.remove(cluster.decision)
  for (const id of madeBy(cluster.decision)) {
    const item = bench.items.get(id)
    if (item?.kind === 'span') draft.removeSpan(item, cluster.decision)
    else if (item?.kind === 'relation') draft.remove(item)
  }
  return draft.edit()
}

/** Accepts a relation as one annotator made it; both ends must stand in gold. */
export function takeRelation(
  bench: Bench,
  cluster: RelationCluster,
  annotator: AnnotatorId,
  reason: string | null = null,
): Outcome {
  const chosen = cluster.members.get(annotator)
  if (!chosen) return noRelationHere(bench, cluster, reason)
  const [from] = goldSpans(bench, cluster.from)
  const [to] = cluster.to ? goldSpans(bench, cluster.to) : []
  const end = cluster.to ? to?.id : chosen.to
  if (!from || end === undefined) return { refused: 'unknown-tag' }
  if (from.id === end) return { refused: 'relation-to-itself' }
  if (to && !relationAllowed(bench.schema, cluster.type, from.label, to.label))
    return { refused: 'relation-not-allowed' }
  const draft = new Draft(bench)
  const relation = draft.putRelation(goldRelation(bench, cluster), chosen, from.id, end)
  draft.decide(cluster, 'accept', reason, [relation.id])
  return draft.edit()
}

export function noRelationHere(bench: Bench, cluster: RelationCluster, reason: string | null = null): Edit {
  const draft = new Draft(bench)
  const known = goldRelation(bench, cluster)
  if (known) draft.remove(known)
  draft.decide(cluster, 'reject', reason, [])
  return draft.edit()
}

/** The gold spans that decisions on the cluster made, the one of the latest decision first. */
function goldSpans(bench: Pick<Bench, 'items'>, { decision }: Cluster): Span[] {
  return madeBy(decision)
    .map((id) => bench.items.get(id))
    .filter((item) => item?.kind === 'span')
}

function goldRelation(bench: Bench, { decision }: RelationCluster): Relation | undefined {
  return madeBy(decision)
    .map((id) => bench.items.get(id))
    .find((item) => item?.kind === 'relation')
}

function madeBy(decision: Decision | null): Id[] {
  const made = decision?.extra?.['gold']
  return Array.isArray(made) ? made.filter((id) => typeof id === 'string') : []
}

/** The content that most made; among equals the one of the first annotator. */
function mostCommon(spans: readonly Span[]): Span | undefined {
  let best: { span: Span; times: number } | undefined
  for (const span of spans) {
    const times = spans.filter((other) => sameTag(other, span)).length
    if (!best || times > best.times) best = { span, times }
  }
  return best?.span
}

type Content = Pick<Span, 'ranges' | 'label' | 'attributes' | 'entity' | 'note'>

function pick({ ranges, label, attributes, entity, note }: Span): Content {
  return { ranges, label, attributes, entity, note }
}

/** A tag's content as gold says it: an attribute that names a span of its annotator names the gold span instead. */
function contentOf(bench: Bench, span: Span): Content {
  const attributes = Object.fromEntries(
    Object.entries(span.attributes).map(([name, value]) => {
      const named = typeof value === 'string' ? bench.items.get(value) : undefined
      const gold = named?.kind === 'span' && named.annotator !== GOLD ? goldOf(bench, named.id) : undefined
      return [name, gold ? gold.id : value]
    }),
  )
  return { ...pick(span), attributes }
}

/** The gold span that stands for an annotator's span. */
function goldOf(bench: Bench, id: Id): Span | undefined {
  for (const item of bench.items.values()) {
    if (item.kind !== 'decision' || item.annotator !== GOLD || !item.spans.includes(id)) continue
    for (const made of madeBy(item)) {
      const gold = bench.items.get(made)
      if (gold?.kind === 'span') return gold
    }
  }
  return undefined
}

function settle(
  bench: Bench,
  cluster: Cluster,
  content: Content & { from: readonly AnnotatorId[] },
  outcome: DecisionOutcome,
  reason: string | null,
): Outcome {
  const [known, ...others] = goldSpans(bench, cluster)
  const twin = sameInGold(bench, content, known)
  const refusal = twin ? null : placeRefusal(bench, content, known)
  if (refusal) return refusal
  const draft = new Draft(bench)
  for (const span of twin && known ? [known, ...others] : others) draft.removeSpan(span, cluster.decision)
  const gold = twin ?? draft.putSpan(known, content)
  draft.decide(cluster, outcome, reason, [gold.id])
  return withReferences(bench, draft.edit())
}

/** The edit, after which attributes of gold tags name gold tags wherever those they named are in gold by now. */
function withReferences(bench: Bench, edit: Edit): Edit {
  const after: Bench = { ...bench, items: apply(bench.items, edit) }
  const updated: [Span, Span][] = []
  for (const span of goldLayer(after)) {
    const { attributes } = contentOf(after, span)
    if (!sameValue(attributes, span.attributes)) updated.push([span, { ...span, attributes, updated: bench.now }])
  }
  return updated.length ? squash([edit, { ...NOTHING, updated }]) : edit
}

function goldLayer(bench: Bench): Span[] {
  return [...bench.items.values()]
    .filter((item) => item.kind === 'span')
    .filter((span) => span.annotator === GOLD && span.document === bench.document)
}

/** Another decision may have made the very same tag; gold holds it once. */
function sameInGold(bench: Bench, content: Content, known: Span | undefined): Span | undefined {
  return goldLayer(bench).find(
    (span) => span.id !== known?.id && span.label === content.label && sameValue(span.ranges, content.ranges),
  )
}

function placeRefusal(bench: Bench, content: Content, known: Span | undefined): Refusal | null {
  const label = labelById(bench.schema, content.label)
  if (!label) return { refused: 'unknown-label' }
  const inTheWay = (span: Span) =>
    span.id !== known?.id && span.label === content.label && rangesOverlap(span.ranges, content.ranges)
  return !label.overlap && goldLayer(bench).some(inTheWay) ? { refused: 'overlap-forbidden' } : null
}

function rangesRefusal(bench: Bench, ranges: readonly Range[]): Refusal | null {
  if (ranges.length === 0) return { refused: 'empty-range' }
  const outside = ranges.some(([start, end]) => start < 0 || end > bench.length || !Number.isInteger(start + end))
  return outside ? { refused: 'out-of-bounds' } : null
}

/** Collects the changes of one decision; each record is mentioned once. */
class Draft {
  readonly #bench: Bench
  readonly #added: Item[] = []
  readonly #updated: [Item, Item][] = []
  readonly #removed = new Map<Id, Item>()

  constructor(bench: Bench) {
    this.#bench = bench
  }

  putSpan(known: Span | undefined, content: Content & { from: readonly AnnotatorId[] }): Span {
    const next: Span = known
      ? { ...known, ...content, updated: this.#bench.now }
      : { ...this.#blank(), kind: 'span', ...content, origin: 'adjudicated' }
    this.#put(known, next)
    return next
  }

  putRelation(known: Relation | undefined, { type, attributes, toDocument }: Relation, from: Id, to: Id): Relation {
    const content = { type, attributes, toDocument, from, to }
    const next: Relation = known
      ? { ...known, ...content, updated: this.#bench.now }
      : { ...this.#blank(), kind: 'relation', ...content }
    this.#put(known, next)
    return next
  }

  decide(
    cluster: Cluster | RelationCluster,
    outcome: DecisionOutcome,
    reason: string | null,
    gold: readonly Id[],
  ): void {
    const known = cluster.decision ?? undefined
    const spans = [...cluster.members.values()].map(({ id }) => id)
    const extra = { ...known?.extra, seen: cluster.fingerprint, gold }
    const content = { spans, outcome, reason: reason ?? known?.reason ?? null, by: this.#bench.by, extra }
    const next: Decision = known
      ? { ...known, ...content, updated: this.#bench.now }
      : { ...this.#blank(), kind: 'decision', ...content }
    this.#put(known, next)
  }

  remove(item: Item): void {
    this.#removed.set(item.id, item)
  }

  /** A gold span goes with its relations, unless another decision than the given one stands for it too. */
  removeSpan(span: Span, decision: Decision | null): void {
    for (const item of this.#bench.items.values())
      if (item.kind === 'decision' && item.id !== decision?.id && madeBy(item).includes(span.id)) return
    this.remove(span)
    for (const item of this.#bench.items.values())
      if (item.kind === 'relation' && (item.from === span.id || item.to === span.id)) this.remove(item)
  }

  /** The edit, with the start of work on the gold layer when this is its first. */
  edit(): Edit {
    const desk: Desk = { ...this.#bench, annotator: GOLD }
    const start = layerOf(desk).state === 'untouched' ? setState(desk, 'in_progress') : NOTHING
    return {
      added: [...this.#added, ...start.added],
      updated: [...this.#updated, ...start.updated],
      removed: [...this.#removed.values()],
    }
  }

  #blank() {
    const { document, now, newId } = this.#bench
    return { id: newId(), document, annotator: GOLD, created: now, updated: now }
  }

  #put(known: Item | undefined, next: Item): void {
    if (!known) this.#added.push(next)
    else if (!sameValue(known, next)) this.#updated.push([known, next])
  }
}
