import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { apply, editFaults, type Items } from '../annotation/edit.ts'
import {
  isLayerItem,
  layerId,
  SCHEMA_ID,
  type Decision,
  type Item,
  type LayerItem,
  type Span,
} from '../annotation/records.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { entryOf } from '../formats/layer-to-entry.ts'
import { randomInt, seededRandom } from '../random.ts'
import { readBundle, writeBundle, type BundleContent } from './bundle.ts'
import { annotatorOf } from './bundle-ids.ts'
import { incomingLayers } from './incoming.ts'
import { mergeLayers } from './merge.ts'
import { isOpen, reject, remarks } from './review.ts'
import { bench, itemsOf, layer, randomItems, relation, SCHEMA, span } from './testing/desk.ts'

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const TEXT = 'x'.repeat(1000)
const AT = '2026-11-22T09:00:00Z'
const NAMES = new Map(['amina', 'karim'].map((name) => [`id-${name}`, name]))

/** The bundle that somebody sends whose project holds these records: their own layers and gold. */
function bundleOf(items: Items, author: 'amina' | 'karim', made: number): BundleContent {
  const mine = [...items.values()]
    .filter(isLayerItem)
    .filter(({ annotator }) => [`id-${author}`, 'gold'].includes(annotator))
  const layers = new Map<string, LayerItem[]>()
  for (const item of mine) {
    const key = layerId(item.document, item.annotator)
    layers.set(key, [...(layers.get(key) ?? []), item])
  }
  const entries = [...layers.values()].map((held): DatasetEntry => {
    const [{ document: id, annotator: annotatorId } = { document: '', annotator: '' }] = held
    const entry = { id, text: TEXT, sha256: 'f'.repeat(64), encoding: 'utf-8', meta: {}, lang: 'fr' }
    const who = { annotatorName: NAMES.get(annotatorId) ?? annotatorId, annotatorId, annotatorNames: NAMES }
    return entryOf({ entry, items: held, ...who, excluded: [], schema: SCHEMA })
  })
  const annotators = [...NAMES].map(([id, name]) => ({ id, name }))
  return {
    kind: 'layers',
    author: { id: `id-${author}`, name: author },
    made,
    app: '',
    annotators,
    entries,
    schema: SCHEMA,
  }
}

/** What the project of somebody holds after a bundle was opened; null where it is refused. */
function opened(items: Items, bundle: BundleContent, own: string): Items | null {
  const { layers } = incomingLayers(bundle, { schema: SCHEMA, existing: items })
  const documents = new Map(bundle.entries.map(({ id }) => [id, null]))
  const merge = mergeLayers(items, layers, { own: new Set([own]), documents })
  if (merge.layers.some(({ fate }) => fate === 'foreign-records')) return null
  expect(editFaults(merge.edit)).toEqual([])
  return apply(items, merge.edit)
}

/** Two people imported one dataset, each into a layer of their own: their tags have the same ids. */
function imported(annotator: string): Items {
  const claim = span(annotator, 'row-2', 'claim', 10, 20, { attributes: { speaker: 'row-1' } })
  return itemsOf(
    layer(annotator),
    span(annotator, 'row-1', 'per', 0, 5),
    claim,
    relation(annotator, 'link-1', 'row-2', 'row-1'),
  )
}

function spansOf(items: Items, annotator: string): Span[] {
  return [...items.values()].filter((item) => item.kind === 'span').filter((each) => each.annotator === annotator)
}

describe('two people who imported one dataset', () => {
  const amina = opened(imported('id-amina'), bundleOf(imported('id-karim'), 'karim', 10), 'id-amina') ?? new Map()

  test('have all their tags beside each other, and what names a tag names the one it named', () => {
    expect(spansOf(amina, 'id-amina')).toEqual(spansOf(imported('id-amina'), 'id-amina'))
    const [person, claim] = spansOf(amina, 'id-karim')
    expect([person?.id, claim?.id]).toEqual(['row-1\nid-karim\ndoc', 'row-2\nid-karim\ndoc'])
    expect(claim?.attributes).toEqual({ speaker: person?.id })
    expect(amina.get('link-1\nid-karim\ndoc')).toMatchObject({ from: claim?.id, to: person?.id })
    const again = opened(amina, bundleOf(imported('id-karim'), 'karim', 10), 'id-amina')
    expect(again).toEqual(amina)
  })

  test('a review finds its way back to the tag that it is about, and is open there', () => {
    const [person] = spansOf(amina, 'id-karim')
    if (!person) throw new Error('no tag')
    const desk = { ...bench(amina), annotator: 'id-amina' }
    const reviewed = apply(amina, reject(desk, person, 'no name'))
    const karim = opened(imported('id-karim'), bundleOf(reviewed, 'amina', 20), 'id-karim') ?? new Map()
    const [own] = spansOf(imported('id-karim'), 'id-karim')
    if (!own) throw new Error('no tag')
    const said = remarks(karim).get('row-1') ?? []
    expect(said.map(({ decision, outdated }) => [decision.reason, outdated])).toEqual([['no name', false]])
    expect(said.every((remark) => isOpen(own, remark, said))).toBe(true)
  })

  test('a decision on both names both at either end', () => {
    const verdict: Decision = {
      ...{ kind: 'decision', id: 'verdict', document: 'doc', annotator: 'gold', created: 1, updated: 1 },
      ...{ spans: ['row-1', 'row-1\nid-karim\ndoc'], outcome: 'reject', reason: null, by: 'id-amina' },
    }
    const decided = new Map([...amina, ...itemsOf(layer('gold'), verdict)])
    const karim = opened(imported('id-karim'), bundleOf(decided, 'amina', 20), 'id-karim')
    expect(karim?.get('verdict')).toMatchObject({ spans: ['row-1\nid-amina\ndoc', 'row-1'], by: 'id-amina' })
  })
})

