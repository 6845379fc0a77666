import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import * as v from 'valibot'
import { GOLD, type AnnotatorId, type EpochMs, type Id } from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { lineToEntry } from '../formats/postil-read.ts'
import { entryToLine } from '../formats/postil.ts'
import type { Problem } from '../formats/problem.ts'
import { schemaFromJson, schemaToJson } from '../formats/schema-json.ts'
import { annotatorOf, idFault, namesIn, type IdFaultCode } from './bundle-ids.ts'
import { isPlainPath, SHARE, type Share } from './share.ts'

/**
 * What colleagues send each other: one zip of three files, `manifest.json`, `data.jsonl` (Postil JSONL with texts, UTF-16
 * offsets) and `schema.json`. A bundle comes by mail or stick from anywhere, so reading one believes nothing: names,
 * sizes, hashes, UTF-8, every line and every id are checked, inflating is bounded, and a bundle with any fault gives
 * nothing but the fault. The same content gives the same bytes.
 */
const BUNDLE_FORMAT = 'postil-bundle/1'

/** SHA-256 in lower-case hexadecimal; the core has no hash of its own. */
export type Digest = (bytes: Uint8Array) => string | Promise<string>

export interface BundleContent {
  /** `layers`: finished or unfinished work. `starter`: documents to annotate. `review`: remarks on a colleague's tags. */
  readonly kind: 'layers' | 'starter' | 'review'
  /** Who sends it. Layers of this annotator are stamped with `made`; those passed on keep the stamp they came with. */
  readonly author: BundleAnnotator
  /** Milliseconds since 1970 by the author's clock. */
  readonly made: EpochMs
  readonly app: string
  /** Everybody who has a layer in it or is named by one; gold needs no entry. */
  readonly annotators: readonly BundleAnnotator[]
  readonly entries: readonly DatasetEntry[]
  readonly schema: LabelSchema
  /** In a starter, what is asked. */
  readonly share?: Share
  /** In layers that come back, the share that they are work on. */
  readonly answers?: Id
}

export interface BundleAnnotator {
  readonly id: AnnotatorId
  readonly name: string
}

export interface BundleLimits {
  /** Bytes of the zip, of everything inflated, and of one line. */
  readonly zipped: number
  readonly inflated: number
}

const MEGABYTE = 2 ** 20
export const BUNDLE_LIMITS: BundleLimits = { zipped: 256 * MEGABYTE, inflated: 400 * MEGABYTE }

export type BundleFaultCode =
  | 'too-large'
  /** Not a zip, or one that breaks off. */
  | 'not-a-zip'
  | 'missing-file'
  /** A file that has no business in a bundle, such as one with a path. */
  | 'foreign-file'
  | 'repeated-file'
  | 'not-utf8'
  | 'wrong-manifest'
  /** Made by a Postil that is newer than this one. */
  | 'newer-format'
  | 'wrong-hash'
  | 'wrong-schema'
  | 'wrong-line'
  | IdFaultCode
  /** A starter asks; it brings nobody's layers. */
  | 'starter-with-layers'
  /** A layer that would take the id of a record elsewhere in the project; found when it is compared with it. */
  | 'foreign-records'
  | 'repeated-layer'
  | 'repeated-id'
  | 'wrong-count'

export interface BundleFault {
  readonly code: BundleFaultCode
  readonly params: Readonly<Record<string, string | number>>
  /** What is wrong within a line or the schema. */
  readonly problems: readonly Problem[]
}

export type BundleOutcome =
  { readonly ok: true; readonly bundle: BundleContent } | { readonly ok: false; readonly fault: BundleFault }

const FILES = ['manifest.json', 'data.jsonl', 'schema.json'] as const
type FileName = (typeof FILES)[number]

const ANNOTATOR = v.object({ id: v.pipe(v.string(), v.nonEmpty()), name: v.string() })
const FILE = v.object({ bytes: v.pipe(v.number(), v.integer(), v.minValue(0)), sha256: v.string() })
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0))
const MANIFEST = v.object({
  format: v.literal(BUNDLE_FORMAT),
  kind: v.picklist(['layers', 'starter', 'review']),
  made: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000)),
  app: v.string(),
  author: ANNOTATOR,
  annotators: v.array(ANNOTATOR),
  layers: COUNT,
  spans: COUNT,
  files: v.object({ 'data.jsonl': FILE, 'schema.json': FILE }),
  share: v.exactOptional(SHARE),
  answers: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
})
type Manifest = v.InferOutput<typeof MANIFEST>

