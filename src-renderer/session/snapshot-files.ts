import type { HostError, SnapshotEntry, SnapshotId, SnapshotReason } from '../../src-main/ipc/contract.ts'
import type { SnapshotProblem, VerifiedSnapshot } from '../store/snapshot-read.ts'
import type { Witness } from '../store/snapshot-write.ts'
import { provedSnapshot, writtenSnapshot } from '../workers/store-thread.ts'
import type { Host } from './host.ts'

/** A snapshot was written, but what was read back is not what was meant; it was thrown away. */
export class Unproved extends Error {
  override readonly name = 'Unproved'
  /** Whether the disk did not keep what was written, or what was to be written does not add up. */
  readonly why: 'unproved' | 'inconsistent'

  constructor({ code }: SnapshotProblem) {
    super(code)
    this.why = code === 'inconsistent-snapshot' ? 'inconsistent' : 'unproved'
  }
}

export interface SnapshotSource {
  readonly project: string
  /** The name of its database. */
  readonly database: string
  /** Of the database, when it is older than this Postil's. */
  readonly version?: number
}

/** Before a restore or a repair a damaged project is kept too, as it lies. */
const WITNESS: Readonly<Record<SnapshotReason, Witness>> = {
  automatic: 'counts',
  quit: 'counts',
  manual: 'counts',
  migration: 'counts',
  restore: 'rows',
}

/** How far one is, in bytes; how long it will be is known when it is written. */
export interface SnapshotProgress {
  readonly phase: 'writing' | 'proving'
  readonly done: number
  readonly total: number | null
}

export interface SnapshotWork {
  readonly at: number
  readonly reason: SnapshotReason
  readonly signal: AbortSignal
  readonly onProgress?: (progress: SnapshotProgress) => void
}

export interface MadeSnapshot {
  readonly snapshot: SnapshotEntry
  /** What became of the copy in the second folder. */
  readonly second: 'none' | 'copied' | HostError
}

/**
 * Writes the project as it is now, reads it back, counts it, and only then lets it count as a snapshot.
 * @throws HostFailure when it cannot be written, Unproved when it was not written as it was meant, and the signal's
 * reason when it was given up; nothing is left of it then.
 */
export async function makeSnapshot(
  host: Host,
  source: SnapshotSource,
  { at, reason, signal, onProgress = () => undefined }: SnapshotWork,
): Promise<MadeSnapshot> {
  const { project } = source
  const { job } = await host.ask('snapshot.begin', { project })
  try {
    let total = 0
    for await (const bytes of until(signal, writtenSnapshot({ ...source, at, witness: WITNESS[reason] }))) {
      total += bytes.length
      onProgress({ phase: 'writing', done: total, total: null })
      await unlessAborted(signal, host.ask('snapshot.write', { job, bytes }))
    }
    const count = (done: number): void => onProgress({ phase: 'proving', done, total })
    const verified = await provedSnapshot(until(signal, counted(snapshotBytes(host, project, job), count)))
    signal.throwIfAborted()
    if ('code' in verified) throw new Unproved(verified)
    const { head, counts } = verified
    return await host.ask('snapshot.finish', { job, project, at, seq: head.seq, spans: counts.spans, reason })
  } catch (error) {
    await host.ask('snapshot.abort', { job }).catch(() => undefined)
    throw error
  }
}

/** The bytes of a snapshot, or of a job that writes one, read by the piece. */
export async function* snapshotBytes(host: Host, project: string, snapshot: SnapshotId): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ;) {
    const bytes = await host.ask('snapshot.read', { project, snapshot, offset })
    if (bytes.length === 0) return
    yield bytes
    offset += bytes.length
  }
}

/** Reads a kept snapshot to its end, proves and counts it. */
export function proveSnapshot(
  host: Host,
  project: string,
  snapshot: SnapshotId,
): Promise<VerifiedSnapshot | SnapshotProblem> {
  return provedSnapshot(snapshotBytes(host, project, snapshot))
}

/** Gives up waiting for each piece, and for what is done with it, once the signal is aborted. */
async function* until<T>(signal: AbortSignal, source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const next = await unlessAborted(signal, source.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    void source.return(undefined).catch(() => undefined)
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, tell: (done: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const bytes of source) {
    tell((done += bytes.length))
    yield bytes
  }
}

/** @throws the signal's reason as soon as it is aborted. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let stop = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Given up'))
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
