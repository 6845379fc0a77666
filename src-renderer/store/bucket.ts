import { fnv1a } from './hash.ts'

/** How many items a bucket holds on average; the fullest hold about twice as many, 400 items or some 40 kB. */
export const ITEMS_PER_BUCKET = 200

/** How many buckets a layer of so many items is cut into. */
export function bucketsFor(items: number): number {
  return Math.max(1, Math.ceil(items / ITEMS_PER_BUCKET))
}

/**
 * Where an item lies in a layer of `buckets` buckets (linear hashing): one more bucket splits one bucket and leaves
 * every other as it is, so that a layer grows and shrinks by rewriting two rows and never all of them.
 */
export function bucketOf(id: string, buckets: number): number {
  return bucketOfHash(fnv1a(id), buckets)
}

/**
 * The buckets whose items may move or change when items of these buckets change and the layer goes from one number of
 * buckets to the other: those themselves, those that come or go, and those they are split from or joined to.
 */
export function affectedBuckets(touched: Iterable<number>, from: number, to: number): number[] {
  const affected = new Set(touched)
  const kept = Math.min(from, to)
  for (let bucket = kept; bucket < Math.max(from, to); bucket++) {
    affected.add(bucketOfHash(bucket, kept))
    if (from > to) affected.add(bucket)
  }
  return [...affected].sort((a, b) => a - b)
}

function bucketOfHash(hash: number, buckets: number): number {
  const bits = 32 - Math.clz32(buckets - 1)
  const low = hash & (2 ** bits - 1)
  return low < buckets ? low : low & (2 ** (bits - 1) - 1)
}
