import { describe, expect, it } from 'vitest'
import { parseSchema } from '../formats/schema-json.ts'
import { relationAllowed } from './relation-commands.ts'
import type { Items } from './edit.ts'
import { SCHEMA_ID, type Item, type Relation, type SchemaRecord, type Span } from './records.ts'
import { labelById, type LabelSchema } from './schema.ts'
import { addAttribute, changeAttribute, removeAttribute } from './schema-attributes.ts'
import {
  addLabel,
  addRelationType,
  changeLabel,
  changeRelationType,
  draftLabel,
  labelFaults,
  moveLabel,
  relationTypeFaults,
  renamedBadge,
  removeLabel,
  removeRelationType,
  retireLabel,
  retireRelationType,
} from './schema-commands.ts'
import { isSchemaRefusal, type SchemaDesk, type SchemaOutcome } from './schema-desk.ts'
import { mergeLabels, splitLabel } from './schema-merge.ts'
import { checkEdit } from './testing/check-edit.ts'
import { deskOf, Dice, randomEdit, WORK_SCHEMA } from './testing/random-work.ts'

const RECORD: SchemaRecord = { kind: 'schema', id: SCHEMA_ID, schema: WORK_SCHEMA }

function span(id: string, label: string, attributes: Span['attributes'] = {}): Span {
  const place = { document: 'a.txt', annotator: 'amina', created: 1, updated: 1 }
  return { kind: 'span', id, ...place, ranges: [[1, 5]], label, attributes, entity: null, note: null, origin: 'manual' }
}

function desk(...carriers: (Span | Relation)[]): SchemaDesk {
  return deskIn(new Map<string, Item>([RECORD, ...carriers].map((item) => [item.id, item])), new Dice(1))
}

function deskIn(items: Items, dice: Dice): SchemaDesk {
  const record = items.get(SCHEMA_ID)
  const carriers = [...items.values()].filter((item) => item.kind === 'span' || item.kind === 'relation')
  if (record?.kind !== 'schema') throw new Error('There is no schema')
  return { record, carriers, reservedKeys: new Set(['y', 'n']), now: 9, newId: () => dice.newId() }
}

/** The state after the change, every law of edits and of schemas checked on the way. */
function made(at: SchemaDesk, outcome: SchemaOutcome): { items: Items; schema: LabelSchema } {
  if (isSchemaRefusal(outcome)) throw new Error(`Refused: ${JSON.stringify(outcome)}`)
  const before: Items = new Map<string, Item>([at.record, ...at.carriers].map((item) => [item.id, item]))
  const items = checkEdit(before, outcome.edit)
  const record = items.get(SCHEMA_ID)
  if (record?.kind !== 'schema') throw new Error('The schema is gone')
  expect([...items.keys()].sort()).toEqual([...before.keys()].sort())
  expect(record.schema.version).toBe(at.record.schema.version + 1)
  expect(parseSchema(JSON.parse(JSON.stringify(record.schema)))).toMatchObject({ ok: true })
  for (const item of items.values())
    if (item.kind === 'span') expect(labelById(record.schema, item.label)).toBeDefined()
  return { items, schema: record.schema }
}

const DRAFT = draftLabel(WORK_SCHEMA, 'Place')
const TYPE = { name: 'near', key: 'n', definition: '', from: ['person'], to: [] }
const TEXT = { name: 'alias', kind: 'text', required: false } as const

