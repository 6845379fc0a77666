import type { Dexie } from 'dexie'

/** The first version. Frozen: a change of the tables is a new file with a higher number. */
export function version10(db: Dexie): void {
  db.version(10).stores({
    project: 'id',
    progress: 'bucket',
    items: '[document+annotator+bucket]',
    texts: '[document+sha256]',
    shared: 'id',
    journal: '++seq, *documents',
    edits: '[seq+part]',
    catalogue: 'chunk',
    meta: 'key',
  })
}
