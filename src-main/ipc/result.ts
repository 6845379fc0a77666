import type { HostError, HostErrorCode, Result } from './contract.ts'

/** A {@link Result} that failed; it fits wherever a result is expected. */
export interface Failure {
  readonly ok: false
  readonly error: HostError
}

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function fail(code: HostErrorCode, params: HostError['params'] = {}): Failure {
  return { ok: false, error: { code, params } }
}