const OURS: Items = new Map<string, Item>([
  ...['doc', 'other', 'third'].flatMap((document) => [...randomItems(3, ['me', 'id-bruno'], document)]),
  [SCHEMA_ID, { kind: 'schema', id: SCHEMA_ID, schema: SCHEMA }],
  ['me', { kind: 'annotator', id: 'me', name: 'me' }],
  ['id-bruno', { kind: 'annotator', id: 'id-bruno', name: 'bruno' }],
])

describe('a bundle in which ids were exchanged', () => {
  const theirs = new Map(['doc', 'other'].flatMap((document) => [...randomItems(8, ['id-karim'], document)]))
  const good = bundleOf(theirs, 'karim', 10)

  /** Puts another id in the place of one: of ours, of the bundle, of a project’s own records, or of a person. */
  function mutated(seed: number): BundleContent {
    const random = seededRandom(seed, 'foreign ids')
    const pool = [
      ...OURS.keys(),
      ...theirs.keys(),
      'layer\nme\ndoc',
      'document\ndoc',
      'me',
      'gold',
      'id-karim',
      'nobody',
    ]
    const places = ['id', 'from', 'to', 'toDocument', 'annotatorId', 'by', 'span', 'parent'] as const
    const pick = <T>(list: readonly T[]): T | undefined => list[randomInt(random, list.length)]
    const change = <T extends object>(record: T): T => {
      const place = pick(places.filter((each) => each in record))
      if (place === undefined || random() > 0.2) return record
      return { ...record, [place]: pick(pool) }
    }
    const entries = good.entries.map((entry) => ({
      ...(random() < 0.1
        ? { ...entry, annotatorId: pick(['me', 'id-bruno', 'gold', 'schema', 'id-karim']) ?? null }
        : entry),
      spans: entry.spans.map((each) => (random() < 0.1 ? { ...each, id: pick(pool) ?? '' } : each)),
      relations: entry.relations.map(change),
      comments: [
        change({
          ...{ id: `c-${entry.id}`, span: entry.spans[0]?.id ?? null, ranges: [], parent: null, body: 'so' },
          ...{ resolved: false, created: null, updated: null, extra: {} },
        }),
      ],
      decisions: [
        change({
          id: `d-${entry.id}`,
          spans: [pick(pool) ?? ''],
          outcome: 'reject',
          reason: null,
          by: 'karim',
          at: AT,
          extra: {},
        } as const),
      ],
    }))
    return { ...good, entries }
  }

  test('is refused whole or changes nothing in any layer but those that it brings, and no record of the project', async () => {
    const seen = { refused: 0, opened: 0, merged: 0 }
    for (let seed = 1; seed <= 400; seed++) {
      const outcome = await readBundle(await writeBundle(mutated(seed), digest), digest)
      const after = outcome.ok ? opened(OURS, outcome.bundle, 'me') : null
      if (!outcome.ok || !after) {
        seen.refused++
        continue
      }
      seen.opened++
      const brought = new Set(outcome.bundle.entries.map((each) => layerId(each.id, annotatorOf(each))))
      const foreign = (items: Items) =>
        [...items.values()].filter(
          (item) =>
            !isLayerItem(item) || item.annotator === 'me' || !brought.has(layerId(item.document, item.annotator)),
        )
      expect(foreign(after), `seed ${seed}`).toEqual(foreign(OURS))
      const again = opened(after, outcome.bundle, 'me')
      expect(again, `seed ${seed}, opened twice`).toEqual(after)
      if (after.size > OURS.size) seen.merged++
    }
    expect(seen.refused).toBeGreaterThan(50)
    expect(seen.merged).toBeGreaterThan(50)
  })
})
