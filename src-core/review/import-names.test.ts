import { describe, expect, it, test } from 'vitest'
import type { LabelSchema } from '../annotation/schema.ts'
import { entry, SCHEMA, span } from '../formats/testing/samples.ts'
import { NameGatherer, planNames, unknownNames, type AttributeChoice, type UnknownAttribute } from './import-names.ts'
import type { NameChoice, UnknownName } from './schema-difference.ts'

const [person] = SCHEMA.labels
const OURS: LabelSchema = { ...SCHEMA, labels: person ? [{ ...person, name: 'Person', attributes: [] }] : [] }
const said = [
  entry('a', 'abcdef', [
    span('1', 'PER', [[0, 1]], { attributes: { role: 'chief' } }),
    span('2', 'PER', [[1, 2]], { attributes: { role: null } }),
    span('3', 'Event', [[2, 3]], { attributes: { year: 2022 } }),
  ]),
]
const NAMES = namesIn(said)
let ids = 0

function namesIn(entries: typeof said) {
  const gatherer = new NameGatherer(null)
  for (const each of entries) gatherer.add(each)
  return gatherer.names
}

function plan(
  choose: (name: UnknownName) => NameChoice,
  attributes: (attribute: UnknownAttribute) => AttributeChoice = () => 'add',
) {
  return planNames(OURS, NAMES, { names: choose, attributes }, () => `new-${++ids}`)
}

const usual = ({ alike }: UnknownName): NameChoice => (alike === null ? 'add' : { as: alike })

test('names that the schema lacks are told with their counts and what they could mean', () => {
  expect(unknownNames(OURS, NAMES)).toEqual([
    { kind: 'label', name: 'PER', count: 2, alike: person?.id },
    { kind: 'label', name: 'Event', count: 1, alike: null },
  ])
})

describe('attributes', () => {
  it('of a new label come with it; those that a known label lacks are told', () => {
    const { schema, unknownAttributes } = plan(usual)
    expect(unknownAttributes).toEqual([{ kind: 'label', holder: 'PER', name: 'role', count: 1 }])
    expect(schema.labels.map(({ name, attributes }) => [name, attributes.map((each) => each.name)])).toEqual([
      ['Person', ['role']],
      ['Event', ['year']],
    ])
    expect(schema.version).toBe(OURS.version + 1)
  })

  it('that are left out leave their values behind, and those that are mapped take the other name', () => {
    const left = plan(usual, () => 'leave-out')
    expect(left.renamed(said[0] ?? entry('', '', [])).spans.map(({ attributes }) => attributes)).toEqual([
      {},
      {},
      { year: 2022 },
    ])
    const mapped = plan(usual, () => ({ as: 'function' }))
    expect(mapped.renamed(said[0] ?? entry('', '', [])).spans[0]?.attributes).toEqual({ function: 'chief' })
  })
})

test('a schema that knows every name stays the very same', () => {
  const { schema } = plan(usual)
  const again = planNames(schema, NAMES, { names: usual, attributes: () => 'add' }, () => 'never')
  expect(again.unknownAttributes).toEqual([])
  expect(again.labels.get('Event') ?? schema.labels.find(({ name }) => name === 'Event')?.id).toBeDefined()
  expect(again.schema).toBe(schema)
})
