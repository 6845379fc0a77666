import { invert, NOTHING, type Edit } from '../../src-core/annotation/edit.ts'
import {
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type Id,
  type Item,
} from '../../src-core/annotation/records.ts'
import type { ProjectDatabase } from './database.ts'
import type { CommitKind, JournalEntry, JournalRow, Seq } from './rows.ts'

/** A commit together with what it changed. */
export interface JournalStep {
  readonly entry: JournalEntry
  readonly edit: Edit
}

const PAGE = 64

/** What this person would take back next, with the edit as it was done: the newest of their deeds that stands. */
export async function undoTarget(db: ProjectDatabase, by: AnnotatorId): Promise<JournalStep | null> {
  const last = new Map<Seq, CommitKind>()
  for await (const row of backwards(db)) {
    if (row.by !== by) continue
    if (row.kind !== 'do') noteFirst(last, row.of, row.kind)
    else if (last.get(row.seq) !== 'undo') return stepOf(db, row)
  }
  return null
}

/** What this person would do again next, with the edit as it was done; null after a new deed. */
export async function redoTarget(db: ProjectDatabase, by: AnnotatorId): Promise<JournalStep | null> {
  const last = new Map<Seq, CommitKind>()
  for await (const row of backwards(db)) {
    if (row.by !== by) continue
    if (row.kind === 'do') return null
    if (row.kind === 'undo' && row.of !== null && !last.has(row.of)) {
      const done = await db.journal.get(row.of)
      return done ? stepOf(db, { ...done, seq: row.of }) : null
    }
    noteFirst(last, row.of, row.kind)
  }
  return null
}

export interface HistoryQuery {
  /** Only commits that touched this document. */
  readonly document?: DocumentId
  /** Only commits older than this one. */
  readonly before?: Seq
  readonly limit: number
}

/** Commits, the newest first. */
export async function history(db: ProjectDatabase, query: HistoryQuery): Promise<JournalEntry[]> {
  const before = query.before ?? Infinity
  if (query.document === undefined) {
    const rows = await db.journal.where('seq').below(before).reverse().limit(query.limit).toArray()
    return rows.map(entryOf)
  }
  const keys = await db.journal.where('documents').equals(query.document).primaryKeys()
  const wanted = keys.filter((seq) => seq < before).sort((a, b) => b - a)
  const rows = await db.journal.bulkGet(wanted.slice(0, query.limit))
  return rows.flatMap((row) => (row ? entryOf(row) : []))
}

/** What a commit changed; undefined when there is none of that number. */
export async function editOf(db: ProjectDatabase, seq: Seq): Promise<Edit | undefined> {
  const row = await db.journal.get(seq)
  return row && (await stepOf(db, { ...row, seq })).edit
}

/** Takes back, in a map of the document's present records, everything that was committed after `seq`. */
export async function foldBack(
  db: ProjectDatabase,
  items: Map<Id, Item>,
  document: DocumentId,
  seq: Seq,
): Promise<void> {
  const keys = await db.journal.where('documents').equals(document).primaryKeys()
  for (const key of keys.filter((each) => each > seq).sort((a, b) => b - a)) {
    const edit = await editOf(db, key)
    if (edit) applyPart(items, invert(edit), document)
  }
}

/** Makes the part of an edit that lies in the document, trusting that it fits. */
export function applyPart(items: Map<Id, Item>, edit: Edit, document: DocumentId): void {
  const gone = [...edit.removed, ...edit.updated.map(([from]) => from)]
  const come = [...edit.updated.map(([, to]) => to), ...edit.added]
  for (const item of gone) if (liesIn(item, document)) items.delete(item.id)
  for (const item of come) if (liesIn(item, document)) items.set(item.id, item)
}

function liesIn(item: Item, document: DocumentId): boolean {
  return (isLayerItem(item) || item.kind === 'document') && item.document === document
}

type NumberedRow = JournalRow & { readonly seq: Seq }

/** Journal rows from the newest to the oldest, read by the page. */
async function* backwards(db: ProjectDatabase, before: Seq = Infinity): AsyncGenerator<NumberedRow> {
  for (let below = before; ;) {
    const rows = await db.journal.where('seq').below(below).reverse().limit(PAGE).toArray()
    for (const row of rows) if (row.seq !== undefined) yield { ...row, seq: (below = row.seq) }
    if (rows.length < PAGE) return
  }
}

export async function stepOf(db: ProjectDatabase, row: NumberedRow): Promise<JournalStep> {
  return { entry: entryOf(row), edit: row.edit ?? (await largeEdit(db, row.seq)) }
}

async function largeEdit(db: ProjectDatabase, seq: Seq): Promise<Edit> {
  const parts = await db.edits.where(':id').between([seq, 0], [seq, Infinity]).toArray()
  return parts.reduce<Edit>((whole, { edit }) => joined(whole, edit), NOTHING)
}

/** Two edits of different records as one. */
export function joined(a: Edit, b: Edit): Edit {
  return {
    added: a.added.concat(b.added),
    updated: a.updated.concat(b.updated),
    removed: a.removed.concat(b.removed),
  }
}

function entryOf({ edit: _edit, seq = 0, ...entry }: JournalRow): JournalEntry {
  return { seq, ...entry }
}

function noteFirst(last: Map<Seq, CommitKind>, of: Seq | null, kind: CommitKind): void {
  if (of !== null && !last.has(of)) last.set(of, kind)
}
