import type { AttributeValue } from '../annotation/records.ts'

/** The type of the notes in which values stand that brat cannot hold. */
export const DATA_NOTE = 'PostilData'

/**
 * An attribute's value as brat shows it: nothing for true, one word for the rest; null where there is no value. What is
 * no single word is made one.
 */
export function bratValue(value: AttributeValue): string | null {
  if (value === null) return null
  if (value === true) return ''
  const text = Array.isArray(value) ? value.join(',') : String(value)
  return text.replace(/\s+/g, '_') || '_'
}

const REFERENCE = /^[^\s:]+:\S+$/
const OWN = 'Postil:'

/** An entity as a normalization, `Database:id` without white space. */
export function entityReference(entity: string): string {
  return REFERENCE.test(entity) && !entity.startsWith(OWN) ? entity : `${OWN}${encoded(entity)}`
}

export function entityOfReference(reference: string): string {
  return reference.startsWith(OWN) ? decoded(reference.slice(OWN.length)) : reference
}

/** White space and `%` as `%` and hexadecimal UTF-16. */
function encoded(text: string): string {
  return text.replace(/[\s%]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
