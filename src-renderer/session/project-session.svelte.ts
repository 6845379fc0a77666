import type { Desk, Refusal } from '../../src-core/annotation/desk.ts'
import { setState } from '../../src-core/annotation/layer-commands.ts'
import {
  conflictWith,
  EditConflict,
  invert,
  isEmpty,
  NOTHING,
  touched,
  type Edit,
} from '../../src-core/annotation/edit.ts'
import {
  GOLD,
  isLayerItem,
  isSuggester,
  SCHEMA_ID,
  type AnnotatorId,
  type AnnotatorRecord,
  type DocumentRecord,
  type DocumentId,
  type DocumentState,
  type Id,
  type Item,
  type LayerItem,
  type SchemaRecord,
} from '../../src-core/annotation/records.ts'
import { recordOf } from '../../src-core/annotation/document-commands.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { annotatorNames } from '../../src-core/formats/items.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type { ArticleText, CorpusEntry, Grant } from '../../src-main/ipc/contract.ts'
import type { Change } from '../store/commit.ts'
import type { JournalStep } from '../store/journal.ts'
import type { CommitProblem } from '../store/problems.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { ProjectContents } from '../store/reading.ts'
import type { CommitKind, DocumentText, Seq } from '../store/rows.ts'
import { lessonsFrom } from '../workers/store-thread.ts'
import { CARRYING_ON, type ActionName } from './action-names.ts'
import { Anatomy } from './anatomy.svelte.ts'
import { Assignments } from './assignments.svelte.ts'
import { Catalogue } from './catalogue.svelte.ts'
import { DocumentRows } from './document-rows.svelte.ts'
import { DocumentSession, type WritePath } from './document-session.svelte.ts'
import { countsInText, documentsOf, isShared, sharedPart, withEdit } from './edit-parts.ts'
import { Encodings } from './encodings.ts'
import { FolderScan } from './folder-scan.ts'
import { HostFailure, type Host } from './host.ts'
import { Learning } from './learning.svelte.ts'
import type { OpenFolder } from './open-folder.ts'
import { ProgressMirror } from './progress-mirror.svelte.ts'
import { ProjectSettings } from './project-settings.ts'
import { Reanchoring, textsAfter } from './reanchoring.svelte.ts'
import { Saver } from './saver.svelte.ts'
import { Tables } from './tables.svelte.ts'

/** How long the list waits for a save: its counts follow within a tenth of a second. */
const ROWS_WAIT_MS = 60

/** A passage of a document that the reader should show when it is there. */
export interface Reveal {
  readonly document: DocumentId
  readonly range: Range
  /** The tag there that is taken in hand. */
  readonly span?: Id
}

/** What the session tells the person; the app has the words. */
export type ProjectEvent =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'undone' | 'redone'; readonly action: string; readonly documents: readonly DocumentId[] }
  | { readonly kind: 'nothing-to-undo' | 'nothing-to-redo' | 'read-only' }
  | { readonly kind: 'save-failed'; readonly problem: CommitProblem }
  | { readonly kind: 'text-changed'; readonly document: DocumentId }

export interface ProjectParts {
  readonly host: Host
  readonly grant: Grant
  readonly store: ProjectStore
  readonly contents: ProjectContents
  readonly known: readonly CorpusEntry[]
  /** Who annotates at this machine. */
  readonly annotator: AnnotatorRecord
  readonly preset: LabelSchema
  readonly now: () => number
  readonly newId: () => string
  readonly tell: (event: ProjectEvent) => void
}

/** Who sets up a project before anybody annotates; nobody's undo reaches it. */
export const SYSTEM = 'postil'

