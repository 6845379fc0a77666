import type { Items } from '../annotation/edit.ts'
import { normaliseRanges } from '../annotation/ranges.ts'
import {
  compareSpans,
  GOLD,
  layerId,
  type AnnotatorId,
  type AnnotatorRecord,
  type Attributes,
  type Comment,
  type Decision,
  type DocumentId,
  type EpochMs,
  type Excluded,
  type Id,
  type Item,
  type Layer,
  type LayerItem,
  type Origin,
  type Relation,
  type Span,
} from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import { sameValue } from '../values.ts'
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

/** Where an imported entry is to go. */
export interface Destination {
  readonly schema: LabelSchema
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  /** The time of records for which the source has none. */
  readonly now: EpochMs
  /** Stands in `imported:<source>` for spans whose origin is not known. */
  readonly source: string
  /** What the person chose: the dataset's label name → a label's id, null to leave its spans out. */
  readonly labels?: ReadonlyMap<string, Id | null>
  /** The same for relation types. */
  readonly relations?: ReadonlyMap<string, Id | null>
  /** Names in the dataset → annotators of the project. */
  readonly annotatorIds?: ReadonlyMap<string, AnnotatorId>
  /** For ids that are unique in their file's document only: what makes them so in the project. */
  readonly suffix?: string
  /**
   * All records with the ids of the entry. An id that another layer uses already gets a suffix; a record that is the
   * same but for times that the source lacks keeps its times, so that importing twice changes nothing.
   */
  readonly existing: Pick<Items, 'get'>
}

export interface Imported {
  readonly items: readonly LayerItem[]
  /** How often each name was met that the schema does not have; their spans or relations were left out. */
  readonly unknownLabels: ReadonlyMap<string, number>
  readonly unknownRelations: ReadonlyMap<string, number>
  /** Relations of which an end was left out. */
  readonly looseRelations: number
}

/** The entry as records of one layer, in the order layer, spans, relations, decisions, comments. */
export function itemsOf(entry: DatasetEntry, into: Destination): Imported {
  const inward = new Inward(entry, into)
  const spans = entry.spans.flatMap((span) => inward.span(span))
  const relations = entry.relations.flatMap((relation) => inward.relation(relation))
  const items = [
    inward.layer(spans),
    ...spans,
    ...relations,
    ...entry.decisions.map((decision) => inward.decision(decision)),
    ...(entry.comments ?? []).map((comment) => inward.comment(comment)),
  ]
  const { unknownLabels, unknownRelations, looseRelations } = inward
  return { items, unknownLabels, unknownRelations, looseRelations }
}

class Inward {
  readonly unknownLabels = new Map<string, number>()
  readonly unknownRelations = new Map<string, number>()
  looseRelations = 0
  readonly #entry: DatasetEntry
  readonly #into: Destination
  readonly #labels: ReadonlyMap<string, Id | null>
  readonly #relations: ReadonlyMap<string, Id | null>
  readonly #spanIds = new Map<Id, Id>()

