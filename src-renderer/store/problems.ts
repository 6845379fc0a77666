import type { DocumentId, Id } from '../../src-core/annotation/records.ts'

/** Why a project could not be opened. Nothing was changed, and nothing new was begun over it. */
export type OpenProblem =
  /** Another window or start of Postil writes to it; it can still be opened to read. */
  | { readonly code: 'locked' }
  /** It was expected to exist and does not: restore a snapshot, or say that a new one may begin. */
  | { readonly code: 'missing' }
  /** It holds far fewer tags than were counted outside: restore a snapshot, or open it without expecting so many. */
  | { readonly code: 'shortfall'; readonly expected: number; readonly found: number }
  /** The database cannot be read: restore a snapshot. */
  | { readonly code: 'damaged'; readonly detail: string }
  /** A newer Postil wrote it. */
  | { readonly code: 'newer-version'; readonly found: number; readonly known: number }
  /** An older Postil wrote it, and the snapshot before it is brought to this version could not be made. */
  | { readonly code: 'not-kept' }
  | StorageTrouble

/** Why a write was not made. What is stored is as it was before. */
export type CommitProblem =
  /** This record is stored otherwise than the edit believes. */
  | { readonly code: 'conflict'; readonly id: Id }
  /** It would remove this many of so many tags without an action that says so; ask, then commit with `confirmed`. */
  | { readonly code: 'tripwire'; readonly document: DocumentId | null; readonly lost: number; readonly of: number }
  | { readonly code: 'read-only' }
  | StorageTrouble

/** What the storage itself reports. */
export type StorageTrouble =
  /** The disk or the browser's quota is full. */
  | { readonly code: 'full' }
  /** The database was closed beneath us: the profile vanished, or the store was closed. */
  | { readonly code: 'closed' }
  | { readonly code: 'failed'; readonly detail: string }

/**
 * Names what the storage threw, by the names of `DOMException`s and Dexie's wrappers of them.
 * @throws the error itself when it is not the storage's but a bug.
 */
export function storageTrouble(error: unknown): StorageTrouble {
  const names = namesOf(error)
  if (names.some((name) => FULL.has(name))) return { code: 'full' }
  if (names.some((name) => CLOSED.has(name))) return { code: 'closed' }
  if (names.some((name) => FAILED.has(name))) return { code: 'failed', detail: detailOf(error) }
  throw error
}

/** The same of what reading met: text that is no JSON any more is damage like any other. */
export function readingTrouble(error: unknown): StorageTrouble {
  return namesOf(error).includes('SyntaxError') ? { code: 'failed', detail: detailOf(error) } : storageTrouble(error)
}

const FULL = new Set(['QuotaExceededError'])
const CLOSED = new Set(['DatabaseClosedError', 'InvalidStateError'])
const FAILED = new Set([
  'AbortError',
  'UnknownError',
  'DataError',
  'TimeoutError',
  'NotReadableError',
  'NotFoundError',
  'OpenFailedError',
  'TransactionInactiveError',
  'InternalError',
  'EncodingError',
])

/** The names of an error and of those it wraps; a quota error often hides in an aborted transaction. */
function namesOf(error: unknown): string[] {
  const names: string[] = []
  for (let each = error, depth = 0; isNamed(each) && depth < 5; each = each.inner, depth++) {
    names.push(each.name)
    for (const failure of each.failures ?? []) if (isNamed(failure)) names.push(failure.name)
  }
  return names
}

interface Named {
  readonly name: string
  readonly inner?: unknown
  readonly failures?: readonly unknown[]
}

function isNamed(error: unknown): error is Named {
  return typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
}

function detailOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
