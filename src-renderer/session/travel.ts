import { EditConflict, invert, type Edit } from '../../src-core/annotation/edit.ts'
import type { AnnotatorId, DocumentId } from '../../src-core/annotation/records.ts'
import type { JournalStep } from '../store/journal.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { DocumentText } from '../store/rows.ts'
import { CARRYING_ON } from './action-names.ts'
import type { Commits } from './commits.ts'
import type { OpenDocument } from './open-document.svelte.ts'
import type { ProjectEvent } from './project-event.ts'
import { textsAfter } from './reanchoring.svelte.ts'
import type { Saver } from './saver.svelte.ts'

type Way = 'undo' | 'redo'

interface TravelParts {
  readonly annotator: AnnotatorId
  readonly store: ProjectStore
  readonly saver: Saver
  readonly commits: Commits
  readonly screen: OpenDocument
  readonly reanchoring: { decline(documents: readonly DocumentId[]): void }
  readonly tell: (event: ProjectEvent) => void
}

/** The way back and forth through what one person did. */
export class Travel {
  readonly #parts: TravelParts
  #steps: Promise<void> = Promise.resolve()

  constructor(parts: TravelParts) {
    this.#parts = parts
  }

  /** One after the other: a key that is held down asks again before the store has answered. */
  go(way: Way): Promise<void> {
    this.#steps = this.settled()
      .then(() => this.#go(way))
      .catch((error: unknown) => this.#failed(error))
    return this.#steps
  }

  /** A deed does not follow where something else than Postil changed what it left, or a repair did: nothing is done. */
  #failed(error: unknown): void {
    if (!(error instanceof EditConflict)) throw error
    this.#parts.tell({ kind: 'out-of-step' })
  }

  /** Waits until nothing more is taken back or done again. */
  settled(): Promise<void> {
    return this.#steps.catch(() => undefined)
  }

  /** A deed that carries on another is taken back, and done again, together with it, and named by the first of the two. */
  async #go(way: Way): Promise<void> {
    const { saver, tell } = this.#parts
    const target = await this.#step(way)
    if (saver.failure) return
    if (!target) return tell({ kind: way === 'undo' ? 'nothing-to-undo' : 'nothing-to-redo' })
    const partner = await this.#partner(way, target)
    const { entry, edit } = way === 'undo' && partner ? partner : target
    tell({ kind: way === 'undo' ? 'undone' : 'redone', action: entry.action, documents: entry.documents, edit })
  }

  /** The deed that was carried on by one just taken back, or carries on one just done again. */
  async #partner(way: Way, { entry }: JournalStep): Promise<JournalStep | null> {
    if (way === 'undo') return entry.action === CARRYING_ON ? this.#step('undo') : null
    return this.#step('redo', (next) => next.entry.action === CARRYING_ON)
  }

  /** Takes back, or does again, the deed whose turn it is; looks anew when something else was done before it could. */
  async #step(way: Way, wanted = (_target: JournalStep) => true): Promise<JournalStep | null> {
    const { store, saver, commits, annotator } = this.#parts
    for (;;) {
      await saver.idle()
      if (saver.failure) return null
      const { revision } = commits
      const target = await (way === 'undo' ? store.undoTarget(annotator) : store.redoTarget(annotator))
      if (!target || !wanted(target)) return null
      await this.#showPlaceOf(target)
      const edit = way === 'undo' ? invert(target.edit) : target.edit
      const texts = await this.#textsAfter(edit)
      if (revision !== commits.revision) continue
      await this.#arrive(way, target, edit, texts)
      return target
    }
  }

  async #arrive(way: Way, { entry }: JournalStep, edit: Edit, texts: readonly DocumentText[]): Promise<void> {
    const { screen, commits, annotator, reanchoring } = this.#parts
    const anew = texts.some(({ document }) => document === screen.current?.id) ? screen.lift() : null
    commits.enqueue({ edit, action: entry.action, by: annotator, kind: way, of: entry.seq, texts })
    if (texts.length && way === 'undo') reanchoring.decline(entry.documents)
    if (anew) await screen.open(anew.id).catch(() => undefined)
  }

  async #textsAfter(edit: Edit): Promise<DocumentText[]> {
    const read = textsAfter(edit).map(({ document, key }) => this.#parts.store.readText(document, key))
    return (await Promise.all(read)).flatMap((text) => text ?? [])
  }

  /** A deed in another document is taken back before the person's eyes, not behind their back. */
  async #showPlaceOf({ entry }: JournalStep): Promise<void> {
    const { screen } = this.#parts
    const [document] = entry.documents
    if (document === undefined || entry.documents.length > 1 || screen.current?.id === document) return
    if (screen.current) await screen.open(document).catch(() => undefined)
  }
}