describe('a change of the schema', () => {
  it.each<[string, string, (at: SchemaDesk) => SchemaOutcome]>([
    ['a label without a name', 'empty-name', (at) => addLabel(at, { ...DRAFT, name: '  ' })],
    ['a name that is there in another case', 'name-taken', (at) => addLabel(at, { ...DRAFT, name: ' pErson' })],
    ['a key that another label has', 'key-taken', (at) => addLabel(at, { ...DRAFT, key: 'p' })],
    ['a key that the interface keeps', 'key-taken', (at) => changeLabel(at, 'person', { key: 'y' })],
    ['a key of two letters', 'wrong-key', (at) => changeLabel(at, 'person', { key: 'pp' })],
    ['a bracket as key', 'wrong-key', (at) => changeLabel(at, 'person', { key: '[' })],
    ['a colour by name', 'wrong-color', (at) => changeLabel(at, 'person', { color: 'red' })],
    ['an empty badge', 'wrong-badge', (at) => changeLabel(at, 'person', { badge: '' })],
    ['a badge of three letters', 'wrong-badge', (at) => changeLabel(at, 'person', { badge: 'PER' })],
    ['a label that is not there', 'unknown-label', (at) => changeLabel(at, 'x', { name: 'X' })],
    ['removing a label in use', 'still-used', (at) => removeLabel(at, 'person')],
    ['merging a label into itself', 'same-label', (at) => mergeLabels(at, 'person', 'person')],
    ['merging into nothing', 'unknown-label', (at) => mergeLabels(at, 'person', 'x')],
    ['splitting off no tag', 'nothing-chosen', (at) => splitLabel(at, 'person', DRAFT, () => false)],
    [
      'splitting off under a taken name',
      'name-taken',
      (at) => splitLabel(at, 'person', { ...DRAFT, name: 'DATE' }, () => true),
    ],
    ['a relation type from a stranger', 'unknown-label', (at) => addRelationType(at, { ...TYPE, from: ['x'] })],
    ['a relation type of a taken name', 'name-taken', (at) => addRelationType(at, { ...TYPE, name: 'About' })],
    ['an attribute of a taken name', 'name-taken', (at) => addAttribute(at, 'person', { ...TEXT, name: 'Role' })],
    ['a choice without options', 'no-options', (at) => addAttribute(at, 'person', { ...TEXT, kind: 'choice' })],
    [
      'an option twice',
      'option-twice',
      (at) => changeAttribute(at, 'person', 'person.kind', { options: [{ value: 'a' }, { value: 'a' }] }),
    ],
    [
      'removing an option in use',
      'values-do-not-fit',
      (at) => changeAttribute(at, 'person', 'person.kind', { options: [{ value: 'two' }] }),
    ],
    [
      'numbers out of words',
      'values-do-not-fit',
      (at) => changeAttribute(at, 'person', 'person.kind', { kind: 'number' }),
    ],
    ['removing an attribute with values', 'still-used', (at) => removeAttribute(at, 'person', 'person.kind')],
    ['an attribute that is not there', 'unknown-attribute', (at) => removeAttribute(at, 'person', 'x')],
  ])('refuses %s: %s', (_, code, act) => {
    expect(act(desk(span('s', 'person', { kind: 'one' })))).toMatchObject({ refused: code })
  })

  it('renames a label without touching a tag', () => {
    const at = desk(span('s', 'person'))
    const outcome = changeLabel(at, 'person', { name: 'Human', color: '#112233', definition: 'A person.' })
    expect(made(at, outcome).schema.labels[0]).toMatchObject({ id: 'person', name: 'Human', color: '#112233' })
    expect(outcome).toMatchObject({ concerned: 1, rewritten: 0 })
  })

  it('lets a label keep its own name in another case, its key and its colour', () => {
    const at = desk()
    expect(made(at, changeLabel(at, 'person', { name: 'Person', key: 'p' })).schema.labels[0]?.name).toBe('Person')
  })

  it('moves, adds and removes labels, and retires a type that allowed nothing else', () => {
    let at = desk()
    at = next(at, addLabel(at, DRAFT))
    const id = at.record.schema.labels.at(-1)?.id ?? ''
    at = next(at, addRelationType(at, { ...TYPE, from: [id], to: [id, 'date'] }))
    at = next(at, moveLabel(at, id, 1))
    expect(at.record.schema.labels.map(({ name }) => name)).toEqual(['PERSON', 'Place', 'DATE', 'CLAIM'])
    at = next(at, removeLabel(at, id))
    expect(at.record.schema.relations[1]).toMatchObject({ from: [], to: ['date'], retired: true })
  })

  it('gives a key up when a label comes back after another took it', () => {
    let at = desk(span('s', 'person'))
    at = next(at, retireLabel(at, 'person', true))
    at = next(at, changeLabel(at, 'date', { key: 'p' }))
    at = next(at, retireLabel(at, 'person', false))
    expect(at.record.schema.labels[0]).toMatchObject({ retired: false, key: '' })
  })

  it('changes, retires and removes relation types, and keeps relations that no longer fit', () => {
    const relation: Relation = {
      ...inLayer('r'),
      kind: 'relation',
      type: 'about',
      from: 's',
      to: 't',
      toDocument: null,
      attributes: {},
    }
    let at = desk(span('s', 'person'), span('t', 'date'), relation)
    const narrowed = changeRelationType(at, 'about', { from: ['claim'], name: 'concerns' })
    expect(narrowed).toMatchObject({ concerned: 1, rewritten: 0 })
    expect(made(at, narrowed).items.get('r')).toEqual(relation)
    expect(removeRelationType(at, 'about')).toEqual({ refused: 'still-used', params: { count: 1 } })
    at = next(at, retireRelationType(at, 'about', true))
    expect(relationAllowed(at.record.schema, 'about', 'claim', 'person')).toBe(false)
    at = next(desk(), removeRelationType(desk(), 'about'))
    expect(at.record.schema.relations).toEqual([])
  })
})

