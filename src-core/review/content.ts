import { ownId, type AnnotatorId, type Attributes, type Relation, type Span } from '../annotation/records.ts'
import { textHash } from '../text/text-hash.ts'
import { sameValue } from '../values.ts'

/** Whether two tags say the same, whoever made them and when: borders, label, attributes, entity; or type and attributes. */
export function sameTag(a: Span | Relation | undefined, b: Span | Relation | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(contentOf(a), contentOf(b))
}

/**
 * A short text that changes when the content of any of the tags does, or who made it. Their order does not count, nor what
 * a tag is called where its id was taken: whoever made it knows it by its own.
 */
export function fingerprintOf(tags: readonly (Span | Relation)[]): string {
  const said = tags.map((tag) => canonical({ by: tag.annotator, id: ownId(tag), ...contentOf(tag) }))
  return textHash(said.sort().join('\n'))
}

function contentOf(tag: Span | Relation): Readonly<Record<string, unknown>> {
  if (tag.kind === 'relation') return { type: tag.type, attributes: set(tag.attributes) }
  return { ranges: tag.ranges, label: tag.label, attributes: set(tag.attributes), entity: tag.entity }
}

/** An attribute without a value is the same as none. */
function set(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))
}

/** Whose layers of the document a reviewer's layer record says are reviewed. */
export function reviewedLayers(layer: { readonly extra?: Readonly<Record<string, unknown>> }): AnnotatorId[] {
  const names = layer.extra?.['reviewed']
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

/** JSON with sorted keys: equal for equal values. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  const parts = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
  return `{${parts.join()}}`
}
