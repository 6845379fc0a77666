import type { DocumentState, Id } from '../../../src-core/annotation/records.ts'
import type { HostError } from '../../../src-main/ipc/contract.ts'

/** What the list shows of a document. */
export interface LibraryRow {
  /** Path from the folder, `/`, NFC. */
  readonly id: string
  readonly title: string
  /** EDTF, or null. */
  readonly date: string | null
  /** In UTF-16 code units. */
  readonly length: number
  /** Of the person's own layer. */
  readonly state: DocumentState
  /** Label id → number of tags of the person's own layer; labels without a tag may be absent. */
  readonly counts: Readonly<Record<Id, number>>
  /** The file has gone; the tags and the text they were made on are kept. */
  readonly missing: boolean
  /** It came with a dataset: there never was a file. */
  readonly imported: boolean
}

export type ScanStatus =
  | { readonly phase: 'idle' }
  /** `found` grows while the folder is walked. */
  | { readonly phase: 'scanning'; readonly done: number; readonly found: number }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly error: HostError }
