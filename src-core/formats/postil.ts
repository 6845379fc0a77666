import type { AttributeValue, Attributes, Excluded } from '../annotation/records.ts'
import type { Attribute, AttributeKind, LabelSchema } from '../annotation/schema.ts'
import type { OffsetUnit, Range } from '../text/offset.ts'
import type { DatasetComment, DatasetDecision, DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import { splitsPair, unitMap, type UnitMap } from './units.ts'

/** What the `format` key of every line says. */
export const POSTIL_FORMAT = 'postil/1'

/** What joins the pieces of a discontinuous span in its `text`. */
export const PIECE_JOINT = ' … '

export interface LineOptions {
  /** False leaves out the text and its copies in the spans; such a line needs the source files to be read again. */
  readonly withText?: boolean
}

/**
 * One line of Postil JSONL without its line feed. Keys stand in one order and the same entry gives the same bytes.
 * `attributes` carries every attribute of the label's schema; a value whose JSON type is not the attribute's, or that
 * the label does not have (any more), goes to `kept_attributes` as JSON text. Lone surrogates, U+2028, U+2029 and
 * U+0085 are escaped. Linear in text and spans.
 */
export function entryToLine(
  entry: DatasetEntry,
  schema: LabelSchema,
  unit: OffsetUnit,
  options: LineOptions = {},
): string {
  const pen = { map: unitMap(entry.text, unit), text: options.withText === false ? null : entry.text }
  const shapes = shapesOf(schema)
  const line = JSON.stringify({
    format: POSTIL_FORMAT,
    id: entry.id,
    annotator: entry.annotator,
    annotator_id: entry.annotatorId ?? undefined,
    state: entry.state,
    lang: entry.lang,
    text: pen.text,
    sha256: entry.sha256,
    encoding: entry.encoding,
    offset_unit: unit,
    meta: entry.meta,
    labels: entry.labels,
    spans: entry.spans.map((span) => spanToJson(span, pen, shapes)),
    relations: entry.relations.map((relation) => relationToJson(relation, shapes)),
    excluded: entry.excluded.map((passage) => excludedToJson(passage, pen)),
    decisions: entry.decisions.map(decisionToJson),
    comments: entry.comments?.length ? entry.comments.map((comment) => commentToJson(comment, pen)) : undefined,
    tokens: entry.tokens ? entry.tokens.map((token) => rangeOut(token, pen.map)) : undefined,
    ...entry.extra,
  })
  return LINE_BREAKERS.test(line) ? line.replace(ALL_LINE_BREAKERS, escaped) : line
}

const LINE_BREAKERS = /[\u0085\u2028\u2029]/
const ALL_LINE_BREAKERS = /[\u0085\u2028\u2029]/g

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

interface Pen {
  readonly map: UnitMap
  /** Null where texts are left out. */
  readonly text: string | null
}

interface Shape {
  readonly attributes: readonly Attribute[]
  /** Every attribute, unset. */
  readonly blank: Readonly<Record<string, null>>
}

/** What each label and relation type carries, by the names that datasets know them by; made once a schema. */
interface Shapes {
  readonly labels: ReadonlyMap<string, Shape>
  readonly relations: ReadonlyMap<string, Shape>
}

const KNOWN_SHAPES = new WeakMap<LabelSchema, Shapes>()

function shapesOf(schema: LabelSchema): Shapes {
  const known = KNOWN_SHAPES.get(schema)
  if (known) return known
  const shapes = {
    labels: new Map(schema.labels.map((label) => [label.name, shapeOf(label.attributes)])),
    relations: new Map(schema.relations.map((type) => [type.name, shapeOf(type.attributes)])),
  }
  KNOWN_SHAPES.set(schema, shapes)
  return shapes
}

function shapeOf(attributes: readonly Attribute[]): Shape {
  return { attributes, blank: Object.fromEntries(attributes.map(({ name }) => [name, null])) }
}

function spanToJson(span: DatasetSpan, pen: Pen, shapes: Shapes): object {
  const first = span.ranges[0]
  const last = span.ranges.at(-1)
  const attributes = complete(span.attributes, shapes.labels.get(span.label))
  return {
    id: span.id,
    start: pen.map.out(first?.[0] ?? 0, 'start'),
    end: pen.map.out(last?.[1] ?? 0, 'end'),
    ranges: span.ranges.length > 1 ? span.ranges.map((range) => rangeOut(range, pen.map)) : undefined,
    label: span.label,
    text: pen.text === null ? null : textOf(span.ranges, pen.text),
    attributes: attributes.values,
    kept_attributes: attributes.kept,
    entity: span.entity,
    note: span.note,
    origin: span.origin,
    created: span.created,
    updated: span.updated,
    from: span.from ?? undefined,
    ...span.extra,
  }
}

function relationToJson(relation: DatasetRelation, shapes: Shapes): object {
  const attributes = complete(relation.attributes, shapes.relations.get(relation.type))
  return {
    id: relation.id,
    type: relation.type,
    from: relation.from,
    to: relation.to,
    to_document: relation.toDocument,
    attributes: attributes.values,
    kept_attributes: attributes.kept,
    created: relation.created ?? undefined,
    updated: relation.updated ?? undefined,
    ...relation.extra,
  }
}

function excludedToJson({ start, end, reason }: Excluded, pen: Pen): object {
  return { start: pen.map.out(start, 'start'), end: pen.map.out(end, 'end'), reason }
}

function decisionToJson({ extra, ...decision }: DatasetDecision): object {
  const { id, spans, outcome, reason, by, at } = decision
  return { id, spans, outcome, reason, by, at, ...extra }
}

function commentToJson(comment: DatasetComment, pen: Pen): object {
  const { id, span, ranges, parent, body, resolved, created, updated, extra } = comment
  return {
    id,
    span,
    ranges: ranges.map((range) => rangeOut(range, pen.map)),
    ...{ parent, body, resolved, created, updated, ...extra },
  }
}

function rangeOut([start, end]: Range, map: UnitMap): readonly [number, number] {
  return [map.out(start, 'start'), map.out(end, 'end')]
}

/** The text of ranges whose borders are moved out of surrogate pairs, as the offsets that are written. */
function textOf(ranges: readonly Range[], text: string): string {
  const [only] = ranges
  if (only && ranges.length === 1) return wholeSlice(text, only)
  return ranges.map((range) => wholeSlice(text, range)).join(PIECE_JOINT)
}

function wholeSlice(text: string, [start, end]: Range): string {
  return text.slice(splitsPair(text, start) ? start - 1 : start, splitsPair(text, end) ? end + 1 : end)
}

interface Completed {
  readonly values: Readonly<Record<string, unknown>>
  readonly kept: Readonly<Record<string, string>> | undefined
}

function complete(given: Attributes, shape: Shape | undefined): Completed {
  if (!shape) return { values: given, kept: undefined }
  const names = Object.keys(given)
  if (names.length === 0) return { values: shape.blank, kept: undefined }
  // Every attribute is its own key from the beginning, `__proto__` too.
  const values: Record<string, unknown> = { ...shape.blank }
  for (const { name, kind } of shape.attributes) {
    const value = Object.hasOwn(given, name) ? given[name] : null
    if (value !== undefined && isOfKind(value, kind)) values[name] = value
  }
  const others = names.filter(
    (name) => isKept(given[name]) && !(Object.hasOwn(values, name) && values[name] === given[name]),
  )
  const kept = others.map((name) => [name, JSON.stringify(given[name])] as const)
  return { values, kept: kept.length > 0 ? Object.fromEntries(kept) : undefined }
}

function isKept(value: AttributeValue | undefined): boolean {
  return value !== null && value !== undefined
}

function isOfKind(value: AttributeValue, kind: AttributeKind): boolean {
  if (value === null) return true
  if (kind === 'several') return Array.isArray(value)
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value)
  return kind === 'boolean' ? typeof value === 'boolean' : typeof value === 'string'
}
