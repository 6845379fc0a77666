import { sizeOf, type Edit } from '../../src-core/annotation/edit.ts'
import type { AnnotatorId, DocumentId, DocumentRecord, EpochMs } from '../../src-core/annotation/records.ts'
import type { ProjectDatabase } from './database.ts'
import { placesOf, type Places, type Step } from './layer-change.ts'
import { planLayer, readAhead, rewriteLayers, type LayerPlan, type LayerSizes } from './layer-rows.ts'
import { packProgress, progressBucket, type ProgressBook } from './packing.ts'
import { isBlank, NO_PROGRESS, spansIn, withLayer } from './progress.ts'
import { booksOf } from './reading.ts'
import type { CommitKind, DocumentProgress, DocumentText, JournalRow, Seq, TextRow, TotalsRow } from './rows.ts'
import { inParts } from './slices.ts'
import { unaskedLoss } from './tripwire.ts'
import { Abandoned, verify } from './verify.ts'

/** An edit on its way to the store, with what the journal says of it. */
export interface Change {
  readonly edit: Edit
  readonly at: EpochMs
  readonly by: AnnotatorId
  /** The name of the deed, for the history and the undo notice. */
  readonly action: string
  readonly kind: CommitKind
  /** For an undo or a redo: the number of the `do` commit that is taken back or done again. */
  readonly of: Seq | null
  /** The exact texts of touched documents whose progress does not name them as stored yet. */
  readonly texts?: readonly DocumentText[]
  /** A person was asked about a {@link unaskedLoss sharp loss} of tags and wants it. */
  readonly confirmed?: boolean
}

/** Edits larger than this lie beside the journal in parts, so that walking the journal stays light. */
const LARGE_EDIT = 200

/**
 * Writes a change and its journal row in one transaction, after checking it against everything stored.
 * @throws Abandoned when the change does not fit or must be confirmed first; nothing is written then.
 */
export async function writeChange(
  db: ProjectDatabase,
  change: Change,
  texts: readonly TextRow[],
  sizes: LayerSizes,
): Promise<Seq> {
  const places = placesOf(change.edit)
  const tables = [db.progress, db.items, db.shared, db.texts, db.journal, db.edits, db.meta]
  let plans: readonly LayerPlan[] = []
  // What does not need each other goes together: every wait is a way to another process and back.
  const seq = await db.dexie.transaction('rw', tables, async () => {
    const concerned = [...places.documents, ...texts.map(({ document }) => document)]
    const [rows, known, ahead] = await Promise.all([
      booksOf(db, concerned),
      db.meta.get('totals'),
      readAhead(db, places.layers, sizes),
      verifyShared(db, places),
    ])
    const books = new Books(rows)
    for (const step of places.records) verify(step, books.progress(documentOf(step)).record)
    plans = places.layers.map((layer) =>
      planLayer(layer, books.progress(layer.document).layers[layer.annotator], change.at),
    )
    const totals = totalsAfter(known?.key === 'totals' ? known : NO_TOTALS, change, plans, books)
    const [seq] = await Promise.all([
      writeJournal(db, change, places.documents),
      db.meta.put(totals),
      writeShared(db, places),
      rewriteLayers(db, plans, ahead),
      writeProgress(db, places, plans, texts, books),
    ])
    return seq
  })
  for (const plan of plans) sizes.wrote(plan)
  return seq
}

const NO_TOTALS: TotalsRow = { key: 'totals', spans: 0, items: 0 }

/** The progress rows that a change touches, read once and written once. */
class Books {
  readonly rows: Map<number, ProgressBook>

  constructor(rows: Map<number, ProgressBook>) {
    this.rows = rows
  }

  progress(document: DocumentId): DocumentProgress {
    return this.rows.get(progressBucket(document))?.get(document) ?? NO_PROGRESS
  }

  set(document: DocumentId, progress: DocumentProgress): void {
    const book = this.rows.get(progressBucket(document))
    if (isBlank(progress)) book?.delete(document)
    else book?.set(document, progress)
  }
}

