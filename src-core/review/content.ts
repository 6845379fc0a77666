import type { AnnotatorId, Attributes, Id, Relation, Span } from '../annotation/records.ts'
import { sameValue } from '../values.ts'

/** Whether two tags say the same, whoever made them and when: borders, label, attributes, entity; or type and attributes. */
export function sameTag(a: Span | Relation | undefined, b: Span | Relation | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(contentOf(a), contentOf(b))
}

/** A short text that changes when the content of any of the tags does, or who made it. Their order does not count. */
export function fingerprintOf(tags: readonly (Span | Relation)[]): string {
  const said = tags.map((tag) => canonical({ by: tag.annotator, id: tag.id, ...contentOf(tag) }))
  return hash(said.sort().join('\n'))
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

/** 106 bits of cyrb53 (bryc, public domain) with two seeds: no security, but no two tags alike by chance. */
function hash(text: string): Id {
  return [0, 1].map((seed) => hash53(text, seed).toString(36).padStart(11, '0')).join('')
}

function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
