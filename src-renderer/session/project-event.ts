import type { Edit } from '../../src-core/annotation/edit.ts'
import type { Refusal } from '../../src-core/annotation/desk.ts'
import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { CommitProblem } from '../store/problems.ts'

/** What an open project tells the person; the app has the words. */
export type ProjectEvent =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'undone' | 'redone'
      readonly action: string
      readonly documents: readonly DocumentId[]
      /** As it was done. */
      readonly edit: Edit
    }
  | { readonly kind: 'nothing-to-undo' | 'nothing-to-redo' | 'out-of-step' | 'read-only' }
  | { readonly kind: 'save-failed'; readonly problem: CommitProblem }
  | { readonly kind: 'text-changed'; readonly document: DocumentId }
