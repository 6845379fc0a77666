import type { EpochMs } from '../../src-core/annotation/records.ts'
import type { JournalRow } from './rows.ts'
import { chunksOf } from './snapshot-write.ts'
import {
  sealOf,
  SNAPSHOT_FORMAT,
  type SnapshotCounts,
  type SnapshotHead,
  type SnapshotLine,
} from './snapshot-format.ts'

/** Why bytes are not a good snapshot. */
export type SnapshotProblem =
  | { readonly code: 'not-a-snapshot' }
  /** A newer Postil wrote it. */
  | { readonly code: 'newer-snapshot'; readonly format: string }
  /** Bytes are missing at the end. */
  | { readonly code: 'cut-off' }
  /** Bytes are not as they were written. */
  | { readonly code: 'damaged-snapshot'; readonly detail: string }
  /** Bytes are as they were written, but do not add up: what they were written from was damaged. */
  | { readonly code: 'inconsistent-snapshot'; readonly detail: string }

export type SnapshotBytes = Uint8Array | AsyncIterable<Uint8Array>

/** Ends reading. */
export class BadSnapshot extends Error {
  override readonly name = 'BadSnapshot'
  readonly problem: SnapshotProblem

  constructor(problem: SnapshotProblem) {
    super(problem.code)
    this.problem = problem
  }
}

export interface VerifiedSnapshot {
  readonly head: SnapshotHead
  readonly counts: SnapshotCounts
  /** When its newest commit was made; null when it holds none. */
  readonly newest: EpochMs | null
}

/** Reads a snapshot to its end, proves every seal and counts what is in it. */
export async function verifySnapshot(bytes: SnapshotBytes): Promise<VerifiedSnapshot | SnapshotProblem> {
  try {
    const tally = new Tally()
    for await (const line of snapshotLines(bytes)) tally.take(line)
    return tally.verified()
  } catch (error) {
    if (error instanceof BadSnapshot) return error.problem
    throw error
  }
}

/** Counts lines as they pass and compares with what the snapshot says of itself. */
export class Tally {
  #head: SnapshotHead | null = null
  #end: SnapshotCounts | null = null
  #newest: EpochMs | null = null
  readonly #layers = new Set<string>()
  readonly #counts = { documents: 0, items: 0, spans: 0, texts: 0, commits: 0 }

