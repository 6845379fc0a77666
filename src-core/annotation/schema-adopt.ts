import { sameValue } from '../values.ts'
import type { Id } from './records.ts'
import type { Attribute, Label, LabelSchema, RelationType } from './schema.ts'
import { sameName, schemaChange, type SchemaChange, type SchemaDesk } from './schema-desk.ts'

/** What a schema from a file would change. */
export interface Adoption {
  readonly change: SchemaChange
  readonly added: readonly string[]
  readonly changed: readonly string[]
  /** Not in the file, and carried by tags: kept, and retired. */
  readonly retired: readonly string[]
  /** Not in the file, and carried by none. */
  readonly removed: readonly string[]
}

/**
 * Puts a schema from a file in place of the known one, so that no tag and no value is lost: labels and relation types
 * are the same by id, else by name, and keep their id; those that tags carry and the file lacks are retired; where
 * tags carry a label, attributes that the file lacks, or gives another kind, stay as they are. `used` tells which
 * labels and relation types have tags.
 */
export function adoptSchema(desk: SchemaDesk, incoming: LabelSchema, used: (id: Id) => boolean): Adoption {
  const { schema } = desk.record
  const ids = new Map(
    incoming.labels.map((label) => [label.id, match(schema.labels, label)?.id ?? freeId(schema, label, desk)]),
  )
  const labels = adopted(schema.labels, incoming.labels, used, desk.newId, (label) => ids.get(label.id) ?? label.id)
  const relations = adopted(
    schema.relations,
    incoming.relations,
    used,
    desk.newId,
    (type) => match(schema.relations, type)?.id ?? type.id,
  )
  const kept = new Set(labels.map(({ id }) => id))
  const ends = (list: readonly Id[]) => list.map((id) => ids.get(id) ?? id).filter((id) => kept.has(id))
  const fromFile = new Set(incoming.relations.map((type) => match(schema.relations, type)?.id ?? type.id))
  const types = relations.map((type): RelationType =>
    fromFile.has(type.id) ? { ...type, from: ends(type.from), to: ends(type.to) } : withKnownEnds(type, kept),
  )
  const next = { ...incoming, labels: withoutTwiceKeys(labels), relations: withoutTwiceKeys(types) }
  return { change: schemaChange(desk, next, { concerned: 0 }), ...told(schema, next) }
}

type Part = Label | RelationType

function match<T extends Part>(known: readonly T[], part: Part): T | undefined {
  return known.find(({ id }) => id === part.id) ?? known.find(({ name }) => sameName(name, part.name))
}

/** An id of the file that another label of this project has already would give its tags away. */
function freeId(schema: LabelSchema, label: Label, { newId }: SchemaDesk): Id {
  return schema.labels.some(({ id }) => id === label.id) ? newId() : label.id
}

function adopted<T extends Part>(
  known: readonly T[],
  incoming: readonly T[],
  used: (id: Id) => boolean,
  newId: () => Id,
  idOf: (part: T) => Id,
): T[] {
  const come = incoming.map((part): T => {
    const old = match(known, part)
    const attributes = old ? joined(old, part, used(old.id), newId) : part.attributes
    return { ...part, id: idOf(part), attributes }
  })
  const taken = new Set(come.map(({ id }) => id))
  const stay = known.filter(({ id }) => !taken.has(id) && used(id)).map((part): T => ({ ...part, retired: true }))
  return [...come, ...stay]
}

/** The file's attributes under the ids that are known; with tags, what is known and would be lost stays. */
function joined(old: Part, part: Part, used: boolean, newId: () => Id): Attribute[] {
  const attributes = part.attributes.map((attribute): Attribute => {
    const known = old.attributes.find(({ name }) => sameName(name, attribute.name))
    if (!known) return old.attributes.some(({ id }) => id === attribute.id) ? { ...attribute, id: newId() } : attribute
    if (!used) return { ...attribute, id: known.id }
    if (known.kind !== attribute.kind) return known
    const lost = known.options?.filter(({ value }) => !attribute.options?.some((each) => each.value === value)) ?? []
    const options = attribute.options && { options: [...attribute.options, ...lost] }
    return { ...attribute, ...options, id: known.id, name: known.name }
  })
  const gone = old.attributes.filter(({ name }) => !attributes.some((each) => sameName(each.name, name)))
  return used ? [...attributes, ...gone] : attributes
}

function withKnownEnds(type: RelationType, kept: ReadonlySet<Id>): RelationType {
  const ends = (list: readonly Id[]) => list.filter((id) => kept.has(id))
  return { ...type, from: ends(type.from), to: ends(type.to) }
}

function withoutTwiceKeys<T extends Part>(parts: readonly T[]): T[] {
  const taken = new Set<string>()
  return parts.map((part) => {
    if (part.retired || part.key === '') return part
    if (taken.has(part.key)) return { ...part, key: '' }
    taken.add(part.key)
    return part
  })
}

function told(before: LabelSchema, after: LabelSchema) {
  const old = [...before.labels, ...before.relations]
  const now = [...after.labels, ...after.relations]
  const was = (id: Id) => old.find((part) => part.id === id)
  const names = (parts: readonly Part[]) => parts.map(({ name }) => name)
  return {
    added: names(now.filter(({ id }) => !was(id))),
    changed: names(
      now.filter((part) => was(part.id) && !sameValue(was(part.id), part) && !(part.retired && !was(part.id)?.retired)),
    ),
    retired: names(now.filter((part) => part.retired && was(part.id)?.retired === false)),
    removed: names(old.filter(({ id }) => !now.some((part) => part.id === id))),
  }
}
