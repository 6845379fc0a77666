import { describe, expect, it } from 'vitest'
import { Dice } from '../../src-core/annotation/testing/random-work.ts'
import { crc32c } from './crc32c.ts'
import { logOf, withoutTorn } from './log-records.ts'

const BLOCK = 32768

/** Seeded records from none to several blocks long. */
function recordsOf(seed: number, count: number): Uint8Array[] {
  const dice = new Dice(seed)
  return Array.from({ length: count }, () => {
    const length = dice.chance(0.1) ? dice.below(3 * BLOCK) : dice.below(400)
    return Uint8Array.from({ length }, () => dice.below(256))
  })
}

const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const same = (a: Uint8Array | null, b: Uint8Array) => a !== null && Buffer.compare(a, b) === 0

/** What a writer adds that goes on with a log of that length. */
function written(before: number, records: readonly Uint8Array[]): Uint8Array {
  // A record that fills the block up to there stands for what is before.
  const offset = before % BLOCK
  if (offset === 0) return logOf(records)
  const filler = offset >= 7 ? [new Uint8Array(offset - 7)] : null
  if (!filler) throw new Error('Not this near to the beginning of a block')
  return logOf([...filler, ...records]).subarray(offset)
}

it('gives the checksums of RFC 3720, appendix B.4', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e)
  expect(crc32c(new TextEncoder().encode('_123456789_'), 1, 10)).toBe(0xe3069283)
})

it('writes the example of the format’s description: A in the first block, B over three, C in the fourth', () => {
  const log = logOf([1000, 97270, 8000].map((length) => new Uint8Array(length)))
  const kinds = [0, 1007, BLOCK, 2 * BLOCK, 3 * BLOCK].map((at) => log[at + 6])
  expect(kinds).toEqual([1, 2, 3, 4, 1])
  expect(log.length).toBe(3 * BLOCK + 8007)
})

describe('a log that its writer was ended in the middle of', () => {
  it('is itself when nothing is torn', () => {
    for (const seed of [1, 2, 3]) {
      const log = logOf(recordsOf(seed, 60))
      expect(withoutTorn(log)).toBe(log)
    }
    const empty = new Uint8Array()
    expect(withoutTorn(empty)).toBe(empty)
  })

  it('is cut to its whole records, wherever the writer was ended', () => {
    const records = recordsOf(4, 40)
    const log = logOf(records)
    const ends = records.map((_, i) => logOf(records.slice(0, i + 1)).length)
    const dice = new Dice(5)
    for (let n = 0; n < 400; n++) {
      const length = dice.below(log.length)
      const whole = ends.findLast((end) => end <= length) ?? 0
      expect(withoutTorn(log.subarray(0, length))).toHaveLength(whole)
    }
  })

  it('loses only what was torn when a later writer went on behind it', () => {
    const dice = new Dice(6)
    let mended = 0
    for (let n = 0; n < 200; n++) {
      const before = recordsOf(100 + n, 12)
      const later = recordsOf(500 + n, 8)
      const log = logOf(before)
      const start = logOf(before.slice(0, -1)).length
      const torn = log.subarray(0, start + dice.below(log.length - start))
      if (torn.length % BLOCK > 0 && torn.length % BLOCK < 7) continue
      const after = withoutTorn(joined(torn, written(torn.length, later)))
      // Where the torn end and the zeros before the next block cannot be told apart it is left alone.
      if (after === null) continue
      mended++
      expect(same(after, logOf([...before.slice(0, -1), ...later])), `log ${n}`).toBe(true)
    }
    expect(mended).toBeGreaterThan(150)
  })

  it('is cut where room was made and never written to', () => {
    const log = logOf(recordsOf(7, 20))
    expect(same(withoutTorn(joined(log, new Uint8Array(5000))), log)).toBe(true)
  })

  it('is left alone when a record that was whole is damaged: nothing that was saved goes silently', () => {
    const log = logOf(recordsOf(8, 40))
    const dice = new Dice(9)
    for (let n = 0; n < 500; n++) {
      const damaged = Uint8Array.from(log)
      const at = dice.below(log.length)
      damaged[at] = (log[at] ?? 0) ^ (1 << dice.below(8))
      const after = withoutTorn(damaged)
      expect(after === null || same(after, damaged), `bit at ${at}`).toBe(true)
    }
  })
})
