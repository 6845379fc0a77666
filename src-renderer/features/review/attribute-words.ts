import type { AttributeValue, Relation, Span } from '../../../src-core/annotation/records.ts'
import { titleOf, type Attribute, type LabelSchema } from '../../../src-core/annotation/schema.ts'

/** The attributes that are set, in the words of a language where the schema has some. */
export function attributeWords(tag: Span | Relation, schema: LabelSchema, language: string): string[] {
  const parts = tag.kind === 'span' ? schema.labels : schema.relations
  const id = tag.kind === 'span' ? tag.label : tag.type
  const known = new Map(parts.find((part) => part.id === id)?.attributes.map((each) => [each.name, each]))
  return Object.entries(tag.attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const attribute = known.get(name)
      const colon = language === 'fr' ? '\u00a0: ' : ': '
      return `${attribute ? titleOf(attribute, language) : name}${colon}${valueWords(value, attribute, language)}`
    })
}

function valueWords(value: AttributeValue, attribute: Attribute | undefined, language: string): string {
  const titled = (each: string) =>
    attribute?.options?.find((option) => option.value === each)?.titles?.[language] ?? each
  return Array.isArray(value) ? value.map(titled).join(', ') : titled(String(value))
}
