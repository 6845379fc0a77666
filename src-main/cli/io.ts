import { once } from 'node:events'
import type { Problem } from '../../src-core/formats/problem.ts'
import { chunksOf } from '../files/lines.ts'

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

/** A file's bytes in chunks, or standard input's for `-`. */
export function bytesOf(path: string, io: Pick<Io, 'stdin'>): AsyncIterable<Uint8Array> {
  return path === '-' ? io.stdin : chunksOf(path)
}

export async function allOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