describe('attributes', () => {
  it.each<[string, Parameters<typeof changeAttribute>[3], unknown, Record<string, unknown>]>([
    ['follow a new name', { name: 'office' }, 'one', { office: 'one' }],
    [
      'follow a renamed option',
      { options: [{ value: 'first' }, { value: 'two' }], renamedOptions: { one: 'first' } },
      'one',
      { kind: 'first' },
    ],
    ['become text', { kind: 'text' }, 'one', { kind: 'one' }],
    ['become a list', { kind: 'several' }, 'one', { kind: ['one'] }],
    ['stay away where there is none', { name: 'office' }, null, { kind: null }],
  ])('values %s', (_, change, value, expected) => {
    const at = desk(span('s', 'person', { kind: value as string }))
    const { items } = made(at, changeAttribute(at, 'person', 'person.kind', change))
    expect(items.get('s')).toMatchObject({ attributes: expected })
  })

  it('values become numbers, truths and one text out of a list when nothing is lost', () => {
    const at = desk(span('a', 'person', { role: '12' }), span('b', 'person', { role: '-0.5' }))
    expect(made(at, changeAttribute(at, 'person', 'person.role', { kind: 'number' })).items.get('b')).toMatchObject({
      attributes: { role: -0.5 },
    })
    const doubtful = desk(span('a', 'person', { role: '012' }))
    expect(changeAttribute(doubtful, 'person', 'person.role', { kind: 'number' })).toMatchObject({
      refused: 'values-do-not-fit',
    })
    const truth = desk(span('a', 'person', { role: 'true' }))
    expect(
      made(truth, changeAttribute(truth, 'person', 'person.role', { kind: 'boolean' })).items.get('a'),
    ).toMatchObject({ attributes: { role: true } })
  })

  it('are removed with their values only on a plain word', () => {
    const at = desk(span('s', 'person', { role: 'minister', kind: 'one' }))
    const outcome = removeAttribute(at, 'person', 'person.role', true)
    expect(made(at, outcome).items.get('s')).toMatchObject({ attributes: { kind: 'one' } })
    expect(outcome).toMatchObject({ concerned: 1, rewritten: 1 })
  })
})

describe('merging labels', () => {
  it('keeps every tag and every value, and counts what is now twice', () => {
    let at = desk(span('a', 'person', { role: 'minister', kind: 'one' }), span('b', 'date', { kind: 'two' }))
    at = next(at, changeAttribute(at, 'person', 'person.kind', { options: [{ value: 'one' }, { value: 'three' }] }))
    at = next(at, changeRelationType(at, 'about', { from: ['person'], to: ['person', 'date'] }))
    at = next(at, changeAttribute(at, 'date', 'date.role', { kind: 'number' }))
    const outcome = mergeLabels(at, 'person', 'date')
    const { items, schema } = made(at, outcome)
    expect(outcome).toMatchObject({ concerned: 1, rewritten: 1, duplicates: 1 })
    expect(items.get('a')).toMatchObject({ label: 'date', attributes: { role_PERSON: 'minister', kind: 'one' } })
    expect(labelById(schema, 'person')?.retired).toBe(true)
    expect(labelById(schema, 'date')?.attributes.map(({ name }) => name)).toEqual(['role', 'kind', 'role_PERSON'])
    expect(labelById(schema, 'date')?.attributes[1]?.options?.map(({ value }) => value)).toEqual([
      'one',
      'two',
      'three',
    ])
    expect(schema.relations[0]).toMatchObject({ from: ['date'], to: ['date'] })
  })
})

describe('splitting a label', () => {
  it('moves the chosen tags with their values, and relations stay allowed', () => {
    const at = desk(span('a', 'person', { role: 'x' }), span('b', 'person', { role: 'y' }))
    const outcome = splitLabel(at, 'person', DRAFT, ({ attributes }) => attributes['role'] === 'y')
    const { items, schema } = made(at, outcome)
    const place = schema.labels.at(-1)
    expect(items.get('b')).toMatchObject({ label: place?.id, attributes: { role: 'y' } })
    expect(items.get('a')).toMatchObject({ label: 'person' })
    expect(place?.attributes.map(({ name }) => name)).toEqual(['role', 'kind'])
    expect(outcome).toMatchObject({ concerned: 1, rewritten: 1 })
  })
})

describe('a drafted label', () => {
  it('has a free key, an unused colour and a badge', () => {
    expect(draftLabel(WORK_SCHEMA, ' Été ', new Set(['e']))).toMatchObject({ name: 'Été', badge: 'É', key: 't' })
    expect(draftLabel(WORK_SCHEMA, '日本').key).toBe('a')
  })
})

