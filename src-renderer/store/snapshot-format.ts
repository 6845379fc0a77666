import type { AnnotatorId, DocumentId, DocumentRecord, EpochMs, LayerItem } from '../../src-core/annotation/records.ts'
import type { CatalogueRow, EditRow, JournalRow, ProjectInfo, Seq, SharedRow, TextRow } from './rows.ts'

/*
 * A snapshot is gzip over JSON, one value a line: a head, the project's content, an end with the counts. After about
 * every megabyte stands a seal, the SHA-256 over the seal before it and the lines between, so that a flipped byte, a
 * missing piece and a cut end are all seen. It says what is meant, not how tables are cut, so that a later Postil with
 * other tables reads it too.
 */

export const SNAPSHOT_FORMAT = 'postil-snapshot/1'

/** How much a snapshot holds. */
export interface SnapshotCounts {
  readonly documents: number
  readonly layers: number
  readonly items: number
  readonly spans: number
  readonly texts: number
  readonly commits: number
}

export interface SnapshotHead {
  readonly format: typeof SNAPSHOT_FORMAT
  readonly project: string
  readonly at: EpochMs
  /** The newest commit it holds. */
  readonly seq: Seq
}

/** A document's progress; its layers and their times of last change, by annotator. */
export interface SnapshotDocument {
  readonly document: DocumentId
  readonly record: DocumentRecord | null
  readonly text: string | null
  readonly layers: Readonly<Record<AnnotatorId, EpochMs>>
}

/** Some items of a layer; all lines of a document follow one another. */
export interface SnapshotItems {
  readonly layer: readonly [DocumentId, AnnotatorId]
  readonly items: readonly Omit<LayerItem, 'document' | 'annotator'>[]
}

export type SnapshotLine =
  | SnapshotHead
  | { readonly info: ProjectInfo }
  | { readonly shared: SharedRow }
  | SnapshotDocument
  | SnapshotItems
  | { readonly text: Omit<TextRow, 'text'>; readonly plain: string }
  | { readonly text: Omit<TextRow, 'text'>; readonly deflate: string }
  | { readonly commit: JournalRow }
  | { readonly part: EditRow }
  | { readonly chunk: CatalogueRow['chunk']; readonly entries: readonly unknown[] }
  | { readonly end: SnapshotCounts }
  | { readonly seal: string }

const ENCODER = new TextEncoder()

/** The seal over the seal before (empty for the first) and the lines since. */
export async function sealOf(before: string, lines: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', ENCODER.encode(`${before}\n${lines}`))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const STEP = 0x8000

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += STEP) binary += String.fromCharCode(...bytes.subarray(i, i + STEP))
  return btoa(binary)
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
