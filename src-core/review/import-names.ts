import type { Attributes, Id } from '../annotation/records.ts'
import type { Attribute, LabelSchema } from '../annotation/schema.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { suggestedLabels } from '../formats/import-plan.ts'
import { SchemaGatherer } from '../formats/infer-schema.ts'
import { widened, type NameChoice, type NameMaps, type UnknownName } from './schema-difference.ts'

/** Values of an attribute that the label or relation type they come to does not have. */
export interface UnknownAttribute {
  readonly kind: 'label' | 'relation'
  /** The name in the dataset. */
  readonly holder: string
  readonly name: string
  /** Values that are not null. */
  readonly count: number
}

/** The name of an attribute of the part that the holder becomes, or one of two words. */
export type AttributeChoice = { readonly as: string } | 'add' | 'leave-out'

/** What a dataset calls things: how often, with which attributes, as which schema. */
export interface DatasetNames {
  readonly labels: ReadonlyMap<string, Uses>
  readonly relations: ReadonlyMap<string, Uses>
  /** The schema that lies beside the data where there is one, with all that it lacks. */
  readonly schema: LabelSchema
}

interface Uses {
  readonly count: number
  readonly attributes: ReadonlyMap<string, number>
}

/** Gathers the names while entries go by. */
export class NameGatherer {
  readonly #gatherer: SchemaGatherer
  readonly #labels = new Counter()
  readonly #relations = new Counter()

  constructor(beside: LabelSchema | null) {
    this.#gatherer = new SchemaGatherer(beside)
  }

  add(entry: DatasetEntry): void {
    this.#gatherer.add(entry)
    for (const { label, attributes } of entry.spans) this.#labels.add(label, attributes)
    for (const { type, attributes } of entry.relations) this.#relations.add(type, attributes)
  }

  get names(): DatasetNames {
    return { labels: this.#labels.uses, relations: this.#relations.uses, schema: this.#gatherer.schema }
  }
}

class Counter {
  readonly uses = new Map<string, { count: number; readonly attributes: Map<string, number> }>()

  add(name: string, attributes: Attributes): void {
    const known = this.uses.get(name) ?? { count: 0, attributes: new Map<string, number>() }
    this.uses.set(name, known)
    known.count++
    for (const key in attributes)
      if (attributes[key] !== null) known.attributes.set(key, (known.attributes.get(key) ?? 0) + 1)
  }
}

/** The names that the project's schema does not have, labels before relation types, the most used first. */
export function unknownNames(ours: LabelSchema, names: DatasetNames): UnknownName[] {
  const suggested = suggestedLabels(names.labels.keys(), ours)
  const of = (kind: UnknownName['kind'], uses: DatasetNames['labels'], alike: (name: string) => Id | null) => {
    const parts = kind === 'label' ? ours.labels : ours.relations
    return [...uses]
      .filter(([name]) => !parts.some((part) => part.name === name))
      .map(([name, { count }]): UnknownName => ({ kind, name, count, alike: alike(name) }))
      .sort((a, b) => b.count - a.count)
  }
  const relation = (name: string) =>
    ours.relations.find((type) => !type.retired && type.name.toLowerCase() === name.toLowerCase())?.id ?? null
  return [
    ...of('label', names.labels, (name) => suggested.get(name) ?? null),
    ...of('relation', names.relations, relation),
  ]
}

/** What a person chose, or would have chosen: a part that is much alike, else a new one, and every attribute with it. */
export interface NameChoices {
  readonly names: (name: UnknownName) => NameChoice
  readonly attributes: (attribute: UnknownAttribute) => AttributeChoice
}

export interface NamePlan extends NameMaps {
  readonly schema: LabelSchema
  readonly unknownAttributes: readonly UnknownAttribute[]
  /** The entry with the names of its attributes as they are here. */
  readonly renamed: (entry: DatasetEntry) => DatasetEntry
}

/** The project's schema with all that is to be added, and what each name of the dataset then means. */
export function planNames(
  ours: LabelSchema,
  names: DatasetNames,
  { names: choose, attributes }: NameChoices,
  newId: () => Id,
): NamePlan {
  const wide = widened(ours, names.schema, unknownNames(ours, names), choose, newId)
  const unknownAttributes = [
    ...lacking(wide.schema.labels, wide.labels, names.labels, 'label'),
    ...lacking(wide.schema.relations, wide.relations, names.relations, 'relation'),
  ]
  const chosen = unknownAttributes.map((each) => [each, attributes(each)] as const)
  const grown = chosen.reduce(
    (schema, [each, choice]) => (choice === 'add' ? grownBy(schema, each, names, wide) : schema),
    wide.schema,
  )
  const schema = grown === ours ? ours : { ...grown, version: ours.version + 1 }
  const others = chosen.filter(([, choice]) => choice !== 'add')
  return { ...wide, schema, unknownAttributes, renamed: (entry) => (others.length ? renamedIn(entry, others) : entry) }
}

function lacking(
  parts: readonly { readonly id: Id; readonly name: string; readonly attributes: readonly Attribute[] }[],
  map: ReadonlyMap<string, Id | null>,
  uses: DatasetNames['labels'],
  kind: UnknownAttribute['kind'],
): UnknownAttribute[] {
  return [...uses].flatMap(([holder, { attributes }]) => {
    const id = map.get(holder)
    const part = parts.find((each) => (id === undefined ? each.name === holder : each.id === id))
    if (!part) return []
    return [...attributes]
      .filter(([name]) => !part.attributes.some((each) => each.name === name))
      .map(([name, count]): UnknownAttribute => ({ kind, holder, name, count }))
  })
}

/** The schema with an attribute as the dataset has it; of two holders that become one part, one is enough. */
function grownBy(
  schema: LabelSchema,
  { kind, holder, name }: UnknownAttribute,
  names: DatasetNames,
  { labels, relations }: NameMaps,
): LabelSchema {
  const theirs = (kind === 'label' ? names.schema.labels : names.schema.relations).find((each) => each.name === holder)
  const attribute = theirs?.attributes.find((each) => each.name === name)
  const id = (kind === 'label' ? labels : relations).get(holder)
  if (!attribute) return schema
  const grow = <T extends { readonly id: Id; readonly name: string; readonly attributes: readonly Attribute[] }>(
    part: T,
  ): T => {
    const fits = id === undefined ? part.name === holder : part.id === id
    if (!fits || part.attributes.some((each) => each.name === name)) return part
    return { ...part, attributes: [...part.attributes, { ...attribute, id: `${part.id}.${name}`, required: false }] }
  }
  return kind === 'label'
    ? { ...schema, labels: schema.labels.map(grow) }
    : { ...schema, relations: schema.relations.map(grow) }
}

function renamedIn(
  entry: DatasetEntry,
  choices: readonly (readonly [UnknownAttribute, AttributeChoice])[],
): DatasetEntry {
  const rename = (kind: UnknownAttribute['kind'], holder: string, attributes: Attributes): Attributes => {
    const own = choices.filter(([each]) => each.kind === kind && each.holder === holder)
    if (own.length === 0) return attributes
    const pairs = Object.entries(attributes).flatMap(([name, value]) => {
      const choice = own.find(([each]) => each.name === name)?.[1]
      if (choice === 'leave-out') return []
      return [[typeof choice === 'object' ? choice.as : name, value] as const]
    })
    return Object.fromEntries(pairs)
  }
  return {
    ...entry,
    spans: entry.spans.map((span) => ({ ...span, attributes: rename('label', span.label, span.attributes) })),
    relations: entry.relations.map((each) => ({ ...each, attributes: rename('relation', each.type, each.attributes) })),
  }
}
