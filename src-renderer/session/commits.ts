import { invert, isEmpty, touched, type Edit } from '../../src-core/annotation/edit.ts'
import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { Change } from '../store/commit.ts'
import type { DocumentText } from '../store/rows.ts'
import type { DocumentRows } from './document-rows.svelte.ts'
import type { DocumentSession } from './document-session.svelte.ts'
import { countsInText, documentsOf } from './edit-parts.ts'
import type { Learning } from './learning.svelte.ts'
import type { ProgressMirror } from './progress-mirror.svelte.ts'
import type { Saver } from './saver.svelte.ts'
import type { SharedRecords } from './shared-records.svelte.ts'

/** Who sets up a project before anybody annotates; nobody's undo reaches it. */
export const SYSTEM = 'postil'

/** A change before it is known when it is made. */
export type Deed = Omit<Change, 'at' | 'confirmed'>

interface CommitParts {
  readonly screen: { readonly current: DocumentSession | null }
  readonly shared: SharedRecords
  readonly progress: ProgressMirror
  readonly rows: DocumentRows
  readonly learning: Learning
  readonly saver: Saver
  readonly now: () => number
}

/** The one way of an edit: to everything that shows it, at once, and then to the store. */
export class Commits {
  readonly #parts: CommitParts
  readonly #listeners = new Set<(edit: Edit) => void>()
  #revision = 0

  constructor(parts: CommitParts) {
    this.#parts = parts
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

  /** `texts` are those of documents, other than the one on screen, that are tagged for the first time. */
  enqueue(deed: Deed): void {
    if (isEmpty(deed.edit)) return
    const own = this.#textsFor(deed.edit)
    const texts = [...own, ...(deed.texts ?? []).filter(({ document }) => document !== own[0]?.document)]
    this.#show(deed.edit, texts)
    this.#parts.saver.enqueue({ ...deed, at: this.#parts.now(), texts })
  }

  /** Takes back from the screen what could not be written. */
  discardUnsaved(): void {
    for (const change of [...this.#parts.saver.giveUp()].reverse()) this.#show(invert(change.edit), [])
  }

  #show(edit: Edit, texts: readonly DocumentText[]): void {
    const { screen, learning, progress, rows, shared, now } = this.#parts
    screen.current?.receive(edit)
    learning.follow(edit, screen.current?.id ?? null, this.#knownTexts(texts))
    progress.receive(edit, now(), new Map(texts.map(({ document, sha256 }) => [document, sha256])))
    rows.changed(documentsOf(edit))
    this.#revision++
    for (const listener of this.#listeners) listener(edit)
    shared.receive(edit)
  }

  /** The texts at hand; null for a document that gets another one than it had. */
  #knownTexts(texts: readonly DocumentText[]): ReadonlyMap<DocumentId, string | null> {
    const { screen, progress } = this.#parts
    const known = new Map<DocumentId, string | null>(screen.current ? [[screen.current.id, screen.current.text]] : [])
    for (const { document, sha256, text } of texts) {
      const before = progress.of(document).text
      known.set(document, before === null || before === sha256 ? text : null)
    }
    return known
  }

  /** With its first tag the exact text of a document is stored, so that a vanished file costs nothing. */
  #textsFor(edit: Edit): DocumentText[] {
    const { current } = this.#parts.screen
    if (!current) return []
    const concerns = touched(edit).some((item) => countsInText(item) && item.document === current.id)
    const { sha256, encoding, text } = current.article
    if (this.#parts.progress.of(current.id).text === sha256) return []
    return concerns ? [{ document: current.id, sha256, encoding, text }] : []
  }
}
