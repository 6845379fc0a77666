import type { Items } from '../annotation/edit.ts'
import { normaliseRanges } from '../annotation/ranges.ts'
import {
  freeId,
  layerId,
  type AnnotatorId,
  type Attributes,
  type Comment,
  type Decision,
  type DocumentId,
  type EpochMs,
  type Id,
  type Layer,
  type LayerItem,
  type Origin,
  type Relation,
  type Span,
} from '../annotation/records.ts'
import { labelById, type LabelSchema } from '../annotation/schema.ts'
import { sameValue } from '../values.ts'
import type { DatasetComment, DatasetDecision, DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'

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
  /** What a record of another layer is called here that this one names; without it, as the entry calls it. */
  readonly elsewhere?: (id: Id) => Id
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
  /** Ids of the entry → those here, of every record and of the spans that came in. */
  readonly #ids: ReadonlyMap<Id, Id>
  readonly #spanIds = new Map<Id, Id>()

  constructor(entry: DatasetEntry, into: Destination) {
    this.#entry = entry
    this.#into = into
    this.#ids = new Map([...entry.spans, ...entry.relations].map(({ id }) => [id, this.#freeId(id)]))
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
    const id = this.#ids.get(span.id) ?? span.id
    this.#spanIds.set(span.id, id)
    const record: Span = {
      ...this.#place(id, span),
      kind: 'span',
      ranges: normaliseRanges(span.ranges),
      label,
      attributes: this.#attributes(label, span.attributes),
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
    const to = relation.toDocument === null ? this.#spanIds.get(relation.to) : this.#named(relation.to)
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
      ...{ kind: 'decision', spans: spans.map((id) => this.#named(id)), outcome, reason },
      by: this.#annotator(decision.by),
      ...extraOf(this.#made(decision.extra)),
    }
    return this.#keptTimes(record, times)
  }

  comment(comment: DatasetComment): Comment {
    const { span, ranges, parent, body, resolved } = comment
    const record: Comment = {
      ...this.#place(this.#freeId(comment.id), comment),
      ...{ kind: 'comment', parent: parent === null ? null : this.#comment(parent), body, resolved },
      target: span === null ? { ranges } : { span: this.#named(span) },
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
    return freeId(existing, suffix === undefined ? own : `${own}\n${suffix}`, { document, annotator })
  }

  /** What a tag or relation is called here, of this layer or another. */
  #named(id: Id): Id {
    return this.#ids.get(id) ?? this.#into.elsewhere?.(id) ?? id
  }

  #comment(id: Id): Id {
    const mine = this.#entry.comments?.some((comment) => comment.id === id)
    return mine ? this.#freeId(id) : (this.#into.elsewhere?.(id) ?? id)
  }

  /** Attributes that name a tag name it as it is called here. */
  #attributes(label: Id, given: Attributes): Attributes {
    const kept = Object.entries(given).filter(([, value]) => value !== null)
    const naming = labelById(this.#into.schema, label)?.attributes.filter(({ kind }) => kind === 'span') ?? []
    return Object.fromEntries(
      kept.map(([name, value]) => {
        const names = typeof value === 'string' && naming.some((each) => each.name === name)
        return [name, names ? this.#named(value) : value]
      }),
    )
  }

  /** What a decision says it made: gold tags, or the tag that a reviewer proposes. */
  #made(extra: DatasetDecision['extra']): DatasetDecision['extra'] {
    const { gold, proposal } = extra
    return {
      ...extra,
      ...(Array.isArray(gold) && { gold: gold.map((id: unknown) => (typeof id === 'string' ? this.#named(id) : id)) }),
      ...(typeof proposal === 'string' && { proposal: this.#named(proposal) }),
    }
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
