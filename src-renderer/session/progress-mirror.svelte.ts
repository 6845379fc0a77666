import type { Edit } from '../../src-core/annotation/edit.ts'
import type {
  AnnotatorId,
  DocumentId,
  DocumentRecord,
  DocumentState,
  EpochMs,
} from '../../src-core/annotation/records.ts'
import { placesOf } from '../store/layer-change.ts'
import { layerAfter, NO_PROGRESS, withLayer } from '../store/progress.ts'
import type { DocumentProgress } from '../store/rows.ts'

/** What the list shows of every document's layers, kept in memory and changed with each edit. */
export class ProgressMirror {
  readonly #documents: Map<DocumentId, DocumentProgress>
  #version = $state(0)
  #strayed = $state.raw<ReadonlySet<DocumentId>>(new Set())

  constructor(documents: ReadonlyMap<DocumentId, DocumentProgress>) {
    this.#documents = new Map(documents)
    const strayed = new Set<DocumentId>()
    for (const [document, { record }] of documents) if (record?.strays?.length) strayed.add(document)
    this.#strayed = strayed
  }

  /** Grows with every change; read it to depend on all documents at once. */
  get version(): number {
    return this.#version
  }

  of(document: DocumentId): DocumentProgress {
    void this.#version
    return this.#documents.get(document) ?? NO_PROGRESS
  }

  stateOf(document: DocumentId, annotator: AnnotatorId): DocumentState {
    return this.of(document).layers[annotator]?.state ?? 'untouched'
  }

  /** The documents with tags that wait for a person; another set with every change of one of them. */
  get strayed(): ReadonlySet<DocumentId> {
    return this.#strayed
  }

  /** Every document of which something is known, present in the folder or not. */
  get documents(): ReadonlyMap<DocumentId, DocumentProgress> {
    void this.#version
    return this.#documents
  }

  /** Takes in an edit; `texts` names documents whose text is stored with it. */
  receive(edit: Edit, at: EpochMs, texts: ReadonlyMap<DocumentId, string>): void {
    const places = placesOf(edit)
    for (const { document, annotator, steps } of places.layers) {
      const known = this.#documents.get(document) ?? NO_PROGRESS
      this.#documents.set(document, withLayer(known, annotator, layerAfter(known.layers[annotator], steps, at)))
    }
    for (const { before, after } of places.records) {
      const document = after?.document ?? before?.document ?? ''
      this.#documents.set(document, { ...(this.#documents.get(document) ?? NO_PROGRESS), record: after ?? null })
      if (before?.strays?.length || after?.strays?.length) this.#noteStrays(document, after)
    }
    for (const [document, text] of texts)
      this.#documents.set(document, { ...(this.#documents.get(document) ?? NO_PROGRESS), text })
    this.#version++
  }

  #noteStrays(document: DocumentId, record: DocumentRecord | undefined): void {
    const strayed = new Set(this.#strayed)
    if (record?.strays?.length) strayed.add(document)
    else strayed.delete(document)
    this.#strayed = strayed
  }
}
