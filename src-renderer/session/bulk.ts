import { bulk, joined, type BulkCounts, type BulkDeed, type BulkTarget } from '../../src-core/annotation/bulk.ts'
import { isEmpty, NOTHING, type Edit } from '../../src-core/annotation/edit.ts'
import { SCHEMA_ID, type DocumentId } from '../../src-core/annotation/records.ts'
import { labelById, type Matching } from '../../src-core/annotation/schema.ts'
import { changeLabel } from '../../src-core/annotation/schema-commands.ts'
import { isSchemaRefusal } from '../../src-core/annotation/schema-desk.ts'
import { sameValue } from '../../src-core/values.ts'
import type { DocumentText } from '../store/rows.ts'
import type { ActionName } from './action-names.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** The places of one document, on the text of that hash. */
export interface BulkDocument {
  readonly document: DocumentId
  readonly sha256: string
  /** Of the text, in UTF-16 code units. */
  readonly length: number
  readonly targets: readonly BulkTarget[]
}

export interface BulkReport extends BulkCounts {
  /** Documents in which something was changed. */
  readonly documents: number
  /** Documents left alone because their file is no longer what was searched. */
  readonly changed: number
}

export interface BulkRun {
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
  /** How the places were found; the label that is given remembers it. Null where a pattern found them. */
  readonly matching: Matching | null
}

const ACTIONS = { tag: 'tag-identical', relabel: 'relabel', untag: 'untag' } as const satisfies Record<
  BulkDeed['kind'],
  ActionName
>

const TEXTS_A_STEP = 50
const LAYERS_A_STEP = 200

/**
 * Does a deed at places of many documents as one edit, and so one undo step, or nothing when it is aborted. The exact
 * text of a document that gets its first tag is stored with it.
 */
export async function runBulk(
  project: ProjectSession,
  host: Host,
  deed: BulkDeed,
  documents: readonly BulkDocument[],
  run: BulkRun,
): Promise<BulkReport> {
  const total = documents.length * 2
  const { texts, changed } = await firstTexts(project, host, documents, run, total)
  const sound = documents.filter(({ document }) => !changed.has(document))
  for (;;) {
    await project.idle()
    const { revision } = project
    const parts = await editsOf(project, deed, sound, run, total)
    run.signal.throwIfAborted()
    if (project.revision !== revision) continue
    const edited = parts.filter(({ edit }) => !isEmpty(edit))
    const named = new Set(edited.map(({ document }) => document))
    const kept = texts.filter(({ document }) => named.has(document))
    const remembered = edited.length ? matchingRemembered(project, deed, run.matching) : NOTHING
    const edit = project.learning.links.along(joined([...edited.map((part) => part.edit), remembered]))
    project.commit(edit, ACTIONS[deed.kind], kept)
    return { ...sum(parts), documents: edited.length, changed: changed.size }
  }
}

function matchingRemembered({ schema, now, newId }: ProjectSession, deed: BulkDeed, matching: Matching | null): Edit {
  const label = deed.kind === 'tag' ? labelById(schema, deed.label) : undefined
  if (!label || !matching || sameValue(label.matching, matching)) return NOTHING
  const record = { kind: 'schema', id: SCHEMA_ID, schema } as const
  const outcome = changeLabel({ record, carriers: [], now: now(), newId }, label.id, { matching })
  return isSchemaRefusal(outcome) ? NOTHING : outcome.edit
}

interface Part extends BulkCounts {
  readonly document: DocumentId
  readonly edit: Edit
}

async function editsOf(
  project: ProjectSession,
  deed: BulkDeed,
  documents: readonly BulkDocument[],
  { signal, progress }: BulkRun,
  total: number,
): Promise<Part[]> {
  const parts: Part[] = []
  const { annotator, schema, newId } = project
  const now = project.now()
  for (let i = 0; i < documents.length; i += LAYERS_A_STEP) {
    signal.throwIfAborted()
    const step = documents.slice(i, i + LAYERS_A_STEP)
    const layers = await project.store.readMany(step.map(({ document }) => document))
    for (const { document, length, targets } of step) {
      const desk = { document, annotator, schema, length, items: layers.get(document) ?? new Map(), now, newId }
      parts.push({ document, ...bulk(desk, targets, deed) })
    }
    progress(total - documents.length + i + step.length, total)
  }
  return parts
}

/** The texts that are not stored yet, as they were searched; and the documents whose file is another by now. */
async function firstTexts(
  project: ProjectSession,
  host: Host,
  documents: readonly BulkDocument[],
  { signal, progress }: BulkRun,
  total: number,
): Promise<{ readonly texts: readonly DocumentText[]; readonly changed: ReadonlySet<DocumentId> }> {
  const texts: DocumentText[] = []
  const changed = new Set<DocumentId>()
  const wanted = documents.filter(({ document, sha256 }) => project.progress.of(document).text !== sha256)
  for (let i = 0; i < wanted.length; i += TEXTS_A_STEP) {
    signal.throwIfAborted()
    const step = wanted.slice(i, i + TEXTS_A_STEP)
    const ids = step.map(({ document }) => document)
    const encodings = project.encodings.of(ids)
    const answers = await host.ask('corpus.read-many', { grant: project.grant.id, ids, encodings })
    step.forEach(({ document, sha256 }, k) => {
      const answer = answers[k]
      if (answer?.ok && answer.value.sha256 === sha256)
        texts.push({ document, sha256, encoding: answer.value.encoding, text: answer.value.text })
      else changed.add(document)
    })
    progress(i + step.length, total)
  }
  return { texts, changed }
}

function sum(parts: readonly BulkCounts[]): BulkCounts {
  return parts.reduce<BulkCounts>(
    (all, { done, already, refused }) => ({
      done: all.done + done,
      already: all.already + already,
      refused: all.refused + refused,
    }),
    { done: 0, already: 0, refused: 0 },
  )
}
