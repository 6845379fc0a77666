import type { DocumentId } from '../../src-core/annotation/records.ts'
import { storeCatalogue } from './catalogue-storing.ts'
import type { Host } from './host.ts'
import type { OpenFolder } from './open-folder.ts'
import { renamedFiles, renameEdit } from './renaming.ts'
import { FolderFollower } from './watch.ts'

/** Keeps what is known of the open folder's files true: reads them, and lets tags follow what happened to them. */
export class FolderScan {
  readonly #project: OpenFolder
  readonly #follower: FolderFollower
  #tail: Promise<unknown> = Promise.resolve()
  #scanned = false
  #ended = false

  constructor(project: OpenFolder, host: Host) {
    this.#project = project
    this.#follower = new FolderFollower(project, host)
  }

  /** Whether the folder was read since it was opened. */
  get scanned(): boolean {
    return this.#scanned
  }

  /**
   * Reads the folder and remembers what was found; those of `again` also when they seem unchanged. Renamed files keep
   * their tags, tags of changed files move with their text.
   */
  run(again: Iterable<DocumentId> | 'all' = []): Promise<void> {
    const turn = this.#tail.then(() => this.#read(again))
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  /** Waits until the folder was read, or could not be. */
  async settled(): Promise<void> {
    await this.#tail
  }

  /** Ends what is under way; afterwards nothing of it reads or writes the store. */
  async end(): Promise<void> {
    this.#ended = true
    this.#project.catalogue.cancel()
    await this.#follower.stop()
    await this.#tail
  }

  async #read(again: Iterable<DocumentId> | 'all'): Promise<void> {
    await this.#follower.ready
    if (this.#isOver()) return
    const { catalogue, anatomy, encodings, progress, store, reanchoring } = this.#project
    const wanted = anatomy.isKnown ? again : 'all'
    const chosen = encodings.of(progress.documents.keys())
    const change = await catalogue.rescan({ again: wanted, encodings: chosen, encoding: encodings.folder })
    this.#scanned = true
    if (this.#isOver()) return
    // The catalogue last: whoever leaves before it is written reads again, with all that this teaches.
    if (change.complete) await anatomy.learn(change.lines, catalogue.ids.length)
    if (change.news) await storeCatalogue(store)
    if (!change.complete || this.#isOver()) return
    await this.#followRenames()
    await reanchoring.look()
  }

  /** Asked again after each wait: the project may have been closed meanwhile. */
  #isOver(): boolean {
    return this.#ended
  }

  async #followRenames(): Promise<void> {
    const project = this.#project
    if (project.readOnly) return
    const renamed = renamedFiles(project)
    if (renamed.size === 0) return
    await project.idle()
    const { revision } = project
    const { edit, texts } = await renameEdit(project, renamed)
    if (project.revision !== revision) return this.#followRenames()
    const open = project.current?.id
    project.commitOnTexts(edit, 'rename-file', texts)
    const to = open === undefined ? undefined : renamed.get(open)
    if (to !== undefined) await project.open(to).catch(() => undefined)
  }
}
