/** What a person did, as the journal, the history and the undo notice name it. */
export const ACTION_NAMES = [
  'tag',
  'tag-identical',
  'accept-candidate',
  'reject-candidate',
  'relabel',
  'move-edge',
  'tag-sentence',
  'add-piece',
  'remove-piece',
  'untag',
  'set-attribute',
  'set-note',
  'set-entity',
  'relate',
  'unrelate',
  'set-state',
  'set-document-labels',
  'edit-schema',
  'edit-document',
  'import',
  'adjudicate',
  'judge',
  'accept-remark',
  'comment',
  'repair',
  'restore',
  'reanchor',
  'rename-file',
] as const
export type ActionName = (typeof ACTION_NAMES)[number]

/** Carries on the deed before it, and is undone with it: three clicks tag a word, then its sentence. */
export const CARRYING_ON: ActionName = 'tag-sentence'
