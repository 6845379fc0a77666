import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal, type Outcome } from '../annotation/desk.ts'
import { apply, editFaults, invert, isEmpty, sizeOf, type Edit, type Items } from '../annotation/edit.ts'
import { GOLD, type Decision, type Item, type Span } from '../annotation/records.ts'
import { editBoundary, noTagHere, setReason, settleOn, takeRelation, takeSide, withdraw } from './adjudicate.ts'
import { RuleRun, type AcceptRule, type BulkDocument, type BulkResult } from './bulk.ts'
import { compareLayers, openQueue, type Cluster } from './compare.ts'
import { bench, itemsOf, layer, randomItems, relation, span } from './testing/desk.ts'

const PEOPLE = ['amina', 'bruno', 'chloé']

function edit(outcome: Outcome): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

function gold(items: Items): Span[] {
  return [...items.values()].filter((item) => item.kind === 'span').filter(({ annotator }) => annotator === GOLD)
}

function decisions(items: Items): Decision[] {
  return [...items.values()].filter((item) => item.kind === 'decision')
}

function clusterAt(items: Items, start: number): Cluster {
  const cluster = compareLayers(items, 'doc', PEOPLE).clusters.find((each) => each.start === start)
  if (!cluster) throw new Error(`no cluster at ${start}`)
  return cluster
}

const ITEMS = itemsOf(
  ...PEOPLE.map((who) => layer(who)),
  span('amina', 'a1', 'per', 0, 5),
  span('bruno', 'b1', 'per', 0, 8),
  span('chloé', 'c1', 'per', 0, 5),
  span('amina', 'a2', 'claim', 20, 60, { attributes: { speaker: 'a1' } }),
  span('bruno', 'b2', 'claim', 20, 60, { attributes: { speaker: 'b1' } }),
  relation('amina', 'ra', 'a2', 'a1'),
)

