import type { Items } from '../../src-core/annotation/edit.ts'
import {
  documentRecordId,
  type AnnotatorId,
  type DocumentId,
  type DocumentState,
  type Excluded,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { fit as fitEntry } from '../../src-core/formats/fit.ts'
import { CardCounter } from '../../src-core/formats/card-counter.ts'
import { datasetCard } from '../../src-core/formats/card.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { entryOf } from '../../src-core/formats/items.ts'
import type { Format, FormatId } from '../../src-core/formats/format.ts'
import { labelPlot } from '../../src-core/formats/label-plot.ts'
import { LossGatherer, lossSentences, type LossReport, type OverlapPolicy } from '../../src-core/formats/losses.ts'
import { entryToLine } from '../../src-core/formats/postil.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import { pseudonyms, selected, type Selection } from '../../src-core/formats/select.ts'
import { splitsOf, type SplitChoice } from './dataset-splits.ts'
import { detectLanguage } from '../../src-core/text/language.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import type { CorpusEntry, ExportReport, ExportTarget, HostError, ProofFault } from '../../src-main/ipc/contract.ts'
import type { DocumentText } from '../store/rows.ts'
import { HostFailure, type Host } from './host.ts'
import { sourceOf } from './export-hash.ts'
import { bytesHash } from './text-key.ts'

export interface ExportChoice {
  readonly states: readonly DocumentState[]
  readonly annotators: readonly AnnotatorId[]
  readonly unit: OffsetUnit
  readonly withText: boolean
}

/** What becomes of the layers that are chosen. */
export interface ExportOptions extends ExportChoice {
  readonly format: FormatId
  readonly overlaps: OverlapPolicy
  /** Whether ids of annotators, origins and times are written. */
  readonly provenance: boolean
  /** Whether spans that were suggested and accepted as they were are written. */
  readonly suggestions: boolean
  readonly pseudonyms: boolean
  readonly splits: SplitChoice | null
}

/** What a format could not hold of a choice. */
export interface Weighing {
  readonly report: LossReport
  /** With the policy `fail`: spans for which nothing can be written. */
  readonly refused: number
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
  /** The policy is `fail`, and so many spans overlap or are discontinuous where the format cannot hold them. */
  | { readonly kind: 'refused'; readonly spans: number }
  | { readonly kind: 'failed'; readonly error: HostError; readonly document: DocumentId | null }

export interface ExportRun {
  readonly target: ExportTarget
  readonly replace: boolean
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

type Fit = typeof fitEntry

const DOCUMENTS_A_STEP = 100
const MESSAGE_CHARACTERS = 900_000

/** All formats. They are loaded when somebody asks, since most sessions end without an export. */
export async function allFormats(): Promise<readonly Format[]> {
  return (await import('../../src-core/formats/registry.ts')).FORMATS
}

/** What the format could not hold of the choice, or why that cannot be known. */
export async function weighExport(
  host: Host,
  source: ExportSource,
  options: ExportOptions,
  run: Pick<ExportRun, 'signal' | 'progress'>,
): Promise<Weighing | Extract<ExportOutcome, { readonly kind: 'cancelled' | 'failed' }>> {
  try {
    const format = await formatOf(options)
    const scales = new Scales(format, options.overlaps)
    const { fit } = await import('../../src-core/formats/fit.ts')
    for await (const entry of entriesToWrite(host, source, options, run)) scales.add(entry, fit)
    return scales.weighing
  } catch (error) {
    const outcome = outcomeOf(error, run.signal)
    if (outcome.kind === 'cancelled' || outcome.kind === 'failed') return outcome
    throw error
  }
}

async function formatOf({ format: id }: ExportOptions): Promise<Format> {
  const format = (await allFormats()).find((each) => each.id === id)
  if (!format) throw new Error(`There is no format ${id}`)
  return format
}

/**
 * Writes the chosen layers as a dataset: streams Postil JSONL to the main process, which proves it, turns it into the
 * format that is wanted, proves that and places it. After a fault, a failure or a cancel nothing of it stays on the disk.
 */
export async function exportDataset(
  host: Host,
  source: ExportSource,
  options: ExportOptions,
  run: ExportRun,
): Promise<ExportOutcome> {
  if (chosenDocuments(source, options).length === 0) return { kind: 'empty' }
  let job: string | null = null
  try {
    job = (await host.ask('export.begin', { target: run.target, replace: run.replace, grant: source.grant })).job
    const stop = abortWith(host, job, run.signal)
    await writeFiles(host, job, source, options, run)
    const { format, overlaps, unit } = options
    const convert = format === 'postil' ? {} : { convert: { format, overlaps, unit, software: source.software } }
    const answer = await host.ask('export.finish', { job, ...convert })
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

class Refused extends Error {
  readonly spans: number

  constructor(spans: number) {
    super('fails-policy')
    this.spans = spans
  }
}

function outcomeOf(error: unknown, signal: AbortSignal): ExportOutcome {
  if (signal.aborted) return { kind: 'cancelled' }
  if (error instanceof TextMissing) return { kind: 'failed', error: error.error, document: error.document }
  if (error instanceof Refused) return { kind: 'refused', spans: error.spans }
  if (error instanceof HostFailure) return { kind: 'failed', error: error.error, document: null }
  throw error
}

async function writeFiles(
  host: Host,
  job: string,
  source: ExportSource,
  options: ExportOptions,
  run: ExportRun,
): Promise<void> {
  const format = await formatOf(options)
  const splits = options.splits && (await splitsOf(entriesToWrite(host, source, options, quietly(run)), options.splits))
  const names = splits?.names ?? ['data']
  const lossless = format.id === 'postil'
  const fileOf = (part: string) => `${lossless ? '' : SOURCE}${part}.jsonl`
  const out = new Map(names.map((name) => [name, new LineWriter(host, job, fileOf(name))]))
  for (const name of names) await host.ask('export.write', { job, file: fileOf(name), text: '' })
  const counter = new CardCounter(source.schema)
  const scales = new Scales(format, options.overlaps)
  const { fit } = await import('../../src-core/formats/fit.ts')
  for await (const entry of entriesToWrite(host, source, options, run)) {
    const part = splits?.partOf(entry.id) ?? 'data'
    counter.add(entry, splits ? part : null)
    if (!lossless) scales.add(entry, fit)
    // The others are made of the lines, which then go: they need the text whatever is handed over.
    const withText = options.withText || !lossless
    await out.get(part)?.line(entryToLine(entry, source.schema, options.unit, { withText }))
  }
  for (const writer of out.values()) await writer.flush()
  run.signal.throwIfAborted()
  const { report, refused } = scales.weighing
  if (refused > 0) throw new Refused(refused)
  const losses = lossless ? [] : lossSentences(report)
  const write = (file: string, text: string) => host.ask('export.write', { job, file, text })
  if (losses.length > 0) await write('losses.json', `${JSON.stringify(report, null, 1)}\n`)
  await write('schema.json', schemaToJson(source.schema))
  await write('labels.svg', labelPlot(counter.counts.labels, source.schema))
  await write(
    'README.md',
    datasetCard({
      title: source.title,
      schema: source.schema,
      counts: counter.counts,
      format: lossless ? 'Postil JSONL (`postil/1`)' : format.name,
      unit: unitOf(format, options),
      files: names.map((name) => cardFile(format, name, splits !== null)),
      software: source.software,
      plot: 'labels.svg',
      losses,
      ...(splits && { splits: splits.about }),
    }),
  )
}

/** Where the main process looks for lines that are to become another format. */
const SOURCE = 'postil-source/'

const SPLIT_NAMES: Readonly<Record<string, string>> = { dev: 'validation' }

function cardFile(format: Format, name: string, split: boolean) {
  const file = format.layout === 'folder' ? `${name}/*` : `${name}${format.extensions[0] ?? ''}`
  return split ? { name: file, split: SPLIT_NAMES[name] ?? name } : { name: file }
}

/** What positions in the files count; null where that is no unit of text. */
function unitOf({ carries: { unit } }: Format, options: ExportOptions): OffsetUnit | null {
  if (unit === 'any') return options.unit
  return unit === 'token' || unit === 'none' ? null : unit
}

/** Without telling how far it came: a pass before the one that writes. */
function quietly({ signal }: Pick<ExportRun, 'signal'>): Pick<ExportRun, 'signal' | 'progress'> {
  return { signal, progress: () => undefined }
}

/** Weighs what a format loses of each entry. */
class Scales {
  readonly #format: Format
  readonly #overlaps: OverlapPolicy
  readonly #losses = new LossGatherer()
  #refused = 0

  constructor(format: Format, overlaps: OverlapPolicy) {
    this.#format = format
    this.#overlaps = overlaps
  }

  add(entry: DatasetEntry, fit: Fit): void {
    const { losses, refused } = fit(entry, this.#format, this.#overlaps)
    this.#losses.add(entry.spans.length, losses)
    this.#refused += refused
  }

  get weighing(): Weighing {
    return { report: this.#losses.report(this.#format.id, this.#overlaps), refused: this.#refused }
  }
}

/** The entries as they are to be written, by document and then by the annotator's name. */
async function* entriesToWrite(
  host: Host,
  source: ExportSource,
  options: ExportOptions,
  run: Pick<ExportRun, 'signal' | 'progress'>,
): AsyncGenerator<DatasetEntry> {
  const chosen = chosenDocuments(source, options)
  const selection = selectionOf(source, options)
  for (let i = 0; i < chosen.length; i += DOCUMENTS_A_STEP) {
    run.signal.throwIfAborted()
    const step = chosen.slice(i, i + DOCUMENTS_A_STEP)
    const entries = (await entriesOf(host, source, options, step)).flatMap((entry) => selected(entry, selection) ?? [])
    // Other names may stand in another order.
    yield* options.pseudonyms ? entries.sort(compareEntries) : entries
    run.progress(Math.min(i + DOCUMENTS_A_STEP, chosen.length), chosen.length)
  }
}

function chosenDocuments(source: ExportSource, choice: ExportChoice): DocumentId[] {
  return source.documents.filter((document) => layersOf(source, choice, document).length > 0)
}

function selectionOf(source: ExportSource, options: ExportOptions): Selection {
  const { provenance, suggestions } = options
  return { provenance, suggestions, ...(options.pseudonyms && { names: pseudonyms(source.names.values()) }) }
}

function compareEntries(a: DatasetEntry, b: DatasetEntry): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return a.annotator < b.annotator ? -1 : a.annotator > b.annotator ? 1 : 0
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
    return documentEntries(source, text, items.get(document) ?? new Map(), layersOf(source, choice, document))
  })
}

/** What is the document’s own is found out once for all its layers. */
function documentEntries(
  source: ExportSource,
  { document, text, sha256, encoding }: DocumentText,
  items: Items,
  annotators: readonly AnnotatorId[],
): DatasetEntry[] {
  const found = source.entry(document)
  const record = items.get(documentRecordId(document))
  const overrides = record?.kind === 'document' ? record : null
  const { fileHash, extra } = sourceOf(document, bytesHash(sha256), found)
  const meta = { ...found?.fields, date: found?.date ?? null, title: found?.title ?? null, ...overrides?.fields }
  const lang = overrides?.lang ?? detectLanguage(text)
  const excluded = overrides?.excluded ?? source.proposed(text)
  return annotators.map((annotator) => {
    const entry = entryOf({
      entry: { id: document, text, sha256: fileHash, encoding, meta, lang },
      items: [...items.values()].filter((item) => 'annotator' in item && item.annotator === annotator),
      annotatorName: source.names.get(annotator) ?? annotator,
      annotatorId: annotator,
      excluded,
      schema: source.schema,
      annotatorNames: source.names,
    })
    return { ...entry, extra: { ...entry.extra, ...extra } }
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
