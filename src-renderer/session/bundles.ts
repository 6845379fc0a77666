import { isEmpty, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  DOCUMENT_STATES,
  GOLD,
  isLayerItem,
  type AnnotatorId,
  type AnnotatorRecord,
  type DocumentId,
  type Id,
  type Item,
} from '../../src-core/annotation/records.ts'
import { BUNDLE_LIMITS, readBundle, writeBundle, type BundleContent, type BundleOutcome } from '../../src-core/review/bundle.ts'
import { incomingLayers, type IncomingBundle } from '../../src-core/review/incoming.ts'
import {
  mergeLayers,
  type LayerFate,
  type LayerOutcome,
  type Merge,
  type Receiver,
} from '../../src-core/review/merge.ts'
import type { DocumentText } from '../store/rows.ts'
import { entriesOf, type ExportSource } from './dataset-export.ts'
import { exportSource } from './export-source.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

const DOCUMENTS_A_STEP = 100
const PIECE_BYTES = 4 * 2 ** 20

/** Reads a bundle, or says why not. */
export function openBundle(bytes: Uint8Array): Promise<BundleOutcome> {
  return readBundle(bytes, sha256)
}

/** SHA-256 in lower-case hexadecimal. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** One's own layers, and gold where there is some, as a bundle; null when nothing is annotated yet. */
export async function bundleOf(project: ProjectSession, host: Host, software: string): Promise<Uint8Array | null> {
  await project.idle()
  const source = exportSource(project, software)
  const choice = {
    states: DOCUMENT_STATES,
    annotators: [project.annotator, GOLD],
    unit: 'utf16',
    withText: true,
  } as const
  const entries = []
  const documents = source.documents.filter((document) => isAnnotated(project, document))
  for (let i = 0; i < documents.length; i += DOCUMENTS_A_STEP) {
    const found = await entriesOf(host, source, choice, documents.slice(i, i + DOCUMENTS_A_STEP))
    const layers = found.filter((entry) => layered(project, entry.id, entry.annotatorId ?? entry.annotator))
    entries.push(...layers)
  }
  if (entries.length === 0) return null
  const author = { id: project.annotator, name: project.annotatorName }
  return writeBundle(
    {
      kind: 'layers',
      author,
      made: project.now(),
      app: software,
      annotators: namedIn(project, source, author),
      entries,
      schema: project.schema,
    },
    sha256,
  )
}

function isAnnotated(project: ProjectSession, document: DocumentId): boolean {
  return layered(project, document, project.annotator) || layered(project, document, GOLD)
}

function layered(project: ProjectSession, document: DocumentId, annotator: AnnotatorId): boolean {
  return project.progress.of(document).layers[annotator] !== undefined
}

/** Everybody, since decisions and gold tags name others by the names that datasets carry. */
function namedIn(project: ProjectSession, source: ExportSource, author: BundleContent['author']) {
  const others = project.annotators.filter(({ id }) => id !== author.id && id !== GOLD)
  return [author, ...others.map(({ id, name }) => ({ id, name: source.names.get(id) ?? name }))]
}

/** Writes a bundle where the person says; the location, or null when the person thought better of it. */
export async function saveBundle(host: Host, name: string, bytes: Uint8Array): Promise<string | null> {
  const begun = await host.ask('bundle.begin', { name })
  if (!begun) return null
  const { job, location } = begun
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES)
      await host.ask('bundle.write', { job, bytes: bytes.slice(at, at + PIECE_BYTES) })
    await host.ask('bundle.finish', { job })
    return location
  } catch (error) {
    await host.ask('bundle.abort', { job }).catch(() => null)
    throw error
  }
}

/** The bytes of a file that the person picks; null when the person thought better of it. */
export async function pickBundle(host: Host): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const picked = await host.ask('bundle.open', null)
  if (!picked) return null
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const piece = await host.ask('bundle.read', { file: picked.file, offset: size })
    if (piece.length === 0 || size > BUNDLE_LIMITS.zipped) break
    pieces.push(piece)
    size += piece.length
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return { name: picked.name, bytes }
}

/** What opening a bundle would do. */
export interface BundlePlan {
  readonly revision: number
  readonly edit: Edit
  readonly texts: readonly DocumentText[]
  readonly incoming: IncomingBundle
  readonly layers: readonly LayerOutcome[]
  /** Spans in the file; those that are in the project afterwards as they came; the rest is left out. */
  readonly spansIn: number
  readonly spansMerged: number
}

