import { isUtf8 } from 'node:buffer'
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'

const LINE_FEED = 10
const BYTE_ORDER_MARK = '\ufeff'

export interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
  /** Where its bytes stand, without the line feed. */
  readonly start: number
  readonly end: number
}

/** What a stream of lines cannot read: the line and why. */
export class UnreadableLine extends Error {
  readonly number: number

  constructor(number: number) {
    super(`Line ${number} is not UTF-8`)
    this.number = number
  }
}

/** The lines of a UTF-8 stream without their line feeds, in memory only one at a time; the first keeps its BOM. */
export async function* lines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pending: Uint8Array[] = []
  let number = 0
  let [start, read] = [0, 0]
  for await (const chunk of source) {
    let from = 0
    for (let feed = chunk.indexOf(LINE_FEED); feed >= 0; feed = chunk.indexOf(LINE_FEED, from)) {
      pending.push(chunk.subarray(from, feed))
      const end = read + feed
      yield { text: decode(pending, ++number), number, start, end }
      pending = []
      from = feed + 1
      start = end + 1
    }
    if (from < chunk.length) pending.push(chunk.subarray(from))
    read += chunk.length
  }
  if (pending.length) yield { text: decode(pending, ++number), number, start, end: read }
}

function decode(parts: readonly Uint8Array[], number: number): string {
  const [only] = parts
  const bytes =
    only && parts.length === 1 ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(parts)
  if (!isUtf8(bytes)) throw new UnreadableLine(number)
  return bytes.toString('utf8')
}

export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

/** A file's bytes in chunks of a megabyte. */
export function chunksOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 20 })
}

const HEAD_BYTES = 1 << 20
const LONGEST_LINE_BYTES = 1 << 28

/**
 * How a file begins, as text: a megabyte, or the first line where that is longer. A character that it cuts does not
 * matter to what a file looks like.
 */
export async function headOf(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const parts: Buffer[] = []
    for (let at = 0; at < LONGEST_LINE_BYTES; at += HEAD_BYTES) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(HEAD_BYTES), 0, HEAD_BYTES, at)
      parts.push(buffer.subarray(0, bytesRead))
      if (bytesRead < HEAD_BYTES || buffer.includes(LINE_FEED)) break
    }
    return withoutMark(Buffer.concat(parts).toString('utf8'))
  } finally {
    await file.close()
  }
}

/** What a file holds behind the first so many bytes. */
export function bytesSince(path: string, byte: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - byte))
    for (let at = 0; at < bytes.length;) {
      const length = readSync(file, bytes, at, bytes.length - at, byte + at)
      if (length === 0) return bytes.subarray(0, at)
      at += length
    }
    return bytes
  } finally {
    closeSync(file)
  }
}