describe('the badge of a label under another name', () => {
  const { labels } = WORK_SCHEMA
  const [one, other] = labels
  const label = { ...(one ?? fail()), name: 'Personne', badge: 'P' }
  const schema = { ...WORK_SCHEMA, labels: [label, { ...(other ?? fail()), badge: 'L' }] }

  it.each([
    ['follows the new name', 'P', 'Acteur', 'A'],
    ['takes a second letter where another label has the first', 'P', 'Lieu', 'Li'],
    ['was two letters of the old name: it follows too', 'Pe', 'Acteur', 'A'],
    ['that is no letter of the old name stays', '★', 'Acteur', '★'],
    ['is whole where a character is a pair', 'P', '𝔄cteur', '𝔄'],
    ['stays while there is no name', 'P', ' ', 'P'],
    ['stays under the old name', 'Pe', 'Personne', 'Pe'],
  ])('%s', (_, badge, name, expected) => {
    expect(renamedBadge(schema, { ...label, badge }, name)).toBe(expected)
  })
})

describe('what keeps a label from standing in the schema', () => {
  it('is said all at once, not one after the other', () => {
    const [label = fail(), other = fail()] = WORK_SCHEMA.labels
    const faulty = { ...label, name: other.name, badge: '', key: '!', color: 'red' }
    const faults = labelFaults(desk(), faulty).map(({ refused }) => refused)
    expect(faults).toEqual(['wrong-color', 'wrong-badge', 'name-taken', 'wrong-key'])
    expect(labelFaults(desk(), label)).toEqual([])
  })

  it('and so of a relation type', () => {
    const [type = fail()] = WORK_SCHEMA.relations
    const faults = relationTypeFaults(desk(), { ...type, name: ' ', key: '!', from: ['nobody'] })
    expect(faults.map(({ refused }) => refused)).toEqual(['unknown-label', 'empty-name', 'wrong-key'])
  })
})

function fail(): never {
  throw new Error('The schema of the tests has too little in it')
}

describe('random changes of the schema over random work', () => {
  it.each([1, 2, 3, 4])('never lose a tag and always leave a sound schema, seed %i', (seed) => {
    const dice = new Dice(seed)
    let items: Items = new Map([[SCHEMA_ID, RECORD]])
    for (let now = 1; now < 60; now++) {
      const edit = randomEdit(deskOf('a.txt', 'amina', items, now, dice), dice)
      if (edit) items = checkEdit(items, edit)
    }
    items = new Map([...items].filter(([, item]) => item.kind !== 'layer'))
    let changed = 0
    for (let i = 0; i < 40; i++) {
      const at = deskIn(items, dice)
      const outcome = randomChange(at, dice)
      if (isSchemaRefusal(outcome)) continue
      items = made(at, outcome).items
      changed++
    }
    expect(changed).toBeGreaterThan(10)
  })
})

function randomChange(at: SchemaDesk, dice: Dice): SchemaOutcome {
  const { labels, relations } = at.record.schema
  const one = dice.pick(labels)
  const other = dice.pick(labels)?.id ?? ''
  const id = one?.id ?? ''
  const attribute = dice.pick(one?.attributes ?? [])
  switch (dice.below(11)) {
    case 0:
      return addLabel(at, draftLabel(at.record.schema, `Label ${dice.below(100)}`))
    case 1:
      return changeLabel(at, id, { name: `New ${dice.below(100)}` })
    case 2:
      return retireLabel(at, id, dice.chance(0.5))
    case 3:
      return mergeLabels(at, id, other)
    case 4:
      return splitLabel(at, id, draftLabel(at.record.schema, `Part ${dice.below(100)}`), () => dice.chance(0.5))
    case 5:
      return removeLabel(at, id)
    case 6:
      return addAttribute(at, id, { name: `a${dice.below(20)}`, kind: 'text', required: false })
    case 7:
      return changeAttribute(at, id, attribute?.id ?? '', { name: `b${dice.below(20)}` })
    case 8:
      return changeAttribute(at, id, attribute?.id ?? '', {
        kind: dice.pick(['text', 'several', 'number', 'date']) ?? 'text',
      })
    case 9:
      return removeAttribute(at, id, attribute?.id ?? '', dice.chance(0.5))
    default:
      return changeRelationType(at, dice.pick(relations)?.id ?? '', { from: [id], to: [other] })
  }
}

function inLayer(id: string) {
  return { id, document: 'a.txt', annotator: 'amina', created: 1, updated: 1 }
}

function next(at: SchemaDesk, outcome: SchemaOutcome): SchemaDesk {
  return deskIn(made(at, outcome).items, new Dice(at.record.schema.version + 100))
}
