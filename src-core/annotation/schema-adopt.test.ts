import { describe, expect, test } from 'vitest'
import press from '../../resources/presets/press.json' with { type: 'json' }
import { parseSchema } from '../formats/schema-json.ts'
import { SCHEMA_ID } from './records.ts'
import type { LabelSchema } from './schema.ts'
import { adoptSchema } from './schema-adopt.ts'
import type { SchemaDesk } from './schema-desk.ts'

const parsed = parseSchema(press)
if (!parsed.ok) throw new Error('The preset is sound')
const PRESS: LabelSchema = parsed.schema

function desk(): SchemaDesk {
  let next = 0
  const record = { kind: 'schema', id: SCHEMA_ID, schema: PRESS } as const
  return { record, carriers: [], now: 1, newId: () => `new${next++}` }
}

function adopt(incoming: LabelSchema, used: readonly string[] = []) {
  const adoption = adoptSchema(desk(), incoming, (id) => used.includes(id))
  const [, to] = adoption.change.edit.updated[0] ?? []
  if (to?.kind !== 'schema') throw new Error('A schema is put in place')
  return { ...adoption, schema: to.schema }
}

const without = (id: string): LabelSchema => ({
  ...PRESS,
  labels: PRESS.labels.filter((label) => label.id !== id),
  relations: [],
})

describe('a schema from a file', () => {
  test('that is the same changes nothing but the version', () => {
    const { schema, added, changed, retired, removed } = adopt(PRESS)
    expect([added, changed, retired, removed]).toEqual([[], [], [], []])
    expect({ ...schema, version: 1 }).toEqual({ ...PRESS, version: 1 })
  })

  test('retires a label that it lacks and tags carry, and removes one that none carries', () => {
    expect(adopt(without('date'), ['date']).retired).toContain('Date')
    expect(adopt(without('date'), ['date']).schema.labels.find(({ id }) => id === 'date')?.retired).toBe(true)
    expect(adopt(without('date')).removed).toContain('Date')
  })

  test('keeps a label’s id when it is the same by name, so that its tags stay', () => {
    const labels = PRESS.labels.map((label) =>
      label.id === 'person' ? { ...label, id: 'other', name: 'PERSON' } : label,
    )
    const { schema } = adopt({ ...PRESS, labels, relations: [] })
    expect(schema.labels[0]).toMatchObject({ id: 'person', name: 'PERSON' })
  })

  test('keeps attributes and options that tags may hold values of', () => {
    const labels = PRESS.labels.map((label) => (label.id === 'date' ? { ...label, attributes: [] } : label))
    const kept = adopt({ ...PRESS, labels }, ['date']).schema.labels.find(({ id }) => id === 'date')
    expect(kept?.attributes.map(({ name }) => name)).toEqual(['type', 'value'])
    const free = adopt({ ...PRESS, labels }).schema.labels.find(({ id }) => id === 'date')
    expect(free?.attributes).toEqual([])
  })
})
