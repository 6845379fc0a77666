import { describe, expect, it, test } from 'vitest'
import { difference, isEmpty, type Items } from '../annotation/edit.ts'
import { isLayerItem, layerId, type Item } from '../annotation/records.ts'
import { recordOf } from '../annotation/document-commands.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { at, entry, SCHEMA, span, TROUBLES } from '../formats/testing/samples.ts'
import { importLayer, SPAN_FATES, type OurText } from './import-layer.ts'

const TEXT = 'Awa Ndiaye vit à Gao. Awa Ndiaye rit.'
const awa = span('s1', 'PER', [at(TEXT, 'Awa Ndiaye')])
const gao = span('s2', 'CLAIM', [at(TEXT, 'vit à Gao')])
const said = entry('a.txt', TEXT, [awa, gao])

function bring(from: DatasetEntry, before: Items, annotator: string, ours: Partial<OurText> = {}, suffix?: string) {
  const labels = new Map(SCHEMA.labels.map((label) => [label.name, label.id] as const))
  const into = { schema: SCHEMA, labels, document: from.id, annotator, now: 1_700_000_000_000, source: 'x' }
  const existing = { get: (id: string) => before.get(id) }
  const text = { kind: 'text' as const, text: from.text, ...ours }
  return importLayer(from, text, { ...into, existing, ...(suffix === undefined ? {} : { suffix }) }, before)
}

const NOBODY: Items = new Map<string, Item>()

describe('importing the same twice changes nothing', () => {
  for (const annotator of ['imported:karim', 'suggested:model', '01-amina'])
    for (const [trouble, sample] of Object.entries(TROUBLES))
      test(`into the layer of ${annotator}, with ${trouble}`, () => {
        const once = bring(sample, NOBODY, annotator, {}, 'file')
        const twice = bring(sample, once.items, annotator, {}, 'file')
        expect(isEmpty(difference(once.items, twice.items))).toBe(true)
        expect(twice.spans).toMatchObject({ added: 0, updated: 0, same: once.spans.added })
      })
})

test('counts in are counts out, whatever becomes of the spans', () => {
  for (const sample of Object.values(TROUBLES)) {
    const { spans } = bring(sample, NOBODY, 'imported:k')
    expect(SPAN_FATES.reduce((sum, fate) => sum + spans[fate], 0)).toBe(sample.spans.length)
  }
})

describe('what a file says later', () => {
  const corrected = entry('a.txt', TEXT, [{ ...awa, note: 'vérifié' }])

  it('holds in a layer that an import made, and takes nothing away', () => {
    const before = bring(said, NOBODY, 'imported:karim').items
    const { items, spans } = bring(corrected, before, 'imported:karim')
    expect(spans).toMatchObject({ updated: 1, added: 0 })
    expect([...items.values()].filter((item) => item.kind === 'span')).toHaveLength(2)
  })

  it('leaves the layer of a person as it is', () => {
    const before = bring(said, NOBODY, '01-amina').items
    const { items, spans } = bring(corrected, before, '01-amina')
    expect(spans).toMatchObject({ kept: 1 })
    expect(isEmpty(difference(before, items))).toBe(true)
  })
})

test('a tag that a person has already is not brought in twice, and its relations come to it', () => {
  const before = bring(entry('a.txt', TEXT, [{ ...awa, id: 'mine' }]), NOBODY, '01-amina').items
  const relation = { id: 'r', type: 'said_by', from: 's2', to: 's1', toDocument: null, attributes: {}, extra: {} }
  const { items, spans } = bring({ ...said, relations: [relation] }, before, '01-amina')
  expect(spans).toMatchObject({ same: 1, added: 1 })
  expect([...items.values()].filter(isLayerItem).find(({ kind }) => kind === 'relation')).toMatchObject({
    from: 's2',
    to: 'mine',
  })
})

describe('on a text that was changed', () => {
  const now = TEXT.replace('vit à Gao', 'vit à Mopti')

  it('tags move where they are certain, and the others wait for a person', () => {
    const { items, spans } = bring(said, NOBODY, 'imported:k', { kind: 'changed', text: now })
    expect(spans).toMatchObject({ added: 1, waiting: 1 })
    expect(recordOf(items, 'a.txt').strays).toHaveLength(1)
    const again = bring(said, items, 'imported:k', { kind: 'changed', text: now })
    expect(isEmpty(difference(items, again.items))).toBe(true)
  })

  it('one that a person has placed meanwhile does not wait again', () => {
    const first = bring(said, NOBODY, 'imported:k', { kind: 'changed', text: now }).items
    const [stray] = recordOf(first, 'a.txt').strays ?? []
    if (!stray) throw new Error('nothing waits')
    const placed = new Map(first)
    placed.set(stray.span.id, { ...stray.span, ranges: [at(now, 'vit à Mopti')] })
    const { spans } = bring(said, placed, 'imported:k', { kind: 'changed', text: now })
    expect(spans).toMatchObject({ waiting: 0 })
  })
})

test('ids that repeat from document to document are made unique', () => {
  const { items } = bring(said, NOBODY, 'imported:k', {}, 'karim\na.txt')
  expect([...items.keys()]).toEqual([layerId('a.txt', 'imported:k'), 's1\nkarim\na.txt', 's2\nkarim\na.txt'])
})
