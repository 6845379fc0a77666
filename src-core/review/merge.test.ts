import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply, editFaults, isEmpty, type Items } from '../annotation/edit.ts'
import { isLayerItem, type Item, type LayerItem } from '../annotation/records.ts'
import { randomInt, seededRandom } from '../random.ts'
import { mergeLayers, type IncomingLayer, type Receiver } from './merge.ts'
import { itemsOf, layer, randomItems, span } from './testing/desk.ts'

const RECEIVER: Receiver = {
  own: new Set(['me', 'gold']),
  documents: new Map([
    ['doc', 'hash'],
    ['two', null],
  ]),
}

function incoming(
  annotator: string,
  version: number,
  items: readonly LayerItem[],
  more: Partial<IncomingLayer> = {},
): IncomingLayer {
  return { document: 'doc', annotator, version, sha256: 'hash', items: [layer(annotator), ...items], ...more }
}

function merged(items: Items, layers: readonly IncomingLayer[]): Items {
  return apply(items, mergeLayers(items, layers, RECEIVER).edit)
}

function fates(items: Items, layers: readonly IncomingLayer[]) {
  return mergeLayers(items, layers, RECEIVER).layers.map(({ fate }) => fate)
}

const MINE = itemsOf(layer('me'), span('me', 'm1', 'per', 0, 5))
const FIRST = incoming('bruno', 10, [span('bruno', 'b1', 'per', 0, 5), span('bruno', 'b2', 'org', 9, 12)])

describe('merging', () => {
  test('a colleague’s layer is added beside ours', () => {
    const after = merged(MINE, [FIRST])
    expect([...after.keys()].sort()).toEqual(['b1', 'b2', 'layer\nbruno\ndoc', 'layer\nme\ndoc', 'm1'])
    expect(mergeLayers(MINE, [FIRST], RECEIVER)).toMatchObject({ spansIn: 2, spansMerged: 2 })
  })

  test('opening it twice changes nothing', () => {
    const after = merged(MINE, [FIRST])
    const again = mergeLayers(after, [FIRST, FIRST], RECEIVER)
    expect([isEmpty(again.edit), again.layers.map(({ fate }) => fate)]).toEqual([true, ['unchanged', 'unchanged']])
  })

  test('a newer bundle updates its layer, also where a tag was deleted; an older one then does nothing', () => {
    const newer = incoming('bruno', 20, [span('bruno', 'b1', 'per', 0, 6, { updated: 0 })])
    const after = merged(merged(MINE, [FIRST]), [newer])
    expect(after.has('b2')).toBe(false)
    expect(after.get('b1')).toMatchObject({ ranges: [[0, 6]] })
    expect(fates(after, [FIRST])).toEqual(['older'])
  })

  test('two people named alike are two by their ids, and one person renamed is one', () => {
    const other = incoming('bruno-2', 10, [span('bruno-2', 'x1', 'per', 0, 5)])
    expect(fates(merged(MINE, [FIRST]), [other])).toEqual(['added'])
  })

  const refused: [string, IncomingLayer, string][] = [
    ['our own layer is made here alone', incoming('me', 99, []), 'own-layer'],
    ['gold, where it is adjudicated here', incoming('gold', 99, []), 'own-layer'],
    [
      'a document that we do not have',
      incoming('bruno', 1, [], { document: 'nowhere', items: [layer('bruno', 'done', 'nowhere')] }),
      'unknown-document',
    ],
    ['a text that differs', { ...FIRST, sha256: 'other' }, 'text-differs'],
    ['a record of somebody else', incoming('bruno', 1, [span('me', 'm9', 'per', 0, 5)]), 'foreign-records'],
    [
      'a record of another document',
      incoming('bruno', 1, [span('bruno', 'b9', 'per', 0, 5, { document: 'two' })]),
      'foreign-records',
    ],
    ['the id of a record of ours', incoming('bruno', 1, [span('bruno', 'm1', 'per', 0, 5)]), 'foreign-records'],
    [
      'an id twice',
      incoming('bruno', 1, [span('bruno', 'b9', 'per', 0, 5), span('bruno', 'b9', 'org', 0, 5)]),
      'foreign-records',
    ],
    ['a layer record under another id', { ...FIRST, items: [{ ...layer('bruno'), id: 'm1' }] }, 'foreign-records'],
  ]
  test.each(refused)('refused, and nothing is touched: %s', (_, layerIn, fate) => {
    const result = mergeLayers(MINE, [layerIn], RECEIVER)
    expect([result.layers[0]?.fate, isEmpty(result.edit), result.spansMerged]).toEqual([fate, true, 0])
  })

  test('of two layers in one go that claim one id the second is refused', () => {
    const thief = incoming('chloé', 10, [span('chloé', 'b1', 'per', 0, 5)])
    expect(fates(MINE, [FIRST, thief])).toEqual(['added', 'foreign-records'])
  })
})

