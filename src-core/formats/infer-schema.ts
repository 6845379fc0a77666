import type { AttributeValue } from '../annotation/records.ts'
import {
  DEFAULT_MATCHING,
  type Attribute,
  type AttributeKind,
  type Label,
  type LabelSchema,
  type RelationType,
} from '../annotation/schema.ts'
import type { DatasetEntry } from './dataset.ts'

const COLORS = ['#c2560c', '#1f6fb5', '#2f7d32', '#8e3fa8', '#b3261e', '#00796b', '#6d4c41', '#5c6bc0']
const MOST_OPTIONS = 40

/** What is known of an attribute from its values. */
interface Seen {
  readonly kinds: Set<AttributeKind>
  readonly options: Set<string>
}

/**
 * A label schema for data that brings none, or whose schema lacks names: gathered while entries stream by, names in
 * code unit order. An attribute whose values have several JSON types is text.
 */
export class SchemaGatherer {
  readonly #known: LabelSchema | null
  readonly #labels = new Map<string, Map<string, Seen>>()
  readonly #relations = new Map<string, Map<string, Seen>>()

  constructor(known: LabelSchema | null = null) {
    this.#known = known
  }

  add(entry: DatasetEntry): void {
    for (const { label, attributes } of entry.spans) see(this.#labels, label, attributes)
    for (const { type, attributes } of entry.relations) see(this.#relations, type, attributes)
  }

  get schema(): LabelSchema {
    const { id = 'imported', name = 'Imported', version = 1, labels = [], relations = [] } = this.#known ?? {}
    const hasLabel = new Set(labels.map((label) => label.name))
    const hasType = new Set(relations.map((type) => type.name))
    const newLabels = sortedNames(this.#labels).filter((each) => !hasLabel.has(each))
    const newTypes = sortedNames(this.#relations).filter((each) => !hasType.has(each))
    return {
      ...{ id, name, version },
      labels: [...labels, ...newLabels.map((each, i) => labelNamed(each, i, this.#labels.get(each)))],
      relations: [...relations, ...newTypes.map((each) => typeNamed(each, this.#relations.get(each)))],
    }
  }
}

function see(
  into: Map<string, Map<string, Seen>>,
  holder: string,
  attributes: Readonly<Record<string, AttributeValue>>,
): void {
  const known = into.get(holder) ?? new Map<string, Seen>()
  into.set(holder, known)
  for (const name in attributes) {
    const seen = known.get(name) ?? { kinds: new Set(), options: new Set() }
    known.set(name, seen)
    const value = attributes[name] ?? null
    const kind = kindOf(value)
    if (kind) seen.kinds.add(kind)
    const several: readonly string[] = kind === 'several' && typeof value === 'object' && value !== null ? value : []
    if (seen.options.size < MOST_OPTIONS) for (const each of several) seen.options.add(each)
  }
}

function kindOf(value: AttributeValue): AttributeKind | null {
  if (value === null) return null
  if (Array.isArray(value)) return 'several'
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
}

function labelNamed(name: string, rank: number, attributes: ReadonlyMap<string, Seen> | undefined): Label {
  return {
    ...{ id: name, name, color: COLORS[rank % COLORS.length] ?? '#5b6470', badge: [...name].slice(0, 2).join('') },
    ...{ key: '', definition: '', examples: [], attributes: attributesOf(name, attributes) },
    ...{ overlap: true, matching: DEFAULT_MATCHING, retired: false },
  }
}

function typeNamed(name: string, attributes: ReadonlyMap<string, Seen> | undefined): RelationType {
  const empty = { key: '', definition: '', from: [], to: [], retired: false }
  return { id: name, name, ...empty, attributes: attributesOf(name, attributes) }
}

function attributesOf(holder: string, attributes: ReadonlyMap<string, Seen> = new Map()): Attribute[] {
  return sortedNames(attributes).map((name) => {
    const { kinds, options } = attributes.get(name) ?? { kinds: new Set<AttributeKind>(), options: new Set<string>() }
    const [only] = kinds
    const kind = only && kinds.size === 1 ? only : 'text'
    const choices = kind === 'several' ? { options: [...options].sort().map((value) => ({ value })) } : {}
    return { id: `${holder}.${name}`, name, kind, required: false, ...choices }
  })
}

function sortedNames(map: ReadonlyMap<string, unknown>): string[] {
  return [...map.keys()].sort()
}
