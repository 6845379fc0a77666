import { editFaults, isEmpty, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type EpochMs,
  type Id,
  type Item,
} from '../../src-core/annotation/records.ts'
import { Catalogue, type WriteChunks } from './catalogue.ts'
import { writeChange, type Change } from './commit.ts'
import type { ProjectDatabase } from './database.ts'
import type { Finding } from './doctor.ts'
import type { EntryTable } from './entry-table.ts'
import { editOf, foldBack, history, redoTarget, undoTarget, type HistoryQuery, type JournalStep } from './journal.ts'
import { LayerSizes } from './layer-rows.ts'
import { becomeWriter, type Locks, type Release } from './lock.ts'
import { openDatabase, type Expectation, type Upgrade } from './opening.ts'
import { storageTrouble, type CommitProblem, type OpenProblem } from './problems.ts'
import {
  readDocument,
  readMany,
  readProject,
  readRows,
  readTexts,
  type RowsRead,
  type ProjectContents,
  type StoredDocument,
} from './reading.ts'
import {
  contentRepairs,
  recountTotals,
  rewriteDocument,
  sharedIds,
  structureRepairs,
  type RepairPlan,
} from './repair.ts'
import type { DocumentText, JournalEntry, ProjectInfo, Seq, TextKey, TextRow } from './rows.ts'
import { inSlices } from './slices.ts'
import { momentOf, streamDocuments, type DocumentLayers } from './streaming.ts'
import { packText, unpackText } from './texts.ts'
import { Abandoned } from './verify.ts'

export interface OpenOptions {
  /** When a database that must be begun is begun. */
  readonly now: EpochMs
  /** Given when the project is known from elsewhere; without it a missing database is begun anew. */
  readonly expected?: Expectation | null
  /** Opens without the writer's place: every commit is refused. */
  readonly readOnly?: boolean
  /** Without it a database of an older version is not opened. */
  readonly upgrade?: Upgrade | null
  /** `navigator.locks`, unless a test brings its own. */
  readonly locks?: Locks
}

export type OpenResult =
  | {
      readonly ok: true
      readonly store: ProjectStore
      readonly contents: ProjectContents
      /** Putting back a snapshot was broken off before: the project is as it was until then. */
      readonly brokenOff?: true
    }
  | { readonly ok: false; readonly problem: OpenProblem }

export type CommitResult =
  /** `seq` is null when the edit was empty and nothing was written. */
  { readonly ok: true; readonly seq: Seq | null } | { readonly ok: false; readonly problem: CommitProblem }

export interface RepairOptions {
  readonly at: EpochMs
  readonly by: AnnotatorId
  readonly newId: () => Id
  readonly dryRun: boolean
}

export interface Committed {
  readonly seq: Seq
  readonly change: Change
}

/**
 * Where a project's annotations live. {@link commit} is the only way to change them: one strict transaction holds the
 * records, the counts and the journal row, and resolves once they are on the disk.
 */
export class ProjectStore {
  readonly projectId: string
  readonly readOnly: boolean
  readonly #db: ProjectDatabase
  readonly #catalogue: Catalogue
  readonly #release: Release
  readonly #sizes = new LayerSizes()
  readonly #listeners = new Set<(committed: Committed) => void>()
  #tail: Promise<unknown> = Promise.resolve()

  private constructor(projectId: string, db: ProjectDatabase, release: Release | null) {
    this.projectId = projectId
    this.readOnly = release === null
    this.#db = db
    this.#catalogue = new Catalogue(db)
    this.#release = release ?? (() => Promise.resolve())
  }

  /** Opens a project as its one writer, or to read only. */
  static async open(projectId: string, options: OpenOptions): Promise<OpenResult> {
    const locks: Locks = options.locks ?? navigator.locks
    const release = options.readOnly ? null : await becomeWriter(locks, projectId)
    if (!release && !options.readOnly) return { ok: false, problem: { code: 'locked' } }
    const opened = await openDatabase(projectId, options.now, options.expected ?? null, options.upgrade ?? null)
    if ('db' in opened) {
      const { db, ...rest } = opened
      return { ok: true, store: new ProjectStore(projectId, db, release), ...rest }
    }
    await release?.()
    return { ok: false, problem: opened }
  }

  /** The name of its database, for threads that read it beside this one. */
  get database(): string {
    return this.#db.dexie.name
  }

  /** Waits for what is being written, then closes; the project may be opened again afterwards. */
  async close(): Promise<void> {
    await this.#tail
    this.#db.dexie.close()
    await this.#release()
  }

  /**
   * Connects anew after the storage let go of us, as it does when the disk was full. Answers whether that went well. A
   * storage in such trouble may never answer at all: after so long it is asked once more.
   */
  reopen(patienceMs = 3000): Promise<boolean> {
    return this.#inTurn(async () => (await this.#connect(patienceMs)) || this.#connect(patienceMs))
  }

