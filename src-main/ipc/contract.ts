import type { FormatId, Separator } from '../../src-core/formats/format.ts'
import type { Param } from '../../src-core/formats/phrase.ts'
import type { Problem } from '../../src-core/formats/problem.ts'
import type { OverlapPolicy } from '../../src-core/formats/losses.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import type { RowColumns, TableGroup, TableRule, TableTrial } from '../../src-core/source/table-choice.ts'
import type { Excluded } from '../../src-core/annotation/records.ts'
import type { BoilerplateRules } from '../../src-core/text/boilerplate.ts'
import type { Hit, Query } from '../../src-core/text/search.ts'

/**
 * Everything the renderer may ask of the main process, and everything it is told. Both ends derive from these maps;
 * payloads are parsed on the main side and failures travel as data.
 */

/** A folder that a person picked; the only way to name a place on disk. */
export type GrantId = string

export interface Grant {
  readonly id: GrantId
  /** The folder's own name, for people. */
  readonly name: string
  /** Where it is, to show and never to send back. */
  readonly location: string
  /** The sample articles that came with Postil. */
  readonly sample: boolean
}

export type SourceKind = 'text' | 'html' | 'docx' | 'pdf' | 'csv' | 'tsv' | 'jsonl'

/** Where the text of a document was taken from that is not simply its file's bytes. */
export interface ExtractedFrom {
  readonly kind: Exclude<SourceKind, 'text'>
  /** SHA-256 of the whole file's bytes. */
  readonly file: string
  /** For a row of a table. */
  readonly columns?: RowColumns
}

/** What the scan knows of a document without opening the annotations. */
export interface CorpusEntry {
  /** Path from the folder, `/`, NFC; for a row of a table with `#` and the row's id. */
  readonly id: string
  /** Of the file. */
  readonly bytes: number
  /** Of the file. */
  readonly modifiedMs: number
  /** Of the file's bytes; of the text in UTF-8 where it was extracted. */
  readonly sha256: string
  readonly encoding: string
  /** Length of the decoded text in UTF-16 code units. */
  readonly length: number
  readonly title: string
  /** EDTF date found in the text's header, or null. */
  readonly date: string | null
  /** Other header fields found: author, site …; for a row of a table its other cells. */
  readonly fields: Readonly<Record<string, string>>
  /** Absent for plain text. */
  readonly source?: ExtractedFrom
}

export type SkipReason =
  | 'hidden'
  | 'type'
  | 'too-large'
  | 'unreadable'
  | 'outside'
  | 'loop'
  | 'binary'
  | 'duplicate-name'
  /** Its name would be taken for a row of a table. */
  | 'row-name'
  /** A table that waits for a person to say which columns are articles. */
  | 'columns'
  /** A table that a person left out. */
  | 'left-out'
  /** Not what its name says, or broken off. */
  | 'damaged'
  /** Nested, long or packed beyond anything that is an article. */
  | 'too-complex'
  /** Opens with a password only. */
  | 'protected'
  /** Nothing in it is text: a PDF of pictures, say. */
  | 'no-text'
  /** A row without an id, or with one that another row has. */
  | 'row-id'
  | 'row-empty'

export interface Skipped {
  readonly id: string
  readonly reason: SkipReason
}

/** What the renderer already knows, so that an unchanged file is not read again. */
export interface KnownFile {
  readonly id: string
  readonly bytes: number
  readonly modifiedMs: number
}

/** The same, in a form that crosses processes without a pause however long it is. */
export interface PackedKnown {
  /** Joined by U+0000, which no file name can hold; empty for none. */
  readonly ids: string
  readonly bytes: Float64Array
  readonly modifiedMs: Float64Array
}

/**
 * `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be` (and `-bom`), `utf-32le-bom`, `utf-32be-bom`, `windows-1252`,
 * `iso-8859-15`, `macintosh` … A byte order mark is the encoding's signature and not part of the text.
 */
export type Encoding = string

export interface ArticleText {
  readonly id: string
  readonly text: string
  /** Of the file's bytes; of the text in UTF-8 where it was extracted. */
  readonly sha256: string
  readonly encoding: string
  /** Of the file. */
  readonly bytes: number
  /** Absent for plain text. */
  readonly source?: ExtractedFrom
}