/** An open folder with its annotations: what there is, what is open, and the one way to change it. */
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
  readonly now: () => number
  readonly newId: () => string
  readonly #host: Host
  readonly #tell: (event: ProjectEvent) => void
  #shared = $state.raw<ReadonlyMap<string, Item>>(new Map())
  #annotator = $state.raw<AnnotatorRecord>({ kind: 'annotator', id: '', name: '' })
  #current = $state.raw<DocumentSession | null>(null)
  #opening = $state.raw<DocumentId | null>(null)
  /** What the reader shows next; a new object shows the same passage again. */
  reveal = $state.raw<Reveal | null>(null)
  readonly #listeners = new Set<(edit: Edit) => void>()
  #revision = 0
  /** The newest commit when it was opened. */
  readonly #openedAt: Seq
  readonly #fallback: LabelSchema
  /** What the tags made so far teach. */
  readonly learning: Learning
  readonly #scan: FolderScan
  #travels: Promise<void> = Promise.resolve()
  readonly #closing = new AbortController()

  constructor(parts: ProjectParts) {
    this.grant = parts.grant
    this.store = parts.store
    this.now = parts.now
    this.newId = parts.newId
    this.#host = parts.host
    this.#tell = parts.tell
    this.#fallback = parts.preset
    this.#annotator = parts.annotator
    this.#openedAt = parts.contents.seq
    this.learning = new Learning({
      annotator: parts.annotator.id,
      schema: () => this.schema,
      textOf: (document) => this.storedText(document),
      quiet: () => this.saver.quiet(this.#closing.signal),
    })
    this.#shared = new Map([...parts.contents.items].filter(([, item]) => isShared(item)))
    this.settings = new ProjectSettings(
      parts.store,
      parts.contents.project ?? { id: parts.grant.id, name: parts.grant.name, created: parts.now(), settings: {} },
    )
    this.anatomy = new Anatomy(this.settings)
    this.reanchoring = new Reanchoring(this, parts.host)
    this.tables = new Tables(this, parts.host)
    this.progress = new ProgressMirror(parts.contents.progress)
    this.assignments = new Assignments({
      annotator: parts.annotator.id,
      settings: this.settings,
      stateOf: (document, annotator) => this.progress.stateOf(document, annotator),
    })
    this.catalogue = new Catalogue(parts.host, parts.grant.id, parts.known)
    this.encodings = new Encodings(this.settings, this.progress, this.catalogue)
    this.rows = new DocumentRows({
      entries: () => this.catalogue.list,
      arrangement: () => this.catalogue.arrangement,
      stored: () => this.progress.documents.keys(),
      own: (document) => this.progress.of(document).layers[this.annotator],
      record: (document) => this.progress.of(document).record,
      calm: () => this.saver.settled(ROWS_WAIT_MS),
    })
    this.catalogue.onChange(() => this.rows.changed())
    this.saver = new Saver((change) => this.#write(change))
    this.#setUp(parts)
    this.#scan = new FolderScan(this, parts.host)
  }

  get annotator(): AnnotatorId {
    return this.#annotator.id
  }

  get annotatorName(): string {
    return this.#annotator.name
  }

  readonly schema: LabelSchema = $derived.by(() => {
    const record = this.#shared.get(SCHEMA_ID)
    return record?.kind === 'schema' ? record.schema : this.#fallback
  })

  /** Everyone who has a layer here, oneself among them. */
  readonly annotators: readonly AnnotatorRecord[] = $derived.by(() =>
    [...this.#shared.values()].filter((item): item is AnnotatorRecord => item.kind === 'annotator'),
  )

  /** A name for each of them that nobody else here has, as datasets carry it. */
  readonly names: ReadonlyMap<AnnotatorId, string> = $derived.by(() => annotatorNames(this.annotators))

  /** Those who annotate, under names that tell them apart and in their order; not gold, nor what programs suggest. */
  readonly people: readonly AnnotatorRecord[] = $derived.by(() =>
    this.annotators
      .filter(({ id }) => id !== GOLD && !isSuggester(id))
      .map((record) => ({ ...record, name: this.nameOf(record.id) }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
  )

  nameOf(annotator: AnnotatorId): string {
    return this.names.get(annotator) ?? annotator
  }

  get readOnly(): boolean {
    return this.store.readOnly
  }

  /** The document on screen. */
  get current(): DocumentSession | null {
    return this.#current
  }

  /** The document that is being fetched. */
  get opening(): DocumentId | null {
    return this.#opening
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

  /**
   * Puts a document on screen. When the file is gone, or is not the text that was tagged, the stored text is shown.
   * @throws HostFailure when the file cannot be read and no text is stored.
   */
  async open(id: DocumentId): Promise<void> {
    if (this.#current?.id === id && this.#opening === null) return
    this.#opening = id
    try {
      const [article, stored] = await Promise.all([this.#readFile(id), this.#readStored(id)])
      if (this.#opening !== id) return
      const tagged = [...stored.items.values()].some(countsInText)
      const text = stored.text && (tagged || article instanceof HostFailure) ? articleOf(stored.text) : article
      if (text instanceof HostFailure) throw text
      const entry = this.catalogue.get(id) ?? entryOf(text, recordOf(stored.items, id))
      this.learning.refresh()
      this.#current = new DocumentSession(this, entry, text, stored.items)
      if (!(article instanceof HostFailure)) this.reanchoring.notice(id, article.text !== text.text)
    } finally {
      if (this.#opening === id) this.#opening = null
    }
  }

  /** Shows the document on screen again as it now is. */
  async reopen(): Promise<void> {
    const open = this.#current
    this.#current = null
    if (open) await this.open(open.id)
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

  closeDocument(): void {
    this.#opening = null
    this.#current = null
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
    this.#current?.run('set-state', (desk: Desk) => setState(desk, state))
  }

  /** `texts` are those of documents, other than the one on screen, that are tagged for the first time. */
  commit(edit: Edit, action: ActionName, texts: readonly DocumentText[] = []): void {
    if (this.#mayChange()) this.#enqueue(edit, action, this.annotator, 'do', null, texts)
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
    const open = this.#current
    const touches = open !== null && documentsOf(edit).has(open.id)
    if (touches) this.#current = null
    this.commit(edit, action, texts)
    if (!open || !touches) return
    const own = texts.find(({ document }) => document === open.id)
    const text = own ? articleOf(own) : article?.id === open.id ? article : open.article
    this.#current = new DocumentSession(
      this,
      this.catalogue.get(open.id) ?? open.entry,
      text,
      withEdit(open.id, open.items, edit),
    )
  }

  /** Grows with every edit: what was read before and is used after an await may be out of date. */
  get revision(): number {
    return this.#revision
  }

  /** Calls the listener with each edit as it is shown; the answer stops it. */
  onEdit(listener: (edit: Edit) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
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
    this.#enqueue({ ...NOTHING, updated: [[before, after]] }, 'edit-schema', SYSTEM, 'do', null)
  }

  async undo(): Promise<void> {
    if (this.#mayChange()) await this.#inTurn(() => this.#travel('undo'))
  }

  async redo(): Promise<void> {
    if (this.#mayChange()) await this.#inTurn(() => this.#travel('redo'))
  }

  /** Nothing is shown that could not be saved. */
  #mayChange(): boolean {
    if (this.readOnly) this.#tell({ kind: 'read-only' })
    return !this.readOnly
  }

  /** One after the other: a key that is held down asks again before the store has answered. */
  #inTurn(travel: () => Promise<void>): Promise<void> {
    this.#travels = this.#travels.catch(() => undefined).then(travel)
    return this.#travels
  }

  /** Waits until all that is shown is on disk or known to have failed. */
  idle(): Promise<void> {
    return this.saver.idle()
  }

  /** Takes back from the screen what could not be written, and reads again what is stored. */
  discardUnsaved(): void {
    for (const change of [...this.saver.giveUp()].reverse()) this.#show(invert(change.edit), [])
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#scan.end()
    await this.learning.settled()
    await this.#travels.catch(() => undefined)
    await this.saver.idle()
    await this.store.close()
  }

  /** A deed that carries on another is taken back, and done again, together with it, and named by the first of the two. */
  async #travel(kind: 'undo' | 'redo'): Promise<void> {
    const target = await this.#step(kind)
    if (this.saver.failure) return
    if (!target) return this.#tell({ kind: kind === 'undo' ? 'nothing-to-undo' : 'nothing-to-redo' })
    const partner = await this.#partner(kind, target)
    const { action, documents } = (kind === 'undo' && partner ? partner : target).entry
    this.#tell({ kind: kind === 'undo' ? 'undone' : 'redone', action, documents })
  }

  /** The deed that was carried on by one just taken back, or carries on one just done again. */
  async #partner(kind: 'undo' | 'redo', { entry }: JournalStep): Promise<JournalStep | null> {
    if (kind === 'undo') return entry.action === CARRYING_ON ? this.#step('undo') : null
    return this.#step('redo', (next) => next.entry.action === CARRYING_ON)
  }

  /** Takes back, or does again, the deed whose turn it is; looks anew when something else was done before it could. */
  async #step(kind: 'undo' | 'redo', wanted = (_target: JournalStep) => true): Promise<JournalStep | null> {
    for (;;) {
      await this.saver.idle()
      if (this.saver.failure) return null
      const revision = this.#revision
      const { store, annotator } = this
      const target = await (kind === 'undo' ? store.undoTarget(annotator) : store.redoTarget(annotator))
      if (!target || !wanted(target)) return null
      await this.#showPlaceOf(target)
      const edit = kind === 'undo' ? invert(target.edit) : target.edit
      const texts = await this.#textsAfter(edit)
      if (revision !== this.#revision) continue
      await this.#travelTo(kind, target, edit, texts)
      return target
    }
  }

  async #travelTo(
    kind: 'undo' | 'redo',
    { entry }: JournalStep,
    edit: Edit,
    texts: readonly DocumentText[],
  ): Promise<void> {
    const open = this.#current
    const anew = open !== null && texts.some(({ document }) => document === open.id)
    if (anew) this.#current = null
    this.#enqueue(edit, entry.action, this.annotator, kind, entry.seq, texts)
    if (texts.length && kind === 'undo') this.reanchoring.decline(entry.documents)
    if (anew) await this.open(open.id).catch(() => undefined)
  }

  async #textsAfter(edit: Edit): Promise<DocumentText[]> {
    const read = textsAfter(edit).map(({ document, key }) => this.store.readText(document, key))
    return (await Promise.all(read)).flatMap((text) => text ?? [])
  }

  /** A deed in another document is taken back before the person's eyes, not behind their back. */
  async #showPlaceOf({ entry }: JournalStep): Promise<void> {
    const [document] = entry.documents
    if (document === undefined || entry.documents.length > 1 || this.#current?.id === document) return
    if (this.#current) await this.open(document).catch(() => undefined)
  }

  #enqueue(
    edit: Edit,
    action: string,
    by: AnnotatorId,
    kind: CommitKind,
    of: Seq | null,
    others: readonly DocumentText[] = [],
  ): void {
    if (isEmpty(edit)) return
    const own = this.#textsFor(edit)
    const texts = [...own, ...others.filter(({ document }) => document !== own[0]?.document)]
    this.#show(edit, texts)
    this.saver.enqueue({ edit, at: this.now(), by, action, kind, of, texts })
  }

  #show(edit: Edit, texts: readonly DocumentText[]): void {
    this.#current?.receive(edit)
    this.learning.follow(edit, this.#current?.id ?? null, this.#knownTexts(texts))
    this.progress.receive(edit, this.now(), new Map(texts.map(({ document, sha256 }) => [document, sha256])))
    this.rows.changed(documentsOf(edit))
    this.#revision++
    for (const listener of this.#listeners) listener(edit)
    if (touched(edit).every(isLayerItem)) return
    const shared = sharedPart(edit)
    const conflict = conflictWith(this.#shared, shared)
    if (conflict) throw new EditConflict(conflict)
    const next = new Map(this.#shared)
    for (const item of shared.removed) next.delete(item.id)
    for (const item of [...shared.updated.map(([, to]) => to), ...shared.added]) next.set(item.id, item)
    this.#shared = next
  }

  /** The texts at hand; null for a document that gets another one than it had. */
  #knownTexts(texts: readonly DocumentText[]): ReadonlyMap<DocumentId, string | null> {
    const known = new Map<DocumentId, string | null>(this.#current ? [[this.#current.id, this.#current.text]] : [])
    for (const { document, sha256, text } of texts) {
      const before = this.progress.of(document).text
      known.set(document, before === null || before === sha256 ? text : null)
    }
    return known
  }

  /** With its first tag the exact text of a document is stored, so that a vanished file costs nothing. */
  #textsFor(edit: Edit): DocumentText[] {
    const current = this.#current
    if (!current) return []
    const concerns = touched(edit).some((item) => countsInText(item) && item.document === current.id)
    const { sha256, encoding, text } = current.article
    if (this.progress.of(current.id).text === sha256) return []
    return concerns ? [{ document: current.id, sha256, encoding, text }] : []
  }

  async #write(change: Change) {
    const result = await this.store.commit(change)
    if (!result.ok) this.#tell({ kind: 'save-failed', problem: result.problem })
    return result
  }

  async #readFile(id: DocumentId): Promise<ArticleText | HostFailure> {
    const encoding = this.encodings.of([id])[id] ?? null
    return this.#host.ask('corpus.read', { grant: this.grant.id, id, encoding }).catch(asFailure)
  }

  async #readStored(id: DocumentId) {
    await this.saver.idle()
    return this.store.readDocument(id)
  }

  #setUp({ contents, annotator, preset }: ProjectParts): void {
    if (this.readOnly) return
    const added: Item[] = []
    if (!contents.items.has(SCHEMA_ID))
      added.push({ kind: 'schema', id: SCHEMA_ID, schema: preset } satisfies SchemaRecord)
    if (!contents.items.has(annotator.id)) added.push(annotator)
    this.#enqueue({ ...NOTHING, added }, 'edit-schema', SYSTEM, 'do', null)
    this.rename(annotator.name)
  }
}

function asFailure(error: unknown): HostFailure {
  if (error instanceof HostFailure) return error
  throw error
}

function articleOf({ document, text, sha256, encoding }: DocumentText): ArticleText {
  return { id: document, text, sha256, encoding, bytes: 0 }
}

/** What a scan would say of a document that is no file. */
function entryOf({ id, text, sha256, encoding }: ArticleText, { imported }: DocumentRecord): CorpusEntry {
  const head = { title: imported?.title ?? id, date: imported?.date ?? null, fields: {} }
  return { id, bytes: 0, modifiedMs: 0, sha256, encoding, length: text.length, ...head }
}