describe('one decision', () => {
  test('taking a side copies the tag to gold with who made it so, and keeps who decided, when and why', () => {
    const after = apply(ITEMS, edit(takeSide(bench(ITEMS), clusterAt(ITEMS, 0), 'amina', 'guideline 3')))
    expect(gold(after)).toMatchObject([
      { ranges: [[0, 5]], label: 'per', from: ['amina', 'chloé'], origin: 'adjudicated' },
    ])
    expect(decisions(after)).toMatchObject([
      {
        annotator: GOLD,
        spans: ['a1', 'b1', 'c1'],
        outcome: 'accept',
        by: 'coordinator',
        reason: 'guideline 3',
        updated: 1000,
      },
    ])
    expect(after.get(`layer\n${GOLD}\ndoc`)).toMatchObject({ state: 'in_progress' })
  })

  test('taking the side of one who made no tag is "no tag here", and stays', () => {
    const after = apply(ITEMS, edit(takeSide(bench(ITEMS), clusterAt(ITEMS, 20), 'chloé')))
    expect(gold(after)).toEqual([])
    expect(decisions(after)).toMatchObject([{ outcome: 'reject', spans: ['a2', 'b2'] }])
    expect(openQueue(compareLayers(after, 'doc', PEOPLE)).map(({ id }) => id)).not.toContain('a2\nb2')
  })

  test('other borders than anybody’s: the rest is what most made', () => {
    const after = apply(ITEMS, edit(editBoundary(bench(ITEMS), clusterAt(ITEMS, 0), [[0, 6]])))
    expect(gold(after)).toMatchObject([{ ranges: [[0, 6]], label: 'per', from: PEOPLE }])
    expect(decisions(after)).toMatchObject([{ outcome: 'edit' }])
    const outside = editBoundary(bench(ITEMS), clusterAt(ITEMS, 0), [[0, 6000]])
    expect(outside).toEqual({ refused: 'out-of-bounds' })
    expect(editBoundary(bench(ITEMS), clusterAt(ITEMS, 0), [[6, 6]])).toEqual({ refused: 'empty-range' })
  })

  test('deciding again changes the decision and the gold tag; it does not add another', () => {
    const once = apply(ITEMS, edit(takeSide(bench(ITEMS), clusterAt(ITEMS, 0), 'amina', 'first')))
    const twice = apply(once, edit(takeSide(bench(once, 2000), clusterAt(once, 0), 'bruno')))
    expect(gold(twice)).toMatchObject([{ id: gold(once)[0]?.id, ranges: [[0, 8]], from: ['bruno'] }])
    expect(decisions(twice)).toMatchObject([{ outcome: 'accept', reason: 'first', updated: 2000 }])
    const none = apply(twice, noTagHere(bench(twice, 3000), clusterAt(twice, 0)))
    expect([gold(none), decisions(none).length]).toEqual([[], 1])
  })

  test('an attribute that names a tag names the gold tag, in whichever order the two are decided', () => {
    const decide = (items: Items, start: number) =>
      apply(items, edit(takeSide(bench(items, 1000 + start), clusterAt(items, start), 'amina')))
    for (const order of [
      [0, 20],
      [20, 0],
    ]) {
      const after = order.reduce(decide, ITEMS)
      const [person, claim] = gold(after).sort((a, b) => (a.ranges[0]?.[0] ?? 0) - (b.ranges[0]?.[0] ?? 0))
      expect(claim?.attributes).toEqual({ speaker: person?.id })
    }
  })

  test('a reason can be set later, and a decision taken back with what it made', () => {
    const decided = apply(ITEMS, edit(takeSide(bench(ITEMS), clusterAt(ITEMS, 0), 'amina')))
    const reasoned = apply(decided, edit(setReason(bench(decided, 2000), clusterAt(decided, 0), 'because')))
    expect(decisions(reasoned)[0]).toMatchObject({ reason: 'because', updated: 2000 })
    expect(isEmpty(edit(setReason(bench(reasoned), clusterAt(reasoned, 0), 'because')))).toBe(true)
    const back = apply(reasoned, edit(withdraw(bench(reasoned), clusterAt(reasoned, 0))))
    expect([gold(back), decisions(back)]).toEqual([[], []])
    expect(withdraw(bench(back), clusterAt(back, 0))).toEqual({ refused: 'unknown-tag' })
  })

  test('a label that is unknown here is refused, and so is an overlap that the label forbids', () => {
    expect(settleOn(bench(ITEMS), clusterAt(ITEMS, 0), { label: 'nonsense' })).toEqual({ refused: 'unknown-label' })
    const dates = itemsOf(
      layer('amina'),
      layer('bruno'),
      span('amina', 'x', 'date', 0, 5),
      span('bruno', 'y', 'date', 6, 9),
    )
    const one = apply(dates, edit(takeSide(bench(dates), clusterAt(dates, 0), 'amina')))
    expect(editBoundary(bench(one, 2000), clusterAt(one, 6), [[3, 9]])).toEqual({ refused: 'overlap-forbidden' })
  })

  test('the same tag for two disagreements stands in gold once, and stays while one of the two decisions needs it', () => {
    const items = itemsOf(
      layer('amina'),
      layer('bruno'),
      span('amina', 'x', 'per', 0, 5),
      span('bruno', 'y', 'per', 6, 9),
    )
    const one = apply(items, edit(takeSide(bench(items), clusterAt(items, 0), 'amina')))
    const two = apply(one, edit(editBoundary(bench(one, 2000), clusterAt(one, 6), [[0, 5]])))
    expect(gold(two)).toHaveLength(1)
    const back = apply(two, edit(withdraw(bench(two), clusterAt(two, 0))))
    expect(gold(back)).toHaveLength(1)
  })

  test('a relation is taken between gold tags, and refused while an end is missing', () => {
    const [waiting] = compareLayers(ITEMS, 'doc', PEOPLE).relations
    if (!waiting) throw new Error('no relation')
    expect(takeRelation(bench(ITEMS), waiting, 'amina')).toEqual({ refused: 'unknown-tag' })
    const ends = [0, 20].reduce(
      (items: Items, start) =>
        apply(items, edit(takeSide(bench(items, 1000 + start), clusterAt(items, start), 'amina'))),
      ITEMS,
    )
    const [ready] = compareLayers(ends, 'doc', PEOPLE).relations
    if (!ready) throw new Error('no relation')
    const after = apply(ends, edit(takeRelation(bench(ends, 3000), ready, 'amina')))
    const made = [...after.values()]
      .filter((item) => item.kind === 'relation')
      .filter(({ annotator }) => annotator === GOLD)
    expect(made).toMatchObject([{ type: 'said_by', from: gold(ends).find(({ label }) => label === 'claim')?.id }])
    expect(compareLayers(after, 'doc', PEOPLE).relations[0]?.status).toBe('decided')
    const without = apply(after, noTagHere(bench(after, 4000), clusterAt(after, 0)))
    expect([...without.values()].filter((item) => item.kind === 'relation').map(({ annotator }) => annotator)).toEqual([
      'amina',
    ])
  })
})