/** What a search found in one document. */
export interface DocumentHits {
  readonly document: string
  /** Of the file whose text the ranges count in. */
  readonly sha256: string
  /** Of the text, in UTF-16 code units. */
  readonly length: number
  /** In text order. */
  readonly hits: readonly Hit[]
  /** The passages that the folder's rules propose to leave out, hits or not. */
  readonly proposed: readonly Excluded[]
}

export interface Settings {
  readonly language: 'system' | 'en' | 'fr'
  readonly theme: 'system' | 'light' | 'dark'
  /** The person at this machine; null until asked. */
  readonly annotator: { readonly id: string; readonly name: string } | null
  /** Shown hints, so that each comes once. */
  readonly hintsSeen: readonly string[]
  /** Reading: font, size, measure, line height, lane density … */
  readonly reading: Readonly<Record<string, string | number | boolean>>
  /** Action id → accelerator, where a person chose another key. */
  readonly keys: Readonly<Record<string, string>>
  readonly lastFolder: GrantId | null
}

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other'
  /** BCP 47, of the system. */
  readonly locale: string
  /** Those that `corpus.read` may be told to use. */
  readonly encodings: readonly Encoding[]
  /** Name and licence of each part that Postil is made of. */
  readonly licences: readonly { readonly name: string; readonly version: string; readonly licence: string }[]
}

/** One entry of the native menu; the renderer owns the actions and their titles. */
export type MenuItem =
  | {
      readonly type: 'action'
      readonly id: string
      readonly title: string
      readonly accelerator?: string
      readonly enabled: boolean
      readonly checked?: boolean
    }
  | {
      readonly type: 'role'
      readonly role:
        'quit' | 'copy' | 'cut' | 'paste' | 'selectAll' | 'togglefullscreen' | 'minimize' | 'close' | 'toggleDevTools'
      readonly title: string
    }
  | { readonly type: 'menu'; readonly title: string; readonly items: readonly MenuItem[] }
  | { readonly type: 'separator' }

export type ExportTarget = string

/** A problem that can be met and explained; the interface has a sentence for each code. */
export type HostErrorCode =
  | 'untrusted'
  | 'bad-request'
  | 'unknown-grant'
  | 'outside-folder'
  | 'not-found'
  | 'unreadable'
  | 'too-large'
  | 'exists'
  | 'no-space'
  | 'read-only'
  | 'cancelled'
  | 'proof-failed'
  | 'folder-missing'
  | 'internal'
  /** The export's target lies in the folder of the articles. */
  | 'inside-corpus'
  /** What stands where the export should go holds something that is not a dataset of Postil's (`name`); it is never replaced. */
  | 'not-a-dataset'
  /** A file was dropped or named where a folder is needed. */
  | 'not-a-folder'
  /** No printer took it; `reason` is the system's own word. */
  | 'not-printed'
  /** The file holds no such article any more, or cannot be read as what its name says. */
  | 'no-article'

export interface HostError {
  readonly code: HostErrorCode
  readonly params: Readonly<Record<string, string | number>>
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: HostError }

/** Names a snapshot of a project, or the job that writes one. */
export type SnapshotId = string

/** Why a snapshot was made. */
export type SnapshotReason = 'automatic' | 'quit' | 'manual' | 'migration' | 'restore'

export interface SnapshotEntry {
  readonly id: SnapshotId
  /** In the profile, or in the folder that the person picked for copies. */
  readonly place: 'own' | 'second'
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  /** The newest commit that it holds. */
  readonly seq: number
  readonly spans: number
  readonly reason: SnapshotReason
  readonly bytes: number
}

export interface SnapshotList {
  /** The newest first. */
  readonly snapshots: readonly SnapshotEntry[]
  /** Where copies go, to show and never to send back; null for nowhere. */
  readonly second: string | null
  /** Why the copies cannot be seen now. */
  readonly problem: HostError | null
}

export interface ProofFault {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly document: string
  readonly span: string
  readonly expected: Param
  readonly found: Param
}

export interface ExportReport {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  readonly documents: number
  readonly spans: number
  /** Spans whose text was compared with the file's own bytes; the others' source file is gone or changed. */
  readonly provedAgainstFiles: number
  readonly location: string
}