/** A large change waits for the storage now and then, and the window lives in between. */
const AT_ONCE = { edits: 4, texts: 100, books: 128 } as const

function documentOf({ before, after }: Step<DocumentRecord>): DocumentId {
  return (after ?? before)?.document ?? ''
}

async function verifyShared(db: ProjectDatabase, { shared }: Places): Promise<void> {
  if (shared.length === 0) return
  const rows = await db.shared.bulkGet(shared.map((step) => step.id))
  shared.forEach((step, i) => verify(step, rows[i]))
}

async function writeShared(db: ProjectDatabase, { shared }: Places): Promise<void> {
  const rows = shared.flatMap(({ after }) => after ?? [])
  const gone = shared.filter(({ after }) => !after).map(({ id }) => id)
  if (rows.length) await db.shared.bulkPut(rows)
  if (gone.length) await db.shared.bulkDelete(gone)
}

async function writeProgress(
  db: ProjectDatabase,
  places: Places,
  layers: readonly LayerPlan[],
  texts: readonly TextRow[],
  books: Books,
): Promise<void> {
  for (const { change, progress } of layers)
    books.set(change.document, withLayer(books.progress(change.document), change.annotator, progress))
  for (const step of places.records) {
    const document = documentOf(step)
    books.set(document, { ...books.progress(document), record: step.after ?? null })
  }
  const fresh = texts.filter(({ document, sha256 }) => books.progress(document).text !== sha256)
  for (const { document, sha256 } of fresh) books.set(document, { ...books.progress(document), text: sha256 })
  for (const part of inParts(fresh, AT_ONCE.texts)) await db.texts.bulkPut(part)
  for (const part of inParts([...books.rows], AT_ONCE.books)) {
    const rows = part.map(([bucket, book]) => ({ bucket, row: packProgress(bucket, book) }))
    const empty = rows.filter(({ row }) => !row).map(({ bucket }) => bucket)
    await db.progress.bulkPut(rows.flatMap(({ row }) => row ?? []))
    if (empty.length) await db.progress.bulkDelete(empty)
  }
}

/** @throws Abandoned when the change takes so much that a person must say so first. */
function totalsAfter(known: TotalsRow, change: Change, layers: readonly LayerPlan[], books: Books): TotalsRow {
  const loss = unaskedLoss(change, (document) => spansIn(books.progress(document)), known.spans)
  if (loss && !change.confirmed) throw new Abandoned({ code: 'tripwire', ...loss })
  let { spans, items } = known
  for (const { change: layer, progress } of layers) {
    const before = books.progress(layer.document).layers[layer.annotator]
    spans += (progress?.spans ?? 0) - (before?.spans ?? 0)
    items += (progress?.items ?? 0) - (before?.items ?? 0)
  }
  return { key: 'totals', spans, items }
}

async function writeJournal(db: ProjectDatabase, change: Change, documents: readonly DocumentId[]): Promise<Seq> {
  const { edit, at, by, action, kind, of } = change
  const large = sizeOf(edit) > LARGE_EDIT
  const counts = { added: edit.added.length, updated: edit.updated.length, removed: edit.removed.length }
  const row: JournalRow = { at, by, action, kind, of, documents, ...counts, edit: large ? null : edit }
  const seq = await db.journal.add(row)
  if (large)
    for (const parts of inParts([...partsOf(edit).entries()], AT_ONCE.edits))
      await db.edits.bulkPut(parts.map(([part, each]) => ({ seq, part, edit: each })))
  return seq
}

function partsOf({ added, updated, removed }: Edit): Edit[] {
  const part = <T>(list: readonly T[], i: number) => list.slice(i * LARGE_EDIT, (i + 1) * LARGE_EDIT)
  const parts = Math.ceil(Math.max(added.length, updated.length, removed.length) / LARGE_EDIT)
  return Array.from({ length: parts }, (_, i) => ({
    added: part(added, i),
    updated: part(updated, i),
    removed: part(removed, i),
  }))
}
