import { once } from 'node:events'
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { Problem } from '../../src-core/formats/problem.ts'

/** Where the command reads and writes; the real process, or a test's own. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: Out
  readonly stderr: Out
  /** Postil's own. */
  readonly version: string
}

interface Out {
  /** False asks to wait for `drain`, as Node's streams do. */
  write(text: string | Uint8Array): boolean
}

/** The call is at fault: exit status 2. */
export class CallFault extends Error {}

/** The data is at fault: exit status 1, one line on standard error for each problem. */
export class DataFault extends Error {
  readonly problems: readonly Problem[]
  /** What messages call the input. */
  readonly source: string

  constructor(problems: readonly Problem[], source: string) {
    super('The data is at fault')
    this.problems = problems
    this.source = source
  }
}

/** Writes and, where the receiver is slow, waits for it. */
export async function put(out: Out, text: string | Uint8Array): Promise<void> {
  if (!out.write(text) && out instanceof Object && 'once' in out) await once(out as NodeJS.WritableStream, 'drain')
}

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
  const bytes = Buffer.concat(parts)
  if (!isUtf8(bytes)) throw new UnreadableLine(number)
  return bytes.toString('utf8')
}

export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

/** A file's bytes in chunks, or standard input's for `-`. */
export function bytesOf(path: string, io: Pick<Io, 'stdin'>): AsyncIterable<Uint8Array> {
  return path === '-' ? io.stdin : createReadStream(path, { highWaterMark: 1 << 20 })
}

export async function allOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
