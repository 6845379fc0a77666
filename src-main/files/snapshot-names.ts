import type { SnapshotReason } from '../ipc/contract.ts'

/** What a snapshot's file name says of it. */
export interface SnapshotName {
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  /** The newest commit that it holds. */
  readonly seq: number
  readonly spans: number
  readonly reason: SnapshotReason
}

export const REASONS = ['automatic', 'quit', 'manual', 'migration', 'restore'] as const satisfies SnapshotReason[]

const ENDING = '.postil-snapshot'
const NAME = /^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2}\.\d{3})Z_(\d{1,15})_(\d{1,15})_([a-z]+)\.postil-snapshot$/

/** A name that sorts by time and is allowed on every system: `2026-11-22T09-30-00.000Z_<seq>_<spans>_<reason>`. */
export function printSnapshotName({ at, seq, spans, reason }: SnapshotName): string {
  return `${new Date(at).toISOString().replaceAll(':', '-')}_${seq}_${spans}_${reason}${ENDING}`
}

/** Null for a name that Postil does not give. */
export function parseSnapshotName(name: string): SnapshotName | null {
  const [, hour, minute, second, seq, spans, given] = NAME.exec(name) ?? []
  const at = Date.parse(`${hour}:${minute}:${second}Z`)
  const reason = REASONS.find((each) => each === given)
  return Number.isNaN(at) || !reason ? null : { at, seq: Number(seq), spans: Number(spans), reason }
}

const NEWEST = 10
const HOURS = 24
const DAYS = 31

/**
 * Which snapshots may go: not the newest 10, nor the newest of each of the latest 24 hours and 31 days in which any
 * was made. It asks no clock, so that a clock that jumps costs nothing.
 */
export function superseded<T extends { readonly at: number }>(snapshots: readonly T[]): T[] {
  const newestFirst = [...snapshots].sort((a, b) => b.at - a.at)
  const kept = new Set(newestFirst.slice(0, NEWEST))
  for (const each of newestOfEach(newestFirst, 3_600_000, HOURS)) kept.add(each)
  for (const each of newestOfEach(newestFirst, 86_400_000, DAYS)) kept.add(each)
  return newestFirst.filter((each) => !kept.has(each))
}

function newestOfEach<T extends { readonly at: number }>(newestFirst: readonly T[], slotMs: number, most: number): T[] {
  const slots = new Map<number, T>()
  for (const each of newestFirst) {
    const slot = Math.floor(each.at / slotMs)
    if (!slots.has(slot) && slots.size < most) slots.set(slot, each)
  }
  return [...slots.values()]
}
