/**
 * The keys of all that can be done wherever one is, by action. No two share one. Ctrl+Shift with a letter belongs to
 * the labels, which may have any letter; redo alone keeps the one that every platform knows, beside one of its own.
 */
export const APP_KEYS = {
  'open-folder': ['Ctrl+O'],
  'open-samples': [],
  'reveal-folder': [],
  rescan: ['F5'],
  import: [],
  export: ['Ctrl+E'],
  tables: [],
  'propose-again': [],
  'make-snapshot': [],
  snapshots: [],
  doctor: [],
  settings: ['Ctrl+,'],
  undo: ['Ctrl+Z'],
  redo: ['Ctrl+Shift+Z', 'Ctrl+Y'],
  history: ['Ctrl+H'],
  trash: [],
  'done-and-next': ['Ctrl+Enter'],
  'mark-done': [],
  'mark-in-progress': [],
  'mark-untouched': [],
  'next-document': ['Ctrl+PageDown'],
  'previous-document': ['Ctrl+PageUp'],
  'next-untouched': ['G'],
  'find-document': ['Ctrl+P'],
  concordance: ['F9'],
  strays: [],
  schema: ['F7'],
  entities: ['Shift+F9'],
  'close-document': ['Ctrl+L'],
  'toggle-list': ['Ctrl+B'],
  palette: ['Ctrl+K'],
  'larger-text': ['Ctrl+=', 'Ctrl++'],
  'smaller-text': ['Ctrl+-'],
  'keyboard-map': ['?', 'F1'],
  tour: [],
  about: [],
  'theme-light': [],
  'theme-dark': [],
  'theme-system': [],
  'share-layers': [],
  'open-layers': [],
  review: ['F8'],
  'review-layer': ['Shift+F8'],
  'review-own': [],
  assignments: [],
  agreement: ['F6'],
} as const satisfies Record<string, readonly string[]>

export type AppActionId = keyof typeof APP_KEYS

/** Those that are done with colleagues' layers. */
export type ReviewActionId =
  'share-layers' | 'open-layers' | 'review' | 'review-layer' | 'review-own' | 'assignments' | 'agreement'
