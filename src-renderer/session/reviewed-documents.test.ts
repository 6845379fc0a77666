import { describe, expect, it } from 'vitest'
import type { Items } from '../../src-core/annotation/edit.ts'
import type { DocumentId } from '../../src-core/annotation/records.ts'
import { ReviewedDocuments, type ReviewedDocument } from './reviewed-documents.svelte.ts'

const NOBODY: Items = new Map()

/** Documents that both annotated, with so much open in each; reads are answered when they are let through. */
function review(
  open: Readonly<Record<DocumentId, number>>,
  hidden: readonly DocumentId[] = [],
  { items = 5, read = null }: { items?: number; read?: DocumentId | null } = {},
) {
  const asked: (readonly DocumentId[])[] = []
  const waiting: (() => void)[] = []
  const state = { open: { ...open } as Record<DocumentId, number>, gated: false, busyMs: 0 }
  const readMany = async (ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Items>> => {
    asked.push(ids)
    if (state.gated) await new Promise<void>((resolve) => waiting.push(resolve))
    return new Map(ids.map((id) => [id, NOBODY]))
  }
  const both = { layers: { amina: { items }, karim: { items } } }
  const known = new Map<DocumentId, { layers: Readonly<Record<string, { readonly items: number }>> }>([
    ['alone.txt', { layers: { amina: { items } } }],
    ...Object.keys(open).map((id) => [id, both] as const),
  ])
  const documents = new ReviewedDocuments(
    {
      progress: { documents: known },
      store: { readMany },
      idle: () => Promise.resolve(),
    },
    {
      annotators: () => ['amina', 'karim'],
      least: 2,
      hides: (id) => hidden.includes(id),
      read: () => read,
      rowOf: (id): ReviewedDocument | null => {
        const until = performance.now() + state.busyMs
        while (performance.now() < until);
        return { id, open: state.open[id] ?? 0 }
      },
    },
  )
  const release = (): void => waiting.splice(0).forEach((each) => each())
  return { documents, asked, state, release }
}

const ids = ({ list }: ReviewedDocuments): string[] => list.map(({ id, open }) => `${id} ${open}`)
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('the documents of a review', () => {
  it('are those that enough people annotated and that may be seen, in the order of their ids', async () => {
    const { documents } = review({ 'b.txt': 1, 'a.txt': 0, 'c.txt': 2 }, ['c.txt'])
    await documents.load()
    expect(ids(documents)).toEqual(['a.txt 0', 'b.txt 1'])
    expect(documents.hidden).toBe(1)
    expect(documents.first?.id).toBe('b.txt')
  })

  it('are listed as they are read the first time, and the first that waits is told once', async () => {
    const many = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [String(1000 + i), i === 150 ? 3 : 0]))
    const { documents, asked } = review(many)
    const told: number[] = []
    await documents.load(() => told.push(documents.list.length))
    expect(told).toEqual([200])
    expect(asked.map(({ length }) => length)).toEqual([100, 100, 100, 100, 50])
    await documents.load(() => told.push(-1))
    expect(told).toEqual([200])
  })

  it('are compared in slices, so that no frame waits for many of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [String(1000 + i), 0]))
    const { documents, state } = review(many)
    state.busyMs = 2
    // A clock beside it gets its turn after each slice: 240 ms of work in slices of 8 ms are some thirty turns.
    let turns = 0
    const clock = setInterval(() => turns++, 1)
    await documents.load()
    clearInterval(clock)
    expect(documents.list).toHaveLength(120)
    expect(turns).toBeGreaterThan(8)
  })

  it('are read few at a time where there are many tags in them', async () => {
    const { documents, asked } = review({ a: 0, b: 0, c: 0, d: 0 }, [], { items: 1500 })
    await documents.load()
    expect(asked).toEqual([['a'], ['b'], ['c'], ['d']])
  })

  it.each([
    ['with the one that was read', 'c', 'c'],
    ['with the next after it, where nothing waits in it', 'b', 'c'],
    ['with the next after it, where it is none of them', 'bb', 'c'],
    ['from the top again after the last', 'e', 'a'],
  ])('begin %s', async (_, read, expected) => {
    const { documents } = review({ a: 1, b: 0, c: 2, d: 1, e: 0 }, [], { read })
    await documents.load()
    expect(documents.first?.id).toBe(expected)
    expect(documents.list.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('are looked at from the one that was read on, so that it is there before all others are', async () => {
    const many = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [String(1000 + i), 1]))
    const { documents } = review(many, [], { read: '1300' })
    const told: (string | undefined)[] = []
    await documents.load(() => told.push(documents.first?.id))
    expect(told).toEqual(['1300'])
    expect(documents.list[0]?.id).toBe('1000')
  })

  it('are read again only where an edit touched them', async () => {
    const { documents, asked, state } = review({ 'a.txt': 1, 'b.txt': 1 })
    await documents.load()
    state.open['b.txt'] = 5
    await documents.refresh(new Set(['b.txt', 'alone.txt']))
    expect(asked.at(-1)).toEqual(['b.txt'])
    expect(ids(documents)).toEqual(['a.txt 1', 'b.txt 5'])
  })

  it('are read all again when an edit comes while they are read, so that none stays as it was', async () => {
    const { documents, state, release } = review({ 'a.txt': 1 })
    state.gated = true
    const first = documents.load()
    await turn()
    const second = documents.refresh(new Set(['a.txt']))
    await turn()
    state.open['a.txt'] = 0
    release()
    expect(await first).toBe(false)
    expect(await second).toBe(true)
    expect(ids(documents)).toEqual(['a.txt 0'])
  })

  it('are not read on for an edit once all are read again, as after a rule that decided in all of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [String(1000 + i), 1]))
    const { documents, asked, state, release } = review(many)
    await documents.load()
    const before = asked.length
    state.gated = true
    const touched = documents.refresh(new Set(Object.keys(many)))
    await turn()
    const all = documents.load()
    await turn()
    state.gated = false
    release()
    expect(await touched).toBe(false)
    expect(await all).toBe(true)
    expect(asked.length - before).toBe(1 + 3)
  })

  it('are stepped through as a ring of those in which something waits', async () => {
    const { documents } = review({ a: 1, b: 0, c: 1 })
    await documents.load()
    expect(documents.next('a', 1)?.id).toBe('c')
    expect(documents.next('c', 1)?.id).toBe('a')
    expect(documents.next('a', -1)?.id).toBe('c')
    documents.put({ id: 'c', open: 0 })
    expect(documents.next('a', 1)).toBeUndefined()
  })
})
