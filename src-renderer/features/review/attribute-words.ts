import type { Relation, Span } from '../../../src-core/annotation/records.ts'

/** The attributes that are set, as words. */
export function attributeWords({ attributes }: Pick<Span | Relation, 'attributes'>): string[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
}
