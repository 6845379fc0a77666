import { fits } from './attribute-kinds.ts'
import type { AttributeValue, Id, Relation, Span } from './records.ts'
import {
  labelById,
  relationTypeById,
  type Attribute,
  type AttributeKind,
  type Label,
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
  type Rewrite,
  type SchemaDesk,
  type SchemaOutcome,
  type SchemaRefusal,
} from './schema-desk.ts'

export type AttributeDraft = Omit<Attribute, 'id'>

export interface AttributeChange extends Partial<AttributeDraft> {
  /** Options whose value changes, old value → new one, so that tags follow. */
  readonly renamedOptions?: Readonly<Record<string, string>>
}

/** Adds an attribute to a label or a relation type; the tags that are there have no value for it. */
export function addAttribute(desk: SchemaDesk, owner: Id, draft: AttributeDraft): SchemaOutcome {
  const found = ownerOf(desk, owner)
  if (!found) return { refused: 'unknown-label' }
  const attribute: Attribute = { ...draft, id: desk.newId(), name: draft.name.trim() }
  const refusal = attributeFault(found.owner, attribute)
  if (refusal) return refusal
  return found.change([...found.owner.attributes, attribute], { concerned: found.carriers.length })
}

/**
 * Renames an attribute, changes its kind, options, key … Values follow: under the new name, turned into the new kind
 * where they can be, with renamed options. A value that cannot follow refuses the whole change and is counted.
 */
export function changeAttribute(desk: SchemaDesk, owner: Id, id: Id, change: AttributeChange): SchemaOutcome {
  const found = ownerOf(desk, owner)
  const known = found?.owner.attributes.find((attribute) => attribute.id === id)
  if (!found || !known) return { refused: 'unknown-attribute' }
  const { renamedOptions = {}, ...rest } = change
  const attribute: Attribute = { ...known, ...rest, name: (rest.name ?? known.name).trim() }
  const refusal = attributeFault(found.owner, attribute)
  if (refusal) return refusal
  const valued = found.carriers.filter((carrier) => hasValue(carrier, known.name))
  const rewrites = valued.map((carrier) => followed(carrier, known, attribute, renamedOptions, desk.now))
  const count = rewrites.filter((rewrite) => rewrite === null).length
  if (count) return { refused: 'values-do-not-fit', params: { count } }
  const attributes = found.owner.attributes.map((each) => (each.id === id ? attribute : each))
  const changed = rewrites.filter((rewrite) => rewrite !== null && rewrite !== UNCHANGED)
  return found.change(attributes, { concerned: valued.length, rewrites: changed })
}

/** Removes an attribute. Values that tags hold refuse it and are counted, unless `discard` says that they may go. */
export function removeAttribute(desk: SchemaDesk, owner: Id, id: Id, discard = false): SchemaOutcome {
  const found = ownerOf(desk, owner)
  const known = found?.owner.attributes.find((attribute) => attribute.id === id)
  if (!found || !known) return { refused: 'unknown-attribute' }
  const valued = found.carriers.filter((carrier) => hasValue(carrier, known.name))
  if (valued.length && !discard) return { refused: 'still-used', params: { count: valued.length } }
  const rewrites = valued.map((carrier) => rewritten(carrier, without(carrier, known.name), desk.now))
  const attributes = found.owner.attributes.filter((each) => each.id !== id)
  return found.change(attributes, { concerned: valued.length, rewrites })
}

type Carrier = Span | Relation

interface Found {
  readonly owner: Label | RelationType
  readonly carriers: readonly Carrier[]
  readonly change: (
    attributes: readonly Attribute[],
    about: { readonly concerned: number; readonly rewrites?: readonly Rewrite[] },
  ) => SchemaOutcome
}

