import { ulid } from 'ulidx'

/** So many letters of ids are drawn at once: asking the system for one letter after the other takes longer than the rest. */
const POOL_BYTES = 4096

const pool = new Uint8Array(POOL_BYTES)
let used = POOL_BYTES

/** A random number from 0 to below 1, in steps of 1/256, of which the 32 letters of an id take equal shares. */
function drawn(): number {
  if (used === POOL_BYTES) {
    crypto.getRandomValues(pool)
    used = 0
  }
  return (pool[used++] ?? 0) / 256
}

/** A new ULID: 26 letters, the first ten of which say when it was made. */
export function newId(): string {
  return ulid(Date.now(), drawn)
}
