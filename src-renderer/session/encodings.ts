import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { Catalogue } from './catalogue.svelte.ts'
import type { ProgressMirror } from './progress-mirror.svelte.ts'
import type { ProjectSettings } from './project-settings.ts'

const KEY = 'encoding'
/** What bytes say of themselves, and formats that say it. */
const SURE = /^(?:utf-|docx$|pdf$)/

/** In which encodings people chose to read the files of a folder. */
export class Encodings {
  readonly #settings: ProjectSettings
  readonly #progress: ProgressMirror
  readonly #catalogue: Catalogue

  constructor(settings: ProjectSettings, progress: ProgressMirror, catalogue: Catalogue) {
    this.#settings = settings
    this.#progress = progress
    this.#catalogue = catalogue
  }

  /** That of the folder's files that are not Unicode; null detects it. */
  get folder(): string | null {
    const value = this.#settings.get(KEY)
    return typeof value === 'string' ? value : null
  }

  /** Files that are listed already keep what they say until the folder is read again. */
  chooseForFolder(encoding: string | null): Promise<void> {
    return this.#settings.set(KEY, encoding)
  }

  /** The encodings that a person chose for documents. */
  of(documents: Iterable<DocumentId>): Record<DocumentId, string> {
    const chosen: Record<DocumentId, string> = {}
    for (const id of documents) {
      const encoding = this.#progress.of(id).record?.encoding ?? this.#folderEncodingOf(id)
      if (encoding) chosen[id] = encoding
    }
    return chosen
  }

  /** The encoding of a document's file where Postil could only guess it, and nobody has said that it is right. */
  guessed(id: DocumentId): string | null {
    const encoding = this.#catalogue.get(id)?.encoding ?? ''
    if (encoding === '' || SURE.test(encoding)) return null
    return this.of([id])[id] === undefined ? encoding : null
  }

  /** The folder's encoding is a file's only where its bytes are not Unicode. */
  #folderEncodingOf(id: DocumentId): string | null {
    const folder = this.folder
    return folder !== null && this.#catalogue.get(id)?.encoding === folder ? folder : null
  }
}