/** The bundle as bytes. Entries are written in order of document, then annotator. */
export async function writeBundle(content: BundleContent, digest: Digest): Promise<Uint8Array> {
  const entries = [...content.entries].sort(compareEntries).map((entry) => stamped(entry, content))
  const lines = entries.map((entry) => `${entryToLine(entry, content.schema, 'utf16')}\n`)
  const data = strToU8(lines.join(''))
  const schema = strToU8(schemaToJson(content.schema))
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    kind: content.kind,
    made: content.made,
    app: content.app,
    author: plain(content.author),
    annotators: everybodyIn(content)
      .map(plain)
      .sort((a, b) => compare(a.id, b.id)),
    layers: entries.length,
    spans: countSpans(entries),
    files: {
      'data.jsonl': { bytes: data.length, sha256: await digest(data) },
      'schema.json': { bytes: schema.length, sha256: await digest(schema) },
    },
    ...(content.share && {
      share: { ...content.share, documents: content.share.documents.map((each) => ({ ...each })) },
    }),
    ...(content.answers !== undefined && { answers: content.answers }),
  }
  const files: Zippable = {
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    'data.jsonl': data,
    'schema.json': schema,
  }
  return zipSync(files, { level: 6, mtime: ZIP_EPOCH })
}

/** A fixed date, local as zip has it, so that the same content gives the same bytes everywhere. */
const ZIP_EPOCH = '1980-01-01T00:00:00'

function plain({ id, name }: BundleAnnotator): BundleAnnotator {
  return { id, name }
}

function stamped(entry: DatasetEntry, { author, made }: BundleContent): DatasetEntry {
  const mine = entry.annotatorId === author.id || typeof entry.extra['version'] !== 'number'
  return mine ? { ...entry, extra: { ...entry.extra, version: made } } : entry
}

/** With those whom decisions and gold tags name though nobody knows more of them than that. */
function everybodyIn({ author, annotators, entries }: BundleContent): readonly BundleAnnotator[] {
  const people = [author, ...annotators]
  const known = new Set([GOLD, ...people.flatMap(({ id, name }) => [id, name])])
  for (const entry of entries) known.add(entry.annotator).add(annotatorOf(entry))
  const others = new Set(entries.flatMap(namesIn).filter((name) => !known.has(name)))
  return [...annotators, ...[...others].map((name) => ({ id: name, name }))]
}

function countSpans(entries: readonly DatasetEntry[]): number {
  return entries.reduce((sum, { spans }) => sum + spans.length, 0)
}

function compareEntries(a: DatasetEntry, b: DatasetEntry): number {
  return compare(a.id, b.id) || compare(a.annotator, b.annotator)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Reads a bundle, or says what is wrong with it. */
export async function readBundle(
  bytes: Uint8Array,
  digest: Digest,
  limits: BundleLimits = BUNDLE_LIMITS,
): Promise<BundleOutcome> {
  try {
    const files = unzip(bytes, limits)
    const manifest = readManifest(textOf(files, 'manifest.json'))
    for (const name of ['data.jsonl', 'schema.json'] as const) await prove(files, name, manifest, digest)
    const schema = readSchema(textOf(files, 'schema.json'))
    const entries = readEntries(textOf(files, 'data.jsonl'), manifest)
    const wrong = idFault(manifest, entries)
    if (wrong) throw new Fault(wrong.code, wrong.params)
    const { kind, author, made, app, annotators, share, answers } = manifest
    const work = { ...(share && { share }), ...(answers !== undefined && { answers }) }
    return { ok: true, bundle: { kind, author, made, app, annotators, entries, schema, ...work } }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault }
    throw error
  }
}

/** Carries a fault out of the depth of reading; it never leaves {@link readBundle}. */
class Fault extends Error {
  readonly fault: BundleFault

  constructor(code: BundleFaultCode, params: BundleFault['params'] = {}, problems: readonly Problem[] = []) {
    super(code)
    this.fault = { code, params, problems }
  }
}

type Files = ReadonlyMap<FileName, Uint8Array>