describe('bulk', () => {
  const document = (items: Items, now = 1000) => ({ ...bench(items, now), annotators: PEOPLE })

  test('all agree, majority, one trusted: what each takes, rejects and leaves', () => {
    const rules: [AcceptRule, object][] = [
      [{ kind: 'all-agree' }, { accepted: 0, rejected: 0, left: 2 }],
      [{ kind: 'majority' }, { accepted: 1, rejected: 0, left: 1, labels: { per: 1 } }],
      [
        { kind: 'trusted', annotator: 'amina' },
        { accepted: 2, relations: 1, left: 0 },
      ],
      [
        { kind: 'trusted', annotator: 'chloé' },
        { accepted: 1, rejected: 1, left: 0 },
      ],
      [
        { kind: 'trusted', annotator: 'nobody' },
        { accepted: 0, rejected: 0, left: 2 },
      ],
    ]
    for (const [rule, counts] of rules) expect(acceptByRule([document(ITEMS)], rule).counts).toMatchObject(counts)
  })

  test('a majority that made no tag rejects', () => {
    const items = itemsOf(...PEOPLE.map((who) => layer(who)), span('amina', 'x', 'per', 0, 5))
    const { edit: made, counts } = acceptByRule([document(items)], { kind: 'majority' })
    expect(counts).toMatchObject({ accepted: 0, rejected: 1 })
    expect(decisions(apply(items, made))).toMatchObject([{ outcome: 'reject', reason: 'majority' }])
  })

  const rules: AcceptRule[] = [{ kind: 'all-agree' }, { kind: 'majority' }, { kind: 'trusted', annotator: 'amina' }]

  test('one sound edit over many documents; undoing restores; running again does nothing; counts add up', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...rules), (seed, rule) => {
        const names = ['one', 'two', 'three']
        const items: Items = new Map(names.flatMap((name) => [...randomItems(seed, PEOPLE, name)]))
        const documents = (from: Items) => names.map((name) => ({ ...bench(from, 1000, name), annotators: PEOPLE }))
        const { edit: made, counts } = acceptByRule(documents(items), rule)
        expect(editFaults(made)).toEqual([])
        const after = apply(items, made)
        expect(apply(after, invert(made))).toEqual(items)
        expect(untouched(after)).toEqual(untouched(items))
        const again = acceptByRule(documents(after), rule)
        expect(sizeOf(again.edit)).toBe(0)
        const clusters = names.flatMap((name) => compareLayers(items, name, PEOPLE, { inProgress: false }).clusters)
        expect(counts.accepted + counts.rejected + counts.left + counts.decided + counts.refused).toBe(clusters.length)
        expect(Object.values(counts.labels).reduce((sum, each) => sum + each, 0)).toBe(counts.accepted)
        expect(gold(after)).toHaveLength(counts.accepted)
      }),
      { seed: 5, numRuns: 25 },
    )
  })

  test('it leaves alone what a person decided', () => {
    const decided = apply(ITEMS, edit(takeSide(bench(ITEMS), clusterAt(ITEMS, 0), 'bruno')))
    const { edit: made, counts } = acceptByRule([document(decided, 2000)], { kind: 'majority' })
    expect(counts).toMatchObject({ decided: 1, accepted: 0 })
    expect(gold(apply(decided, made))).toMatchObject([{ ranges: [[0, 8]] }])
  })
})

function acceptByRule(documents: readonly BulkDocument[], rule: AcceptRule): BulkResult {
  const run = new RuleRun(rule, { inProgress: false })
  for (const document of documents) run.add(document)
  return run.result()
}

function untouched(items: Items): Item[] {
  return [...items.values()].filter((item) => 'annotator' in item && item.annotator !== GOLD)
}