function ownerOf(desk: SchemaDesk, id: Id): Found | null {
  const { schema } = desk.record
  const label = labelById(schema, id)
  if (label) {
    return {
      owner: label,
      carriers: spansOf(desk, id),
      change: (attributes, about) => schemaChange(desk, withLabelChanged(schema, { ...label, attributes }), about),
    }
  }
  const type = relationTypeById(schema, id)
  if (!type) return null
  return {
    owner: type,
    carriers: relationsOf(desk, id),
    change: (attributes, about) => schemaChange(desk, withRelationChanged(schema, { ...type, attributes }), about),
  }
}

function attributeFault(owner: Label | RelationType, attribute: Attribute): SchemaRefusal | null {
  const others = owner.attributes.filter((each) => each.id !== attribute.id)
  const refusal = nameRefusal(attribute.name, others) ?? keyRefusal(attribute.key ?? '', others)
  if (refusal) return refusal
  if (attribute.kind !== 'choice' && attribute.kind !== 'several') return null
  const values = attribute.options?.map(({ value }) => value) ?? []
  if (values.length === 0 || values.some((value) => value.trim() === '')) return { refused: 'no-options' }
  const twice = values.find((value, i) => values.indexOf(value) !== i)
  return twice === undefined ? null : { refused: 'option-twice', params: { value: twice } }
}

function hasValue(carrier: Carrier, name: string): boolean {
  return valueOf(carrier, name) !== null
}

function valueOf(carrier: Carrier, name: string): AttributeValue {
  return Object.hasOwn(carrier.attributes, name) ? (carrier.attributes[name] ?? null) : null
}

function without(carrier: Carrier, name: string): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(carrier.attributes).filter(([key]) => key !== name))
}

const UNCHANGED = 'unchanged'

/** The carrier with its value under the attribute's new name and kind; null when the value cannot follow. */
function followed(
  carrier: Carrier,
  known: Attribute,
  attribute: Attribute,
  renamed: Readonly<Record<string, string>>,
  now: number,
): Rewrite | typeof UNCHANGED | null {
  const value = valueOf(carrier, known.name)
  const next = converted(withRenamedOptions(value, renamed), attribute.kind)
  if (next === null || !fits(attribute, next)) return null
  if (next === value && attribute.name === known.name) return UNCHANGED
  return rewritten(carrier, { ...without(carrier, known.name), [attribute.name]: next }, now)
}

function withRenamedOptions(value: AttributeValue, renamed: Readonly<Record<string, string>>): AttributeValue {
  const option = (each: string) => (Object.hasOwn(renamed, each) ? (renamed[each] ?? each) : each)
  if (typeof value === 'string') return option(value)
  return isList(value) ? sameList(value, value.map(option)) : value
}

/** The old list when nothing in it changed, so that an untouched value stays the same value. */
function sameList(old: readonly string[], next: readonly string[]): readonly string[] {
  return next.every((each, i) => each === old[i]) ? old : next
}

/** A value as another kind would write it; null when nothing faithful can be made of it. */
function converted(value: AttributeValue, kind: AttributeKind): AttributeValue {
  if (kind === 'several') return isList(value) || value === null ? value : [String(value)]
  if (isList(value)) return value.length === 1 ? converted(value[0] ?? null, kind) : listAs(value, kind)
  switch (kind) {
    case 'number':
      return typeof value === 'string' ? numberIn(value) : typeof value === 'number' ? value : null
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : typeof value === 'boolean' ? value : null
    default:
      return value === null ? null : String(value)
  }
}

function isList(value: AttributeValue): value is readonly string[] {
  return Array.isArray(value)
}

function listAs(list: readonly string[], kind: AttributeKind): AttributeValue {
  return kind === 'text' ? list.join(', ') : null
}

function numberIn(text: string): number | null {
  return text.trim() !== '' && String(Number(text)) === text ? Number(text) : null
}

function rewritten(carrier: Carrier, attributes: Record<string, AttributeValue>, now: number): Rewrite {
  return carrier.kind === 'span'
    ? [carrier, { ...carrier, attributes, updated: now }]
    : [carrier, { ...carrier, attributes, updated: now }]
}
