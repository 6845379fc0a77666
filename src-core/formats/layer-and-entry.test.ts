import { describe, expect, it } from 'vitest'
import type { Item, Relation, Span } from '../annotation/records.ts'
import { itemsOf, type Destination } from './entry-to-layer.ts'
import { annotatorNames, entryOf } from './layer-to-entry.ts'
import { lineToEntry } from './postil-read.ts'
import { entryToLine } from './postil.ts'
import { SCHEMA, TROUBLES } from './testing/samples.ts'

const place = { document: 'a.txt', annotator: 'u1', created: 1000, updated: 2500 }
const spans: Span[] = [
  {
    ...{ kind: 'span', id: 's2', ...place, ranges: [[10, 14]], label: 'l-claim' },
    ...{ attributes: { weight: 2 }, entity: 'e', note: 'n', origin: 'manual', extra: { k: 1 } },
  },
  {
    ...{
      kind: 'span',
      id: 's1',
      ...place,
      ranges: [
        [0, 3],
        [5, 8],
      ],
      label: 'l-person',
    },
    ...{ attributes: {}, entity: null, note: null, origin: 'suggested:rules', from: ['u1', 'u2'] },
  },
]
const relation: Relation = {
  ...{ kind: 'relation', id: 'r1', ...place, type: 'r-said', from: 's2', to: 's1', toDocument: null, attributes: {} },
}
const items: Item[] = [
  ...spans,
  relation,
  { kind: 'layer', id: 'layer\nu1\na.txt', ...place, state: 'done', labels: ['war'], extra: { z: 1 } },
  { kind: 'comment', id: 'c1', ...place, target: { span: 's1' }, parent: null, body: 'why?', resolved: false },
  {
    kind: 'comment',
    id: 'c2',
    ...place,
    created: 1500,
    target: { ranges: [[0, 2]] },
    parent: 'c1',
    body: 'so',
    resolved: true,
  },
  { kind: 'decision', id: 'd1', ...place, created: 2500, spans: ['s1'], outcome: 'accept', reason: null, by: 'u2' },
]
const names = annotatorNames([
  { kind: 'annotator', id: 'u2', name: 'amina' },
  { kind: 'annotator', id: 'u1', name: 'amina' },
])

function exported() {
  return entryOf({
    entry: { id: 'a.txt', text: 'Awa, Koné a parlé', sha256: null, encoding: 'utf-8', meta: {}, lang: 'fr' },
    ...{ items, annotatorName: 'amina', annotatorId: 'u1', excluded: [], schema: SCHEMA, annotatorNames: names },
  })
}

const into: Destination = {
  ...{ schema: SCHEMA, document: 'a.txt', annotator: 'u1', now: 9000, source: 'test', existing: new Map() },
  annotatorIds: new Map([
    ['amina', 'u1'],
    ['amina 2', 'u2'],
  ]),
}

describe('a layer as a dataset entry', () => {
  it('carries names for ids and instants for numbers, spans in their order', () => {
    expect(exported()).toMatchObject({
      ...{ annotator: 'amina', annotatorId: 'u1', state: 'done', labels: ['war'] },
      spans: [
        {
          id: 's1',
          label: 'PER',
          from: ['amina', 'amina 2'],
          created: '1970-01-01T00:00:01Z',
          updated: '1970-01-01T00:00:02.500Z',
        },
        { id: 's2', label: 'CLAIM' },
      ],
      relations: [{ type: 'said_by' }],
      decisions: [{ by: 'amina 2' }],
      comments: [
        { id: 'c1', span: 's1' },
        { id: 'c2', ranges: [[0, 2]], parent: 'c1' },
      ],
    })
  })

  it('comes back from its line as the same records', () => {
    const read = lineToEntry(entryToLine(exported(), SCHEMA, 'codepoint'))
    if (!read.ok) throw new Error('unreadable')
    const back = itemsOf(read.entry, into)
    const byId = (a: Item, b: Item) => (a.id < b.id ? -1 : 1)
    const expected = items.map((item) => (item.kind === 'layer' ? { ...item, updated: 9000 } : item))
    expect([...back.items].sort(byId)).toEqual(expected.sort(byId))
  })

  it('does not depend on the order of the records', () => {
    const forward = entryToLine(exported(), SCHEMA, 'utf16')
    items.reverse()
    expect(entryToLine(exported(), SCHEMA, 'utf16')).toBe(forward)
    items.reverse()
  })

  it('numbers annotators who share a name, and nobody is called gold but the gold layer', () => {
    const given = [
      ['c', 'gold'],
      ['b', 'awa'],
      ['a', 'awa'],
      ['gold', 'x'],
    ] as const
    const named = annotatorNames(given.map(([id, name]) => ({ kind: 'annotator', id, name })))
    expect(Object.fromEntries(named)).toEqual({ gold: 'gold', a: 'awa', b: 'awa 2', c: 'gold 2' })
  })
})

describe('an entry as records', () => {
  const sample = TROUBLES['everything else']
  if (!sample) throw new Error('no sample')

  it('changes nothing when it is imported twice, though the source has no times', () => {
    const timeless = { ...sample, spans: sample.spans.map((span) => ({ ...span, created: null, updated: null })) }
    const first = itemsOf(timeless, into).items
    const existing = new Map(first.map((item) => [item.id, item]))
    expect(itemsOf(timeless, { ...into, now: 99_000, existing }).items).toEqual(first)
  })

  it('gives an id that another layer uses a suffix, and links follow it', () => {
    const existing = new Map<string, Item>([['s1', { ...(spans[1] as Span), annotator: 'somebody' }]])
    const { items: found } = itemsOf(sample, { ...into, existing })
    const link = found.find((item) => item.kind === 'relation')
    expect(found.filter((item) => item.kind === 'span').map((item) => item.id)).toEqual(['s1\nu1\na.txt', 's2'])
    expect(link).toMatchObject({ from: 's2', to: 's1\nu1\na.txt' })
  })

  it('names what the schema does not have, and maps what the person mapped', () => {
    const schema = { ...SCHEMA, labels: SCHEMA.labels.filter(({ name }) => name === 'PER') }
    const plain = itemsOf(sample, { ...into, schema })
    expect([Object.fromEntries(plain.unknownLabels), plain.looseRelations]).toEqual([{ CLAIM: 1 }, 1])
    const mapped = itemsOf(sample, {
      ...into,
      schema,
      labels: new Map([
        ['CLAIM', 'l-person'],
        ['PER', null],
      ]),
    })
    expect(mapped.items.flatMap((item) => (item.kind === 'span' ? [item.label] : []))).toEqual(['l-person'])
    expect(mapped.unknownLabels.size).toBe(0)
  })
})
