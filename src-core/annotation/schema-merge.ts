import type { AttributeValue, Id, Span } from './records.ts'
import { labelById, type Attribute, type Label } from './schema.ts'
import { newLabel, withLabelAdded, type LabelDraft } from './schema-commands.ts'
import { sameName, schemaChange, spansOf, type Rewrite, type SchemaDesk, type SchemaOutcome } from './schema-desk.ts'

/**
 * Gives every span of one label another label, in every layer, and retires the first. Attribute values stay: the
 * label that remains gains the attributes and options that it lacks, under another name where its own attribute of
 * that name cannot hold the values. Relation types that allowed the first label allow the other.
 *
 * The desk must carry the spans of both labels. Two spans that become the same tag on the same characters are both
 * kept and counted as duplicates; whether the label's spans may overlap is not asked of what is there.
 */
export function mergeLabels(desk: SchemaDesk, from: Id, into: Id): SchemaOutcome {
  const { schema } = desk.record
  const source = labelById(schema, from)
  const target = labelById(schema, into)
  if (!source || !target) return { refused: 'unknown-label' }
  if (from === into) return { refused: 'same-label' }
  const joined = joinAttributes(desk, source, target)
  const spans = spansOf(desk, from)
  const rewrites = spans.map((span): Rewrite => [span, moved(span, target.id, joined.names, desk.now)])
  const labels = schema.labels.map((label) => {
    if (label.id === from) return { ...label, retired: true }
    return label.id === into ? { ...target, attributes: joined.attributes } : label
  })
  const next = { ...schema, labels, relations: schema.relations.map((type) => allowing(type, from, into)) }
  const duplicates = duplicatesAmong(spans, spansOf(desk, into))
  return schemaChange(desk, next, { concerned: spans.length, rewrites, duplicates })
}

/**
 * Makes a label out of part of another one's spans, with the same attributes, so that every value stays. Relation
 * types that allow the first label at an end allow the new one too.
 */
export function splitLabel(
  desk: SchemaDesk,
  from: Id,
  draft: LabelDraft,
  chosen: (span: Span) => boolean,
): SchemaOutcome {
  const source = labelById(desk.record.schema, from)
  if (!source) return { refused: 'unknown-label' }
  const spans = spansOf(desk, from).filter(chosen)
  if (spans.length === 0) return { refused: 'nothing-chosen' }
  const copies = source.attributes.map((attribute) => ({ ...attribute, id: desk.newId() }))
  const label = newLabel(desk, draft, copies)
  if ('refused' in label) return label
  const schema = withLabelAdded(desk.record.schema, label)
  const next = { ...schema, relations: schema.relations.map((type) => allowing(type, from, label.id, true)) }
  const rewrites = spans.map((span): Rewrite => [span, { ...span, label: label.id, updated: desk.now }])
  return schemaChange(desk, next, { concerned: spans.length, rewrites })
}

type Ends = { readonly from: readonly Id[]; readonly to: readonly Id[] }

function allowing<T extends Ends>(type: T, known: Id, also: Id, keep = false): T {
  const widened = (ends: readonly Id[]) =>
    ends.includes(known) ? [...new Set([...(keep ? ends : ends.filter((end) => end !== known)), also])] : ends
  return { ...type, from: widened(type.from), to: widened(type.to) }
}

interface Joined {
  readonly attributes: readonly Attribute[]
  /** Attributes whose values go under another name. */
  readonly names: ReadonlyMap<string, string>
}

function joinAttributes(desk: SchemaDesk, source: Label, target: Label): Joined {
  let attributes = target.attributes
  const names = new Map<string, string>()
  for (const theirs of source.attributes) {
    const ours = attributes.find((each) => sameName(each.name, theirs.name))
    const joined = ours && joinedAttribute(ours, theirs)
    if (ours && joined) {
      attributes = attributes.map((each) => (each === ours ? joined : each))
      names.set(theirs.name, joined.name)
    } else {
      const name = ours ? freeName(`${theirs.name}_${source.name}`, attributes) : theirs.name
      attributes = [...attributes, { ...withoutTakenKey(theirs, attributes), id: desk.newId(), name, required: false }]
      names.set(theirs.name, name)
    }
  }
  return { attributes, names }
}

/** One attribute for the values of both, or null when their kinds differ. */
function joinedAttribute(ours: Attribute, theirs: Attribute): Attribute | null {
  if (ours.kind !== theirs.kind) return null
  const more = theirs.options?.filter(({ value }) => !ours.options?.some((option) => option.value === value)) ?? []
  return more.length
    ? { ...ours, options: [...(ours.options ?? []), ...more.map(({ key: _key, ...rest }) => rest)] }
    : ours
}

function withoutTakenKey(attribute: Attribute, others: readonly Attribute[]): Attribute {
  const { key, ...rest } = attribute
  return key === undefined || others.some((other) => other.key === key) ? rest : { ...rest, key }
}

function freeName(wanted: string, others: readonly Attribute[]): string {
  let name = wanted
  for (let i = 2; others.some((other) => sameName(other.name, name)); i++) name = `${wanted}_${i}`
  return name
}

function moved(span: Span, label: Id, names: ReadonlyMap<string, string>, now: number): Span {
  const attributes: Record<string, AttributeValue> = {}
  for (const [name, value] of Object.entries(span.attributes)) attributes[names.get(name) ?? name] = value
  return { ...span, label, attributes, updated: now }
}

function duplicatesAmong(spans: readonly Span[], others: readonly Span[]): number {
  const place = (span: Span) => JSON.stringify([span.document, span.annotator, span.ranges])
  const taken = new Set(others.map(place))
  return spans.filter((span) => taken.has(place(span))).length
}
