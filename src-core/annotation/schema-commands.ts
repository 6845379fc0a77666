import type { Id } from './records.ts'
import {
  DEFAULT_MATCHING,
  labelById,
  relationTypeById,
  type Attribute,
  type Label,
  type LabelSchema,
  type RelationType,
} from './schema.ts'
import {
  keyRefusal,
  nameRefusal,
  relationsOf,
  schemaChange,
  spansOf,
  withLabelChanged,
  withRelationChanged,
  type SchemaDesk,
  type SchemaOutcome,
  type SchemaRefusal,
} from './schema-desk.ts'

export type LabelDraft = Omit<Label, 'id' | 'attributes' | 'retired'>
export type RelationTypeDraft = Omit<RelationType, 'id' | 'attributes' | 'retired'>

/** Colours far enough apart to tell by most eyes; the first that no label has yet is proposed. */
const PALETTE = [
  '#c2560c', '#1f6fb5', '#2f7d32', '#8e3fa8', '#b3261e', '#0b7a75', '#8a6d00', '#c2185b', '#3f51b5', '#5d4037', '#607d8b', '#558b2f',
] // prettier-ignore

/** A label of that name with a colour, a badge and a key that are free, for creating one while reading. */
export function draftLabel(
  schema: LabelSchema,
  name: string,
  reservedKeys: ReadonlySet<string> = new Set(),
): LabelDraft {
  const used = new Set(schema.labels.map(({ color }) => color))
  const color = PALETTE.find((each) => !used.has(each)) ?? PALETTE[schema.labels.length % PALETTE.length] ?? '#607d8b'
  const letters = [...name.normalize('NFD').toLowerCase()].filter((letter) => /[a-z]/.test(letter))
  const free = (key: string) => !reservedKeys.has(key) && activeLabels(schema).every((label) => label.key !== key)
  const key = [...letters, ...Array.from('abcdefghijklmnopqrstuvwxyz')].find(free) ?? ''
  return {
    name: name.trim(),
    color,
    badge: freeBadge(activeLabels(schema), name),
    key,
    definition: '',
    examples: [],
    overlap: true,
    matching: DEFAULT_MATCHING,
  }
}

export function addLabel(desk: SchemaDesk, draft: LabelDraft): SchemaOutcome {
  const { schema } = desk.record
  const label = newLabel(desk, draft, [])
  return 'refused' in label ? label : schemaChange(desk, withLabelAdded(schema, label), { concerned: 0 })
}

/** The draft as a label with an id, or why it cannot stand in the schema. */
export function newLabel(desk: SchemaDesk, draft: LabelDraft, attributes: readonly Attribute[]): Label | SchemaRefusal {
  const label: Label = { ...draft, name: draft.name.trim(), id: desk.newId(), attributes, retired: false }
  return labelFaults(desk, label)[0] ?? label
}

export function withLabelAdded(schema: LabelSchema, label: Label): LabelSchema {
  return { ...schema, labels: [...schema.labels, label] }
}

/**
 * Renames, recolours, rekeys, redefines a label … Spans name labels by id, so none is rewritten.
 * Attributes have their own commands, and so has retiring.
 */
export function changeLabel(desk: SchemaDesk, id: Id, change: Partial<LabelDraft>): SchemaOutcome {
  const { schema } = desk.record
  const known = labelById(schema, id)
  if (!known) return { refused: 'unknown-label' }
  const label: Label = { ...known, ...change, name: (change.name ?? known.name).trim() }
  const concerned = spansOf(desk, id).length
  return labelFaults(desk, label)[0] ?? schemaChange(desk, withLabelChanged(schema, label), { concerned })
}

/**
 * The badge of a label under another name: where it was the first letter or letters of the old name, those of the new
 * one, two if another label that is offered has the first; else it stays.
 */
export function renamedBadge(schema: LabelSchema, label: Label, name: string): string {
  const initial = label.name.toLocaleLowerCase('und').startsWith(label.badge.toLocaleLowerCase('und'))
  if (!initial || name.trim() === '' || name.trim() === label.name) return label.badge
  const others = activeLabels(schema).filter(({ id }) => id !== label.id)
  return freeBadge(others, name)
}

/** The first letter of a name, as a capital; with the second where one of the labels has it already. */
function freeBadge(others: readonly Label[], name: string): string {
  const [first = '?', second = ''] = name.trim()
  const one = first.toLocaleUpperCase('und')
  return /\S/u.test(second) && others.some(({ badge }) => badge === one) ? one + second : one
}

/** Takes a label out of what is offered, or offers it again; its spans keep it. A key taken meanwhile is given up. */
export function retireLabel(desk: SchemaDesk, id: Id, retired: boolean): SchemaOutcome {
  const { schema } = desk.record
  const known = labelById(schema, id)
  if (!known) return { refused: 'unknown-label' }
  const taken = activeLabels(schema).some((label) => label.id !== id && label.key === known.key)
  const label = { ...known, retired, key: !retired && taken ? '' : known.key }
  return schemaChange(desk, withLabelChanged(schema, label), { concerned: spansOf(desk, id).length })
}

