import { DOCUMENT_STATES, isSuggester, type AnnotatorId, type DocumentId } from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { PackedDocument } from '../workers/agreement-protocol.ts'
import { entriesOf } from './export-entries.ts'
import { exportSource } from './export-source.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** Few enough that reading a step leaves the frames free. */
const DOCUMENTS_A_STEP = 10

const READ = DOCUMENT_STATES.filter((state) => state !== 'untouched')

/** Every document that somebody began, with all layers, as a dataset would carry it, a step at a time. */
export async function* agreementDocuments(
  project: ProjectSession,
  host: Host,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (done: number, total: number) => void },
): AsyncGenerator<readonly PackedDocument[]> {
  await project.idle()
  const source = exportSource(project, '')
  const annotators = peopleOf(project)
  const choice = { states: READ, annotators, best: false, unit: 'utf16', withText: true } as const
  const begun = source.documents.filter(
    (id) => annotators.some((each) => source.stateOf(id, each) !== 'untouched') && !project.assignments.hides(id),
  )
  for (let i = 0; i < begun.length; i += DOCUMENTS_A_STEP) {
    signal.throwIfAborted()
    yield packed(await entriesOf(host, source, choice, begun.slice(i, i + DOCUMENTS_A_STEP)))
    progress(Math.min(begun.length, i + DOCUMENTS_A_STEP), begun.length)
  }
}

/** Everybody who annotates, gold too; what suggests is nobody. */
export function peopleOf(project: ProjectSession): AnnotatorId[] {
  return project.annotators.map(({ id }) => id).filter((id) => !isSuggester(id))
}

function packed(entries: readonly DatasetEntry[]): PackedDocument[] {
  const byDocument = new Map<DocumentId, DatasetEntry[]>()
  for (const entry of entries) byDocument.set(entry.id, [...(byDocument.get(entry.id) ?? []), entry])
  return [...byDocument.values()].map((layers) => ({
    text: layers[0]?.text ?? '',
    annotated: newestTag(layers),
    entries: layers.map(lean),
  }))
}

function newestTag(layers: readonly DatasetEntry[]): string | null {
  let newest: string | null = null
  for (const { spans } of layers)
    for (const { updated, created } of spans) {
      const at = updated ?? created
      if (at !== null && (newest === null || at > newest)) newest = at
    }
  return newest
}

/** Only what is compared crosses to the thread. */
function lean(entry: DatasetEntry): PackedDocument['entries'][number] {
  const { id, annotator, state, lang, relations, excluded, decisions, tokens, extra } = entry
  const spans = entry.spans.map(({ id: span, ranges, label, attributes, from }) => {
    return { id: span, ranges, label, attributes, from }
  })
  return { id, annotator, state, lang, relations, excluded, decisions, tokens, extra, spans }
}