describe('laws', () => {
  /** Several states of several people's layers, as bundles that were mailed around. */
  function bundles(seed: number): IncomingLayer[] {
    const random = seededRandom(seed)
    return Array.from({ length: 2 + randomInt(random, 5) }, () => {
      const annotator = ['amina', 'bruno', 'chloé'][randomInt(random, 3)] ?? 'amina'
      const document = ['doc', 'two'][randomInt(random, 2)] ?? 'doc'
      const items = [...randomItems(randomInt(random, 4), [annotator], document).values()].filter(isLayerItem)
      return { document, annotator, version: randomInt(random, 3), sha256: null, items }
    })
  }

  const state = (items: Items) => [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

  function law(check: (bundles: IncomingLayer[], start: Items) => void): void {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        check(bundles(seed), MINE)
      }),
      { seed: 8, numRuns: 60 },
    )
  }

  test('are about something: what is tried is added, updated, older and the same many times', () => {
    const seen: Record<string, number> = {}
    law((all, start) => {
      let items = start
      for (const each of [...all, ...all]) {
        for (const fate of fates(items, [each])) seen[fate] = (seen[fate] ?? 0) + 1
        items = merged(items, [each])
      }
    })
    for (const fate of ['added', 'updated', 'older', 'unchanged']) expect(seen[fate], fate).toBeGreaterThan(20)
  })

  test('commutative: the order of bundles does not matter', () => {
    law((all, start) => {
      const forth = all.reduce((items, each) => merged(items, [each]), start)
      const back = [...all].reverse().reduce((items, each) => merged(items, [each]), start)
      expect(state(back)).toEqual(state(forth))
    })
  })

  test('associative: one by one, in two heaps or all at once', () => {
    law((all, start) => {
      const single = all.reduce((items, each) => merged(items, [each]), start)
      expect(state(merged(start, all))).toEqual(state(single))
      expect(state(merged(merged(start, all.slice(0, 2)), all.slice(2)))).toEqual(state(single))
    })
  })

  test('associative: what a third person brought together first and passed on', () => {
    law((all, start) => {
      const elsewhere = merged(new Map(), all.slice(1))
      const items = [...elsewhere.values()].filter(isLayerItem)
      const passedOn = items.flatMap((record): IncomingLayer[] => {
        if (record.kind !== 'layer') return []
        const { document, annotator } = record
        const own = items.filter((item) => item.document === document && item.annotator === annotator)
        return [{ document, annotator, version: Number(record.extra?.['version']), sha256: null, items: own }]
      })
      const direct = all.reduce((items, each) => merged(items, [each]), start)
      expect(state(merged(merged(start, all.slice(0, 1)), passedOn))).toEqual(state(direct))
    })
  })

  test('idempotent: opening everything again changes nothing', () => {
    law((all, start) => {
      const once = merged(start, all)
      expect(isEmpty(mergeLayers(once, all, RECEIVER).edit)).toBe(true)
    })
  })

  test('the edit is sound, other layers stay as they are, and counts in are counts out', () => {
    law((all, start) => {
      const { edit, layers, spansIn } = mergeLayers(start, all, RECEIVER)
      expect(editFaults(edit)).toEqual([])
      const mine = (items: Items) => state(items).filter((item: Item) => isLayerItem(item) && item.annotator === 'me')
      expect(mine(apply(start, edit))).toEqual(mine(start))
      expect(layers.map(({ annotator, document }) => [annotator, document])).toEqual(
        all.map(({ annotator, document }) => [annotator, document]),
      )
      expect(spansIn).toBe(all.flatMap(({ items }) => items).filter(({ kind }) => kind === 'span').length)
    })
  })
})
