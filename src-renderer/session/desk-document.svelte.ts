import { touched, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import type { DocumentId, Item } from '../../src-core/annotation/records.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** One document with the records of all its layers, as a desk of review shows it. */
export class DeskDocument {
  readonly #project: ProjectSession
  readonly #host: Host
  #id = $state.raw<DocumentId | null>(null)
  #text = $state.raw('')
  #items = $state.raw<Items>(new Map())
  /** Counts what was asked for, so that a slow answer does not overwrite a later one. */
  #turn = 0

  constructor(project: ProjectSession, host: Host) {
    this.#project = project
    this.#host = host
  }

  get id(): DocumentId | null {
    return this.#id
  }

  get text(): string {
    return this.#text
  }

  get items(): Items {
    return this.#items
  }

  /** Shows a document; false when another was asked for meanwhile. */
  async open(id: DocumentId): Promise<boolean> {
    const turn = ++this.#turn
    await this.#project.idle()
    const { items, text } = await this.#project.store.readDocument(id)
    const words = text?.text ?? (await this.#textOf(id))
    if (turn !== this.#turn) return false
    this.#items = items
    this.#text = words
    this.#id = id
    return true
  }

  close(): void {
    this.#turn++
    this.#id = null
  }

  /** Takes in the part of an edit that concerns the document; whether there was one, and the other documents in it. */
  receive(edit: Edit): { readonly here: boolean; readonly elsewhere: ReadonlySet<DocumentId> } {
    const documents = new Set(touched(edit).flatMap((item) => ('document' in item ? item.document : [])))
    const here = documents.delete(this.#id ?? '')
    if (here) this.#items = this.#patched(edit)
    return { here, elsewhere: documents }
  }

  #patched(edit: Edit): Items {
    const mine = (item: Item) => 'document' in item && item.document === this.#id
    const next = new Map(this.#items)
    for (const item of edit.removed) next.delete(item.id)
    for (const [, to] of edit.updated) if (mine(to)) next.set(to.id, to)
    for (const item of edit.added) if (mine(item)) next.set(item.id, item)
    return next
  }

  async #textOf(id: DocumentId): Promise<string> {
    const encoding = this.#project.encodings.of([id])[id] ?? null
    return (await this.#host.ask('corpus.read', { grant: this.#project.grant.id, id, encoding })).text
  }
}