/** What the Postil JSONL in a job's `postil-source` becomes before the dataset takes its place. */
export interface Conversion {
  readonly format: FormatId
  readonly overlaps: OverlapPolicy
  /** For formats that state their unit. */
  readonly unit: OffsetUnit
  /** For tables. */
  readonly separator: Separator
  /** Names and version of what writes, as formats record it. */
  readonly software: string
}

/** A dataset that a person picked or dropped, in any format; known by a token, never by its path. */
export interface DatasetFile {
  readonly source: string
  /** The file's or folder's own name, for people. */
  readonly name: string
  readonly folder: boolean
}

/** How the reading of a dataset ended. */
export type DatasetRead =
  | {
      readonly kind: 'read'
      readonly format: FormatId
      /** Document × annotator. */
      readonly entries: number
      /** What the reader repaired or passed over; the first fifty. */
      readonly notes: readonly Problem[]
      /** The label schema that lies beside the data, as JSON; to be parsed. */
      readonly schema: string | null
    }
  | {
      readonly kind: 'faults'
      /** Null when no format or several fit; then those that might. */
      readonly format: FormatId | null
      readonly candidates: readonly FormatId[]
      /** The first fifty. */
      readonly problems: readonly Problem[]
      readonly count: number
    }

/** Request name → [argument, answer]. */
export interface Requests {
  'app.info': [null, AppInfo]
  'app.quit': [null, null]
  'settings.get': [null, Settings]
  'settings.set': [Partial<Settings>, Settings]
  'menu.set': [readonly MenuItem[], null]
  /** What must be done before the window closes takes longer: it waits once more as long as for a page that is silent. */
  'window.hold': [null, null]
  /** The window may close: everything is saved. */
  'window.ready-to-close': [null, null]
  /** The folder named on the command line, else the last one, else the samples. `folder-missing` carries the `location`. */
  'folder.initial': [null, Grant]
  'folder.pick': [null, Grant | null]
  'folder.samples': [null, Grant]
  'folder.recent': [null, readonly Grant[]]
  'folder.forget': [GrantId, null]
  'folder.reveal': [{ grant: GrantId; id: string | null }, null]
  /** Starts a scan; `corpus.batch` events follow, then one `corpus.done`. */
  'corpus.scan': [
    {
      grant: GrantId
      scan: string
      known: readonly KnownFile[] | PackedKnown
      /** Encodings that a person chose, by document id. */
      encodings?: Readonly<Record<string, Encoding>>
      /** The encoding that a person chose for every file of the folder that is not Unicode. */
      encoding?: Encoding
    },
    null,
  ]
  'corpus.cancel': [{ scan: string }, null]
  /** Watches one folder, and no other any more; `corpus.changed` events follow. Null watches none. */
  'corpus.watch': [GrantId | null, null]
  'corpus.read': [{ grant: GrantId; id: string; encoding: string | null }, ArticleText]
  /** At most 200 at once; what cannot be read comes with its error. */
  'corpus.read-many': [
    { grant: GrantId; ids: readonly string[]; encodings?: Readonly<Record<string, Encoding>> },
    readonly Result<ArticleText>[],
  ]
  /** The tables below a folder, those that wait for a choice first; `tried` reads those of a group in another way. */
  'corpus.tables': [{ grant: GrantId; tried: TableTrial | null }, readonly TableGroup[]]
  /** Keeps choices for tables, each in the place of one for the same files; a scan then reads them so. */
  'corpus.choose-tables': [{ grant: GrantId; rules: readonly TableRule[] }, null]
  /** Searches files in worker threads; `corpus.hits` events follow, then one `corpus.search-done`. */
  'corpus.search': [
    {
      grant: GrantId
      search: string
      query: Query
      /** Joined by U+0000; searched in this order. */
      ids: string
      /** What a person chose, by document id: an encoding, a language (BCP 47). */
      encodings: Readonly<Record<string, Encoding>>
      languages: Readonly<Record<string, string>>
      /** The sha256 of the text that the page holds of a document; a file that has another is not searched. */
      stored: Readonly<Record<string, string>>
      rules: BoilerplateRules
    },
    null,
  ]
  'corpus.search-cancel': [{ search: string }, null]
  /** Asks where to, and writes a label schema as JSON there; null when the person thought better of it. */
  'schema.save': [{ name: string; json: string }, { location: string } | null]
  /** Asks for a JSON file and reads it; null when the person thought better of it. */
  'schema.open': [null, { name: string; json: string } | null]
  /** Prints what the page shows for print, after the system's own dialog; false when the person thought better of it. */
  'print.paper': [{ title: string }, boolean]
  /** Asks where to, and writes the same as PDF there; null when the person thought better of it. */
  'print.pdf': [{ name: string; title: string }, { location: string } | null]
  /** Asks where to, and writes a picture or a table of numbers there; null when the person thought better of it. */
  'figure.save': [{ name: string; kind: 'svg' | 'csv'; text: string }, { location: string } | null]
  /** Asks where to, and begins a file of layers there; null when the person thought better of it. */
  'bundle.begin': [{ name: string }, { job: string; location: string } | null]
  /** Asks for a folder, and begins files of layers in it under names that are free there. */
  'bundle.begin-many': [{ names: readonly string[] }, { location: string; jobs: readonly string[] } | null]
  'bundle.write': [{ job: string; bytes: Uint8Array }, null]
  /** It is on the disk and takes its name. */
  'bundle.finish': [{ job: string }, null]
  'bundle.abort': [{ job: string }, null]
  /** Asks for a file of layers; null when the person thought better of it. */
  'bundle.open': [null, { file: string; name: string; bytes: number } | null]
  /** The next file of layers that the system asked to open; null when none waits. */
  'bundle.arrived': [null, { file: string; name: string; bytes: number } | null]
  /** A piece of it from an offset; empty at the end. */
  'bundle.read': [{ file: string; offset: number }, Uint8Array]
  /** Asks for a dataset in any readable format; null when the person thought better of it. */
  'dataset.open': [{ kind: 'file' | 'folder' }, DatasetFile | null]
  /**
   * Reads it in a worker thread; `dataset.batch` events follow, then one `dataset.done`. Without a format it is
   * recognised. Lines of Postil JSONL that leave their text out get it from the articles of the grant's folder.
   */
  'dataset.read': [{ source: string; read: string; format: FormatId | null; grant: GrantId | null }, null]
  'dataset.cancel': [{ read: string }, null]
  /** Asks where to; null when the person thought better of it. `exists` tells that a dataset of that name is there. */
  'export.choose': [{ name: string }, { target: ExportTarget; location: string; exists: boolean } | null]
  /** Opens a folder beside the target to write into; `replace` is the person's word that an existing one may go. */
  'export.begin': [{ target: ExportTarget; replace: boolean; grant: GrantId }, { job: string }]
  /** Appends to a file of the job. Bytes go across twice as fast as text that is not Latin-1. */
  'export.write': [{ job: string; file: string; bytes: Uint8Array }, null]
  /** Reads everything back, proves each span, writes SHA256SUMS, renames into place. */
  'export.finish': [{ job: string; convert?: Conversion }, { report: ExportReport } | { faults: readonly ProofFault[] }]
  'export.abort': [{ job: string }, null]
  'export.reveal': [{ target: ExportTarget }, null]
  /** Opens a file to write a snapshot of a project into. */
  'snapshot.begin': [{ project: GrantId }, { job: string }]
  'snapshot.write': [{ job: string; bytes: Uint8Array }, null]
  /** The page has read it back and counted: it takes its name, is copied to the second place, and old ones go. */
  'snapshot.finish': [
    { job: string; project: GrantId; at: number; seq: number; spans: number; reason: SnapshotReason },
    { snapshot: SnapshotEntry; second: 'none' | 'copied' | HostError },
  ]
  'snapshot.abort': [{ job: string }, null]
  'snapshot.list': [{ project: GrantId }, SnapshotList]
  /** At most a megabyte from an offset, of a snapshot or of a job's; empty at the end. */
  'snapshot.read': [{ project: GrantId; snapshot: SnapshotId; offset: number }, Uint8Array]
  /** Asks the person where copies should go, or lets them go nowhere; null when nothing was picked. */
  'snapshot.second-folder': [{ project: GrantId; choice: 'pick' | 'clear' }, { location: string } | null]
  /** Keeps a change outside the database until snapshots hold it, if there is room; `line` is text without a line end. */
  'changes.add': [{ project: GrantId; seq: number; line: string }, { kept: boolean }]
  /** Every line that is kept, in the order in which they came; some may belong to a past that was left. */
  'changes.read': [{ project: GrantId }, { lines: readonly string[] }]
  /** How many spans the project held when they were last counted; null when nothing is expected. */
  'project.expectation': [{ project: GrantId }, number | null]
  'project.expect': [{ project: GrantId; spans: number | null }, null]
  /** Copies the stored annotations, readable or not, to a place of their own in the profile, to show. */
  'storage.set-aside': [null, { location: string }]
}

