import { describe, expect, it } from 'vitest'
import { apply, invert, type Edit, type Items } from './edit.ts'
import { entitiesOf, renameEntity } from './entities.ts'
import type { Attributes, Span } from './records.ts'
import type { LabelSchema } from './schema.ts'
import { deskOf, Dice, WORK_SCHEMA } from './testing/random-work.ts'

const SCHEMA: LabelSchema = {
  ...WORK_SCHEMA,
  labels: WORK_SCHEMA.labels.map((label) => ({
    ...label,
    attributes: [...label.attributes, { id: 'employer', name: 'employer', kind: 'entity', required: false }],
  })),
}

function span(id: string, entity: string | null, attributes: Attributes = {}, annotator = 'amina'): Span {
  const place = { document: 'a.txt', annotator, created: 1, updated: 1 }
  const rest = { ranges: [[0, 3]], label: 'person', note: null, origin: 'manual' } as const
  return { kind: 'span', id, ...place, ...rest, entity, attributes }
}

function desk(items: Items) {
  return { ...deskOf('a.txt', 'amina', items, 5, new Dice(1)), schema: SCHEMA }
}

function done(items: Items, from: string, to: string | null): Edit {
  const outcome = renameEntity(desk(items), from, to)
  if ('refused' in outcome) throw new Error(outcome.refused)
  return outcome
}

describe('entities', () => {
  const items: Items = new Map(
    [
      span('own', 'Port'),
      span('employer', 'Lina', { employer: 'Port', role: 'Port' }),
      span('other', 'Quai'),
      span('colleague', 'Port', {}, 'karim'),
    ].map((item) => [item.id, item]),
  )

  it('are a tag’s own and those that its attributes of that kind name, each once', () => {
    expect(entitiesOf(span('a', 'Port', { employer: 'Port', role: 'Quai' }), SCHEMA)).toEqual(['Port'])
    expect(entitiesOf(span('a', null, { employer: 'Quai' }), SCHEMA)).toEqual(['Quai'])
    expect(entitiesOf(span('a', null), SCHEMA)).toEqual([])
  })

  it('are renamed in one’s own tags and attributes of that kind, nowhere else, and back again with undo', () => {
    const edit = done(items, 'Port', 'Quai')
    const after = apply(items, edit)
    const named = [...after.values()].map((item) => (item.kind === 'span' ? [item.entity, item.attributes] : []))
    expect(named).toEqual([
      ['Quai', {}],
      ['Lina', { employer: 'Quai', role: 'Port' }],
      ['Quai', {}],
      ['Port', {}],
    ])
    expect(apply(after, invert(edit))).toEqual(items)
  })

  it('go away with no name, and one that nothing names is refused', () => {
    expect(done(items, 'Quai', null).updated.map(([, to]) => to.kind === 'span' && to.entity)).toEqual([null])
    expect(renameEntity(desk(items), 'Phare', 'Quai')).toEqual({ refused: 'unknown-tag' })
  })
})
