import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { ExportReport, ExportTarget, HostError, ProofFault } from '../../src-main/ipc/contract.ts'
import { HostFailure } from './host.ts'

export type ExportOutcome =
  | { readonly kind: 'done'; readonly report: ExportReport }
  | { readonly kind: 'faults'; readonly faults: readonly ProofFault[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'empty' }
  /** The policy is `fail`, and so many spans overlap or are discontinuous where the format cannot hold them. */
  | { readonly kind: 'refused'; readonly spans: number }
  | { readonly kind: 'failed'; readonly error: HostError; readonly document: DocumentId | null }

/** How an export is watched and stopped. */
export interface ExportRun {
  readonly target: ExportTarget
  readonly replace: boolean
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

/** A document's text cannot be had. */
export class TextMissing extends Error {
  readonly document: DocumentId
  readonly error: HostError

  constructor(document: DocumentId, error: HostError) {
    super(document)
    this.document = document
    this.error = error
  }
}

/** The policy is `fail`, and there is something to fail about. */
export class Refused extends Error {
  readonly spans: number

  constructor(spans: number) {
    super('fails-policy')
    this.spans = spans
  }
}

/** What became of an export that threw; a bug is thrown on. */
export function outcomeOf(error: unknown, signal: AbortSignal): ExportOutcome {
  if (signal.aborted) return { kind: 'cancelled' }
  if (error instanceof TextMissing) return { kind: 'failed', error: error.error, document: error.document }
  if (error instanceof Refused) return { kind: 'refused', spans: error.spans }
  if (error instanceof HostFailure) return { kind: 'failed', error: error.error, document: null }
  throw error
}
