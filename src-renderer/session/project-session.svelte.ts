import type { Desk, Refusal } from '../../src-core/annotation/desk.ts'
import { setState } from '../../src-core/annotation/layer-commands.ts'
import { NOTHING, type Edit } from '../../src-core/annotation/edit.ts'
import {
  SCHEMA_ID,
  type AnnotatorId,
  type AnnotatorRecord,
  type DocumentId,
  type DocumentState,
  type Item,
  type LayerItem,
  type SchemaRecord,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { ArticleText, Grant } from '../../src-main/ipc/contract.ts'
import type { Change } from '../store/commit.ts'
import type { EntryTable } from '../store/entry-table.ts'
import type { CommitResult, ProjectStore } from '../store/project-store.ts'
import type { ProjectContents } from '../store/reading.ts'
import type { DocumentText, Seq } from '../store/rows.ts'
import { lessonsFrom } from '../workers/store-thread.ts'
import type { ActionName } from './action-names.ts'
import { Anatomy } from './anatomy.svelte.ts'
import { Assignments } from './assignments.svelte.ts'
import { Catalogue } from './catalogue.svelte.ts'
import { Commits, SYSTEM } from './commits.ts'
import { storedTitles } from './document-texts.ts'
import { DocumentRows } from './document-rows.svelte.ts'
import type { DocumentSession, WritePath } from './document-session.svelte.ts'
import { documentsOf, withEdit } from './edit-parts.ts'
import { Encodings } from './encodings.ts'
import { FolderScan } from './folder-scan.ts'
import type { Host } from './host.ts'
import { Learning } from './learning.svelte.ts'
import { articleOf, OpenDocument, type Reveal } from './open-document.svelte.ts'
import type { OpenFolder } from './open-folder.ts'
import { ProgressMirror } from './progress-mirror.svelte.ts'
import type { ProjectEvent } from './project-event.ts'
import { ProjectSettings } from './project-settings.ts'
import { Reanchoring } from './reanchoring.svelte.ts'
import { Saver } from './saver.svelte.ts'
import { SharedRecords } from './shared-records.svelte.ts'
import { Tables } from './tables.svelte.ts'
import { Travel } from './travel.ts'

/** How long what only shows a change once more waits for the save: lists and counts follow within a tenth of a second. */
const CALM_AFTER_MS = 60

export interface ProjectParts {
  readonly host: Host
  readonly grant: Grant
  readonly store: ProjectStore
  readonly contents: ProjectContents
  readonly known: EntryTable
  /** Who annotates at this machine. */
  readonly annotator: AnnotatorRecord
  readonly preset: LabelSchema
  readonly now: () => number
  readonly newId: () => string
  readonly tell: (event: ProjectEvent) => void
}

/** An open folder with its annotations: its parts, who works on it, and whether they may change anything. */
export class ProjectSession implements WritePath, OpenFolder {
  readonly grant: Grant
  readonly catalogue: Catalogue
  readonly progress: ProgressMirror
  /** What the list shows. */
  readonly rows: DocumentRows
  readonly saver: Saver
  readonly settings: ProjectSettings
  readonly anatomy: Anatomy
  readonly encodings: Encodings
  readonly assignments: Assignments
  readonly reanchoring: Reanchoring
  readonly tables: Tables
  readonly store: ProjectStore
  /** What the tags made so far teach. */
  readonly learning: Learning
  readonly now: () => number
  readonly newId: () => string
  readonly #tell: (event: ProjectEvent) => void
  readonly #shared: SharedRecords
  readonly #screen: OpenDocument
  readonly #commits: Commits
  readonly #travel: Travel
  readonly #scan: FolderScan
  #annotator = $state.raw<AnnotatorRecord>({ kind: 'annotator', id: '', name: '' })
  /** The newest commit when it was opened. */
  readonly #openedAt: Seq
  readonly #closing = new AbortController()

  constructor(parts: ProjectParts) {
    const { host, store, contents, tell } = parts
    this.grant = parts.grant
    this.store = store
    this.now = parts.now
    this.newId = parts.newId
    this.#tell = tell
    this.#annotator = parts.annotator
    this.#openedAt = contents.seq
    this.#shared = new SharedRecords(contents.items, parts.preset)
    this.#screen = new OpenDocument(this, host)
    this.saver = new Saver((change) => this.#write(change))
    this.learning = new Learning({
      annotator: parts.annotator.id,
      schema: () => this.schema,
      textOf: (document) => this.storedText(document),
      quiet: () => this.saver.quiet(this.#closing.signal),
    })
    this.settings = new ProjectSettings(
      store,
      contents.project ?? { id: parts.grant.id, name: parts.grant.name, created: parts.now(), settings: {} },
    )
    this.anatomy = new Anatomy(this.settings)
    this.reanchoring = new Reanchoring(this, host)
    this.tables = new Tables(this, host)
    this.progress = new ProgressMirror(contents.progress)
    this.assignments = new Assignments({
      annotator: parts.annotator.id,
      settings: this.settings,
      stateOf: (document, annotator) => this.progress.stateOf(document, annotator),
    })
    this.catalogue = new Catalogue(host, parts.grant.id, parts.known)
    this.encodings = new Encodings(this.settings, this.progress, this.catalogue)
    this.rows = new DocumentRows({
      ids: () => this.catalogue.ids,
      placeOf: (document) => this.catalogue.placeOf(document),
      head: (document) => this.catalogue.head(document),
      arrangement: () => this.catalogue.arrangement,
      looked: () => this.catalogue.looked,
      stored: () => this.progress.documents.keys(),
      own: (document) => this.progress.of(document).layers[this.annotator],
      record: (document) => this.progress.of(document).record,
      storedTitles: (documents) => this.calm().then(() => storedTitles(this, documents)),
      calm: () => this.calm(),
    })
    this.catalogue.onChange((replaced) => this.rows.changed(replaced))
    const { saver, learning, progress, rows, reanchoring } = this
    const [shared, screen] = [this.#shared, this.#screen]
    this.#commits = new Commits({ screen, shared, progress, rows, learning, saver, now: parts.now })
    const commits = this.#commits
    this.#travel = new Travel({ annotator: parts.annotator.id, store, saver, commits, screen, reanchoring, tell })
    this.#setUp(parts)
    this.#scan = new FolderScan(this, host)
  }

  get annotator(): AnnotatorId {
    return this.#annotator.id
  }

  get annotatorName(): string {
    return this.#annotator.name
  }

  get schema(): LabelSchema {
    return this.#shared.schema
  }

  /** Everyone who has a layer here, oneself among them. */
  get annotators(): readonly AnnotatorRecord[] {
    return this.#shared.annotators
  }

  /** See {@link SharedRecords.names}. */
  get names(): ReadonlyMap<AnnotatorId, string> {
    return this.#shared.names
  }

  /** See {@link SharedRecords.people}. */
  get people(): readonly AnnotatorRecord[] {
    return this.#shared.people
  }

  nameOf(annotator: AnnotatorId): string {
    return this.#shared.nameOf(annotator)
  }

  get readOnly(): boolean {
    return this.store.readOnly
  }

  /** The document on screen. */
  get current(): DocumentSession | null {
    return this.#screen.current
  }

  /** The document that is being fetched. */
  get opening(): DocumentId | null {
    return this.#screen.opening
  }

  /** What the reader shows next. */
  get reveal(): Reveal | null {
    return this.#screen.reveal
  }

  set reveal(reveal: Reveal | null) {
    this.#screen.reveal = reveal
  }

  get rules() {
    return this.anatomy.rules
  }

  /** See {@link FolderScan.run}. */
  scan(again: Iterable<DocumentId> | 'all' = []): Promise<void> {
    return this.#scan.run(again)
  }

  /** Waits until it is known which documents there are. */
  async known(): Promise<void> {
    if (!this.scanned) await this.#scan.settled()
  }

  /** Whether the folder was read since it was opened. */
  get scanned(): boolean {
    return this.#scan.scanned
  }

  /** See {@link OpenDocument.open}. */
  open(id: DocumentId): Promise<void> {
    return this.#screen.open(id)
  }

  /** Shows the document on screen again as it now is. */
  reopen(): Promise<void> {
    return this.#screen.reopen()
  }

  closeDocument(): void {
    this.#screen.close()
  }

  /** Reads what was tagged in earlier sessions, for the candidates; it may take its time. */
  learn(): Promise<void> {
    const { annotator, schema } = this
    if (!this.#hasLayers()) return Promise.resolve()
    const plan = { database: this.store.database, annotator, schema, seq: this.#openedAt }
    return this.learning.learn(lessonsFrom(plan, this.#closing.signal))
  }

  #hasLayers(): boolean {
    for (const { layers } of this.progress.documents.values()) if (layers[this.annotator]) return true
    return false
  }

  /** The text that a document's tags count in, or null when none is stored. */
  async storedText(document: DocumentId): Promise<string | null> {
    const key = this.progress.of(document).text
    return key === null ? null : ((await this.store.readText(document, key))?.text ?? null)
  }

  stateOf(document: DocumentId): DocumentState {
    return this.progress.stateOf(document, this.annotator)
  }

  /** Whether it belongs to a layer that may not be seen yet. */
  hides({ document, annotator }: Pick<LayerItem, 'document' | 'annotator'>): boolean {
    return this.assignments.hidesLayer(document, annotator)
  }

  /** Sets the state of one's own layer of the document on screen. */
  setState(state: DocumentState): void {
    this.current?.run('set-state', (desk: Desk) => setState(desk, state))
  }

  /** `texts` are those of documents, other than the one on screen, that are tagged for the first time. */
  commit(edit: Edit, action: ActionName, texts: readonly DocumentText[] = []): void {
    if (this.#mayChange()) this.#commits.enqueue({ edit, action, by: this.annotator, kind: 'do', of: null, texts })
  }

  /**
   * The same, of an edit that comes with other texts for its documents. When one of them is on screen it is shown
   * anew, on its new text: that of `article`, when no tag needs it stored.
   */
  commitOnTexts(
    edit: Edit,
    action: ActionName,
    texts: readonly DocumentText[],
    article: ArticleText | null = null,
  ): void {
    if (!this.#mayChange()) return
    const touches = this.current !== null && documentsOf(edit).has(this.current.id)
    const open = touches ? this.#screen.lift() : null
    this.commit(edit, action, texts)
    if (!open) return
    const own = texts.find(({ document }) => document === open.id)
    const text = own ? articleOf(own) : article?.id === open.id ? article : open.article
    this.#screen.put(open.entry, text, withEdit(open.id, open.items, edit))
  }

  /** See {@link Commits.revision}. */
  get revision(): number {
    return this.#commits.revision
  }

  /** See {@link Commits.onEdit}. */
  onEdit(listener: (edit: Edit) => void): () => void {
    return this.#commits.onEdit(listener)
  }

  refuse(refusal: Refusal): void {
    this.#tell({ kind: 'refused', refusal })
  }

  rename(name: string): void {
    if (this.readOnly) return
    const before = this.#shared.get(this.annotator)
    const after: AnnotatorRecord = { kind: 'annotator', id: this.annotator, name }
    this.#annotator = after
    if (before?.kind !== 'annotator' || before.name === name) return
    this.#setUpWith({ ...NOTHING, updated: [[before, after]] })
  }

  async undo(): Promise<void> {
    if (this.#mayChange()) await this.#travel.go('undo')
  }

  async redo(): Promise<void> {
    if (this.#mayChange()) await this.#travel.go('redo')
  }

  calm(): Promise<void> {
    return this.saver.settled(CALM_AFTER_MS)
  }

  /** Waits until all that is shown is on disk or known to have failed. */
  idle(): Promise<void> {
    return this.saver.idle()
  }

  /** Takes back from the screen what could not be written. */
  discardUnsaved(): void {
    this.#commits.discardUnsaved()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#scan.end()
    await this.learning.settled()
    await this.#travel.settled()
    await this.saver.idle()
    await this.store.close()
  }

  /** Nothing is shown that could not be saved. */
  #mayChange(): boolean {
    if (this.readOnly) this.#tell({ kind: 'read-only' })
    return !this.readOnly
  }

  async #write(change: Change): Promise<CommitResult> {
    const result = await this.store.commit(change)
    if (!result.ok) this.#tell({ kind: 'save-failed', problem: result.problem })
    return result
  }

  #setUp({ contents, annotator, preset }: ProjectParts): void {
    if (this.readOnly) return
    const added: Item[] = []
    if (!contents.items.has(SCHEMA_ID))
      added.push({ kind: 'schema', id: SCHEMA_ID, schema: preset } satisfies SchemaRecord)
    if (!contents.items.has(annotator.id)) added.push(annotator)
    this.#setUpWith({ ...NOTHING, added })
    this.rename(annotator.name)
  }

  #setUpWith(edit: Edit): void {
    this.#commits.enqueue({ edit, action: 'edit-schema', by: SYSTEM, kind: 'do', of: null })
  }
}
