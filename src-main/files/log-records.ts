import { crc32c } from './crc32c.ts'

/*
 * The format of LevelDB's logs: blocks of 32 KiB, which hold fragments of records: a masked CRC-32C of what follows the
 * length (4 bytes), the length of the payload (2), the kind of fragment (1), the payload; little-endian. The rest of a
 * block in which no header has room is zero. Source: LevelDB, doc/log_format.md.
 */
const BLOCK = 32768
const HEADER = 7
const FULL = 1
const FIRST = 2
const MIDDLE = 3
const LAST = 4

/** A fragment by its places in the log: its header begins at `start`, its payload ends before `end`. */
interface Fragment {
  readonly kind: number
  readonly start: number
  readonly end: number
}

/**
 * The log without the records that its writer was ended in the middle of; the log itself when there are none. Null when
 * it is damaged in another way, which is not ours to mend: a record that was once whole is not whole any more.
 */
export function withoutTorn(log: Uint8Array): Uint8Array | null {
  const records: Uint8Array[] = []
  let open: Fragment[] = []
  /** Where the last record ends before which nothing is torn, and whether something is torn before another record. */
  let whole = 0
  let torn = false
  for (let at = 0; ;) {
    at = afterTrailer(log, at)
    const fragment = fragmentAt(log, at)
    if (!fragment) {
      const next = nextBegin(log, at)
      if (!isTorn(log, at, next)) return null
      if (next === null) break
      torn = true
      open = []
      at = next
      continue
    }
    const begins = fragment.kind === FULL || fragment.kind === FIRST
    if (begins !== (open.length === 0)) {
      // What goes on without a beginning is no torn end.
      if (!begins) return null
      torn = true
      open = []
    }
    open.push(fragment)
    at = fragment.end
    if (fragment.kind === FIRST || fragment.kind === MIDDLE) continue
    records.push(payloadOf(log, open))
    open = []
    if (!torn) whole = at
  }
  if (torn) return logOf(records)
  return whole === log.length ? log : log.subarray(0, whole)
}

function afterTrailer(log: Uint8Array, at: number): number {
  const left = BLOCK - (at % BLOCK)
  return left < HEADER ? Math.min(at + left, log.length) : at
}

function lengthAt(log: Uint8Array, at: number): number {
  return (log[at + 4] ?? 0) | ((log[at + 5] ?? 0) << 8)
}

/** The fragment whose header begins there, if there is one and it is whole. */
function fragmentAt(log: Uint8Array, at: number): Fragment | null {
  const kind = log[at + 6] ?? 0
  if (kind < FULL || kind > LAST) return null
  const end = at + HEADER + lengthAt(log, at)
  const blockEnd = at - (at % BLOCK) + BLOCK
  if (end > Math.min(blockEnd, log.length)) return null
  return crcAt(log, at) === maskedCrc(log, at + 6, end) ? { kind, start: at, end } : null
}

/** Where the next whole fragment begins a record, whatever lies before it. */
function nextBegin(log: Uint8Array, from: number): number | null {
  for (let at = from + 1; at + HEADER <= log.length; at++) {
    if (BLOCK - (at % BLOCK) < HEADER) continue
    const kind = log[at + 6]
    if ((kind === FULL || kind === FIRST) && fragmentAt(log, at)) return at
  }
  return null
}

/** Whether the writer was ended in the middle of what begins there, and the next record or the log's end follows. */
function isTorn(log: Uint8Array, at: number, next: number | null): boolean {
  const end = next ?? log.length
  if (end - at < HEADER) return true
  // Zeros are room that was made and never written to.
  if (next === null && log.subarray(at).every((byte) => byte === 0)) return true
  const promised = at + HEADER + lengthAt(log, at)
  return promised > end && crcAt(log, at) !== maskedCrc(log, at + 6, end)
}

function payloadOf(log: Uint8Array, fragments: readonly Fragment[]): Uint8Array {
  return Buffer.concat(fragments.map(({ start, end }) => log.subarray(start + HEADER, end)))
}

/** A log of these records. */
export function logOf(records: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = []
  let at = 0
  const add = (part: Uint8Array) => {
    parts.push(part)
    at += part.length
  }
  for (const record of records) {
    for (let done = 0, ends = false; !ends;) {
      if (BLOCK - (at % BLOCK) < HEADER) add(new Uint8Array(BLOCK - (at % BLOCK)))
      const payload = record.subarray(done, done + BLOCK - (at % BLOCK) - HEADER)
      const begins = done === 0
      done += payload.length
      ends = done === record.length
      add(fragmentOf(kindOf(begins, ends), payload))
    }
  }
  return Buffer.concat(parts)
}

function kindOf(begins: boolean, ends: boolean): number {
  if (begins) return ends ? FULL : FIRST
  return ends ? LAST : MIDDLE
}

function fragmentOf(kind: number, payload: Uint8Array): Uint8Array {
  const fragment = Buffer.alloc(HEADER + payload.length)
  fragment.writeUInt16LE(payload.length, 4)
  fragment.writeUInt8(kind, 6)
  fragment.set(payload, HEADER)
  fragment.writeUInt32LE(maskedCrc(fragment, 6, fragment.length), 0)
  return fragment
}

function crcAt(log: Uint8Array, at: number): number {
  return ((log[at] ?? 0) | ((log[at + 1] ?? 0) << 8) | ((log[at + 2] ?? 0) << 16) | ((log[at + 3] ?? 0) << 24)) >>> 0
}

/** Turned, so that a checksum of data that holds checksums stays a good one. */
function maskedCrc(bytes: Uint8Array, start: number, end: number): number {
  const crc = crc32c(bytes, start, end)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
