import { describe, expect, it } from 'vitest'
import { affectedBuckets, bucketOf, bucketsFor, ITEMS_PER_BUCKET } from './bucket.ts'

const ids = Array.from({ length: 3000 }, (_, i) => `01JDA${i.toString(36).toUpperCase().padStart(8, '0')}`)

describe('buckets of a layer', () => {
  it('moves, when their number changes, only items of the buckets it names', () => {
    for (const [from, to] of [
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [1, 7],
      [5, 16],
      [7, 3],
      [16, 1],
      [9, 8],
      [33, 32],
    ] as const) {
      const named = new Set(affectedBuckets([], from, to))
      const moved = ids.filter((id) => bucketOf(id, from) !== bucketOf(id, to))
      expect(moved.length).toBeGreaterThan(0)
      for (const id of moved) expect(named.has(bucketOf(id, from)), `${id} from ${from} to ${to}`).toBe(true)
      for (const id of moved) expect(named.has(bucketOf(id, to)) || bucketOf(id, to) >= from).toBe(true)
    }
  })

  it('rewrites two rows, not all, for one bucket more or less', () => {
    expect(affectedBuckets([], 40, 41)).toEqual([8])
    expect(affectedBuckets([], 41, 40)).toEqual([8, 40])
    expect(affectedBuckets([3], 41, 41)).toEqual([3])
  })

  it('spreads ids that differ in their last characters, so that no row holds much more than 500', () => {
    for (let items = 1; items <= ids.length; items += 97) {
      const buckets = bucketsFor(items)
      const held = new Map<number, number>()
      for (const id of ids.slice(0, items)) held.set(bucketOf(id, buckets), (held.get(bucketOf(id, buckets)) ?? 0) + 1)
      expect(Math.max(...held.keys())).toBeLessThan(buckets)
      expect(Math.max(...held.values())).toBeLessThan(2.4 * ITEMS_PER_BUCKET)
    }
  })

  it('never changes where an id lies, because rows on disks rely on it', () => {
    expect(['', 'a', '01JDA00000001', 'é\u{1f600}'].map((id) => bucketOf(id, 1000))).toMatchInlineSnapshot(`
      [
        11,
        435,
        277,
        496,
      ]
    `)
  })
})