  constructor(entry: DatasetEntry, into: Destination) {
    this.#entry = entry
    this.#into = into
    this.#labels = new Map([...into.schema.labels.map(({ id, name }) => [name, id] as const), ...(into.labels ?? [])])
    this.#relations = new Map([
      ...into.schema.relations.map(({ id, name }) => [name, id] as const),
      ...(into.relations ?? []),
    ])
  }

  span(span: DatasetSpan): Span[] {
    const label = this.#labels.get(span.label)
    if (label === undefined) count(this.unknownLabels, span.label)
    if (label === undefined || label === null) return []
    const id = this.#freeId(span.id)
    this.#spanIds.set(span.id, id)
    const record: Span = {
      ...this.#place(id, span),
      kind: 'span',
      ranges: normaliseRanges(span.ranges),
      label,
      attributes: withoutNulls(span.attributes),
      entity: span.entity,
      note: span.note,
      origin: isOrigin(span.origin) ? span.origin : `imported:${this.#into.source}`,
      ...(span.from && { from: span.from.map((name) => this.#annotator(name)) }),
      ...extraOf(span.extra),
    }
    return [this.#keptTimes(record, span)]
  }

  relation(relation: DatasetRelation): Relation[] {
    const type = this.#relations.get(relation.type)
    if (type === undefined) count(this.unknownRelations, relation.type)
    if (type === undefined || type === null) return []
    const from = this.#spanIds.get(relation.from)
    const to = relation.toDocument === null ? this.#spanIds.get(relation.to) : relation.to
    if (from === undefined || to === undefined) this.looseRelations++
    if (from === undefined || to === undefined) return []
    const record: Relation = {
      ...this.#place(this.#freeId(relation.id), relation),
      ...{ kind: 'relation', type, from, to, toDocument: relation.toDocument },
      attributes: withoutNulls(relation.attributes),
      ...extraOf(relation.extra),
    }
    return [this.#keptTimes(record, relation)]
  }

  decision(decision: DatasetDecision): Decision {
    const { spans, outcome, reason, at } = decision
    const times = { created: at, updated: at }
    const record: Decision = {
      ...this.#place(this.#freeId(decision.id), times),
      ...{ kind: 'decision', spans: spans.map((id) => this.#spanIds.get(id) ?? id), outcome, reason },
      by: this.#annotator(decision.by),
      ...extraOf(decision.extra),
    }
    return this.#keptTimes(record, times)
  }

  comment(comment: DatasetComment): Comment {
    const { span, ranges, parent, body, resolved } = comment
    const record: Comment = {
      ...this.#place(this.#freeId(comment.id), comment),
      ...{ kind: 'comment', parent, body, resolved },
      target: span === null ? { ranges } : { span: this.#spanIds.get(span) ?? span },
      ...extraOf(comment.extra),
    }
    return this.#keptTimes(record, comment)
  }

  layer(spans: readonly Span[]): Layer {
    const { document, annotator, now } = this.#into
    const { state, labels } = this.#entry
    const created = spans.reduce((least, span) => Math.min(least, span.created), now)
    const id = layerId(document, annotator)
    const place = { id, document, annotator, created, updated: now }
    const known = this.#into.existing.get(id)
    const rejected = known?.kind === 'layer' && known.rejected ? { rejected: known.rejected } : {}
    return this.#keptTimes({ ...place, kind: 'layer', state, labels, ...rejected, ...extraOf(this.#entry.extra) }, {})
  }

  #place(
    id: Id,
    times: Times,
  ): { id: Id; document: DocumentId; annotator: AnnotatorId; created: EpochMs; updated: EpochMs } {
    const { document, annotator, now } = this.#into
    const created = epoch(times.created) ?? epoch(times.updated) ?? now
    return { id, document, annotator, created, updated: epoch(times.updated) ?? created }
  }

  #keptTimes<T extends LayerItem>(record: T, times: Times): T {
    if (epoch(times.created) !== null && epoch(times.updated) !== null) return record
    const known = this.#into.existing.get(record.id)
    if (!known || !('created' in known)) return record
    const same = { ...record, created: known.created, updated: known.updated }
    return sameValue(same, known) ? same : record
  }

  #freeId(own: Id): Id {
    const { existing, document, annotator, suffix } = this.#into
    const id = suffix === undefined ? own : `${own}\n${suffix}`
    const other = existing.get(id)
    const free = !other || ('annotator' in other && other.document === document && other.annotator === annotator)
    return free ? id : `${id}\n${annotator}\n${document}`
  }

  #annotator(name: string): AnnotatorId {
    return this.#into.annotatorIds?.get(name) ?? name
  }
}

interface Times {
  readonly created?: string | null
  readonly updated?: string | null
}

function epoch(iso: string | null | undefined): EpochMs | null {
  const ms = iso ? Date.parse(iso) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function withoutNulls(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))
}

function extraOf(extra: Readonly<Record<string, unknown>>): { extra?: Readonly<Record<string, unknown>> } {
  return Object.keys(extra).length ? { extra } : {}
}

function isOrigin(origin: string): origin is Origin {
  return /^(manual|identical|carried|adjudicated)$|^(suggested|edited|imported):/.test(origin)
}
