import type { HostErrorCode } from '../ipc/contract.ts'
import { fail, type Failure } from '../ipc/result.ts'
import { errorCode } from './error-code.ts'

/** What a person was doing when the system refused: `EACCES` means another thing for a file read than for one written. */
type Purpose = 'read' | 'write'

const READ_CODES: Readonly<Record<string, HostErrorCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'not-found',
  ELOOP: 'unreadable',
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  EIO: 'unreadable',
  EBUSY: 'unreadable',
  EISDIR: 'unreadable',
  EMFILE: 'unreadable',
  ENFILE: 'unreadable',
  ENXIO: 'unreadable',
  ESTALE: 'unreadable',
  ETIMEDOUT: 'unreadable',
  EHOSTDOWN: 'unreadable',
  ENOTCONN: 'unreadable',
}

const WRITE_CODES: Readonly<Record<string, HostErrorCode>> = {
  ...READ_CODES,
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EEXIST: 'exists',
  ENOTEMPTY: 'exists',
}

/** The failure that an error of the file system stands for; null when it is none, and so a bug. */
export function fileFailure(error: unknown, purpose: Purpose): Failure | null {
  const code = errorCode(error)
  const known = code && (purpose === 'read' ? READ_CODES : WRITE_CODES)[code]
  return known ? fail(known, { system: code }) : null
}

/** Runs work on files; what the system refuses becomes a failure, anything else is thrown on. */
export async function attempt<T>(purpose: Purpose, work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work()
  } catch (error) {
    const failure = fileFailure(error, purpose)
    if (!failure) throw error
    return failure
  }
}
