import { untrack } from 'svelte'
import { joined } from '../../src-core/annotation/bulk.ts'
import { editDocument } from '../../src-core/annotation/document-commands.ts'
import { apply, isEmpty, squash, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  dropStray,
  placeStray,
  shelveStray,
  type Reanchored,
  type TextChange,
} from '../../src-core/annotation/reanchor.ts'
import type { AnnotatorId, DocumentId, Id, Stray } from '../../src-core/annotation/records.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type { ArticleText } from '../../src-main/ipc/contract.ts'
import type { DocumentText } from '../store/rows.ts'
import type { ChangedDocument } from '../workers/orders.ts'
import { inThread } from '../workers/store-thread.ts'
import type { ActionName } from './action-names.ts'
import type { Host } from './host.ts'
import type { OpenFolder } from './open-folder.ts'
import { bytesHash, textKey } from './text-key.ts'

export interface ReanchorReport {
  readonly documents: number
  readonly kept: number
  readonly asking: number
  readonly lost: number
}

/** A tag that waits, and where. */
export interface WaitingTag {
  readonly document: DocumentId
  readonly stray: Stray
}

/** A thread of its own moves the tags of so many. */
const DOCUMENTS_A_STEP = 100

/** What becomes of a document's tags, and the text that they count in then. */
type Moved = Reanchored & { readonly text: DocumentText }

/** Files whose text is no longer the one that was tagged, and tags that wait for a person because of it. */
export class Reanchoring {
  readonly #project: OpenFolder
  readonly #host: Host
  #changed = $state.raw<ReadonlySet<DocumentId>>(new Set())
  /** Those whose tags a person took back to the former text: they are only offered again. */
  readonly #declined = new Set<DocumentId>()
  #report = $state.raw<ReanchorReport | null>(null)

  constructor(project: OpenFolder, host: Host) {
    this.#project = project
    this.#host = host
  }

  /** Documents that show their former text because the file says another. */
  get changed(): ReadonlySet<DocumentId> {
    return this.#changed
  }

  /** What was moved by itself and not looked at yet. */
  get report(): ReanchorReport | null {
    return this.#report
  }

  dismiss(): void {
    this.#report = null
  }

