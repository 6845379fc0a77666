import {
  compareSpans,
  GOLD,
  type AnnotatorId,
  type AnnotatorRecord,
  type Comment,
  type Decision,
  type EpochMs,
  type Excluded,
  type Id,
  type Item,
  type Layer,
  type Relation,
  type Span,
} from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import type { DatasetComment, DatasetDecision, DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'

/** One layer of the app and what is known of its document. */
export interface LayerSource {
  readonly entry: Pick<DatasetEntry, 'id' | 'text' | 'sha256' | 'encoding' | 'meta' | 'lang'>
  /** The records of one document × annotator, in any order; records of other kinds are passed over. */
  readonly items: Iterable<Item>
  readonly annotatorName: string
  readonly annotatorId: AnnotatorId
  readonly excluded: readonly Excluded[]
  readonly schema: LabelSchema
  /** Names as datasets carry them, see {@link annotatorNames}. */
  readonly annotatorNames: ReadonlyMap<AnnotatorId, string>
}

/**
 * A name for each annotator, unique within the project: the first of two who share a name (by id) keeps it, the next
 * is `name 2`. The gold layer is `gold`.
 */
export function annotatorNames(annotators: Iterable<AnnotatorRecord>): ReadonlyMap<AnnotatorId, string> {
  const names = new Map([[GOLD, GOLD]])
  const used = new Set([GOLD])
  for (const { id, name } of [...annotators].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (id === GOLD) continue
    let unique = name || 'anonymous'
    for (let n = 2; used.has(unique); n++) unique = `${name || 'anonymous'} ${n}`
    used.add(unique)
    names.set(id, unique)
  }
  return names
}

/** The layer as a dataset says it: names instead of ids, instants instead of numbers, spans in their one order. */
export function entryOf(source: LayerSource): DatasetEntry {
  const { layer, spans, relations, decisions, comments } = sorted(source.items)
  const names = namesOf(source.schema)
  const nameOf = (id: AnnotatorId) => source.annotatorNames.get(id) ?? id
  const said = comments.map(commentOf)
  return {
    ...source.entry,
    annotator: source.annotatorName,
    annotatorId: source.annotatorId === source.annotatorName ? null : source.annotatorId,
    state: layer?.state ?? 'untouched',
    labels: layer?.labels ?? [],
    spans: spans.map((span) => spanOf(span, names.labels, nameOf)),
    relations: relations.map((relation) => relationOf(relation, names.relations)),
    excluded: source.excluded,
    decisions: decisions.map((decision) => decisionOf(decision, nameOf)),
    ...(said.length ? { comments: said } : {}),
    tokens: null,
    extra: layer?.extra ?? {},
  }
}

interface Sorted {
  readonly layer: Layer | undefined
  readonly spans: readonly Span[]
  readonly relations: readonly Relation[]
  readonly decisions: readonly Decision[]
  readonly comments: readonly Comment[]
}

function sorted(items: Iterable<Item>): Sorted {
  let layer: Layer | undefined
  const spans: Span[] = []
  const relations: Relation[] = []
  const decisions: Decision[] = []
  const comments: Comment[] = []
  for (const item of items) {
    if (item.kind === 'span') spans.push(item)
    else if (item.kind === 'relation') relations.push(item)
    else if (item.kind === 'decision') decisions.push(item)
    else if (item.kind === 'comment') comments.push(item)
    else if (item.kind === 'layer') layer = item
  }
  const byId = (a: { readonly id: Id }, b: { readonly id: Id }) => (a.id < b.id ? -1 : 1)
  return {
    layer,
    spans: spans.sort(compareSpans),
    relations: relations.sort(byId),
    decisions: decisions.sort(byId),
    comments: comments.sort((a, b) => a.created - b.created || byId(a, b)),
  }
}

interface Names {
  readonly labels: ReadonlyMap<Id, string>
  readonly relations: ReadonlyMap<Id, string>
}

const KNOWN_NAMES = new WeakMap<LabelSchema, Names>()

function namesOf(schema: LabelSchema): Names {
  const known = KNOWN_NAMES.get(schema)
  if (known) return known
  const names = {
    labels: new Map(schema.labels.map(({ id, name }) => [id, name])),
    relations: new Map(schema.relations.map(({ id, name }) => [id, name])),
  }
  KNOWN_NAMES.set(schema, names)
  return names
}

function spanOf(span: Span, labels: ReadonlyMap<Id, string>, nameOf: (id: AnnotatorId) => string): DatasetSpan {
  return {
    id: span.id,
    ranges: span.ranges,
    label: labels.get(span.label) ?? span.label,
    attributes: span.attributes,
    entity: span.entity,
    note: span.note,
    origin: span.origin,
    created: instant(span.created),
    updated: instant(span.updated),
    from: span.from ? span.from.map(nameOf) : null,
    extra: span.extra ?? {},
  }
}

function relationOf(relation: Relation, types: ReadonlyMap<Id, string>): DatasetRelation {
  const { id, type, from, to, toDocument, attributes, created, updated, extra } = relation
  const times = { created: instant(created), updated: instant(updated) }
  return { id, type: types.get(type) ?? type, from, to, toDocument, attributes, ...times, extra: extra ?? {} }
}

function decisionOf(decision: Decision, nameOf: (id: AnnotatorId) => string): DatasetDecision {
  const { id, spans, outcome, reason, by, updated, extra } = decision
  return { id, spans, outcome, reason, by: nameOf(by), at: instant(updated), extra: extra ?? {} }
}

function commentOf(comment: Comment): DatasetComment {
  const { id, target, parent, body, resolved, created, updated, extra } = comment
  const place = 'span' in target ? { span: target.span, ranges: [] } : { span: null, ranges: target.ranges }
  const times = { created: instant(created), updated: instant(updated) }
  return { id, ...place, parent, body, resolved, ...times, extra: extra ?? {} }
}

/** ISO 8601 in UTC; milliseconds are written only where there are some. */
function instant(ms: EpochMs): string {
  if (ms === LAST.ms) return LAST.iso
  const iso = new Date(ms).toISOString()
  LAST.iso = iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso
  LAST.ms = ms
  return LAST.iso
}

/** Most tags were never changed after they were made. */
const LAST = { ms: Number.NaN, iso: '' }
