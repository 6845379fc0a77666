import type { Desk, Outcome } from './desk.ts'
import { NOTHING } from './edit.ts'
import type { AttributeValue, Id, Span } from './records.ts'
import { labelById, type LabelSchema } from './schema.ts'

/** The entities that a tag names: its own first, then those of its attributes of that kind; each once. */
export function entitiesOf(span: Span, schema: LabelSchema): readonly Id[] {
  const values = attributesOf(span, schema).map((name) => span.attributes[name] ?? null)
  return [...new Set([span.entity, ...values].filter((value) => typeof value === 'string' && value !== ''))] as Id[]
}

/**
 * Renames an entity in the annotator's tags of this document; a name that is in use already merges the two, null takes
 * the entity away. Refused with `unknown-tag` where no tag of the annotator names it.
 */
export function renameEntity(desk: Desk, from: Id, to: Id | null): Outcome {
  const updated: [Span, Span][] = []
  for (const item of desk.items.values()) {
    if (item.kind !== 'span' || item.annotator !== desk.annotator || item.document !== desk.document) continue
    if (entitiesOf(item, desk.schema).includes(from)) updated.push([item, renamed(desk, item, from, to)])
  }
  return updated.length ? { ...NOTHING, updated } : { refused: 'unknown-tag' }
}

function renamed({ schema, now }: Desk, span: Span, from: Id, to: Id | null): Span {
  const changed = attributesOf(span, schema)
    .filter((name) => span.attributes[name] === from)
    .map((name): [string, AttributeValue] => [name, to])
  const attributes = { ...span.attributes, ...Object.fromEntries(changed) }
  return { ...span, entity: span.entity === from ? to : span.entity, attributes, updated: now }
}

function attributesOf({ label }: Span, schema: LabelSchema): readonly string[] {
  const attributes = labelById(schema, label)?.attributes ?? []
  return attributes.filter(({ kind }) => kind === 'entity').map(({ name }) => name)
}
