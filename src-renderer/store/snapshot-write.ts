import type { EpochMs } from '../../src-core/annotation/records.ts'
import type { ProjectDatabase } from './database.ts'
import { readable } from './doctor.ts'
import { unpackProgress } from './packing.ts'
import { newestSeq } from './reading.ts'
import { layersInJournal } from './repair.ts'
import type { DocumentProgress, ItemsRow, ProjectInfo, SharedRow, TextRow } from './rows.ts'
import { sealOf, SNAPSHOT_FORMAT, toBase64, type SnapshotCounts, type SnapshotLine } from './snapshot-format.ts'
import { streamRows, type Moment } from './streaming.ts'

/** Characters between two seals. */
const SEALED = 1_000_000

/** Rows of large tables that are read at once. */
const ROWS = 200

/**
 * By what a snapshot is counted: by the counts beside the layers, which proves that the layers are whole, or by what the
 * rows hold, for a project that is damaged and should be kept before it is mended or replaced.
 */
export type Witness = 'counts' | 'rows'

/** The whole project at this moment as the bytes of a snapshot, in bounded memory; work goes on meanwhile. */
export async function* writeSnapshot(
  db: ProjectDatabase,
  projectId: string,
  at: EpochMs,
  witness: Witness = 'counts',
): AsyncGenerator<Uint8Array> {
  const blocks = sealedBlocks(linesOf(db, projectId, at, witness))
  const source = new ReadableStream<BufferSource>({
    async pull(controller) {
      const { done, value } = await blocks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await blocks.return(undefined)
    },
  })
  yield* chunksOf(source.pipeThrough(new CompressionStream('gzip')))
}

/** The chunks of a stream; leaving the loop cancels it. */
export async function* chunksOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function* sealedBlocks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const encoder = new TextEncoder()
  let seal = ''
  let block = ''
  const sealed = async () => {
    seal = await sealOf(seal, block)
    const whole = `${block}${JSON.stringify({ seal })}\n`
    block = ''
    return encoder.encode(whole)
  }
  for await (const line of lines) {
    block += `${line}\n`
    if (block.length >= SEALED) yield await sealed()
  }
  if (block) yield await sealed()
  return undefined
}

/** What a snapshot takes from the start, in one transaction. */
interface Start extends Moment {
  readonly info: ProjectInfo | undefined
  readonly shared: readonly SharedRow[]
  readonly progress: readonly (readonly [string, DocumentProgress])[]
}

function startOf(db: ProjectDatabase): Promise<Start> {
  return db.dexie.transaction('r', [db.project, db.progress, db.shared, db.journal], async () => {
    const info = (await db.project.toArray())[0]
    const shared = await db.shared.toArray()
    const progress = (await db.progress.toArray()).flatMap((row) => [...unpackProgress(row)])
    return { seq: await newestSeq(db), records: new Map(), info, shared, progress }
  })
}

async function* linesOf(db: ProjectDatabase, project: string, at: EpochMs, witness: Witness): AsyncGenerator<string> {
  const start = await startOf(db)
  const { seq, info, shared, progress } = start
  yield line({ format: SNAPSHOT_FORMAT, project, at, seq })
  if (info) yield line({ info })
  for (const record of shared) yield line({ shared: record })
  for (const [document, { record, text, layers }] of progress) {
    const updated = Object.entries(layers).map(([annotator, layer]) => [annotator, layer.updated])
    yield line({ document, record, text, layers: Object.fromEntries(updated) as Record<string, EpochMs> })
  }
  const layers = witness === 'counts' ? yield* countedLayers(db, start) : yield* foundLayers(db, start)
  const texts = yield* textLines(db)
  const commits = yield* journalLines(db, seq)
  yield* catalogueLines(db)
  yield line({ end: { documents: progress.length, ...layers, texts, commits } })
}

type LayerCounts = Pick<SnapshotCounts, 'layers' | 'items' | 'spans'>

async function* countedLayers(db: ProjectDatabase, start: Start): AsyncGenerator<string, LayerCounts> {
  for await (const rows of streamRows(db, start)) for (const row of rows) yield itemsLine(row)
  return countsIn(start.progress)
}

/** What lies in the rows; a document with a row that cannot be read, as the journal knows it. */
async function* foundLayers(db: ProjectDatabase, start: Start): AsyncGenerator<string, LayerCounts> {
  const layers = new Set<string>()
  const counts = { items: 0, spans: 0 }
  for await (const rows of streamRows(db, start)) {
    for (const row of await readableRows(db, rows)) {
      const items = readable(row) ?? []
      layers.add(JSON.stringify([row.document, row.annotator]))
      counts.items += items.length
      counts.spans += items.filter(({ kind }) => kind === 'span').length
      yield itemsLine(row)
    }
  }
  return { ...counts, layers: layers.size }
}

async function readableRows(db: ProjectDatabase, rows: readonly ItemsRow[]): Promise<readonly ItemsRow[]> {
  const broken = new Set(rows.filter((row) => !readable(row)).map(({ document }) => document))
  if (broken.size === 0) return rows
  const known = await Promise.all([...broken].map((document) => layersInJournal(db, document)))
  return [...rows.filter(({ document }) => !broken.has(document)), ...known.flat()]
}

function line(value: SnapshotLine): string {
  return JSON.stringify(value)
}

/** A row's items are JSON already. */
function itemsLine({ document, annotator, items }: ItemsRow): string {
  return `{"layer":${JSON.stringify([document, annotator])},"items":${items}}`
}

function countsIn(progress: Start['progress']): LayerCounts {
  const layers = progress.flatMap(([, document]) => Object.values(document.layers))
  const sum = (count: (layer: (typeof layers)[number]) => number) => layers.reduce((all, each) => all + count(each), 0)
  return {
    layers: layers.length,
    items: sum((each) => each.items),
    spans: sum((each) => each.spans),
  }
}

/** Texts are only ever added; one that came after the start may be among them. */
async function* textLines(db: ProjectDatabase): AsyncGenerator<string, number> {
  let count = 0
  for (let rows = await db.texts.limit(ROWS).toArray(); rows.length; rows = await textsAfter(db, rows)) {
    for (const { text, ...row } of rows)
      yield typeof text === 'string' ? line({ text: row, plain: text }) : line({ text: row, deflate: toBase64(text) })
    count += rows.length
  }
  return count
}

function textsAfter(db: ProjectDatabase, rows: readonly TextRow[]): Promise<TextRow[]> {
  const last = rows.at(-1)
  return db.texts.where(':id').above([last?.document, last?.sha256]).limit(ROWS).toArray()
}

async function* journalLines(db: ProjectDatabase, seq: number): AsyncGenerator<string, number> {
  let count = 0
  for (let after = 0; after < seq;) {
    const rows = await db.journal.where('seq').between(after, seq, false, true).limit(ROWS).toArray()
    for (const row of rows) {
      yield line({ commit: row })
      if (row.edit === null) for (const part of await partsOf(db, row.seq ?? 0)) yield line({ part })
    }
    count += rows.length
    after = rows.at(-1)?.seq ?? seq
  }
  return count
}

function partsOf(db: ProjectDatabase, seq: number) {
  return db.edits.where(':id').between([seq, 0], [seq, Infinity]).toArray()
}

async function* catalogueLines(db: ProjectDatabase): AsyncGenerator<string> {
  for (const { chunk, entries } of await db.catalogue.toArray()) yield `{"chunk":${chunk},"entries":${entries}}`
}