/** Moves a label to another place in the order in which labels are shown. */
export function moveLabel(desk: SchemaDesk, id: Id, to: number): SchemaOutcome {
  const { schema } = desk.record
  const label = labelById(schema, id)
  if (!label) return { refused: 'unknown-label' }
  const labels = schema.labels.filter((each) => each.id !== id)
  labels.splice(Math.max(0, to), 0, label)
  return schemaChange(desk, { ...schema, labels }, { concerned: 0 })
}

/**
 * Removes a label that no tag carries; one that is in use is merged or retired instead. A relation type that allowed
 * only this label at an end is retired, because no label at an end means any.
 */
export function removeLabel(desk: SchemaDesk, id: Id): SchemaOutcome {
  const { schema } = desk.record
  if (!labelById(schema, id)) return { refused: 'unknown-label' }
  const count = spansOf(desk, id).length
  if (count) return { refused: 'still-used', params: { count } }
  const without = (ends: readonly Id[]) => ends.filter((end) => end !== id)
  const orphaned = (ends: readonly Id[]) => ends.length > 0 && without(ends).length === 0
  const relations = schema.relations.map((type) => {
    const retired = type.retired || orphaned(type.from) || orphaned(type.to)
    return { ...type, from: without(type.from), to: without(type.to), retired }
  })
  return schemaChange(
    desk,
    { ...schema, labels: schema.labels.filter((each) => each.id !== id), relations },
    { concerned: 0 },
  )
}

export function addRelationType(desk: SchemaDesk, draft: RelationTypeDraft): SchemaOutcome {
  const { schema } = desk.record
  const type: RelationType = { ...draft, name: draft.name.trim(), id: desk.newId(), attributes: [], retired: false }
  const [refusal] = relationTypeFaults(desk, type)
  return refusal ?? schemaChange(desk, { ...schema, relations: [...schema.relations, type] }, { concerned: 0 })
}

/** Changes a relation type. Relations that its ends no longer allow are kept; `concerned` counts all of its relations. */
export function changeRelationType(desk: SchemaDesk, id: Id, change: Partial<RelationTypeDraft>): SchemaOutcome {
  const { schema } = desk.record
  const known = relationTypeById(schema, id)
  if (!known) return { refused: 'unknown-relation-type' }
  const type: RelationType = { ...known, ...change, name: (change.name ?? known.name).trim() }
  const concerned = relationsOf(desk, id).length
  return relationTypeFaults(desk, type)[0] ?? schemaChange(desk, withRelationChanged(schema, type), { concerned })
}

export function retireRelationType(desk: SchemaDesk, id: Id, retired: boolean): SchemaOutcome {
  const { schema } = desk.record
  const known = relationTypeById(schema, id)
  if (!known) return { refused: 'unknown-relation-type' }
  const taken = activeTypes(schema).some((type) => type.id !== id && type.key === known.key)
  const type = { ...known, retired, key: !retired && taken ? '' : known.key }
  return schemaChange(desk, withRelationChanged(schema, type), { concerned: relationsOf(desk, id).length })
}

/** Removes a relation type that no relation has. */
export function removeRelationType(desk: SchemaDesk, id: Id): SchemaOutcome {
  const { schema } = desk.record
  if (!relationTypeById(schema, id)) return { refused: 'unknown-relation-type' }
  const count = relationsOf(desk, id).length
  if (count) return { refused: 'still-used', params: { count } }
  return schemaChange(
    desk,
    { ...schema, relations: schema.relations.filter((each) => each.id !== id) },
    { concerned: 0 },
  )
}

function activeLabels(schema: LabelSchema): Label[] {
  return schema.labels.filter((label) => !label.retired)
}

function activeTypes(schema: LabelSchema): RelationType[] {
  return schema.relations.filter((type) => !type.retired)
}

/** All that keeps a label from standing in the schema. Retired labels keep their names but not their keys. */
export function labelFaults({ record, reservedKeys }: SchemaDesk, label: Label): readonly SchemaRefusal[] {
  const others = record.schema.labels.filter((each) => each.id !== label.id)
  const keyed = others.filter((each) => !each.retired)
  const isColor = /^#[0-9a-f]{6}$/i.test(label.color)
  const faults: readonly (SchemaRefusal | null)[] = [
    isColor ? null : { refused: 'wrong-color', params: { color: label.color } },
    isBadge(label.badge) ? null : { refused: 'wrong-badge', params: { badge: label.badge } },
    nameRefusal(label.name, others),
    label.retired ? null : keyRefusal(label.key, keyed, reservedKeys),
  ]
  return faults.filter((fault) => fault !== null)
}

/** One or two characters as a reader counts them, without spaces. */
function isBadge(badge: string): boolean {
  const characters = [...badge.normalize('NFC')].length
  return characters >= 1 && characters <= 2 && !/\s/.test(badge)
}

/** All that keeps a relation type from standing in the schema. */
export function relationTypeFaults({ record }: SchemaDesk, type: RelationType): readonly SchemaRefusal[] {
  const { labels, relations } = record.schema
  const others = relations.filter((each) => each.id !== type.id)
  const keyed = others.filter((each) => !each.retired)
  const stranger = [...type.from, ...type.to].find((end) => !labels.some((label) => label.id === end))
  const faults: readonly (SchemaRefusal | null)[] = [
    stranger === undefined ? null : { refused: 'unknown-label', params: { label: stranger } },
    nameRefusal(type.name, others),
    keyRefusal(type.key, keyed),
  ]
  return faults.filter((fault) => fault !== null)
}
