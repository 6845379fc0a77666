import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FITS, groupSpans, pairSpans } from '../agreement/pairing.ts'
import { isRefusal, type Outcome } from '../annotation/desk.ts'
import { apply, type Edit, type Items } from '../annotation/edit.ts'
import type { Item } from '../annotation/records.ts'
import { takeSide } from './adjudicate.ts'
import { compareLayers, openQueue, type Cluster } from './compare.ts'
import { bench, itemsOf, layer, randomItems, relation, span } from './testing/desk.ts'

const PEOPLE = ['amina', 'bruno', 'chloé', 'dao', 'ève', 'fatou', 'gérard', 'hawa']

function compared(items: Items, people = ['amina', 'bruno']) {
  return compareLayers(items, 'doc', people)
}

function first(items: Items): Cluster {
  const [cluster] = compared(items).clusters
  if (!cluster) throw new Error('no cluster')
  return cluster
}

function edit(outcome: Outcome): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

const BOTH = [layer('amina'), layer('bruno')]

describe('the kinds of disagreement', () => {
  const cases: [string, readonly Item[], readonly string[]][] = [
    ['the same tag is agreement', [span('amina', 'a', 'per', 0, 5), span('bruno', 'b', 'per', 0, 5)], []],
    ['one did not tag it', [span('amina', 'a', 'per', 0, 5)], ['missed']],
    ['other borders', [span('amina', 'a', 'per', 0, 5), span('bruno', 'b', 'per', 2, 5)], ['boundary']],
    ['other label', [span('amina', 'a', 'per', 0, 5), span('bruno', 'b', 'org', 0, 5)], ['label']],
    ['both', [span('amina', 'a', 'per', 0, 5), span('bruno', 'b', 'org', 2, 7)], ['label', 'boundary']],
    [
      'an attribute; unset equals null',
      [
        span('amina', 'a', 'claim', 0, 5, { attributes: { speaker: 'author', kind: null } }),
        span('bruno', 'b', 'claim', 0, 5),
      ],
      ['attribute'],
    ],
    ['an entity', [{ ...span('amina', 'a', 'per', 0, 5), entity: 'e1' }, span('bruno', 'b', 'per', 0, 5)], ['entity']],
  ]
  test.each(cases)('%s', (_, spans, kinds) => {
    expect(first(itemsOf(...BOTH, ...spans)).kinds).toEqual(kinds)
  })

  test('a relation that one of those who could did not make', () => {
    const items = itemsOf(
      ...BOTH,
      ...['amina', 'bruno'].flatMap((who) => [span(who, `${who}1`, 'per', 0, 5), span(who, `${who}2`, 'claim', 9, 30)]),
      relation('amina', 'r', 'amina2', 'amina1'),
    )
    const { clusters, relations } = compared(items)
    expect(clusters.map(({ kinds }) => kinds)).toEqual([[], []])
    expect(relations.map(({ kinds, missing }) => [kinds, missing])).toEqual([[['relation'], ['bruno']]])
    expect(openQueue(compared(items)).map(({ id }) => id)).toEqual(['r'])
  })

  test('a relation is not asked of someone who did not tag its ends', () => {
    const items = itemsOf(
      ...BOTH,
      span('amina', 'a1', 'per', 0, 5),
      span('amina', 'a2', 'claim', 9, 30),
      relation('amina', 'r', 'a2', 'a1'),
    )
    expect(compared(items).relations[0]?.kinds).toEqual([])
  })
})

test('who did not open the document takes no part; who found nothing does', () => {
  const tagged = span('amina', 'a', 'per', 0, 5)
  expect(compared(itemsOf(layer('amina'), tagged)).clusters[0]?.kinds).toEqual([])
  expect(compared(itemsOf(layer('amina'), layer('bruno', 'untouched'), tagged)).clusters[0]?.kinds).toEqual([])
  expect(compared(itemsOf(layer('amina'), layer('bruno'), tagged)).clusters[0]?.kinds).toEqual(['missed'])
  const begun = itemsOf(layer('amina'), layer('bruno', 'in_progress'), tagged)
  expect(compareLayers(begun, 'doc', ['amina', 'bruno'], { inProgress: false }).annotators).toEqual(['amina'])
})

