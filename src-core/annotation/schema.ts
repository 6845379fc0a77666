/** Names a label, an attribute or a relation type; stable, so that renaming what people see touches no record. */
type Id = string

export type AttributeKind = 'text' | 'number' | 'boolean' | 'choice' | 'several' | 'date' | 'entity' | 'span'

/** Names in other interface languages, by BCP 47 language. The plain `name` is what datasets carry. */
type Titles = Readonly<Record<string, string>>

export interface AttributeOption {
  /** What datasets carry. */
  readonly value: string
  readonly titles?: Titles
  /** One letter or digit that picks it in the inspector. */
  readonly key?: string
}

export interface Attribute {
  readonly id: Id
  /** What datasets carry, unique within its label. */
  readonly name: string
  readonly titles?: Titles
  readonly kind: AttributeKind
  readonly required: boolean
  /** For `choice` and `several`. */
  readonly options?: readonly AttributeOption[]
  readonly key?: string
  readonly description?: string
}

export interface Label {
  /** Stable: spans name it, so renaming a label touches no span. */
  readonly id: Id
  /** What datasets carry, unique within the schema. */
  readonly name: string
  readonly titles?: Titles
  /** `#rrggbb`; a theme derives readable shades from it. */
  readonly color: string
  /** One or two letters, shown beside each tag so that colour is never the only sign. */
  readonly badge: string
  /** The letter that tags with this label. */
  readonly key: string
  readonly definition: string
  readonly examples: readonly string[]
  readonly attributes: readonly Attribute[]
  /** Whether two spans of this label may overlap. */
  readonly overlap: boolean
  /** How identical mentions of this label are found. */
  readonly matching: Matching
  /** Retired: kept on its spans, offered no more. */
  readonly retired: boolean
}

export interface Matching {
  readonly caseSensitive: boolean
  readonly wholeWord: boolean
  readonly accentSensitive: boolean
}

export interface RelationType {
  readonly id: Id
  readonly name: string
  readonly titles?: Titles
  readonly key: string
  readonly definition: string
  /** Ids of the labels allowed at each end; empty means any. */
  readonly from: readonly Id[]
  readonly to: readonly Id[]
  readonly attributes: readonly Attribute[]
  readonly retired: boolean
}

export interface LabelSchema {
  readonly id: Id
  readonly name: string
  /** Grows with every change, so that a tag can be judged by the guideline of its day. */
  readonly version: number
  readonly labels: readonly Label[]
  readonly relations: readonly RelationType[]
}

export const DEFAULT_MATCHING: Matching = { caseSensitive: true, wholeWord: true, accentSensitive: true }

export function labelById(schema: LabelSchema, id: Id): Label | undefined {
  return schema.labels.find((label) => label.id === id)
}

export function relationTypeById(schema: LabelSchema, id: Id): RelationType | undefined {
  return schema.relations.find((type) => type.id === id)
}

/** The name to show in an interface language: the title in it, else the plain name, with spaces for its underscores. */
export function titleOf(named: { readonly name: string; readonly titles?: Titles }, language: string): string {
  return named.titles?.[language] ?? spaced(named.name)
}

/** The same for an option of an attribute. */
export function optionTitle({ value, titles }: AttributeOption, language: string): string {
  return titles?.[language] ?? spaced(value)
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ')
}
