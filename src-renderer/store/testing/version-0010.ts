/**
 * Writes a small project as version 10 wrote it, without any living code. Frozen: later versions get a file of their
 * own, and every one of them must still open.
 */
export function writeVersion10(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 100)
    request.onerror = () => reject(new Error('Not opened'))
    request.onupgradeneeded = () => createStores(request.result)
    request.onsuccess = () => {
      const db = request.result
      const work = db.transaction([...db.objectStoreNames], 'readwrite')
      for (const [store, row] of ROWS) work.objectStore(store).put(row)
      work.oncomplete = () => {
        db.close()
        resolve()
      }
      work.onerror = () => reject(new Error('Not written'))
    }
  })
}

function createStores(db: IDBDatabase): void {
  db.createObjectStore('project', { keyPath: 'id' })
  db.createObjectStore('progress', { keyPath: 'bucket' })
  db.createObjectStore('items', { keyPath: ['document', 'annotator', 'bucket'] })
  db.createObjectStore('texts', { keyPath: ['document', 'sha256'] })
  db.createObjectStore('shared', { keyPath: 'id' })
  const journal = db.createObjectStore('journal', { keyPath: 'seq', autoIncrement: true })
  journal.createIndex('documents', 'documents', { multiEntry: true })
  db.createObjectStore('edits', { keyPath: ['seq', 'part'] })
  db.createObjectStore('catalogue', { keyPath: 'chunk' })
  db.createObjectStore('meta', { keyPath: 'key' })
}

const ENTRY = {
  ...{ id: 'a.txt', bytes: 9, modifiedMs: 1, sha256: 'h', encoding: 'utf-8' },
  ...{ length: 9, title: 'Amina dit', date: null, fields: {} },
}
const SPAN =
  '{"kind":"span","id":"s1","ranges":[[0,5]],"label":"person","attributes":{"role":"ministre"},"entity":null,' +
  '"note":null,"origin":"manual","created":1,"updated":2}'
const WHOLE_SPAN = { ...(JSON.parse(SPAN) as object), document: 'a.txt', annotator: 'amina' }
const COUNTS = '"state":"untouched","counts":{"person":1},"spans":1,"items":1,"updated":2'

const ROWS: readonly (readonly [string, unknown])[] = [
  ['project', { id: 'old', name: 'Sahel', created: 1, settings: {} }],
  ['progress', { bucket: 2018, documents: `{"a.txt":{"layers":{"amina":{${COUNTS}}},"record":null,"text":"h"}}` }],
  ['items', { document: 'a.txt', annotator: 'amina', bucket: 0, items: `[${SPAN}]` }],
  ['texts', { document: 'a.txt', sha256: 'h', encoding: 'utf-8', length: 9, text: 'Amina dit' }],
  ['shared', { kind: 'annotator', id: 'amina', name: 'Amina' }],
  ['journal', journalRow(1, 'do', { added: [WHOLE_SPAN], updated: [], removed: [] }, 1, 0)],
  ['journal', journalRow(2, 'undo', { added: [], updated: [], removed: [WHOLE_SPAN] }, 0, 1)],
  ['journal', journalRow(3, 'redo', null, 1, 0)],
  ['edits', { seq: 3, part: 0, edit: { added: [WHOLE_SPAN], updated: [], removed: [] } }],
  ['catalogue', { chunk: 0, entries: JSON.stringify([ENTRY]) }],
  ['meta', { key: 'totals', spans: 1, items: 1 }],
  ['meta', { key: 'ready', since: 1 }],
]

function journalRow(seq: number, kind: string, edit: unknown, added: number, removed: number): unknown {
  const deed = { at: seq, by: 'amina', action: 'tag', kind, of: kind === 'do' ? null : 1 }
  return { seq, ...deed, documents: ['a.txt'], added, updated: 0, removed, edit }
}