/** Inflates only the three files, each into a buffer of its stated size; what is longer than that fails its hash. */
function unzip(bytes: Uint8Array, limits: BundleLimits): Files {
  if (bytes.length > limits.zipped) throw new Fault('too-large', { bytes: bytes.length, most: limits.zipped })
  const seen = new Set<string>()
  let inflated = 0
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (!FILES.some((known) => known === name)) throw new Fault('foreign-file', { name: name.slice(0, 100) })
    if (seen.has(name)) throw new Fault('repeated-file', { name })
    seen.add(name)
    inflated += originalSize
    if (!(inflated <= limits.inflated)) throw new Fault('too-large', { bytes: inflated, most: limits.inflated })
    return true
  }
  const found = unzipped(bytes, filter)
  const files = new Map<FileName, Uint8Array>()
  for (const name of FILES) {
    const file = found[name]
    if (!file) throw new Fault('missing-file', { name })
    files.set(name, file)
  }
  return files
}

function unzipped(
  bytes: Uint8Array,
  filter: (file: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    // Whatever the library makes of broken bytes: its own error, or a RangeError of a view out of bounds.
    throw error instanceof Fault ? error : new Fault('not-a-zip')
  }
}

function textOf(files: Files, name: FileName): string {
  const bytes = files.get(name) ?? new Uint8Array()
  const text = strFromU8(bytes)
  if (strToU8(text).length !== bytes.length) throw new Fault('not-utf8', { name })
  return text
}

function readManifest(text: string): Manifest {
  const value = parsed(text)
  const newer = v.safeParse(v.object({ format: v.pipe(v.string(), v.regex(/^postil-bundle\/(?!1$)\d+$/u)) }), value)
  if (newer.success) throw new Fault('newer-format', { format: newer.output.format })
  const result = v.safeParse(MANIFEST, value)
  if (!result.success) throw new Fault('wrong-manifest', { field: v.getDotPath(result.issues[0]) ?? '' })
  const { annotators } = result.output
  if (new Set(annotators.map(({ id }) => id)).size < annotators.length)
    throw new Fault('repeated-id', { id: 'annotators' })
  if (result.output.kind === 'starter' && !result.output.share) throw new Fault('wrong-manifest', { field: 'share' })
  if (result.output.kind === 'starter' && result.output.layers > 0) throw new Fault('starter-with-layers')
  return result.output
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('wrong-manifest', { field: '' })
  }
}

async function prove(
  files: Files,
  name: 'data.jsonl' | 'schema.json',
  manifest: Manifest,
  digest: Digest,
): Promise<void> {
  const bytes = files.get(name) ?? new Uint8Array()
  const stated = manifest.files[name]
  if (stated.bytes !== bytes.length || stated.sha256 !== (await digest(bytes))) throw new Fault('wrong-hash', { name })
}

function readSchema(text: string): LabelSchema {
  const outcome = schemaFromJson(text)
  if (!outcome.ok) throw new Fault('wrong-schema', {}, outcome.problems)
  return outcome.schema
}

function readEntries(text: string, manifest: Manifest): DatasetEntry[] {
  const known = new Set([GOLD, ...manifest.annotators.map(({ id }) => id)])
  const layers = new Set<string>()
  const ids = new Set<string>()
  const entries = text.split('\n').flatMap((line, i): DatasetEntry[] => {
    if (line === '') return []
    const outcome = lineToEntry(line)
    if (!outcome.ok) throw new Fault('wrong-line', { line: i + 1 }, outcome.problems)
    check(outcome.entry, i + 1, known, layers, ids)
    return [outcome.entry]
  })
  if (entries.length !== manifest.layers || countSpans(entries) !== manifest.spans)
    throw new Fault('wrong-count', { layers: entries.length, spans: countSpans(entries) })
  return entries
}

function check(
  entry: DatasetEntry,
  line: number,
  known: ReadonlySet<string>,
  layers: Set<string>,
  ids: Set<string>,
): void {
  if (!isPlainPath(entry.id)) throw new Fault('wrong-document-id', { line, id: entry.id.slice(0, 100) })
  const annotator = annotatorOf(entry)
  if (!known.has(annotator)) throw new Fault('foreign-annotator', { line, annotator })
  const layer = `${annotator}\n${entry.id}`
  if (layers.has(layer)) throw new Fault('repeated-layer', { line, annotator, document: entry.id })
  layers.add(layer)
  for (const { id } of [...entry.spans, ...entry.relations, ...entry.decisions, ...(entry.comments ?? [])]) {
    if (ids.has(id) || id === '') throw new Fault('repeated-id', { line, id })
    ids.add(id)
  }
}
