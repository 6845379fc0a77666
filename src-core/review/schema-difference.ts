import type { Id } from '../annotation/records.ts'
import type { Attribute, Label, LabelSchema, RelationType } from '../annotation/schema.ts'
import { sameName } from '../annotation/schema-desk.ts'
import type { DatasetEntry } from '../formats/dataset.ts'

/** What becomes of a name that the project's schema does not have: the id of a part of it, or one of two words. */
export type NameChoice = { readonly as: Id } | 'add' | 'leave-out'

/** A label or relation type that tags of a bundle carry and the project's schema does not have. */
export interface UnknownName {
  readonly kind: 'label' | 'relation'
  readonly name: string
  /** Tags or relations that carry it. */
  readonly count: number
  /** A part of the project's schema whose name differs in case or spaces only. */
  readonly alike: Id | null
}

export interface SchemaDifference {
  /** Labels before relation types, each as first met. */
  readonly unknown: readonly UnknownName[]
  /** Values of attributes that the project's labels do not have; they are kept, and shown once the schema has them. */
  readonly attributes: readonly { readonly label: string; readonly names: readonly string[] }[]
}

/** How what tags carry differs from a schema. */
export function schemaDifference(ours: LabelSchema, entries: readonly DatasetEntry[]): SchemaDifference {
  const labels = new Map<string, number>()
  const relations = new Map<string, number>()
  const attributes = new Map<string, Set<string>>()
  for (const { spans, relations: links } of entries) {
    for (const span of spans) {
      const label = ours.labels.find(({ name }) => name === span.label)
      if (!label) labels.set(span.label, (labels.get(span.label) ?? 0) + 1)
      else gather(attributes, label, span.attributes)
    }
    for (const { type } of links)
      if (!ours.relations.some(({ name }) => name === type)) relations.set(type, (relations.get(type) ?? 0) + 1)
  }
  const told = (kind: UnknownName['kind'], parts: readonly (Label | RelationType)[]) => {
    const alike = (name: string) => parts.find((part) => !part.retired && sameName(part.name, name))?.id ?? null
    return ([name, count]: [string, number]): UnknownName => ({ kind, name, count, alike: alike(name) })
  }
  return {
    unknown: [...[...labels].map(told('label', ours.labels)), ...[...relations].map(told('relation', ours.relations))],
    attributes: [...attributes].map(([label, names]) => ({ label, names: [...names].sort() })),
  }
}

function gather(found: Map<string, Set<string>>, label: Label, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || label.attributes.some((each) => each.name === name)) continue
    found.set(label.name, (found.get(label.name) ?? new Set()).add(name))
  }
}

/** Names of one kind and what becomes of them, as ids of the widened schema; null is left out. */
export interface NameMaps {
  readonly labels: ReadonlyMap<string, Id | null>
  readonly relations: ReadonlyMap<string, Id | null>
}

/**
 * The project's schema with the labels and relation types that are to be added, as the bundle's schema has them, and what
 * each unknown name then means. Ids and keys that are taken here are not taken again.
 */
export function widened(
  ours: LabelSchema,
  theirs: LabelSchema,
  unknown: readonly UnknownName[],
  choose: (name: UnknownName) => NameChoice,
  newId: () => Id,
): NameMaps & { readonly schema: LabelSchema } {
  const [labels, relations] = [new Map<string, Id | null>(), new Map<string, Id | null>()]
  let schema = ours
  for (const each of unknown) {
    const choice = choose(each)
    const into = each.kind === 'label' ? labels : relations
    if (choice === 'leave-out') into.set(each.name, null)
    else if (choice !== 'add') into.set(each.name, choice.as)
    else {
      const part =
        each.kind === 'label' ? newLabel(schema, theirs, each.name, newId) : newType(schema, theirs, each, newId)
      schema =
        'overlap' in part
          ? { ...schema, labels: [...schema.labels, part] }
          : { ...schema, relations: [...schema.relations, part] }
      into.set(each.name, part.id)
    }
  }
  return { labels, relations, schema: schema === ours ? ours : { ...schema, version: ours.version + 1 } }
}

const PLAIN_COLOR = '#7a7f87'

function newLabel(ours: LabelSchema, theirs: LabelSchema, name: string, newId: () => Id): Label {
  const known = theirs.labels.find((label) => label.name === name)
  const badge = [...name.trim()][0]?.toUpperCase() ?? '?'
  const blank = { color: PLAIN_COLOR, badge, definition: '', examples: [], attributes: [], overlap: true }
  const matching = { caseSensitive: true, wholeWord: true, accentSensitive: true }
  const label = known ?? { ...blank, id: newId(), name, key: '', matching, retired: false }
  return { ...label, ...freed(label, ours.labels, newId), retired: false }
}

function newType(ours: LabelSchema, theirs: LabelSchema, { name }: UnknownName, newId: () => Id): RelationType {
  const known = theirs.relations.find((type) => type.name === name)
  const blank = { definition: '', from: [], to: [], attributes: [] satisfies Attribute[] }
  const type = known ?? { ...blank, id: newId(), name, key: '', retired: false }
  const ends = (ids: readonly Id[]) =>
    ids.flatMap((id) => {
      const label = theirs.labels.find((each) => each.id === id)
      return label ? (ours.labels.find((each) => each.name === label.name)?.id ?? []) : []
    })
  return { ...type, ...freed(type, ours.relations, newId), from: ends(type.from), to: ends(type.to), retired: false }
}

function freed<T extends Label | RelationType>(part: T, known: readonly T[], newId: () => Id): Pick<T, 'id' | 'key'> {
  const taken = known.some(({ key, retired }) => !retired && key === part.key)
  return { id: known.some(({ id }) => id === part.id) ? newId() : part.id, key: taken ? '' : part.key }
}
