import type { AnnotatorId, DocumentId, EpochMs, LayerItem } from '../../src-core/annotation/records.ts'
import { bucketsFor } from './bucket.ts'
import { projectDatabase, type ProjectDatabase } from './database.ts'
import { becomeWriter, type Locks } from './lock.ts'
import { databaseName, generationsOf } from './opening.ts'
import { packLayer, packProgress, progressBucket, type ProgressBook } from './packing.ts'
import { storageTrouble, type StorageTrouble } from './problems.ts'
import { layerAfter, NO_PROGRESS, withLayer } from './progress.ts'
import type { CatalogueRow, DocumentProgress, EditRow, ItemsRow, JournalRow, TextRow } from './rows.ts'
import { fromBase64, type SnapshotDocument, type SnapshotItems, type SnapshotLine } from './snapshot-format.ts'
import {
  BadSnapshot,
  snapshotLines,
  Tally,
  type SnapshotBytes,
  type SnapshotProblem,
  type VerifiedSnapshot,
} from './snapshot-read.ts'

export type RestoreProblem = SnapshotProblem | StorageTrouble | { readonly code: 'locked' }

/**
 * Puts a snapshot in the place of a project. It is written beside what is there, proved and counted, and only then
 * takes its place; what was there before stays on the disk until the next restore. The project must not be open.
 */
export async function restoreSnapshot(
  projectId: string,
  bytes: SnapshotBytes,
  options: { readonly now: EpochMs; readonly locks?: Locks },
): Promise<VerifiedSnapshot | RestoreProblem> {
  const release = await becomeWriter(options.locks ?? navigator.locks, projectId)
  if (!release) return { code: 'locked' }
  try {
    return await restoreBeside(projectId, bytes, options.now)
  } finally {
    await release()
  }
}

async function restoreBeside(
  projectId: string,
  bytes: SnapshotBytes,
  now: EpochMs,
): Promise<VerifiedSnapshot | RestoreProblem> {
  const generations = await generationsOf(projectId)
  const db = projectDatabase(databaseName(projectId, (generations[0]?.number ?? -1) + 1))
  try {
    const verified = await fill(db, bytes)
    for (const { name } of generations.slice(1)) await projectDatabase(name).dexie.delete()
    // The last write of all: from here on it is the project.
    await db.meta.put({ key: 'ready', since: now })
    db.dexie.close()
    return verified
  } catch (error) {
    await db.dexie.delete().catch(() => undefined)
    return error instanceof BadSnapshot ? error.problem : storageTrouble(error)
  }
}

async function fill(db: ProjectDatabase, bytes: SnapshotBytes): Promise<VerifiedSnapshot> {
  const tally = new Tally()
  const filler = new Filler(db)
  for await (const line of snapshotLines(bytes)) {
    tally.take(line)
    await filler.take(line)
  }
  const verified = tally.verified()
  await filler.finish()
  await db.meta.put({ key: 'totals', spans: verified.counts.spans, items: verified.counts.items })
  return verified
}

/** Rows that are written together. */
const BATCH = 500

/** Turns the lines of a snapshot into rows. */
class Filler {
  readonly #db: ProjectDatabase
  readonly #books = new Map<number, ProgressBook>()
  readonly #updated = new Map<DocumentId, SnapshotDocument['layers']>()
  readonly #items: ItemsRow[] = []
  readonly #texts: TextRow[] = []
  readonly #commits: JournalRow[] = []
  readonly #parts: EditRow[] = []
  readonly #chunks: CatalogueRow[] = []
  #layer: { document: DocumentId; annotator: AnnotatorId; items: LayerItem[] } | null = null

  constructor(db: ProjectDatabase) {
    this.#db = db
  }

  async take(line: SnapshotLine): Promise<void> {
    if ('layer' in line) this.#takeItems(line)
    else if ('info' in line) await this.#db.project.put(line.info)
    else if ('shared' in line) await this.#db.shared.put(line.shared)
    else if ('document' in line) this.#takeDocument(line)
    else if ('plain' in line) this.#texts.push({ ...line.text, text: line.plain })
    else if ('deflate' in line) this.#texts.push({ ...line.text, text: fromBase64(line.deflate) })
    else if ('commit' in line) this.#commits.push(line.commit)
    else if ('part' in line) this.#parts.push(line.part)
    else if ('chunk' in line) this.#chunks.push({ chunk: line.chunk, entries: JSON.stringify(line.entries) })
    const waiting = [this.#items, this.#texts, this.#commits, this.#parts, this.#chunks]
    if (waiting.some((rows) => rows.length >= BATCH)) await this.#flush()
  }

  async finish(): Promise<void> {
    this.#endLayer()
    await this.#flush()
    const rows = [...this.#books].flatMap(([bucket, book]) => packProgress(bucket, book) ?? [])
    await this.#db.progress.bulkPut(rows)
  }

  async #flush(): Promise<void> {
    const { dexie, items, texts, journal, edits, catalogue } = this.#db
    await dexie.transaction('rw', [items, texts, journal, edits, catalogue], async () => {
      await items.bulkPut(this.#items.splice(0))
      await texts.bulkPut(this.#texts.splice(0))
      await journal.bulkPut(this.#commits.splice(0))
      await edits.bulkPut(this.#parts.splice(0))
      await catalogue.bulkPut(this.#chunks.splice(0))
    })
  }

  #takeDocument({ document, record, text, layers }: SnapshotDocument): void {
    this.#updated.set(document, layers)
    this.#bookOf(document).set(document, { layers: {}, record, text })
  }

  #takeItems({ layer: [document, annotator], items }: SnapshotItems): void {
    if (this.#layer?.document !== document || this.#layer.annotator !== annotator) {
      this.#endLayer()
      this.#layer = { document, annotator, items: [] }
    }
    for (const item of items) this.#layer.items.push({ ...item, document, annotator } as LayerItem)
  }

  #endLayer(): void {
    if (!this.#layer) return
    const { document, annotator, items } = this.#layer
    this.#items.push(...packLayer(document, annotator, items, bucketsFor(items.length)))
    const steps = items.map((item) => ({ id: item.id, before: undefined, after: item }))
    const progress = layerAfter(undefined, steps, this.#updated.get(document)?.[annotator] ?? 0)
    const book = this.#bookOf(document)
    book.set(document, withLayer(book.get(document) ?? NO_PROGRESS, annotator, progress))
    this.#layer = null
  }

  #bookOf(document: DocumentId): ProgressBook {
    const bucket = progressBucket(document)
    const book = this.#books.get(bucket) ?? new Map<DocumentId, DocumentProgress>()
    this.#books.set(bucket, book)
    return book
  }
}
