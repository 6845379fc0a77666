import type { AttributeValue } from './records.ts'
import type { Attribute } from './schema.ts'

/** Whether a value is of an attribute's kind; null always is. */
export function fits(attribute: Attribute, value: AttributeValue): boolean {
  if (value === null) return true
  switch (attribute.kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'several':
      return Array.isArray(value) && value.every((each) => isOption(attribute, each))
    case 'choice':
      return typeof value === 'string' && isOption(attribute, value)
    case 'text':
    case 'date':
    case 'entity':
    case 'span':
      return typeof value === 'string'
  }
}

function isOption(attribute: Attribute, value: unknown): boolean {
  return attribute.options?.some((option) => option.value === value) ?? false
}
