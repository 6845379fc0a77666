import type { EntryColumns, Hashes } from '../../src-core/source/entry-columns.ts'

export const HASH_BYTES = 32

const [ZERO, NINE, SMALL_A, SMALL_F] = [0x30, 0x39, 0x61, 0x66]
const digits = Array.from({ length: 2 * HASH_BYTES }, () => 0)

/** Writes a hash as bytes; answers false for what is not 64 small hexadecimal digits. */
export function writeHash(hash: string, bytes: Uint8Array): boolean {
  if (hash.length !== 2 * HASH_BYTES) return false
  for (let i = 0; i < HASH_BYTES; i++) {
    const byte = 16 * valueOf(hash.charCodeAt(2 * i)) + valueOf(hash.charCodeAt(2 * i + 1))
    if (Number.isNaN(byte)) return false
    bytes[i] = byte
  }
  return true
}

/** A hash's bytes as digits. */
export function readHash(bytes: Uint8Array): string {
  for (let i = 0; i < HASH_BYTES; i++) {
    const byte = bytes[i] ?? 0
    digits[2 * i] = digitOf(byte >> 4)
    digits[2 * i + 1] = digitOf(byte & 15)
  }
  // A decoder's strings lie outside the heap, where nobody clears away for long.
  return String.fromCharCode(...digits)
}

function valueOf(digit: number): number {
  if (digit >= ZERO && digit <= NINE) return digit - ZERO
  return digit >= SMALL_A && digit <= SMALL_F ? digit - SMALL_A + 10 : NaN
}

function digitOf(value: number): number {
  return value < 10 ? ZERO + value : SMALL_A + value - 10
}

/** The same columns with digits for bytes. */
export function inDigits(columns: EntryColumns<Hashes>): EntryColumns {
  const { sha256 } = columns
  if (!(sha256 instanceof Uint8Array)) return { ...columns, sha256 }
  const hashes = columns.ids.map((_, i) => readHash(sha256.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)))
  return { ...columns, sha256: hashes }
}
