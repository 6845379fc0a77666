import type { EpochMs, Item } from '../../src-core/annotation/records.ts'
import type { Reanchored, TextChange } from '../../src-core/annotation/reanchor.ts'
import type { Finding } from '../store/doctor.ts'
import type { LessonPlan } from '../store/lessons.ts'
import type { RestoreProblem } from '../store/restore.ts'
import type { SnapshotProblem, VerifiedSnapshot } from '../store/snapshot-read.ts'
import type { Witness } from '../store/snapshot-write.ts'
import type { PortableError } from './portable-error.ts'

/** A document whose text has changed, and all its records. */
export interface ChangedDocument {
  readonly items: readonly Item[]
  readonly change: TextChange
}

/** What the thread can do, by name: what is asked and what is answered. */
export interface Orders {
  /** Gives the bytes piece by piece before it answers. */
  snapshot: [
    {
      readonly database: string
      /** Reads it as a database of that version, and leaves it so. */
      readonly version?: number
      readonly project: string
      readonly at: number
      readonly witness: Witness
    },
    null,
  ]
  /** Gives lessons in JSON piece by piece before it answers. */
  learn: [LessonPlan & { readonly database: string }, null]
  /** Takes the bytes piece by piece. */
  verify: [null, VerifiedSnapshot | SnapshotProblem]
  /** Takes the bytes piece by piece; when they end too soon, nothing is restored. */
  restore: [{ readonly project: string; readonly now: EpochMs }, VerifiedSnapshot | RestoreProblem]
  examine: [{ readonly database: string }, readonly Finding[]]
  reanchor: [readonly ChangedDocument[], readonly Reanchored[]]
}

export type OrderName = keyof Orders

export type Order = {
  readonly [N in OrderName]: { readonly kind: 'order'; readonly name: N; readonly argument: Orders[N][0] }
}[OrderName]

/** What the thread is sent: an order, then what it asks for. */
export type ToThread =
  | Order
  | { readonly kind: 'more' }
  /** Null at the end. */
  | { readonly kind: 'piece'; readonly bytes: Uint8Array | null }

/** What it says: a piece, after which it waits; that it wants one; and at last an answer or an error. */
export type FromThread =
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'more' }
  | { readonly kind: 'answer'; readonly answer: Orders[OrderName][1] }
  | { readonly kind: 'error'; readonly error: PortableError }