  async #connect(patienceMs: number): Promise<boolean> {
    const { dexie } = this.#db
    dexie.close({ disableAutoOpen: false })
    const opened = dexie.open().then(
      () => true,
      (error: unknown) => {
        storageTrouble(error)
        return false
      },
    )
    // To close it while it opens ends the opening.
    const late = setTimeout(() => dexie.close(), patienceMs)
    return opened.finally(() => clearTimeout(late))
  }

  /**
   * Makes a change durable. Commits are written one after another in the order of the calls; one that does not fit
   * what is stored changes nothing.
   */
  commit(change: Change): Promise<CommitResult> {
    const faults = editFaults(change.edit)
    if (faults.length) throw new Error(`Malformed edit: ${faults.join('; ')}`)
    return this.#inTurn(() => this.#write(change))
  }

  /** Calls the listener after each durable commit; the answer stops it. */
  onCommitted(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readProject(): Promise<ProjectContents> {
    return readProject(this.#db)
  }

  async readDocument(document: DocumentId): Promise<StoredDocument> {
    const read = await readDocument(this.#db, document)
    this.#sizes.read(document, [...read.items.values()].filter(isLayerItem))
    return read
  }

  /** The records of several documents at once, without their texts; every asked document has an entry. */
  readMany(documents: readonly DocumentId[]): Promise<Map<DocumentId, Items>> {
    return readMany(this.#db, documents)
  }

  /** The same without the documents' own records, as it lies there, with texts by the hashes they are stored under. */
  readRows(documents: readonly DocumentId[], texts: readonly TextKey[]): Promise<RowsRead> {
    return readRows(this.#db, documents, texts)
  }

  /** A text that was stored under that hash, also one that a later version of the file replaced. */
  async readText(document: DocumentId, sha256: string): Promise<DocumentText | null> {
    const row = await this.#db.texts.get([document, sha256])
    return row ? unpackText(row) : null
  }

  /** Texts by the document and the hash that each is stored under; one that is not there is left out. */
  readTexts(keys: readonly TextKey[]): Promise<DocumentText[]> {
    return readTexts(this.#db, keys)
  }

  /** What the last scans knew of the folder's files; {@link writeCatalogue} writes what is changed in it, here or there. */
  readCatalogue(): Promise<EntryTable> {
    return this.#catalogue.read()
  }

  writeCatalogue(write?: WriteChunks): Promise<void> {
    return this.#catalogue.write(write)
  }

  /** Name, birth and settings of the project; not part of its history. */
  async writeProjectInfo(project: ProjectInfo): Promise<void> {
    await this.#db.project.put(project)
  }

  /** What this person would take back next: commit `invert(edit)` with kind `undo` and `of: entry.seq`. */
  undoTarget(by: AnnotatorId): Promise<JournalStep | null> {
    return undoTarget(this.#db, by)
  }

  /** What this person would do again next: commit `edit` with kind `redo` and `of: entry.seq`. */
  redoTarget(by: AnnotatorId): Promise<JournalStep | null> {
    return redoTarget(this.#db, by)
  }

  /** Commits, the newest first. */
  history(query: HistoryQuery): Promise<JournalEntry[]> {
    return history(this.#db, query)
  }

  editOf(seq: Seq): Promise<Edit | undefined> {
    return editOf(this.#db, seq)
  }

  /** Every record of a document as it was right after that commit. */
  documentAt(document: DocumentId, seq: Seq): Promise<Items> {
    const { items, progress, texts, journal, edits, dexie } = this.#db
    return dexie.transaction('r', [items, progress, texts, journal, edits], async () => {
      const now = (await readMany(this.#db, [document])).get(document)
      const then = new Map<Id, Item>(now)
      await foldBack(this.#db, then, document, seq)
      return then
    })
  }

  /**
   * Every document that has a layer, in the order of their ids (code units), as everything is when the first is asked
   * for; commits made meanwhile do not show. Memory stays bounded.
   */
  async *layersForExport(): AsyncGenerator<DocumentLayers> {
    yield* streamDocuments(this.#db, await momentOf(this.#db))
  }

  /**
   * Mends findings: writes documents anew where rows or counts are wrong, and commits the changes of records as an
   * edit with action `repair`. With `dryRun` it only says what it would do.
   */
  async repair(findings: readonly Finding[], options: RepairOptions): Promise<RepairPlan | CommitProblem> {
    if (this.readOnly && !options.dryRun) return { code: 'read-only' }
    const structure = structureRepairs(findings)
    const parted = await sharedIds(this.#db, findings, options.newId)
    if (!options.dryRun) await this.#inTurn(() => this.#rewrite(structure))
    const mended = await contentRepairs(this.#db, findings, options.at, options.newId)
    const edit = { ...mended, added: [...mended.added, ...parted] }
    if (!options.dryRun) {
      const { at, by } = options
      const result = await this.commit({ edit, at, by, action: 'repair', kind: 'do', of: null, confirmed: true })
      if (!result.ok) return result.problem
    }
    return { ...structure, edit }
  }

  async #rewrite({ rebuilt, rewritten }: Pick<RepairPlan, 'rebuilt' | 'rewritten'>): Promise<void> {
    for (const document of rebuilt) await rewriteDocument(this.#db, document, 'journal')
    for (const document of rewritten) if (!rebuilt.includes(document)) await rewriteDocument(this.#db, document, 'rows')
    await recountTotals(this.#db)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work)
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  async #write(change: Change): Promise<CommitResult> {
    if (this.readOnly) return { ok: false, problem: { code: 'read-only' } }
    if (isEmpty(change.edit)) return { ok: true, seq: null }
    const seq = await this.#attempt(change)
    if (typeof seq !== 'number') return { ok: false, problem: seq }
    for (const listener of this.#listeners) listener({ seq, change })
    return { ok: true, seq }
  }

  async #attempt(change: Change): Promise<Seq | CommitProblem> {
    const texts: TextRow[] = []
    await inSlices(change.texts ?? [], async (text) => texts.push(await packText(text)))
    try {
      return await writeChange(this.#db, change, texts, this.#sizes)
    } catch (error) {
      return error instanceof Abandoned ? error.problem : storageTrouble(error)
    }
  }
}
