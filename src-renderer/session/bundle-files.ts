import { DOCUMENT_STATES, GOLD, type DocumentId } from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { BUNDLE_LIMITS, type BundleContent } from '../../src-core/review/bundle.ts'
import { writeAside, type LongJob } from '../workers/bundle-thread.ts'
import { entriesOf, type ExportSource } from './export-entries.ts'
import { exportSource } from './export-source.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

const DOCUMENTS_A_STEP = 100
const PIECE_BYTES = 4 * 2 ** 20

/** Which layers go into a bundle. */
export interface BundleWish {
  readonly kind: 'layers' | 'review'
  /** Of these documents alone. */
  readonly of?: (document: DocumentId) => boolean
}

/** One's own layers, and gold where there is some, as a bundle; null when there is nothing to send. */
export async function bundleOf(
  project: ProjectSession,
  host: Host,
  software: string,
  { kind, of = () => true }: BundleWish,
  job: LongJob,
): Promise<Uint8Array | null> {
  await project.idle()
  const source = exportSource(project, software)
  const documents = source.documents.filter((document) => of(document) && isAnnotated(project, document))
  if (documents.length === 0) return null
  const content = { ...frameOf(project, source, software), kind, ...answering(project) }
  return writeAside(content, ownEntries(project, host, source, documents, job), job)
}

async function* ownEntries(
  project: ProjectSession,
  host: Host,
  source: ExportSource,
  documents: readonly DocumentId[],
  { signal, progress }: LongJob,
): AsyncGenerator<readonly DatasetEntry[]> {
  const choice = {
    states: DOCUMENT_STATES,
    annotators: [project.annotator, GOLD],
    best: false,
  } as const
  for (let i = 0; i < documents.length; i += DOCUMENTS_A_STEP) {
    signal.throwIfAborted()
    const found = await entriesOf(host, source, choice, documents.slice(i, i + DOCUMENTS_A_STEP))
    yield found.filter((entry) => layered(project, entry.id, entry.annotatorId ?? entry.annotator))
    progress(Math.min(documents.length, i + DOCUMENTS_A_STEP), documents.length)
  }
}

/** What every bundle of this person says, without its layers. */
export function frameOf(project: ProjectSession, source: ExportSource, software: string) {
  const author = { id: project.annotator, name: project.annotatorName }
  const annotators = namedIn(project, source, author)
  return { author, made: project.now(), app: software, annotators, schema: project.schema }
}

/** Layers that are work on a share say so. */
function answering({ assignments }: ProjectSession): { answers?: string } {
  return assignments.own ? { answers: assignments.own.id } : {}
}

function isAnnotated(project: ProjectSession, document: DocumentId): boolean {
  return layered(project, document, project.annotator) || layered(project, document, GOLD)
}

function layered(project: ProjectSession, document: DocumentId, annotator: string): boolean {
  return project.progress.of(document).layers[annotator] !== undefined
}

/** Everybody by the names that datasets carry, since lines, decisions and gold tags name them so. */
function namedIn(project: ProjectSession, source: ExportSource, author: BundleContent['author']) {
  const others = project.annotators.filter(({ id }) => id !== author.id && id !== GOLD)
  return [author, ...others].map(({ id, name }) => ({ id, name: source.names.get(id) ?? name }))
}

/** Writes a bundle where the person says; the location, or null when the person thought better of it. */
export async function saveBundle(host: Host, name: string, bytes: Uint8Array): Promise<string | null> {
  const begun = await host.ask('bundle.begin', { name })
  if (!begun) return null
  await writeAll(host, [{ job: begun.job, bytes }])
  return begun.location
}

/** Writes several bundles into a folder that the person picks: all of them, or none; the folder, or null. */
export async function saveBundles(
  host: Host,
  bundles: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<string | null> {
  const begun = await host.ask('bundle.begin-many', { names: bundles.map(({ name }) => name) })
  if (!begun) return null
  const jobs = bundles.flatMap(({ bytes }, i) => {
    const job = begun.jobs[i]
    return job === undefined ? [] : [{ job, bytes }]
  })
  await writeAll(host, jobs)
  return begun.location
}

/** None has its name before all are written. */
async function writeAll(host: Host, jobs: readonly { readonly job: string; readonly bytes: Uint8Array }[]) {
  try {
    for (const { job, bytes } of jobs)
      for (let at = 0; at < bytes.length; at += PIECE_BYTES)
        await host.ask('bundle.write', { job, bytes: bytes.slice(at, at + PIECE_BYTES) })
    for (const { job } of jobs) await host.ask('bundle.finish', { job })
  } catch (error) {
    for (const { job } of jobs) await host.ask('bundle.abort', { job }).catch(() => null)
    throw error
  }
}

/** A file of layers that may be read. */
export interface OfferedBundle {
  readonly file: string
  readonly name: string
  readonly bytes: number
}

/** The bytes of a file that the main process offers. */
export async function bytesOf(host: Host, { file, bytes }: OfferedBundle, job: LongJob): Promise<Uint8Array> {
  const whole = new Uint8Array(Math.min(bytes, BUNDLE_LIMITS.zipped + 1))
  let size = 0
  while (size < whole.length) {
    job.signal.throwIfAborted()
    const piece = await host.ask('bundle.read', { file, offset: size })
    if (piece.length === 0) break
    whole.set(piece.subarray(0, whole.length - size), size)
    size += piece.length
    job.progress(Math.min(size, whole.length), whole.length)
  }
  return whole.subarray(0, Math.min(size, whole.length))
}
