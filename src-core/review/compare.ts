import { groupSpans } from '../agreement/pairing.ts'
import type { Items } from '../annotation/edit.ts'
import {
  compareSpans,
  GOLD,
  layerId,
  spanEnd,
  spanStart,
  type AnnotatorId,
  type Decision,
  type DocumentId,
  type Id,
  type Item,
  type Layer,
  type Relation,
  type Span,
} from '../annotation/records.ts'
import type { Offset } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import { fingerprintOf, reviewedLayers, sameTag } from './content.ts'

/** How annotators differ about one mention, in the order in which it is worth settling. */
export const DISAGREEMENT_KINDS = ['missed', 'label', 'boundary', 'attribute', 'entity', 'relation'] as const
export type DisagreementKind = (typeof DISAGREEMENT_KINDS)[number]

/** `open`: nobody decided. `decided`: as it stands. `changed`: it was decided, and a tag has changed since. */
export type Status = 'open' | 'decided' | 'changed'

/** What several annotators made of one mention; without kinds they agree. */
export interface Cluster {
  /** Made of the ids of its spans: the same for the same spans, whatever else a newer bundle brings. */
  readonly id: Id
  /** Changes with anything that a decision was about: who made it, borders, label, attributes, entity. */
  readonly fingerprint: string
  readonly start: Offset
  readonly end: Offset
  /** In the order of the comparison's annotators. */
  readonly members: ReadonlyMap<AnnotatorId, Span>
  readonly kinds: readonly DisagreementKind[]
  /** Names of the attributes that differ. */
  readonly attributes: readonly string[]
  readonly status: Status
  /** The latest decision about any of its spans. */
  readonly decision: Decision | null
}

/** A link that some annotators made between two clusters. Only those who tagged both ends could have made it. */
export interface RelationCluster {
  readonly id: Id
  readonly fingerprint: string
  readonly type: Id
  readonly from: Cluster
  /** Null when the other end lies in another document. */
  readonly to: Cluster | null
  readonly members: ReadonlyMap<AnnotatorId, Relation>
  readonly missing: readonly AnnotatorId[]
  readonly kinds: readonly DisagreementKind[]
  readonly status: Status
  readonly decision: Decision | null
}

export interface Comparison {
  readonly document: DocumentId
  /** Those compared who read the document, in the given order. */
  readonly annotators: readonly AnnotatorId[]
  /** In text order. */
  readonly clusters: readonly Cluster[]
  readonly relations: readonly RelationCluster[]
}

export interface CompareOptions {
  /** Whether an unfinished document counts as read: a missing tag may only be missing yet. */
  readonly inProgress: boolean
}

/**
 * Lays the annotators' layers of a document side by side. Spans are grouped as agreement pairs them ({@link groupSpans}),
 * so what a reviewer sees is what the numbers count. An annotator who did not open the document takes no part: missing is
 * not empty. Exact duplicates of one annotator appear once.
 */
export function compareLayers(
  items: Items,
  document: DocumentId,
  annotators: readonly AnnotatorId[],
  options: CompareOptions = { inProgress: true },
): Comparison {
  const here = [...items.values()].filter((item) => 'document' in item && item.document === document)
  const readers = annotators.filter((annotator) => hasRead(items, here, document, annotator, options))
  const decisions = here.filter((item) => item.kind === 'decision' && item.annotator === GOLD)
  const verdicts = new Verdicts(decisions.filter((item) => item.kind === 'decision'))
  const layers = readers.map((annotator) => spansOf(here, annotator))
  const groups = groupSpans(layers.map((spans) => spans.map(pairable)))
  const made = groups.map((group) =>
    clusterOf(
      readers,
      group.map((each) => each?.span),
      verdicts,
    ),
  )
  const clusters = made.sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1))
  const relations = here.filter((item) => item.kind === 'relation')
  return {
    document,
    annotators: readers,
    clusters,
    relations: relationClusters(clusters, readers, relations, verdicts),
  }
}

/** Clusters and relations that wait for a decision: disagreements not decided, and whatever changed after its decision. */
export function openQueue(comparison: Comparison): (Cluster | RelationCluster)[] {
  const waits = ({ kinds, status }: Cluster | RelationCluster) =>
    status === 'changed' || (status === 'open' && kinds.length > 0)
  const place = (each: Cluster | RelationCluster) => ('from' in each ? each.from.start : each.start)
  return [...comparison.clusters.filter(waits), ...comparison.relations.filter(waits)].sort(
    (a, b) => place(a) - place(b),
  )
}

function hasRead(
  items: Items,
  here: readonly Item[],
  document: DocumentId,
  annotator: AnnotatorId,
  options: CompareOptions,
): boolean {
  const tagged = spansOf(here, annotator).length > 0
  const layer = items.get(layerId(document, annotator))
  if (layer?.kind !== 'layer') return tagged
  if (!tagged && onlyReviewed(here, layer)) return false
  return layer.state !== 'untouched' && (layer.state !== 'in_progress' || options.inProgress)
}

/** One who said something of others' tags and made none has not read the document as an annotator. */
function onlyReviewed(here: readonly Item[], layer: Layer): boolean {
  const judged = (item: Item) => item.kind === 'decision' && item.annotator === layer.annotator
  return layer.annotator !== GOLD && (reviewedLayers(layer).length > 0 || here.some(judged))
}

