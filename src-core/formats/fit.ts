import type { Attributes } from '../annotation/records.ts'
import { isClaim, SAID_BY } from './claims.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import { fitBorders } from './fit-borders.ts'
import { fitLevels, layersOf, pieceOf } from './fit-overlaps.ts'
import { fitText } from './fit-text.ts'
import type { Carries, Format } from './format.ts'
import { say } from './phrase.ts'
import type { Lose, Loss, OverlapPolicy } from './losses.ts'
import { ANONYMOUS } from './reading.ts'

/** Of an end of a relation, in what is told of it. */
const LONGEST_QUOTE = 60

export interface Fitted {
  /** What the format can hold of the entry, and what reading it back must give. */
  readonly entry: DatasetEntry
  readonly losses: readonly Loss[]
  /** With the policy `fail`: spans that overlap or are discontinuous where the format cannot hold them. */
  readonly refused: number
}

/**
 * Takes out of an entry what a format has no place for, in this order: characters and line ends of the text, pieces of
 * discontinuous spans (each becomes a span), borders, overlaps, then attributes, relations, notes and the rest. Each
 * thing that is changed or left out is a loss. The tokens that a token format needs stand in the entry.
 */
export function fit(entry: DatasetEntry, format: Pick<Format, 'id' | 'carries'>, policy: OverlapPolicy): Fitted {
  const { carries } = format
  const losses: Loss[] = []
  const said = saidIn(entry)
  const lose: Lose = (kind, span, detail = '') =>
    losses.push({ kind, document: entry.id, annotator: entry.annotator, span: span?.id ?? null, ...said(span), detail })
  const text = fitText(entry, carries, lose)
  const whole = carries.pieces ? text.spans : text.spans.flatMap((span) => piecesOf(span, lose))
  const bordered = fitBorders({ ...text, spans: whole }, carries, lose)
  const flat = carries.overlaps
    ? { spans: bordered.spans, refused: 0 }
    : fitLevels(bordered, policy, carries.levels ?? 1, lose)
  const cut = carries.pieces ? 0 : text.spans.filter((span) => span.ranges.length > 1).length
  const fitted = withoutRest(named({ ...bordered, spans: flat.spans }, carries, lose), format, lose)
  return { entry: fitted, losses, refused: policy === 'fail' ? flat.refused + cut : 0 }
}

type Said = (span: DatasetSpan | null) => { readonly label: string | null; readonly text: string | null }

/** What a span was before anything was changed. */
function saidIn(entry: DatasetEntry): Said {
  let originals: ReadonlyMap<string, DatasetSpan> | null = null
  return (span) => {
    originals ??= new Map(entry.spans.map((each) => [each.id, each]))
    const original = span && originals.get(span.id)
    if (!original) return { label: span?.label ?? null, text: null }
    return { label: original.label, text: original.ranges.map(([from, to]) => entry.text.slice(from, to)).join(' … ') }
  }
}

/** Each piece as a span; the first keeps the id, so that relations stay with it. */
function piecesOf(span: DatasetSpan, lose: Lose): readonly DatasetSpan[] {
  if (span.ranges.length < 2) return [span]
  lose('discontinuous', span, say('became', { n: span.ranges.length }))
  return span.ranges.map((range, i) => pieceOf(span, range, i))
}

/** Names as the format can write them. */
function named(entry: DatasetEntry, { names }: Carries, lose: Lose): DatasetEntry {
  if (names !== 'word') return entry
  const word = (name: string, span: DatasetSpan | null) => {
    const written = wordOf(name)
    if (written !== name) lose('name', span, `${name} → ${written}`)
    return written
  }
  const renamed = (attributes: Attributes, span: DatasetSpan | null) =>
    Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [value === null ? name : word(name, span), value]),
    )
  return {
    ...entry,
    spans: entry.spans.map((span) => ({
      ...span,
      label: word(span.label, span),
      attributes: renamed(span.attributes, span),
    })),
    relations: entry.relations.map((relation) => ({ ...relation, type: word(relation.type, null) })),
  }
}

/** A name of letters, digits, `_` and `-`. */
export function wordOf(name: string): string {
  return name.replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_') || '_'
}

