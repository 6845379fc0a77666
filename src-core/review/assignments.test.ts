import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign, type AssignmentPlan, type Assignments } from './assignments.ts'

function split(plan: AssignmentPlan): Assignments {
  const made = assign(plan)
  if ('fault' in made) throw new Error(made.fault)
  return made
}

const PLAN: AssignmentPlan = {
  annotators: ['amina', 'bruno', 'chloé'],
  documents: Array.from({ length: 40 }, (_, i) => `2022/${String(i).padStart(3, '0')}.txt`),
  overlap: 0.2,
  readers: 2,
  seed: 1,
  order: 'path',
}

const plans = fc.record({
  annotators: fc.integer({ min: 1, max: 8 }).map((n) => Array.from({ length: n }, (_, i) => `p${i}`)),
  documents: fc
    .integer({ min: 0, max: 60 })
    .map((n) => Array.from({ length: n }, (_, i) => `d${String(i).padStart(2, '0')}`)),
  overlap: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(1000),
  order: fc.constantFrom('path' as const, 'random' as const, 'shared-first' as const),
  readers: fc.integer({ min: 2, max: 8 }),
})

describe('assignments', () => {
  test('every document has its readers, loads differ by at most one, the shared are as many as asked', () => {
    fc.assert(
      fc.property(plans, (drawn) => {
        const readers = Math.min(drawn.readers, drawn.annotators.length)
        const plan = { ...drawn, readers, overlap: drawn.annotators.length < 2 ? 0 : drawn.overlap }
        const { documents, shared } = split(plan)
        expect(shared).toHaveLength(Math.ceil(plan.overlap * plan.documents.length))
        for (const id of plan.documents) {
          const who = [...documents].filter(([, list]) => list.includes(id))
          expect(who).toHaveLength(shared.includes(id) ? readers : 1)
        }
        const loads = [...documents.values()].map((list) => list.length)
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        for (const list of documents.values()) expect(new Set(list).size).toBe(list.length)
      }),
      { seed: 2, numRuns: 60 },
    )
  })

  test('the same seed gives the same split, in whatever order the lists come; another seed another', () => {
    const turned = { ...PLAN, documents: [...PLAN.documents].reverse(), annotators: [...PLAN.annotators].reverse() }
    expect(split(turned)).toEqual(split(PLAN))
    expect(split({ ...PLAN, seed: 2 }).shared).not.toEqual(split(PLAN).shared)
  })

  test('every pair meets about as often, so that each can be compared', () => {
    const { documents } = split({ ...PLAN, overlap: 0.5 })
    const meetings = PLAN.annotators.flatMap((a, i) =>
      PLAN.annotators
        .slice(i + 1)
        .map((b) => documents.get(a)?.filter((id) => documents.get(b)?.includes(id)).length ?? 0),
    )
    expect(meetings.reduce((sum, each) => sum + each, 0)).toBe(20)
    expect(Math.max(...meetings) - Math.min(...meetings)).toBeLessThanOrEqual(2)
  })

  test('orders: by path; shared first; at random', () => {
    const mine = (order: AssignmentPlan['order']) => split({ ...PLAN, order }).documents.get('amina') ?? []
    const { shared } = split(PLAN)
    expect(mine('path')).toEqual([...mine('path')].sort())
    const first = mine('shared-first').map((id) => shared.includes(id))
    expect(first).toEqual([...first].sort((a, b) => Number(b) - Number(a)))
    expect(mine('random')).not.toEqual(mine('path'))
    expect([...mine('random')].sort()).toEqual(mine('path'))
  })

  test.each([
    ['nobody', { annotators: [] }, 'no-annotators'],
    ['overlap of one', { readers: 1 }, 'overlap-needs-two'],
    ['more readers than people', { readers: 4 }, 'overlap-needs-two'],
    ['a share above one', { overlap: 1.5 }, 'wrong-overlap'],
    ['no number', { overlap: Number.NaN }, 'wrong-overlap'],
    ['a name twice', { annotators: ['a', 'a'] }, 'repeated-name'],
  ] satisfies [string, Partial<AssignmentPlan>, string][])('refused: %s', (_, change, fault) => {
    expect(assign({ ...PLAN, ...change })).toEqual({ fault })
  })
})
