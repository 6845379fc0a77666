import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

const LINE_FEED = 10
const BYTE_ORDER_MARK = '\ufeff'

export interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
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
  for await (const chunk of source) {
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      pending.push(chunk.subarray(from, end))
      yield { text: decode(pending, ++number), number }
      pending = []
      from = end + 1
    }
    if (from < chunk.length) pending.push(chunk.subarray(from))
  }
  if (pending.length) yield { text: decode(pending, ++number), number }
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
