import type { Items } from '../../src-core/annotation/edit.ts'
import { recordOf } from '../../src-core/annotation/document-commands.ts'
import type { DocumentId, DocumentRecord, Id } from '../../src-core/annotation/records.ts'
import { articleHead } from '../../src-core/text/anatomy.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type { ArticleText, CorpusEntry, Grant } from '../../src-main/ipc/contract.ts'
import type { StoredDocument } from '../store/reading.ts'
import type { DocumentText } from '../store/rows.ts'
import type { Catalogue } from './catalogue.svelte.ts'
import { DocumentSession, type WritePath } from './document-session.svelte.ts'
import { countsInText } from './edit-parts.ts'
import type { Encodings } from './encodings.ts'
import { HostFailure, type Host } from './host.ts'

/** A passage of a document that the reader should show when it is there. */
export interface Reveal {
  readonly document: DocumentId
  readonly range: Range
  /** The tag there that is taken in hand. */
  readonly span?: Id
}

/** What putting a document on screen needs of the open project. */
interface Shelf extends WritePath {
  readonly grant: Grant
  readonly catalogue: Catalogue
  readonly encodings: Encodings
  readonly store: { readDocument(document: DocumentId): Promise<StoredDocument> }
  readonly learning: { refresh(): void }
  readonly reanchoring: { notice(document: DocumentId, changed: boolean): void }
  idle(): Promise<void>
}

/** The document on screen, and which of its texts is shown. */
export class OpenDocument {
  readonly #project: Shelf
  readonly #host: Host
  #current = $state.raw<DocumentSession | null>(null)
  #opening = $state.raw<DocumentId | null>(null)
  /** What the reader shows next; a new object shows the same passage again. */
  reveal = $state.raw<Reveal | null>(null)

  constructor(project: Shelf, host: Host) {
    this.#project = project
    this.#host = host
  }

  get current(): DocumentSession | null {
    return this.#current
  }

  /** The document that is being fetched. */
  get opening(): DocumentId | null {
    return this.#opening
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
      this.#project.learning.refresh()
      this.put(entryOf(text, recordOf(stored.items, id)), text, stored.items)
      if (!(article instanceof HostFailure)) this.#project.reanchoring.notice(id, article.text !== text.text)
    } finally {
      if (this.#opening === id) this.#opening = null
    }
  }

  /** Puts it on screen with these records; `entry` is for one that the last scan did not find. */
  put(entry: CorpusEntry, text: ArticleText, items: Items): void {
    const found = this.#project.catalogue.get(entry.id)
    this.#current = new DocumentSession(this.#project, found ?? entry, text, items)
  }

  /** Shows the document on screen again as it now is. */
  async reopen(): Promise<void> {
    const open = this.lift()
    if (open) await this.open(open.id)
  }

  /** Takes it off the screen, for as long as it has no text that its records count in. */
  lift(): DocumentSession | null {
    const open = this.#current
    this.#current = null
    return open
  }

  close(): void {
    this.#opening = null
    this.#current = null
  }

  async #readFile(id: DocumentId): Promise<ArticleText | HostFailure> {
    const { encodings, grant } = this.#project
    const encoding = encodings.of([id])[id] ?? null
    return this.#host.ask('corpus.read', { grant: grant.id, id, encoding }).catch(asFailure)
  }

  async #readStored(id: DocumentId): Promise<StoredDocument> {
    await this.#project.idle()
    return this.#project.store.readDocument(id)
  }
}

/** A stored text as if it had been read from its file. */
export function articleOf({ document, text, sha256, encoding }: DocumentText): ArticleText {
  return { id: document, text, sha256, encoding, bytes: 0 }
}

/** What a scan would say of a document that is no file, or none any more. */
function entryOf({ id, text, sha256, encoding }: ArticleText, { imported }: DocumentRecord): CorpusEntry {
  const said = imported ?? articleHead(text)
  const head = { title: said.title || id, date: said.date, fields: {} }
  return { id, bytes: 0, modifiedMs: 0, sha256, encoding, length: text.length, ...head }
}

function asFailure(error: unknown): HostFailure {
  if (error instanceof HostFailure) return error
  throw error
}
