import type { AttributeValue, Relation, Span } from '../../../src-core/annotation/records.ts'
import { titleOf, type Attribute, type LabelSchema } from '../../../src-core/annotation/schema.ts'
import type { I18n } from '../../i18n/i18n.svelte.ts'

/** The entity that a tag names and its attributes, in the words of a language. */
export function tagWords(tag: Span | Relation, schema: LabelSchema, i18n: Pick<I18n, 'language' | 't'>): string[] {
  const entity = tag.kind === 'span' ? tag.entity : null
  const named = entity === null ? [] : [i18n.t('review.entity', { name: entity })]
  return [...named, ...attributeWords(tag, schema, i18n.language)]
}

/** The attributes that are set, in the words of a language where the schema has some. */
function attributeWords(tag: Span | Relation, schema: LabelSchema, language: string): string[] {
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