  take(line: SnapshotLine): void {
    if (this.#end) throw damaged('Something follows its end')
    if ('format' in line) this.#head = line
    else if (!this.#head) throw new BadSnapshot({ code: 'not-a-snapshot' })
    else if ('layer' in line) this.#takeItems(line.layer, line.items)
    else if ('document' in line) this.#counts.documents++
    else if ('text' in line) this.#counts.texts++
    else if ('commit' in line) this.#takeCommit(line.commit)
    else if ('end' in line) this.#end = line.end
  }

  /** @throws BadSnapshot when the end is missing or the counts differ. */
  verified(): VerifiedSnapshot {
    if (!this.#head || !this.#end) throw new BadSnapshot({ code: 'cut-off' })
    const counts: SnapshotCounts = { ...this.#counts, layers: this.#layers.size }
    const wrong = COUNTED.filter((key) => counts[key] !== this.#end?.[key])
    if (wrong.length) throw inconsistent(`Its counts do not add up: ${wrong.join(', ')}`)
    return { head: this.#head, counts, newest: this.#newest }
  }

  #takeCommit({ at }: JournalRow): void {
    this.#counts.commits++
    this.#newest = at
  }

  #takeItems(layer: readonly string[], items: readonly { readonly kind: string }[]): void {
    this.#layers.add(layer.join('\n'))
    this.#counts.items += items.length
    for (const item of items) if (item.kind === 'span') this.#counts.spans++
  }
}

const COUNTED = ['documents', 'layers', 'items', 'spans', 'texts', 'commits'] as const

/**
 * The lines of a snapshot, each given only after the seal over it was proved.
 * @throws BadSnapshot at the first thing that is wrong.
 */
export async function* snapshotLines(bytes: SnapshotBytes): AsyncGenerator<SnapshotLine> {
  let seal = ''
  let first = true
  for await (const { lines, claimed } of blocksOf(bytes)) {
    if (first) checkFormat(lines)
    first = false
    const proved = await sealOf(seal, lines)
    if (proved !== claimed) throw damaged('A seal is broken')
    seal = proved
    for (const line of lines.slice(0, -1).split('\n')) yield parsed(line)
  }
}

function checkFormat(lines: string): void {
  const format = formatOf(lines.slice(0, Math.max(0, lines.indexOf('\n'))))
  if (format === SNAPSHOT_FORMAT) return
  const other = format.startsWith('postil-snapshot/')
  throw new BadSnapshot(other ? { code: 'newer-snapshot', format } : { code: 'not-a-snapshot' })
}

/** Nothing is proved of the head yet. */
function formatOf(head: string): string {
  try {
    const line = parsed(head)
    return 'format' in line ? line.format : ''
  } catch {
    throw damaged('Its head is no JSON')
  }
}

interface Block {
  readonly lines: string
  readonly claimed: string
}

/** Cannot stand inside another line: there its quotes would be escaped or something would follow it. */
const SEAL = /\{"seal":"([0-9a-f]{64})"\}\n/g
const SEAL_LENGTH = 80

async function* blocksOf(bytes: SnapshotBytes): AsyncGenerator<Block> {
  let rest = ''
  for await (const text of textOf(bytes)) {
    const pattern = new RegExp(SEAL)
    pattern.lastIndex = Math.max(0, rest.length - SEAL_LENGTH)
    rest += text
    for (let seal = pattern.exec(rest); seal; seal = pattern.exec(rest)) {
      yield { lines: rest.slice(0, seal.index), claimed: seal[1] ?? '' }
      rest = rest.slice(seal.index + seal[0].length)
      pattern.lastIndex = 0
    }
  }
  if (rest) throw new BadSnapshot({ code: 'cut-off' })
}

/** The unpacked text. What gzip complains of is damage, or a missing end when it came to the end of the bytes. */
async function* textOf(bytes: SnapshotBytes): AsyncGenerator<string> {
  const source = sourceOf(bytes)
  try {
    const text = source.stream.pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream())
    yield* chunksOf(text)
  } catch (error) {
    if (error instanceof BadSnapshot) throw error
    if (!source.started()) throw new BadSnapshot({ code: 'not-a-snapshot' })
    throw damaged(error instanceof Error ? error.message : String(error))
  }
}

/** The bytes as a stream, and whether they began as gzip does. */
function sourceOf(bytes: SnapshotBytes): { stream: ReadableStream<BufferSource>; started: () => boolean } {
  const chunks = iteratorOf(bytes)
  let magic: number | undefined
  const stream = new ReadableStream<BufferSource>({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) {
        controller.close()
        return
      }
      magic ??= next.value[0]
      controller.enqueue(new Uint8Array(next.value))
    },
  })
  return { stream, started: () => magic === 0x1f }
}

function iteratorOf(bytes: SnapshotBytes): AsyncIterator<Uint8Array, unknown> {
  return bytes instanceof Uint8Array ? chunksOf(new Blob([bytes.slice()]).stream()) : bytes[Symbol.asyncIterator]()
}

function parsed(line: string): SnapshotLine {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value as SnapshotLine
  } catch {
    throw inconsistent('A line is no JSON')
  }
  throw inconsistent('A line is no object')
}

function inconsistent(detail: string): BadSnapshot {
  return new BadSnapshot({ code: 'inconsistent-snapshot', detail })
}

function damaged(detail: string): BadSnapshot {
  return new BadSnapshot({ code: 'damaged-snapshot', detail })
}