/** Compares a bundle with the project; `labels` says what becomes of labels that the project does not have. */
export async function planBundle(
  project: ProjectSession,
  host: Host,
  bundle: BundleContent,
  labels: ReadonlyMap<string, Id | null>,
): Promise<BundlePlan> {
  await project.idle()
  const { revision } = project
  const ids = [...new Set(bundle.entries.map(({ id }) => id))].filter((id) => isKnown(project, id))
  const ours = new Map<Id, Item>()
  for (const items of (await project.store.readMany(ids)).values())
    for (const item of items.values()) ours.set(item.id, item)
  const texts = await textsOf(project, host, ids)
  const incoming = incomingLayers(bundle, { schema: project.schema, labels, existing: ours })
  const said = new Map(bundle.entries.map(({ id, text }) => [id, text]))
  const layers = incoming.layers.map((layer) =>
    said.get(layer.document) === texts.get(layer.document)?.text ? layer : { ...layer, sha256: OTHER_TEXT },
  )
  const merge = mergeLayers(ours, layers, receiverOf(project, ours, texts))
  return {
    revision,
    edit: withAnnotators(project, bundle, merge),
    texts: [...texts.values()].filter(({ document, sha256 }) => project.progress.of(document).text !== sha256),
    incoming,
    layers: merge.layers,
    spansIn: incoming.spansIn,
    spansMerged: merge.spansMerged,
  }
}

/** The hash of no file: offsets that count in another text must not be taken for ours, whatever a bundle states. */
const OTHER_TEXT = 'other text'

function isKnown(project: ProjectSession, document: DocumentId): boolean {
  return project.catalogue.get(document) !== undefined || project.progress.of(document).text !== null
}

function receiverOf(project: ProjectSession, ours: Items, texts: ReadonlyMap<DocumentId, DocumentText>): Receiver {
  const goldIsOurs = [...ours.values()].some(
    (item) => item.kind === 'layer' && item.annotator === GOLD && typeof item.extra?.['version'] !== 'number',
  )
  return {
    own: new Set([project.annotator, ...(goldIsOurs ? [GOLD] : [])]),
    documents: new Map([...texts].map(([id, text]) => [id, text.sha256])),
  }
}

/** The texts as they are here: the stored one that was tagged, else the file's. A bundle's own text is never stored. */
async function textsOf(
  project: ProjectSession,
  host: Host,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, DocumentText>> {
  const texts = new Map<DocumentId, DocumentText>()
  for (let i = 0; i < ids.length; i += DOCUMENTS_A_STEP) {
    const step = ids.slice(i, i + DOCUMENTS_A_STEP)
    const missing: DocumentId[] = []
    for (const id of step) {
      const stored = await project.store.readText(id, project.progress.of(id).text ?? '')
      if (stored) texts.set(id, stored)
      else missing.push(id)
    }
    if (missing.length === 0) continue
    const encodings = project.encodings.of(missing)
    const answers = await host.ask('corpus.read-many', { grant: project.grant.id, ids: missing, encodings })
    missing.forEach((document, k) => {
      const answer = answers[k]
      if (!answer?.ok) return
      const { text, sha256, encoding } = answer.value
      texts.set(document, { document, text, sha256, encoding })
    })
  }
  return texts
}

const TAKEN: ReadonlySet<LayerFate> = new Set(['added', 'updated', 'unchanged'])

/** The edit, with the names of those whose layers come in. */
function withAnnotators(project: ProjectSession, bundle: BundleContent, { edit, layers }: Merge): Edit {
  const present = new Set(layers.filter(({ fate }) => TAKEN.has(fate)).map(({ annotator }) => annotator))
  const known = new Map(project.annotators.map((record) => [record.id, record]))
  const added: Item[] = []
  const updated: [Item, Item][] = []
  for (const { id, name } of bundle.annotators) {
    if (!present.has(id) || id === project.annotator) continue
    const record: AnnotatorRecord = { kind: 'annotator', id, name }
    const before = known.get(id)
    if (!before) added.push(record)
    else if (before.name !== name && id === bundle.author.id) updated.push([before, record])
  }
  return { added: [...added, ...edit.added], updated: [...updated, ...edit.updated], removed: edit.removed }
}

/** Applies a plan as one edit; false when the project has changed since and it must be planned again. */
export function applyPlan(project: ProjectSession, plan: BundlePlan): boolean {
  if (project.revision !== plan.revision) return false
  if (isEmpty(plan.edit)) return true
  const named = new Set(
    [...plan.edit.added, ...plan.edit.updated.map(([, to]) => to)].filter(isLayerItem).map(({ document }) => document),
  )
  project.commit(
    plan.edit,
    'import',
    plan.texts.filter(({ document }) => named.has(document)),
  )
  return true
}