  /** Follows the documents that have some, few among many: a tag elsewhere costs nothing here. */
  readonly waiting: readonly WaitingTag[] = $derived.by(() => {
    const { progress } = this.#project
    return [...progress.strayed].flatMap((document) => {
      const { record } = untrack(() => progress.of(document))
      return (record?.strays ?? []).flatMap((stray) => (this.#project.hides(stray.span) ? [] : { document, stray }))
    })
  })

  notice(document: DocumentId, changed: boolean): void {
    if (this.#changed.has(document) === changed) return
    const next = new Set(this.#changed)
    if (changed) next.add(document)
    else next.delete(document)
    this.#changed = next
  }

  decline(documents: readonly DocumentId[]): void {
    for (const document of documents) this.#declined.add(document)
  }

  /** After a scan: moves the tags of changed files that are not on screen, and offers it for the one that is. */
  async look(): Promise<void> {
    const changed = this.#differing()
    const { current, catalogue } = this.#project
    const open = current?.id
    const offered = changed.filter((id) => id === open || this.#declined.has(id) || this.#project.readOnly)
    const entry = open === undefined ? undefined : catalogue.get(open)
    const differs = current && entry && entry.sha256 !== bytesHash(current.article.sha256)
    this.#changed = new Set([...offered, ...(differs ? [current.id] : [])])
    await this.moveAll(changed.filter((id) => !this.#changed.has(id)))
  }

  /** Shows the text that the file of the document on screen has now, its tags moved to it. */
  async follow(document: DocumentId): Promise<void> {
    await this.moveAll([document])
    if (!this.#changed.has(document)) return
    await this.#project.reopen()
  }

  /** Moves the tags of documents to the texts that their files have now, as one edit. */
  async moveAll(documents: readonly DocumentId[]): Promise<void> {
    const total = { documents: 0, kept: 0, asking: 0, lost: 0 }
    const edits: Edit[] = []
    const texts: DocumentText[] = []
    await this.#project.idle()
    const { revision } = this.#project
    for (let i = 0; i < documents.length; i += DOCUMENTS_A_STEP) {
      const step = documents.slice(i, i + DOCUMENTS_A_STEP)
      const layers = await this.#project.store.readMany(step)
      const articles = await this.#read(step)
      for (const moved of await this.#move(articles, layers)) {
        edits.push(moved.edit)
        texts.push(moved.text)
        total.documents++
        total.kept += moved.kept
        total.asking += moved.asking
        total.lost += moved.lost
      }
    }
    if (this.#project.revision !== revision) return this.moveAll(documents)
    if (edits.length === 0) return
    this.#project.commitOnTexts(joined(edits), 'reanchor', texts)
    for (const { document } of texts) this.notice(document, false)
    for (const { document } of texts) this.#declined.delete(document)
    this.#report = total
  }

  /** Reads a file in another encoding; null detects it. Tags move to what it says then. */
  async setEncoding(document: DocumentId, encoding: string | null): Promise<void> {
    const { grant, store } = this.#project
    const article = await this.#host.ask('corpus.read', { grant: grant.id, id: document, encoding })
    await this.#project.idle()
    const items = (await store.readMany([document])).get(document) ?? new Map()
    const chosen = editDocument(items, document, { encoding })
    const [moved] = await this.#move([article], new Map([[document, apply(items, chosen)]]))
    const edit = moved ? squash([chosen, moved.edit]) : chosen
    if (!isEmpty(edit)) this.#project.commitOnTexts(edit, 'edit-document', moved ? [moved.text] : [], article)
    this.notice(document, false)
    await this.#project.scan([document])
  }

  async place({ document, stray }: WaitingTag, ranges: readonly Range[]): Promise<void> {
    await this.#change(document, 'reanchor', (items) => placeStray(items, document, stray, ranges, this.#project.now()))
  }

  async shelve(document: DocumentId, id: Id): Promise<void> {
    await this.#change(document, 'reanchor', (items) => shelveStray(items, document, id))
  }

  async drop(document: DocumentId, id: Id): Promise<void> {
    await this.#change(document, 'untag', (items) => dropStray(items, document, id))
  }

  /** The text that the candidates of a document's strays count in. */
  async textOf(document: DocumentId): Promise<string | null> {
    const key = this.#project.progress.of(document).text
    return key === null ? null : ((await this.#project.store.readText(document, key))?.text ?? null)
  }

  async #change(document: DocumentId, action: ActionName, make: (items: Items) => Edit): Promise<void> {
    await this.#project.idle()
    const items = (await this.#project.store.readMany([document])).get(document) ?? new Map()
    const edit = make(items)
    if (!isEmpty(edit)) this.#project.commit(edit, action)
  }

  #differing(): DocumentId[] {
    const { progress, catalogue } = this.#project
    return [...progress.documents].flatMap(([id, { text, layers, record }]) => {
      const entry = text === null ? undefined : catalogue.get(id)
      const counts = Object.keys(layers).length > 0 || record?.excluded || record?.strays?.length
      return entry && counts && bytesHash(text ?? '') !== entry.sha256 ? [id] : []
    })
  }

  async #read(ids: readonly DocumentId[]): Promise<ArticleText[]> {
    const { grant } = this.#project
    const encodings = this.#project.encodings.of(ids)
    const answers = await this.#host.ask('corpus.read-many', { grant: grant.id, ids, encodings })
    return answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  }

  /** Whose tags in a document may not be seen yet. */
  #unseen(document: DocumentId): AnnotatorId[] {
    const { progress } = this.#project
    const annotators = Object.keys(progress.of(document).layers)
    return annotators.filter((annotator) => this.#project.hides({ document, annotator }))
  }

  /** Moves the tags of those whose text is no longer the stored one, where no frame waits for it. */
  async #move(articles: readonly ArticleText[], layers: ReadonlyMap<DocumentId, Items>): Promise<readonly Moved[]> {
    const changed: (ChangedDocument & { readonly text: DocumentText })[] = []
    for (const article of articles) {
      const change = await this.#changeOf(article)
      if (!change) continue
      const { id: document, encoding, text } = article
      const items = [...(layers.get(document)?.values() ?? [])]
      changed.push({ items, change, text: { document, sha256: change.after.key, encoding, text } })
    }
    if (changed.length === 0) return []
    const moved = await inThread(
      'reanchor',
      changed.map(({ items, change }) => ({ items, change })),
    )
    return moved.flatMap((each, i) => (changed[i] ? [{ ...each, text: changed[i].text }] : []))
  }

  async #changeOf(article: ArticleText): Promise<TextChange | null> {
    const { id: document, text } = article
    const stored = this.#project.progress.of(document).text
    const before = stored === null ? null : await this.#project.store.readText(document, stored)
    if (!before || before.text === text) return null
    const after = { key: textKey(article, before), text }
    return { document, before: { key: before.sha256, text: before.text }, after, unseen: this.#unseen(document) }
  }
}

/** The texts that documents count in again when an edit of their records is taken back or done again. */
export function textsAfter(edit: Edit): readonly { readonly document: DocumentId; readonly key: string }[] {
  const gone = [...edit.removed.map((from) => [from, undefined] as const), ...edit.updated]
  return gone.flatMap(([from, to]) => {
    if (from.kind !== 'document') return []
    const now = to?.kind === 'document' ? to.text?.now : undefined
    const key = now ?? from.text?.before
    return key !== undefined && key !== from.text?.now ? [{ document: from.document, key }] : []
  })
}
