import type { Edit } from '../../src-core/annotation/edit.ts'
import type {
  AnnotatorId,
  DocumentId,
  DocumentRecord,
  DocumentState,
  EpochMs,
  Id,
  ProjectItem,
} from '../../src-core/annotation/records.ts'

/** The number of a journal row; it grows by one or more with every commit. */
export type Seq = number

export interface ProjectInfo {
  readonly id: string
  readonly name: string
  readonly created: EpochMs
  /** What the project remembers for the interface; JSON. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** What is known of a layer without reading it. */
export interface LayerProgress {
  readonly state: DocumentState
  /** Spans of each label that has any, by the label's id. */
  readonly counts: Readonly<Record<Id, number>>
  /** Spans altogether. */
  readonly spans: number
  /** Records altogether: spans, relations, comments, decisions and the layer's own. */
  readonly items: number
  /** When it was last changed. */
  readonly updated: EpochMs
}

/** What is known of a document without reading its layers. */
export interface DocumentProgress {
  readonly layers: Readonly<Record<AnnotatorId, LayerProgress>>
  readonly record: DocumentRecord | null
  /** The hash of the newest text that is stored, null when none is yet. */
  readonly text: string | null
}

/** A document's exact text as it was tagged. */
export interface DocumentText {
  readonly document: DocumentId
  /** Of the file's bytes. */
  readonly sha256: string
  readonly encoding: string
  readonly text: string
}

export type CommitKind = 'do' | 'undo' | 'redo'

/** What the journal says of a commit; {@link Edit}s are read apart. */
export interface JournalEntry {
  readonly seq: Seq
  readonly at: EpochMs
  readonly by: AnnotatorId
  readonly action: string
  readonly kind: CommitKind
  /** For an undo or a redo: the number of the commit that was taken back or done again. */
  readonly of: Seq | null
  readonly documents: readonly DocumentId[]
  readonly added: number
  readonly updated: number
  readonly removed: number
}

/* What lies in the tables. */

export interface ProgressRow {
  readonly bucket: number
  /** JSON of the documents' progress by their ids. Strings are stored and read faster than objects. */
  readonly documents: string
}

export interface ItemsRow {
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  readonly bucket: number
  /** JSON of the items in the order of their ids, without what the key says already. */
  readonly items: string
}
export type ItemsKey = readonly [DocumentId, AnnotatorId, number]

export interface TextRow {
  readonly document: DocumentId
  readonly sha256: string
  readonly encoding: string
  /** In UTF-16 code units. */
  readonly length: number
  /** The text itself, or its UTF-8 bytes as raw deflate where that is smaller and exact. */
  readonly text: string | Uint8Array
}
export type TextKey = readonly [DocumentId, string]

export type SharedRow = Exclude<ProjectItem, DocumentRecord>

export interface JournalRow extends Omit<JournalEntry, 'seq'> {
  readonly seq?: Seq
  /** Null when the edit is large and lies in `edits`. */
  readonly edit: Edit | null
}

export interface EditRow {
  readonly seq: Seq
  readonly part: number
  readonly edit: Edit
}
export type EditKey = readonly [Seq, number]

export interface CatalogueRow {
  readonly chunk: number
  /** JSON of the entries' columns. */
  readonly entries: string
}

/** Totals of the whole project, kept with every commit: a second witness beside the layers. */
export interface TotalsRow {
  readonly key: 'totals'
  readonly spans: number
  readonly items: number
}

export interface ReadyRow {
  readonly key: 'ready'
  readonly since: EpochMs
}

export type MetaRow = TotalsRow | ReadyRow
