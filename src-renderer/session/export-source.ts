import { inPeriod } from '../../src-core/formats/select.ts'
import { itemsOfRows, type RowsRead } from '../store/reading.ts'
import type { LayerProgress } from '../store/rows.ts'
import { ReadingThread } from '../workers/reading-thread.ts'
import type { AnnotatorId, DocumentId, DocumentState } from '../../src-core/annotation/records.ts'
import { chosenLayers, isUndecided } from './export-best.ts'
import type { ExportSource, StoredLayers } from './export-entries.ts'
import { periodOf, type ExportChoice } from './export-options.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** The open project as an export reads it. */
export function exportSource(project: ProjectSession, software: string): ExportSource {
  const { names } = project
  return {
    grant: project.grant.id,
    title: project.grant.name,
    software,
    schema: project.schema,
    names,
    proposed: (text) => project.anatomy.proposed(text),
    encodings: (documents) => project.encodings.of(documents),
    documents: documentsOf(project),
    entry: (document) => project.catalogue.get(document),
    stateOf: (document, annotator) => stateToExport(project, document, annotator),
    recordOf: (document) => project.progress.of(document).record,
    waiting: (document) =>
      (project.progress.of(document).record?.strays ?? []).filter(({ span }) => !project.hides(span)),
    read: async (documents) =>
      stored(documents, await project.store.readRows(documents, storedTexts(project, documents))),
  }
}

/** The same, read in a thread of its own, for the work with the whole of it; nothing is learned meanwhile. */
export async function withReader<T>(
  project: ProjectSession,
  software: string,
  work: (source: ExportSource) => Promise<T>,
): Promise<T> {
  const thread = new ReadingThread(project.store.database)
  try {
    const source = {
      ...exportSource(project, software),
      read: async (documents: readonly DocumentId[]) =>
        stored(documents, await thread.read(documents, storedTexts(project, documents))),
    }
    return await project.learning.after(work(source))
  } finally {
    thread.end()
  }
}

function stored(documents: readonly DocumentId[], { rows, texts }: RowsRead): StoredLayers {
  return { items: itemsOfRows(documents, rows), texts }
}

function storedTexts({ progress }: ProjectSession, documents: readonly DocumentId[]) {
  return documents.flatMap((document) => {
    const key = progress.of(document).text
    return key === null ? [] : [[document, key] as const]
  })
}

/** A layer that may not be seen yet is as one that is not there: what a file says is seen too. */
function stateToExport(project: ProjectSession, document: DocumentId, annotator: AnnotatorId): DocumentState {
  return project.assignments.hidesLayer(document, annotator)
    ? 'untouched'
    : project.progress.stateOf(document, annotator)
}

/** Documents of which colleagues' layers are left out until one's own is done. */
export function hiddenDocuments(project: ProjectSession): number {
  const { progress, assignments } = project
  return [...progress.documents].filter(([id, { layers }]) =>
    Object.keys(layers).some((annotator) => assignments.hidesLayer(id, annotator)),
  ).length
}

/** In the order of their ids by code unit, which is the order of a dataset's lines. */
function documentsOf(project: ProjectSession): DocumentId[] {
  const layered = [...project.progress.documents].filter(([, { layers }]) => Object.keys(layers).length > 0)
  return [...new Set([...project.catalogue.ids, ...layered.map(([id]) => id)])].sort()
}

/** How many documents stand in each state for an annotator. */
export function statesOf(project: ProjectSession, annotator: AnnotatorId): Record<DocumentState, number> {
  const counts = { untouched: 0, in_progress: 0, done: 0, reviewed: 0, adjudicated: 0 } satisfies Record<
    DocumentState,
    number
  >
  for (const document of documentsOf(project)) counts[stateToExport(project, document, annotator)]++
  return counts
}

export interface ExportSize {
  readonly documents: number
  /** Document × annotator. */
  readonly lines: number
  /** Null where it takes the reading of reviews to know. */
  readonly spans: number | null
  /** Documents of which the best version is wanted, and several are there that nobody decided on. */
  readonly undecided: number
}

/** How much a choice would write. */
export function exportSize(project: ProjectSession, choice: ExportChoice): ExportSize {
  const period = periodOf(choice)
  const stateOf = (document: DocumentId, annotator: AnnotatorId) => stateToExport(project, document, annotator)
  let [documents, lines, undecided] = [0, 0, 0]
  let spans: number | null = 0
  for (const document of documentsOf(project)) {
    if (choice.documents && !choice.documents.has(document)) continue
    if (!inPeriod(dateOf(project, document), period)) continue
    if (choice.best && isUndecided(document, choice.annotators, stateOf)) undecided++
    const wanted = chosenLayers(document, choice, stateOf)
    documents += Number(wanted.length > 0)
    lines += wanted.length
    for (const id of wanted) {
      const known: number | null = id === null ? null : spansIn(project.progress.of(document).layers[id], choice.labels)
      spans = spans === null || known === null ? null : spans + known
    }
  }
  return { documents, lines, spans, undecided }
}

/** The date that a line would carry. */
function dateOf(project: ProjectSession, document: DocumentId): string | null {
  const fields = project.progress.of(document).record?.fields
  return fields?.['date'] ?? project.catalogue.head(document)?.date ?? null
}

function spansIn(layer: LayerProgress | undefined, labels: ExportChoice['labels']): number {
  if (!layer || !labels) return layer?.spans ?? 0
  return [...labels].reduce((sum, label) => sum + (layer.counts[label] ?? 0), 0)
}