/** An annotator's own tags, without those that were proposed to others in a review. */
function spansOf(here: readonly Item[], annotator: AnnotatorId): Span[] {
  const spans = here
    .filter((item) => item.kind === 'span')
    .filter((span) => span.annotator === annotator && (annotator === GOLD || span.from === undefined))
  const seen = new Set<string>()
  return spans.sort(compareSpans).filter((span) => {
    const key = JSON.stringify([span.ranges, span.label])
    return !seen.has(key) && seen.add(key)
  })
}

function pairable(span: Span) {
  const borders = span.ranges.map(([start, end]) => `${start}-${end}`).join(' ')
  return { span, ranges: span.ranges, start: spanStart(span), end: spanEnd(span), label: span.label, borders }
}

function clusterOf(readers: readonly AnnotatorId[], group: readonly (Span | undefined)[], verdicts: Verdicts): Cluster {
  const spans = group.filter((span) => span !== undefined)
  const members = new Map(spans.map((span) => [span.annotator, span]))
  const ids = spans.map(({ id }) => id).sort()
  const fingerprint = fingerprintOf(spans)
  const attributes = differingAttributes(spans)
  return {
    id: ids.join('\n'),
    fingerprint,
    start: Math.min(...spans.map(spanStart)),
    end: Math.max(...spans.map(spanEnd)),
    members,
    kinds: kindsOf(spans, readers.length, attributes),
    attributes,
    ...verdicts.on(ids, fingerprint),
  }
}

function kindsOf(spans: readonly Span[], readers: number, attributes: readonly string[]): DisagreementKind[] {
  const differ = (value: (span: Span) => unknown) =>
    spans.some((span) => !sameValue(value(span), value(spans[0] ?? span)))
  const found: Record<DisagreementKind, boolean> = {
    missed: spans.length < readers,
    label: differ(({ label }) => label),
    boundary: differ(({ ranges }) => ranges),
    attribute: attributes.length > 0,
    entity: differ(({ entity }) => entity),
    relation: false,
  }
  return DISAGREEMENT_KINDS.filter((kind) => found[kind])
}

/** Attributes that not all have alike; an unset one equals null. Those of different labels cannot be compared. */
function differingAttributes(spans: readonly Span[]): string[] {
  if (new Set(spans.map(({ label }) => label)).size > 1) return []
  const names = [...new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)))].sort()
  return names.filter((name) => {
    const [first, ...rest] = spans.map(({ attributes }) => attributes[name] ?? null)
    return rest.some((value) => !sameValue(value, first))
  })
}

/** The decisions of a document by what they judged. */
class Verdicts {
  readonly #byItem = new Map<Id, Decision>()

  constructor(decisions: readonly Decision[]) {
    const inOrder = [...decisions].sort((a, b) => a.updated - b.updated || (a.id < b.id ? -1 : 1))
    for (const decision of inOrder) for (const id of decision.spans) this.#byItem.set(id, decision)
  }

  /** The latest decision on any of the ids, and whether it was about exactly what stands there now. */
  on(ids: readonly Id[], fingerprint: string): { decision: Decision | null; status: Status } {
    const found = ids.map((id) => this.#byItem.get(id)).filter((decision) => decision !== undefined)
    const decision = found.sort((a, b) => b.updated - a.updated || (a.id < b.id ? 1 : -1))[0] ?? null
    if (!decision) return { decision, status: 'open' }
    return { decision, status: holds(decision, ids, fingerprint) ? 'decided' : 'changed' }
  }
}

/** Decisions made elsewhere carry no fingerprint; those hold for the same ids. */
function holds(decision: Decision, ids: readonly Id[], fingerprint: string): boolean {
  const seen = decision.extra?.['seen']
  return typeof seen === 'string' ? seen === fingerprint : sameValue([...decision.spans].sort(), [...ids].sort())
}

function relationClusters(
  clusters: readonly Cluster[],
  readers: readonly AnnotatorId[],
  relations: readonly Relation[],
  verdicts: Verdicts,
): RelationCluster[] {
  const clusterOfSpan = new Map(
    clusters.flatMap((cluster) => [...cluster.members.values()].map(({ id }) => [id, cluster])),
  )
  const groups = new Map<string, { type: Id; from: Cluster; to: Cluster | null; members: Map<AnnotatorId, Relation> }>()
  for (const relation of [...relations].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const from = clusterOfSpan.get(relation.from)
    const to = relation.toDocument === null ? clusterOfSpan.get(relation.to) : null
    if (!from || to === undefined || !readers.includes(relation.annotator)) continue
    const key = JSON.stringify([relation.type, from.id, to ? to.id : relation.toDocument])
    const group = groups.get(key) ?? { type: relation.type, from, to, members: new Map<AnnotatorId, Relation>() }
    groups.set(key, group)
    if (!group.members.has(relation.annotator)) group.members.set(relation.annotator, relation)
  }
  return [...groups.values()].map((group) => relationCluster(group, verdicts))
}

function relationCluster(
  {
    type,
    from,
    to,
    members,
  }: { type: Id; from: Cluster; to: Cluster | null; members: ReadonlyMap<AnnotatorId, Relation> },
  verdicts: Verdicts,
): RelationCluster {
  const able = [...from.members.keys()].filter((annotator) => !to || to.members.has(annotator))
  const missing = able.filter((annotator) => !members.has(annotator))
  const [first, ...rest] = [...members.values()]
  const kinds: DisagreementKind[] = missing.length > 0 || rest.some((each) => !sameTag(each, first)) ? ['relation'] : []
  const ids = [...members.values()].map(({ id }) => id).sort()
  const fingerprint = fingerprintOf([...members.values()])
  return { id: ids.join('\n'), fingerprint, type, from, to, members, missing, kinds, ...verdicts.on(ids, fingerprint) }
}