describe('decisions and newer bundles', () => {
  const items = itemsOf(...BOTH, span('amina', 'a', 'per', 0, 5), span('bruno', 'b', 'per', 2, 5))
  const decided = apply(items, edit(takeSide(bench(items), first(items), 'amina')))

  test('a decided disagreement leaves the queue', () => {
    expect(first(decided)).toMatchObject({ status: 'decided', kinds: ['boundary'] })
    expect(openQueue(compared(decided))).toEqual([])
  })

  test('the same tags in a newer bundle keep it decided, whatever else the bundle brings', () => {
    const newer = itemsOf(...decided.values(), span('bruno', 'b9', 'org', 40, 50))
    expect(compared(newer).clusters.map(({ status }) => status)).toEqual(['decided', 'open'])
    expect(openQueue(compared(newer)).map(({ id }) => id)).toEqual(['b9'])
  })

  test('a change of time or note alone does not bring it back, a changed tag does, with the old decision', () => {
    const touched = new Map(decided).set('b', { ...span('bruno', 'b', 'per', 2, 5), note: 'sure?', updated: 5000 })
    expect(first(touched).status).toBe('decided')
    const moved = new Map(decided).set('b', span('bruno', 'b', 'per', 3, 5, { updated: 0 }))
    expect(first(moved)).toMatchObject({ status: 'changed', decision: { outcome: 'accept', by: 'coordinator' } })
    expect(openQueue(compared(moved))).toHaveLength(1)
  })

  test('a tag that vanished brings it back', () => {
    const gone = new Map(decided)
    gone.delete('b')
    expect(first(gone)).toMatchObject({ status: 'changed', kinds: ['missed'] })
  })

  test('a decision from elsewhere, without a fingerprint, holds for the same tags', () => {
    const plain = [...decided.values()].map((item) => (item.kind === 'decision' ? { ...item, extra: {} } : item))
    expect(first(itemsOf(...plain)).status).toBe('decided')
  })
})

describe('grouping', () => {
  const pairable = (items: Items, who: string) =>
    [...items.values()]
      .filter((item) => item.kind === 'span')
      .filter((each) => each.annotator === who)
      .map((each) => ({
        id: each.id,
        ranges: each.ranges,
        start: each.ranges[0]?.[0] ?? 0,
        end: each.ranges[0]?.[1] ?? 0,
        label: each.label,
        borders: String(each.ranges),
      }))
      .sort((a, b) => a.start - b.start)

  test('with two layers the groups are the pairs and the rest: what is shown is what is counted', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const items = randomItems(seed, PEOPLE.slice(0, 2))
        const [a, b] = [pairable(items, 'amina'), pairable(items, 'bruno')]
        const { pairs, onlyA, onlyB } = pairSpans(a, b)
        const expected = [
          ...pairs.map((pair) => [pair.a.id, pair.b.id]),
          ...onlyA.map(({ id }) => [id]),
          ...onlyB.map(({ id }) => [id]),
        ]
        const groups = groupSpans([a, b]).map((group) => group.flatMap((each) => (each ? [each.id] : [])))
        expect(groups.map(String).sort()).toEqual(expected.map(String).sort())
        expect(pairs.every(({ fit }) => FITS.includes(fit))).toBe(true)
      }),
      { seed: 3, numRuns: 60 },
    )
  })

  test('of up to eight annotators: every tag in one group, nobody twice in a group, whatever the order of annotators', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 2, max: 8 }), (seed, count) => {
        const people = PEOPLE.slice(0, count)
        const items = randomItems(seed, people)
        const comparison = compareLayers(items, 'doc', people)
        const spans = comparison.clusters.flatMap(({ members }) => [...members.values()].map(({ id }) => id))
        const all = [...items.values()].filter((item) => item.kind === 'span').map(({ id }) => id)
        expect(spans.sort()).toEqual(all.sort())
        const turned = compareLayers(items, 'doc', [...people].reverse())
        expect(turned.clusters.map(({ id, kinds, fingerprint }) => [id, kinds, fingerprint])).toEqual(
          comparison.clusters.map(({ id, kinds, fingerprint }) => [id, kinds, fingerprint]),
        )
      }),
      { seed: 3, numRuns: 60 },
    )
  })
})
