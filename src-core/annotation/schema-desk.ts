import { NOTHING, type Edit } from './edit.ts'
import type { EpochMs, Id, Relation, SchemaRecord, Span } from './records.ts'
import type { Attribute, Label, LabelSchema, RelationType } from './schema.ts'

/** Why a change of the schema was refused. The interface has a sentence for each code. */
export type SchemaRefusalCode =
  | 'unknown-label'
  | 'unknown-relation-type'
  | 'unknown-attribute'
  | 'empty-name'
  | 'name-taken'
  | 'wrong-key'
  | 'key-taken'
  | 'wrong-color'
  | 'wrong-badge'
  | 'no-options'
  | 'option-twice'
  /** Tags carry it: merge or retire it instead. */
  | 'still-used'
  /** Tags hold values that the new kind or the new options cannot hold. */
  | 'values-do-not-fit'
  | 'same-label'
  | 'nothing-chosen'
  /** Tags that may not be seen yet stand against it; what they are is not said. */
  | 'unseen-tags'

export interface SchemaRefusal {
  readonly refused: SchemaRefusalCode
  readonly params?: Readonly<Record<string, string | number>>
}

/** A change of the schema, ready to be shown before it is made. */
export interface SchemaChange {
  /** The schema's own update, and with it every span and relation that must follow; one undo takes all of it back. */
  readonly edit: Edit
  /** Spans or relations that carry what is changed. */
  readonly concerned: number
  /** Of these, those whose record is rewritten. */
  readonly rewritten: number
  /** Spans that will be the same tag twice on the same characters; both are kept. */
  readonly duplicates: number
}

export type SchemaOutcome = SchemaChange | SchemaRefusal

export function isSchemaRefusal(outcome: SchemaOutcome): outcome is SchemaRefusal {
  return 'refused' in outcome
}

/** What a schema command sees. */
export interface SchemaDesk {
  readonly record: SchemaRecord
  /** At least every span and relation, of all documents and layers, that carries what is changed. */
  readonly carriers: readonly (Span | Relation)[]
  /** Letters that the interface keeps for itself. */
  readonly reservedKeys?: ReadonlySet<string>
  readonly now: EpochMs
  readonly newId: () => Id
}

export type Rewrite = readonly [Span, Span] | readonly [Relation, Relation]

/** The change that puts the schema in place of the known one, one version on, together with the rewritten records. */
export function schemaChange(
  { record }: SchemaDesk,
  schema: LabelSchema,
  about: { readonly concerned: number; readonly rewrites?: readonly Rewrite[]; readonly duplicates?: number },
): SchemaChange {
  const { concerned, rewrites = [], duplicates = 0 } = about
  const next: SchemaRecord = { ...record, schema: { ...schema, version: record.schema.version + 1 } }
  return {
    edit: { ...NOTHING, updated: [[record, next], ...rewrites] },
    concerned,
    rewritten: rewrites.length,
    duplicates,
  }
}

export function spansOf({ carriers }: SchemaDesk, label: Id): Span[] {
  return carriers.filter((item): item is Span => item.kind === 'span' && item.label === label)
}

export function relationsOf({ carriers }: SchemaDesk, type: Id): Relation[] {
  return carriers.filter((item): item is Relation => item.kind === 'relation' && item.type === type)
}

export function withLabelChanged(schema: LabelSchema, label: Label): LabelSchema {
  return { ...schema, labels: schema.labels.map((each) => (each.id === label.id ? label : each)) }
}

export function withRelationChanged(schema: LabelSchema, type: RelationType): LabelSchema {
  return { ...schema, relations: schema.relations.map((each) => (each.id === type.id ? type : each)) }
}

/** Names are compared as people read them: composed, without case, without spaces around. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.trim().normalize('NFC').toLowerCase()
  return plain(a) === plain(b)
}

/** Why a name cannot stand among the others, or null. */
export function nameRefusal(name: string, others: readonly { readonly name: string }[]): SchemaRefusal | null {
  if (name.trim() === '') return { refused: 'empty-name' }
  const taken = others.find((other) => sameName(other.name, name))
  return taken ? { refused: 'name-taken', params: { name: taken.name } } : null
}

/** Why a key cannot stand among the others, or null; the empty key, none, always can. */
export function keyRefusal(
  key: string,
  others: readonly (Pick<Label | RelationType | Attribute, 'name'> & { readonly key?: string })[],
  reserved: ReadonlySet<string> = new Set(),
): SchemaRefusal | null {
  if (key === '') return null
  if (!/^[\p{Ll}\p{Lo}\d]$/u.test(key)) return { refused: 'wrong-key', params: { key } }
  if (reserved.has(key)) return { refused: 'key-taken', params: { key, by: '' } }
  const taken = others.find((other) => other.key === key)
  return taken ? { refused: 'key-taken', params: { key, by: taken.name } } : null
}
