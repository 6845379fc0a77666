import { expect, test } from 'vitest'
import type { DatasetEntry } from '../formats/dataset.ts'
import { entryOf } from '../formats/layer-to-entry.ts'
import { schemaDifference, widened, type UnknownName } from './schema-difference.ts'
import { layer, relation, SCHEMA, span } from './testing/desk.ts'

const ENTRY: DatasetEntry = entryOf({
  entry: { id: 'doc', text: 'x'.repeat(80), sha256: null, encoding: null, meta: {}, lang: null },
  items: [
    layer('bruno'),
    span('bruno', 'b1', 'per', 0, 5),
    span('bruno', 'b2', 'claim', 6, 20, { attributes: { speaker: 'b1', mood: 'calm' } }),
    relation('bruno', 'r1', 'b2', 'b1'),
  ],
  annotatorName: 'bruno',
  annotatorId: 'id-bruno',
  excluded: [],
  schema: SCHEMA,
  annotatorNames: new Map(),
})

const without = (...ids: readonly string[]) => ({
  ...SCHEMA,
  labels: SCHEMA.labels.filter(({ id }) => !ids.includes(id)),
  relations: SCHEMA.relations.filter(({ id }) => !ids.includes(id)),
})

test('what the schema does not have is counted, with the part that it may mean; unknown values are named', () => {
  const ours = without('per', 'said_by')
  const person = { ...(SCHEMA.labels[0] ?? never()), id: 'person', name: ' PER ' }
  expect(schemaDifference({ ...ours, labels: [...ours.labels, person] }, [ENTRY])).toEqual({
    unknown: [
      { kind: 'label', name: 'per', count: 1, alike: 'person' },
      { kind: 'relation', name: 'said_by', count: 1, alike: null },
    ],
    attributes: [{ label: 'claim', names: ['mood'] }],
  })
  expect(schemaDifference(SCHEMA, [ENTRY]).unknown).toEqual([])
})

test('a name can mean a part of the schema, be added as the colleague has it, or be left out', () => {
  const ours = without('per', 'said_by')
  const { unknown } = schemaDifference(ours, [ENTRY])
  const [per, said] = unknown
  if (!per || !said) throw new Error('Two names are unknown')
  let made = 0
  const choose = (each: UnknownName) => (each === per ? ('add' as const) : { as: 'x' })
  const { labels, relations, schema } = widened(ours, SCHEMA, unknown, choose, () => `new-${++made}`)
  expect([labels.get('per'), relations.get('said_by'), schema.labels.at(-1)?.name, made]).toEqual([
    'per',
    'x',
    'per',
    0,
  ])
  expect(schema.version).toBe(ours.version + 1)
  expect(widened(ours, SCHEMA, unknown, () => 'leave-out', never)).toEqual({
    labels: new Map([['per', null]]),
    relations: new Map([['said_by', null]]),
    schema: ours,
  })
})

test('an added part takes no id and no key from one that is here; relation types find their ends by name', () => {
  const taken = { ...(SCHEMA.labels[1] ?? never()), id: 'per', name: 'peril', key: 'p' }
  const ours = { ...without('per', 'said_by'), labels: [taken, ...without('per').labels] }
  const { unknown } = schemaDifference(ours, [ENTRY])
  const { schema } = widened(
    ours,
    SCHEMA,
    unknown,
    () => 'add',
    () => 'fresh',
  )
  expect(schema.labels.at(-1)).toMatchObject({ id: 'fresh', name: 'per', key: '' })
  expect(schema.relations.at(-1)).toMatchObject({ id: 'said_by', from: ['claim'], to: ['fresh', 'org'] })
})

function never(): never {
  throw new Error('This is not needed')
}
