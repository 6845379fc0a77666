import type { Attribute, LabelSchema } from '../annotation/schema.ts'
import { xmlAttribute } from './xml.ts'

/** The labelling configuration that a Label Studio project needs for the labels, attributes and relations of a schema. */
export function labelConfig(schema: LabelSchema): string {
  const labels = schema.labels.map(({ name, color, key }) => {
    const hotkey = key ? ` hotkey="${xmlAttribute(key)}"` : ''
    return `    <Label value="${xmlAttribute(name)}" background="${xmlAttribute(color)}"${hotkey}/>`
  })
  const relations = schema.relations.map(({ name }) => `    <Relation value="${xmlAttribute(name)}"/>`)
  const seen = new Set<string>()
  const controls = schema.labels.flatMap((label) =>
    label.attributes.flatMap((attribute) => {
      if (seen.has(attribute.name)) return []
      seen.add(attribute.name)
      return [controlOf(attribute)]
    }),
  )
  return [
    '<View>',
    ...['  <Labels name="label" toName="text">', ...labels, '  </Labels>'],
    ...(relations.length ? ['  <Relations>', ...relations, '  </Relations>'] : []),
    '  <Text name="text" value="$text"/>',
    ...controls,
    '</View>\n',
  ].join('\n')
}

function controlOf({ name, kind, options }: Attribute): string {
  const common = `name="${xmlAttribute(name)}" toName="text" perRegion="true"`
  const values = kind === 'boolean' ? ['true', 'false'] : (options ?? []).map((option) => option.value)
  const choices = values.map((value) => `<Choice value="${xmlAttribute(value)}"/>`).join('')
  if (kind === 'number') return `  <Number ${common}/>`
  if (kind === 'choice' || kind === 'boolean') return `  <Choices ${common} choice="single">${choices}</Choices>`
  if (kind === 'several') return `  <Choices ${common} choice="multiple">${choices}</Choices>`
  return `  <TextArea ${common}/>`
}