function withoutRest(entry: DatasetEntry, { id, carries }: Pick<Format, 'id' | 'carries'>, lose: Lose): DatasetEntry {
  if (carries.only === 'claims') for (const span of entry.spans) if (!isClaim(span.label)) lose('label', span)
  const linked = carries.entities === 'outer' ? new Set(layersOf(entry.spans, 1)[0]) : null
  const spans = entry.spans.map((span) => {
    const entity = linked ? cellEntity(span, linked.has(span), lose) : span.entity
    return fitSpan({ ...span, entity }, id, carries, lose)
  })
  const relations = fitRelations(entry, spans, carries, lose)
  const known = { ...entry, spans, relations }
  const named = carries.annotators ? known : { ...known, annotator: ANONYMOUS, annotatorId: null }
  if (!carries.annotators) lose('annotator', null, entry.annotator)
  return carries.documents ? named : withoutDocument(named, carries, lose)
}

function fitSpan(span: DatasetSpan, format: string, carries: Carries, lose: Lose): DatasetSpan {
  const set = Object.keys(span.attributes).filter((name) => span.attributes[name] !== null)
  if (!carries.attributes) for (const name of set) lose('attribute', span, name)
  if (!carries.notes && span.note !== null) lose('note', span)
  if (!carries.entities && span.entity !== null) lose('entity', span)
  if (!carries.provenance && span.from) lose('provenance', span)
  return {
    ...span,
    attributes: carries.attributes ? span.attributes : {},
    note: carries.notes ? span.note : null,
    entity: carries.entities ? span.entity : null,
    ...(carries.provenance ? {} : { origin: `imported:${format}`, from: null, extra: {} }),
    ...(carries.provenance || carries.times ? {} : { created: null, updated: null }),
  }
}

/** An entity where it stands in a cell of a table, for those spans that have one. */
function cellEntity(span: DatasetSpan, hasCell: boolean, lose: Lose): string | null {
  const written = span.entity?.replace(/[\t\n\r]+/g, ' ') ?? null
  const lost = written !== null && (!hasCell || written === '' || written === '_' || written === 'NIL')
  if (lost) lose('entity', span)
  else if (written !== span.entity) lose('name', span, `${span.entity} → ${written}`)
  return lost ? null : written
}

function fitRelations(
  entry: DatasetEntry,
  spans: readonly DatasetSpan[],
  carries: Carries,
  lose: Lose,
): readonly DatasetRelation[] {
  const byId = new Map(spans.map((span) => [span.id, span]))
  const quoted = (id: string) => {
    const [range] = byId.get(id)?.ranges ?? []
    if (!range) return id
    const words = entry.text.slice(...range).replace(/\s+/g, ' ')
    return `“${words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words}”`
  }
  return entry.relations.flatMap((relation) => {
    const far = relation.toDocument !== null
    const held =
      carries.relations &&
      (carries.only !== 'claims' || relation.type === SAID_BY) &&
      byId.has(relation.from) &&
      (far ? carries.provenance : byId.has(relation.to))
    if (!held) lose('relation', null, `${quoted(relation.from)} → ${relation.type} → ${quoted(relation.to)}`)
    if (!held) return []
    return [
      carries.provenance
        ? relation
        : { ...plainRelation(relation), attributes: fitRelationAttributes(relation, carries, lose) },
    ]
  })
}

function fitRelationAttributes({ attributes }: DatasetRelation, carries: Carries, lose: Lose) {
  const set = Object.keys(attributes).filter((name) => attributes[name] !== null)
  if (carries.attributes && carries.relationAttributes) return attributes
  for (const name of set) lose('attribute', null, name)
  return {}
}

function plainRelation({ id, type, from, to }: DatasetRelation): DatasetRelation {
  return { id, type, from, to, toDocument: null, attributes: {}, extra: {} }
}

function withoutDocument(entry: DatasetEntry, { metadata }: Carries, lose: Lose): DatasetEntry {
  const { comments, ...kept } = entry
  if (comments) lose('document', null, say('comments'))
  for (const key of ['labels', 'excluded', 'decisions'] as const)
    if (entry[key].length) lose('document', null, say(key))
  if (Object.keys(entry.meta).length && !metadata) lose('document', null, say('meta'))
  if (Object.keys(entry.extra).length) lose('document', null, say('extra'))
  if (entry.state !== 'done') lose('document', null, say('state'))
  return {
    ...kept,
    ...{
      state: 'done',
      sha256: null,
      encoding: null,
      meta: metadata ? entry.meta : {},
      labels: [],
      excluded: [],
      decisions: [],
      extra: {},
    },
  }
}
