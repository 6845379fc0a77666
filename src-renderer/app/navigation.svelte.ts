import { untrack } from 'svelte'
import { LibraryQuery } from '../features/library/library-query.svelte.ts'
import { orderKept, type Order } from '../features/library/query.ts'
import type { AppSession } from '../session/app-session.svelte.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type { ProjectSession } from '../session/project-session.svelte.ts'

/** What can lie over the document or the list; closing it shows them as they were. */
export type Screen =
  'agreement' | 'concordance' | 'entities' | 'review' | 'schema' | 'strays' | 'layer' | 'remarks' | 'assignments'

/** The way through the documents, in the order of the list as it is shown. */
export class Navigation {
  readonly #app: AppSession
  #listShown = $state(true)
  screen = $state<Screen | null>(null)
  #opener: Element | null = null
  #focusFilter: () => void = () => undefined
  #steps: Promise<void> = Promise.resolve()

  constructor(app: AppSession) {
    this.#app = app
  }

  /** The list's filter, which lives as long as the folder is open, and its order, which outlives the app. */
  readonly query: LibraryQuery = $derived.by(() => {
    const project = this.#app.project
    return new LibraryQuery(
      () => project?.rows.list ?? [],
      () => project?.current?.id ?? null,
      { order: untrack(() => orderKept(this.#app.settings.reading)), keep: (order) => this.#keep(order) },
      project?.assignments.order ?? null,
    )
  })

  #keep({ column, descending }: Order): void {
    const reading = { ...this.#app.settings.reading, sortColumn: column, sortDescending: descending }
    void this.#app.changeSettings({ reading })
  }

  get listShown(): boolean {
    return this.#listShown
  }

  show(screen: Screen): void {
    // Asked before the page changes: what lies under a screen loses the focus.
    if (this.screen === null) this.#opener = document.activeElement
    this.screen = screen
  }

  /** What had the focus before a screen lay over it. */
  get opener(): Element | null {
    return this.#opener
  }

  toggleList(): void {
    this.#listShown = !this.#listShown
  }

  /** Tells where the filter box is. */
  filterIs(focus: () => void): void {
    this.#focusFilter = focus
  }

  findDocument(): void {
    this.#listShown = true
    requestAnimationFrame(() => this.#focusFilter())
  }

  open(id: string): Promise<void> {
    keepTyped()
    this.screen = null
    return this.#app.openDocument(id)
  }

  /** Opens a document at a passage, with a tag in hand if one is named. */
  async openAt(document: string, range: Range, span?: string): Promise<void> {
    await this.open(document)
    const project = this.#app.project
    if (project?.current?.id === document) project.reveal = { document, range, ...(span === undefined ? {} : { span }) }
  }

  closeDocument(): void {
    keepTyped()
    this.screen = null
    this.#app.project?.closeDocument()
    this.findDocument()
  }

  /** Steps that follow each other quickly are all taken, each from where the one before led. */
  step(step: 1 | -1): Promise<void> {
    this.#steps = this.#steps.catch(() => undefined).then(() => this.#step(step))
    return this.#steps
  }

  async #step(step: 1 | -1): Promise<void> {
    const next = this.query.neighbour(this.#current, step)
    if (next) await this.open(next.id)
    else this.#app.say('info', step > 0 ? 'go.last' : 'go.first')
  }

  /** The next document nobody has begun, from here to the end and then from the start. */
  async nextUntouched(): Promise<void> {
    const asked = this.#app.project?.assignments.order
    const untouched = ({ id, state }: { readonly id: string; readonly state: string }) =>
      state === 'untouched' && (!asked || asked.has(id))
    const next = this.query.neighbour(this.#current, 1, untouched) ?? this.query.neighbour(null, 1, untouched)
    if (next) await this.open(next.id)
    else this.#app.say('good', asked ? 'go.all-asked' : 'go.all-touched')
  }

  /** Marks the document as done and goes to the next one that is not, from here to the end and then from the start. */
  async doneAndNext(): Promise<void> {
    const project = this.#app.project
    if (!project?.current) return
    project.setState('done')
    const open = ({ id }: { readonly id: string }) => this.#isOpenEnded(project, id)
    const below = this.query.neighbour(project.current.id, 1, open)
    const next = below ?? this.query.neighbour(null, 1, open)
    if (next && !below) this.#app.say('info', 'go.from-top')
    if (next) await this.open(next.id)
    else this.#app.say('good', 'go.all-done')
  }

  #isOpenEnded(project: ProjectSession, id: string): boolean {
    const state = project.stateOf(id)
    return state === 'untouched' || state === 'in_progress'
  }

  get #current(): string | null {
    return this.#app.project?.current?.id ?? null
  }
}

/** A field that is being typed in gives its value while its document is still the one on screen. */
function keepTyped(): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
}
