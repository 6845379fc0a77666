import type { Items } from '../../src-core/annotation/edit.ts'
import {
  documentRecordId,
  type AnnotatorId,
  type DocumentId,
  type DocumentState,
  type Excluded,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { CardCounter } from '../../src-core/formats/card-counter.ts'
import { datasetCard } from '../../src-core/formats/card.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { entryOf } from '../../src-core/formats/items.ts'
import { labelPlot } from '../../src-core/formats/label-plot.ts'
import { entryToLine } from '../../src-core/formats/postil.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import { detectLanguage } from '../../src-core/text/language.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import type { CorpusEntry, ExportReport, ExportTarget, HostError, ProofFault } from '../../src-main/ipc/contract.ts'
import type { DocumentText } from '../store/rows.ts'
import { HostFailure, type Host } from './host.ts'
import { bytesHash } from './text-key.ts'

export interface ExportChoice {
  readonly states: readonly DocumentState[]
  readonly annotators: readonly AnnotatorId[]
  readonly unit: OffsetUnit
  readonly withText: boolean
}

/** What an export draws from: the open project at rest. */
export interface ExportSource {
  readonly grant: string
  readonly title: string
  readonly software: string
  readonly schema: LabelSchema
  /** The names as datasets carry them. */
  readonly names: ReadonlyMap<AnnotatorId, string>
  /** The passages of a text that the folder's rules leave out where nobody decided. */
  proposed(text: string): readonly Excluded[]
  /** The encodings that a person chose. */
  encodings(documents: readonly DocumentId[]): Readonly<Record<DocumentId, string>>
  /** Documents in the folder and documents only the store knows, in the order of their ids. */
  readonly documents: readonly DocumentId[]
  entry(document: DocumentId): CorpusEntry | undefined
  stateOf(document: DocumentId, annotator: AnnotatorId): DocumentState
  readMany(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Items>>
  readText(document: DocumentId): Promise<DocumentText | null>
}

export type ExportOutcome =
  | { readonly kind: 'done'; readonly report: ExportReport }
  | { readonly kind: 'faults'; readonly faults: readonly ProofFault[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly error: HostError; readonly document: DocumentId | null }

export interface ExportRun {
  readonly target: ExportTarget
  readonly replace: boolean
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

const DOCUMENTS_A_STEP = 100
const MESSAGE_CHARACTERS = 900_000

/**
 * Writes the chosen layers as a Postil dataset: streams lines to the main process, which proves and places them. After
 * a fault, a failure or a cancel nothing of it stays on the disk.
 */
export async function exportDataset(
  host: Host,
  source: ExportSource,
  choice: ExportChoice,
  run: ExportRun,
): Promise<ExportOutcome> {
  const chosen = source.documents.filter((document) => layersOf(source, choice, document).length > 0)
  if (chosen.length === 0) return { kind: 'empty' }
  let job: string | null = null
  try {
    job = (await host.ask('export.begin', { target: run.target, replace: run.replace, grant: source.grant })).job
    const stop = abortWith(host, job, run.signal)
    await writeFiles(host, job, source, choice, chosen, run)
    const answer = await host.ask('export.finish', { job })
    stop()
    return 'faults' in answer ? { kind: 'faults', faults: answer.faults } : { kind: 'done', report: answer.report }
  } catch (error) {
    if (job !== null) await host.ask('export.abort', { job }).catch(() => null)
    return outcomeOf(error, run.signal)
  }
}

function abortWith(host: Host, job: string, signal: AbortSignal): () => void {
  const abort = () => void host.ask('export.abort', { job }).catch(() => null)
  signal.addEventListener('abort', abort, { once: true })
  return () => signal.removeEventListener('abort', abort)
}

class TextMissing extends Error {
  readonly document: DocumentId
  readonly error: HostError

  constructor(document: DocumentId, error: HostError) {
    super(document)
    this.document = document
    this.error = error
  }
}

function outcomeOf(error: unknown, signal: AbortSignal): ExportOutcome {
  if (signal.aborted) return { kind: 'cancelled' }
  if (error instanceof TextMissing) return { kind: 'failed', error: error.error, document: error.document }
  if (error instanceof HostFailure) return { kind: 'failed', error: error.error, document: null }
  throw error
}

async function writeFiles(
  host: Host,
  job: string,
  source: ExportSource,
  choice: ExportChoice,
  chosen: readonly DocumentId[],
  run: ExportRun,
): Promise<void> {
  const counter = new CardCounter(source.schema)
  const out = new LineWriter(host, job, 'data.jsonl')
  for (let i = 0; i < chosen.length; i += DOCUMENTS_A_STEP) {
    run.signal.throwIfAborted()
    const step = chosen.slice(i, i + DOCUMENTS_A_STEP)
    for (const entry of await entriesOf(host, source, choice, step)) {
      counter.add(entry)
      await out.line(entryToLine(entry, source.schema, choice.unit, { withText: choice.withText }))
    }
    run.progress(Math.min(i + DOCUMENTS_A_STEP, chosen.length), chosen.length)
  }
  await out.flush()
  run.signal.throwIfAborted()
  const write = (file: string, text: string) => host.ask('export.write', { job, file, text })
  await write('schema.json', schemaToJson(source.schema))
  await write('labels.svg', labelPlot(counter.counts.labels, source.schema))
  await write(
    'README.md',
    datasetCard({
      title: source.title,
      schema: source.schema,
      counts: counter.counts,
      format: 'Postil JSONL (`postil/1`)',
      unit: choice.unit,
      files: [{ name: 'data.jsonl' }],
      software: source.software,
      plot: 'labels.svg',
    }),
  )
}

/** The chosen layers of the documents, with their texts. */
export async function entriesOf(
  host: Host,
  source: ExportSource,
  choice: ExportChoice,
  documents: readonly DocumentId[],
): Promise<DatasetEntry[]> {
  const [items, texts] = await Promise.all([source.readMany(documents), textsOf(host, source, documents)])
  return documents.flatMap((document) => {
    const text = texts.get(document)
    if (!text) return []
    const own = items.get(document) ?? new Map()
    return layersOf(source, choice, document).map((annotator) => layerEntry(source, document, annotator, text, own))
  })
}

function layerEntry(
  source: ExportSource,
  document: DocumentId,
  annotator: AnnotatorId,
  { text, sha256, encoding }: DocumentText,
  items: Items,
): DatasetEntry {
  const found = source.entry(document)
  const record = items.get(documentRecordId(document))
  const overrides = record?.kind === 'document' ? record : null
  const meta = { ...found?.fields, date: found?.date ?? null, title: found?.title ?? null, ...overrides?.fields }
  return entryOf({
    entry: {
      id: document,
      text,
      sha256: bytesHash(sha256),
      encoding,
      meta,
      lang: overrides?.lang ?? detectLanguage(text),
    },
    items: [...items.values()].filter((item) => 'annotator' in item && item.annotator === annotator),
    annotatorName: source.names.get(annotator) ?? annotator,
    annotatorId: annotator,
    excluded: overrides?.excluded ?? source.proposed(text),
    schema: source.schema,
    annotatorNames: source.names,
  })
}

/** The annotators whose layer of a document is wanted, in the order of their names. */
function layersOf(source: ExportSource, choice: ExportChoice, document: DocumentId): AnnotatorId[] {
  const wanted = choice.annotators.filter((id) => choice.states.includes(source.stateOf(document, id)))
  const name = (id: AnnotatorId) => source.names.get(id) ?? id
  return wanted.sort((a, b) => (name(a) < name(b) ? -1 : 1))
}

/** The stored text where there is one, since the tags were made on it; else the file's. */
async function textsOf(
  host: Host,
  source: ExportSource,
  documents: readonly DocumentId[],
): Promise<Map<DocumentId, DocumentText>> {
  const texts = new Map<DocumentId, DocumentText>()
  const stored = await Promise.all(documents.map((document) => source.readText(document)))
  for (const text of stored) if (text) texts.set(text.document, text)
  const missing = documents.filter((document) => !texts.has(document))
  if (missing.length === 0) return texts
  const answers = await host.ask('corpus.read-many', {
    grant: source.grant,
    ids: missing,
    encodings: source.encodings(missing),
  })
  missing.forEach((document, i) => {
    const answer = answers[i]
    if (answer?.ok) texts.set(document, { ...answer.value, document })
    else if (answer) throw new TextMissing(document, answer.error)
  })
  return texts
}

/** Gathers lines into messages that keep frames free. */
class LineWriter {
  readonly #host: Host
  readonly #job: string
  readonly #file: string
  #lines: string[] = []
  #size = 0

  constructor(host: Host, job: string, file: string) {
    this.#host = host
    this.#job = job
    this.#file = file
  }

  async line(line: string): Promise<void> {
    this.#lines.push(line, '\n')
    this.#size += line.length + 1
    if (this.#size >= MESSAGE_CHARACTERS) await this.flush()
  }

  async flush(): Promise<void> {
    const text = this.#lines.join('')
    this.#lines = []
    this.#size = 0
    if (text !== '') await this.#host.ask('export.write', { job: this.#job, file: this.#file, text })
  }
}