/**
 * Entries as they cross from process to process: bytes pass at a fraction of what objects cost, and outside the heaps.
 * Both are empty for no entries.
 */
export interface PackedEntries {
  /** `EntryColumns` without the hashes in JSON in UTF-8. */
  readonly json: Uint8Array<ArrayBuffer>
  readonly sha256: Uint8Array<ArrayBuffer>
}

export interface Events {
  /** A menu entry was chosen. */
  action: { readonly id: string }
  'corpus.batch': {
    readonly scan: string
    readonly entries: PackedEntries
    /** Ids, parted by NUL; empty for none. */
    readonly unchanged: string
    readonly skipped: readonly Skipped[]
    readonly found: number
    readonly done: number
  }
  'corpus.done': {
    readonly scan: string
    readonly outcome: 'complete' | 'cancelled' | HostError
    readonly found: number
    /** The folder itself is gone or locked: then its documents are not gone, only out of reach. */
    readonly missing: boolean
    /** What the lines of the files that were read propose to leave out, and how many files that were. */
    readonly lines: { readonly documents: number; readonly rules: BoilerplateRules }
  }
  /** Something below the folder that is watched has changed, or the folder itself has gone or come back. */
  'corpus.changed': { readonly grant: GrantId; readonly present: boolean }
  /** A part of what a search found, in the order of the ids that it was given. */
  'corpus.hits': {
    readonly search: string
    readonly documents: readonly DocumentHits[]
    /** Not searched: the file is gone, cannot be read, or is not the text that the page holds. */
    readonly elsewhere: readonly string[]
    /** Files that are done with, found or not. */
    readonly searched: number
  }
  'corpus.search-done': {
    readonly search: string
    /** `full`: there are more hits than anybody reads, and the rest was left unsearched. */
    readonly outcome: 'complete' | 'cancelled' | 'full' | HostError
    readonly searched: number
  }
  /** Some entries of a dataset, as a JSON list of `DatasetEntry`. After faults they are not to be used. */
  'dataset.batch': { readonly read: string; readonly entries: string }
  'dataset.done': { readonly read: string; readonly outcome: DatasetRead | 'cancelled' | HostError }
  /** In bytes; while writing nobody knows the total, and it is 0. */
  'export.progress': {
    readonly job: string
    readonly phase: 'writing' | 'proving'
    readonly done: number
    readonly total: number
  }
  /** Another start of Postil, or the system, asked for a folder. */
  'folder.open': Grant
  /** The folder that was asked for so cannot be opened: `folder-missing`, `not-a-folder` …, with its `location`. */
  'folder.refused': HostError
  /** The system asked for a file of layers; take it with the request of this name. */
  'bundle.arrived': null
  /** The window wants to close; answer with `window.ready-to-close`. */
  closing: null
  'theme.changed': { readonly dark: boolean }
}

export type RequestName = keyof Requests
export type EventName = keyof Events

/** A DOM `File`; named here because main compiles without the DOM. */
export type DroppedFile = object

/** What the preload puts on `window.postil`. */
export interface Bridge {
  request<N extends RequestName>(name: N, argument: Requests[N][0]): Promise<Result<Requests[N][1]>>
  /** Subscribes; the answer stops it. */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void
  /** A folder dropped on the window. The path never passes through the page. */
  drop(file: DroppedFile): Promise<Result<Grant>>
  /** A dataset dropped on the window; null for a folder that is none of Postil's exports, as articles are in it. */
  dropDataset(file: DroppedFile): Promise<Result<DatasetFile | null>>
}
