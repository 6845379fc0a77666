import type { Edit } from '../../src-core/annotation/edit.ts'
import type { DocumentId, LayerItem } from '../../src-core/annotation/records.ts'
import type { ArticleText, Grant } from '../../src-main/ipc/contract.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { DocumentText } from '../store/rows.ts'
import type { ActionName } from './action-names.ts'
import type { Anatomy } from './anatomy.svelte.ts'
import type { Catalogue } from './catalogue.svelte.ts'
import type { DocumentSession } from './document-session.svelte.ts'
import type { Encodings } from './encodings.ts'
import type { ProgressMirror } from './progress-mirror.svelte.ts'

/** What following the files of a folder needs of the open project. */
export interface OpenFolder {
  readonly grant: Grant
  readonly catalogue: Catalogue
  readonly progress: ProgressMirror
  readonly anatomy: Anatomy
  readonly encodings: Encodings
  readonly reanchoring: { look(): Promise<void> }
  readonly store: ProjectStore
  readonly readOnly: boolean
  /** The document on screen. */
  readonly current: DocumentSession | null
  /** Grows with every edit. */
  readonly revision: number
  /** Whether the folder was read to its end since it was opened. */
  readonly scanned: boolean
  readonly now: () => number
  /** Whether it belongs to a layer that may not be seen yet. */
  hides(item: Pick<LayerItem, 'document' | 'annotator'>): boolean
  /** Waits until all that is shown is on disk or known to have failed. */
  idle(): Promise<void>
  scan(again?: Iterable<DocumentId> | 'all'): Promise<void>
  open(id: DocumentId): Promise<void>
  reopen(): Promise<void>
  commit(edit: Edit, action: ActionName, texts?: readonly DocumentText[]): void
  commitOnTexts(edit: Edit, action: ActionName, texts: readonly DocumentText[], article?: ArticleText | null): void
}
