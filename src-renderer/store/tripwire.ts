import type { Edit } from '../../src-core/annotation/edit.ts'
import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { CommitKind } from './rows.ts'

/** What a person does to remove tags; also taking back and doing again. `reanchor` keeps those that it takes as strays. */
const REMOVING_ACTIONS: ReadonlySet<string> = new Set(['untag', 'restore', 'reanchor'])

/** A loss asks when it is larger than both: a number of tags, and a share of those that were there. */
const MOST_TAGS = 50
const MOST_SHARE01 = 0.3

export interface Loss {
  /** Null for the project as a whole. */
  readonly document: DocumentId | null
  readonly lost: number
  readonly of: number
}

/**
 * The loss of tags that nobody asked for, or null. A tag that moves to another document or layer is not lost, and a tag
 * that comes makes up for one that goes.
 */
export function unaskedLoss(
  change: { readonly edit: Edit; readonly action: string; readonly kind: CommitKind },
  spansBefore: (document: DocumentId) => number,
  spansInProject: number,
): Loss | null {
  if (change.kind !== 'do' || REMOVING_ACTIONS.has(change.action)) return null
  const lost = lossByDocument(change.edit)
  for (const [document, count] of lost) {
    if (isSharpLoss(count, spansBefore(document))) return { document, lost: count, of: spansBefore(document) }
  }
  const all = [...lost.values()].reduce((sum, count) => sum + count, 0)
  return isSharpLoss(all, spansInProject) ? { document: null, lost: all, of: spansInProject } : null
}

/** Whether so many tags of so many may not vanish without a word. */
export function isSharpLoss(lost: number, of: number): boolean {
  return lost > MOST_TAGS && lost > of * MOST_SHARE01
}

function lossByDocument(edit: Edit): Map<DocumentId, number> {
  const lost = new Map<DocumentId, number>()
  const count = (document: DocumentId, by: number) => lost.set(document, (lost.get(document) ?? 0) + by)
  for (const item of edit.removed) if (item.kind === 'span') count(item.document, 1)
  for (const item of edit.added) if (item.kind === 'span') count(item.document, -1)
  return lost
}
