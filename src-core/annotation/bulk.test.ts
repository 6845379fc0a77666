import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bulk, foreseen, joined, type BulkDeed, type BulkTarget } from './bulk.ts'
import type { Desk } from './desk.ts'
import { apply, editFaults, invert, NOTHING, type Items } from './edit.ts'
import type { Span } from './records.ts'
import { DEFAULT_MATCHING, type Label, type LabelSchema } from './schema.ts'

function label(id: string, overlap: boolean): Label {
  const look = { color: '#112233', badge: id, key: id, definition: '', examples: [], attributes: [] }
  return { id, name: id, ...look, overlap, matching: DEFAULT_MATCHING, retired: false }
}

const SCHEMA: LabelSchema = {
  id: 's',
  name: 's',
  version: 1,
  labels: [label('p', true), label('o', false)],
  relations: [],
}

function desk(items: Items): Desk {
  let next = 0
  const newId = () => `n${next++}`
  return { document: 'd', annotator: 'a', length: 100, schema: SCHEMA, items, now: 5, newId }
}

function spansOf(items: Items): Span[] {
  return [...items.values()].filter((item) => item.kind === 'span')
}

function tagged(ranges: readonly (readonly [number, number])[], by: 'p' | 'o'): Items {
  const targets = ranges.map((range) => ({ range, spans: [] }))
  return apply(new Map(), bulk(desk(new Map()), targets, { kind: 'tag', label: by }).edit)
}

describe('many places at once', () => {
  test('are tagged in one sound edit; what is tagged so already is passed over and counted', () => {
    const items = tagged([[0, 4]], 'p')
    const targets = [[0, 4] as const, [10, 14] as const, [10, 14] as const].map((range) => ({ range, spans: [] }))
    let next = 0
    const newId = () => `x${next++}`
    const outcome = bulk({ ...desk(items), newId }, targets, { kind: 'tag', label: 'p' })
    expect(outcome).toMatchObject({ done: 1, already: 2, refused: 0 })
    expect(editFaults(outcome.edit)).toEqual([])
    expect(spansOf(apply(items, outcome.edit)).map(({ origin }) => origin)).toEqual(['identical', 'identical'])
  })

  test('an overlap that the label forbids is left out, also among the places themselves', () => {
    const targets = [[0, 4] as const, [2, 6] as const, [8, 9] as const].map((range) => ({ range, spans: [] }))
    expect(bulk(desk(new Map()), targets, { kind: 'tag', label: 'o' })).toMatchObject({ done: 2, refused: 1 })
  })

  test('nothing to do is no edit', () => {
    expect(bulk(desk(new Map()), [], { kind: 'untag' }).edit).toEqual(NOTHING)
    expect(joined([])).toEqual(NOTHING)
  })
})

const RANGE = fc
  .tuple(fc.nat(30), fc.integer({ min: 1, max: 6 }))
  .map(([start, length]) => [start, start + length] as const)
const DEED = fc.constantFrom<BulkDeed>(
  { kind: 'tag', label: 'p' },
  { kind: 'tag', label: 'o' },
  { kind: 'relabel', label: 'p' },
  { kind: 'relabel', label: 'o' },
  { kind: 'untag' },
)

test('whatever the places, the edit is sound, fits, and its inverse gives back the same records', () => {
  const world = fc.record({ p: fc.array(RANGE, { maxLength: 6 }), o: fc.array(RANGE, { maxLength: 6 }) })
  fc.assert(
    fc.property(world, fc.array(RANGE, { maxLength: 8 }), DEED, ({ p, o }, places, deed) => {
      const people = tagged(p, 'p')
      const begun = [...people]
        .filter(([id]) => id.startsWith('n'))
        .map(([id, item]) => [`p${id}`, { ...item, id: `p${id}` }] as const)
      const items: Items = new Map([...tagged(o, 'o'), ...begun])
      const spans = spansOf(items)
      const targets: BulkTarget[] = places.map((range) => ({
        range,
        spans: spans.filter(({ ranges }) => ranges[0]?.[0] === range[0]).map(({ id }) => id),
      }))
      let next = 0
      const outcome = bulk({ ...desk(items), newId: () => `x${next++}` }, targets, deed)
      expect(editFaults(outcome.edit)).toEqual([])
      const after = apply(items, outcome.edit)
      expect(new Map(apply(after, invert(outcome.edit)))).toEqual(new Map(items))
      const seen = foreseen(SCHEMA, spans, targets, deed)
      expect(seen.done).toBeGreaterThanOrEqual(outcome.done)
      expect(seen.done + seen.already + seen.refused).toBe(outcome.done + outcome.already + outcome.refused)
    }),
    { seed: 20221110, numRuns: 200 },
  )
})
