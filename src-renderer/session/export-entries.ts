import type { Items } from '../../src-core/annotation/edit.ts'
import type {
  AnnotatorId,
  DocumentId,
  DocumentRecord,
  DocumentState,
  Excluded,
  Item,
  Stray,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { entryOf } from '../../src-core/formats/layer-to-entry.ts'
import { pseudonyms, selected, type Selection } from '../../src-core/formats/select.ts'
import { detectLanguage } from '../../src-core/text/language.ts'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import type { DocumentText } from '../store/rows.ts'
import { bestItems, chosenLayers, type LayerChoice } from './export-best.ts'
import { periodOf, type ExportChoice, type ExportOptions } from './export-options.ts'
import { TextMissing, type ExportRun } from './export-outcome.ts'
import { sourceOf } from './export-hash.ts'
import type { Host } from './host.ts'
import { bytesHash } from './text-key.ts'

/** As many as the main process reads at once. */
const DOCUMENTS_A_STEP = 200
const STEPS_AHEAD = 3
const PROGRESS_MS = 250

export interface StoredLayers {
  readonly items: ReadonlyMap<DocumentId, Items>
  readonly texts: readonly DocumentText[]
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
  readonly stateOf: (document: DocumentId, annotator: AnnotatorId) => DocumentState
  /** What was decided about the document itself. */
  recordOf(document: DocumentId): DocumentRecord | null
  /** The tags of a document that have no place in its present text, of layers that may be seen. */
  waiting(document: DocumentId): readonly Stray[]
  /** The layers of every document that is asked, and the texts that are stored. */
  read(documents: readonly DocumentId[]): Promise<StoredLayers>
}

/** The entries as they are to be written, by document and then by the annotator's name. */
export async function* entriesToWrite(
  host: Host,
  source: ExportSource,
  options: ExportOptions,
  run: Pick<ExportRun, 'signal' | 'progress'>,
): AsyncGenerator<DatasetEntry> {
  const chosen = chosenDocuments(source, options)
  const selection = selectionOf(source, options)
  const read = (i: number) => {
    const reading = entriesOf(host, source, options, chosen.slice(i, i + DOCUMENTS_A_STEP))
    reading.catch(() => undefined)
    return reading
  }
  const coming = Array.from({ length: STEPS_AHEAD }, (_, step) => read(step * DOCUMENTS_A_STEP))
  let told = -Infinity
  for (let i = 0; i < chosen.length; i += DOCUMENTS_A_STEP) {
    run.signal.throwIfAborted()
    // What comes next is fetched while this is worked on.
    coming.push(read(i + STEPS_AHEAD * DOCUMENTS_A_STEP))
    const step = (await coming.shift()) ?? []
    const entries = step.flatMap((entry) => selected(entry, selection) ?? [])
    // Other names may stand in another order.
    yield* options.pseudonyms ? entries.sort(compareEntries) : entries
    const now = performance.now()
    if (now - told < PROGRESS_MS) continue
    told = now
    run.progress(Math.min(i + DOCUMENTS_A_STEP, chosen.length), chosen.length)
  }
}

/** The documents of which something is chosen, in the order of their ids. */
export function chosenDocuments(source: ExportSource, choice: ExportChoice): DocumentId[] {
  const { documents } = choice
  return source.documents.filter(
    (document) =>
      (documents === null || documents.has(document)) && chosenLayers(document, choice, source.stateOf).length > 0,
  )
}

function selectionOf(source: ExportSource, options: ExportOptions): Selection {
  const { provenance, suggestions, excluded, labels } = options
  const names = labels && source.schema.labels.filter(({ id }) => labels.has(id)).map(({ name }) => name)
  return {
    ...{ provenance, suggestions, excluded },
    ...(names && { labels: new Set(names) }),
    ...periodOf(options),
    ...(options.pseudonyms && { names: pseudonyms(source.names.values()) }),
  }
}

function compareEntries(a: DatasetEntry, b: DatasetEntry): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return a.annotator < b.annotator ? -1 : a.annotator > b.annotator ? 1 : 0
}

/** The chosen layers of the documents, with their texts. */
export async function entriesOf(
  host: Host,
  source: ExportSource,
  choice: LayerChoice,
  documents: readonly DocumentId[],
): Promise<DatasetEntry[]> {
  const { items, texts: stored } = await source.read(documents)
  const texts = await textsOf(host, source, documents, stored)
  return documents.flatMap((document) => {
    const text = texts.get(document)
    if (!text) return []
    return documentEntries(source, text, layersToWrite(source, choice, document, items.get(document) ?? new Map()))
  })
}

interface LayerToWrite {
  readonly annotator: AnnotatorId
  readonly items: readonly Item[]
}

function layersToWrite(
  source: ExportSource,
  choice: LayerChoice,
  document: DocumentId,
  items: Items,
): readonly LayerToWrite[] {
  if (choice.best) {
    const best = bestItems(document, items, choice.annotators, source.stateOf)
    return best ? [best] : []
  }
  return layersOf(source, choice, document).map((annotator) => ({
    annotator,
    items: [...items.values()].filter((item) => 'annotator' in item && item.annotator === annotator),
  }))
}

/** What is the document’s own is found out once for all its layers. */
function documentEntries(
  source: ExportSource,
  { document, text, sha256, encoding }: DocumentText,
  layers: readonly LayerToWrite[],
): DatasetEntry[] {
  const found = source.entry(document)
  const overrides = source.recordOf(document)
  const { fileHash, extra } = sourceOf(document, bytesHash(sha256), found)
  // The first words that an article without a title is listed by are no title: nothing is invented.
  const title = found?.fields['title'] ?? null
  const meta = { ...found?.fields, date: found?.date ?? null, title, ...overrides?.fields }
  const lang = overrides?.lang ?? detectLanguage(text)
  const excluded = overrides?.excluded ?? source.proposed(text)
  return layers.map(({ annotator, items }) => {
    const entry = entryOf({
      entry: { id: document, text, sha256: fileHash, encoding, meta, lang },
      items,
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
function layersOf(source: ExportSource, choice: LayerChoice, document: DocumentId): AnnotatorId[] {
  const wanted = choice.annotators.filter((id) => choice.states.includes(source.stateOf(document, id)))
  const name = (id: AnnotatorId) => source.names.get(id) ?? id
  return wanted.sort((a, b) => (name(a) < name(b) ? -1 : 1))
}

/** The stored text where there is one, since the tags were made on it; else the file's. */
async function textsOf(
  host: Host,
  source: ExportSource,
  documents: readonly DocumentId[],
  stored: readonly DocumentText[],
): Promise<Map<DocumentId, DocumentText>> {
  const texts = new Map(stored.map((text) => [text.document, text]))
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
