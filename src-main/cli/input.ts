import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { Checker } from '../../src-core/formats/check.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { Format, SourceFile } from '../../src-core/formats/format.ts'
import { looksLikePostil } from '../../src-core/formats/postil-read.ts'
import { problem, type Problem } from '../../src-core/formats/problem.ts'
import { FORMATS, formatById, formatIds, readFiles, recognise } from '../../src-core/formats/registry.ts'
import { headOf, lines, UnreadableLine, withoutMark, type Line } from '../files/lines.ts'
import { decodedFile, LARGEST_MB, sourceFiles, TooLarge, UnreadableFile } from '../files/source-files.ts'
import { bundleAt, isBundle } from './bundle-input.ts'
import { compareEntries } from './entry-order.ts'
import { allOf, bytesOf, CallFault, DataFault, type Io } from './io.ts'
import { linedEntries } from './lined-input.ts'

/** A dataset to read: a file, a folder, or standard input (`-`). */
export interface Input {
  readonly path: string
  /** What messages call it. */
  readonly shown: string
  readonly folder: boolean
}

export async function inputAt(path: string): Promise<Input> {
  if (path === '-') return { path, shown: 'standard input', folder: false }
  try {
    return { path, shown: path, folder: (await stat(path)).isDirectory() }
  } catch {
    throw new CallFault(`${path} cannot be read: there is no such file or folder`)
  }
}

export function formatNamed(id: string): Format {
  const format = formatById(id)
  if (format) return format
  throw new CallFault(`there is no format ${JSON.stringify(id)}; formats: ${FORMATS.map((each) => each.id).join(', ')}`)
}

/** A dataset that can be gone through more than once; files of a record a line stream, all else is in memory. */
export interface DatasetSource {
  readonly format: Format
  readonly shown: string
  /** The labels that came with it in the same file. */
  readonly schema?: LabelSchema
  /** Faults end it with a {@link DataFault}. Entries are ordered by id, then annotator; Postil JSONL is as it stands. */
  entries(): AsyncGenerator<DatasetEntry>
}

/**
 * Opens a dataset in the format named, else in the one that is recognised; a doubt is the data's fault.
 * @param notes gets what a reader repaired.
 */
export async function datasetOf(
  input: Input,
  from: string | undefined,
  io: Io,
  notes: Problem[],
): Promise<DatasetSource> {
  const named = from === undefined ? null : formatNamed(from)
  const postil = formatNamed('postil')
  if (!named && isBundle(input)) {
    const { entries, schema } = await bundleAt(input)
    return { ...inMemory(postil, input, entries), schema }
  }
  const streams =
    input.path !== '-' && !input.folder && (named === postil || (!named && (await beginsAsPostil(input, io))))
  if (streams) return { format: postil, shown: input.shown, entries: () => streamed(input, postil, io) }
  const ofLines = await formatOfLines(input, named)
  if (ofLines) {
    const file = { path: input.path, shown: input.shown, format: ofLines, lines: () => rawLines(input, io) }
    return { format: ofLines, shown: input.shown, entries: await linedEntries(file, notes) }
  }
  const files = await filesOf(input, io)
  const format = named ?? theRecognised(files, input)
  return inMemory(format, input, whole(files, format, notes, input))
}

/** The format of a file of a record a line, told by how it begins; null for every other input and for a doubt. */
async function formatOfLines({ path, folder }: Input, named: Format | null): Promise<Format | null> {
  if (path === '-' || folder || (named && !named.readLine)) return null
  const candidates = named ? [named] : recognise([{ name: basename(path), text: await headOf(path) }])
  const [only] = candidates
  return only?.readLine && candidates.length === 1 ? only : null
}

function inMemory(format: Format, { shown }: Input, entries: readonly DatasetEntry[]): DatasetSource {
  return {
    ...{ format, shown },
    async *entries() {
      await Promise.resolve()
      yield* entries
    },
  }
}

async function beginsAsPostil(input: Input, io: Io): Promise<boolean> {
  for await (const { text } of rawLines(input, io)) if (text.trim() !== '') return looksLikePostil(withoutMark(text))
  return false
}

async function* streamed(input: Input, format: Format, io: Io): AsyncGenerator<DatasetEntry> {
  const check = new Checker()
  let count = 0
  for await (const { text, number } of rawLines(input, io)) {
    if (text.trim() === '') continue
    check.at(null, number)
    const entry = format.readLine?.(number === 1 ? withoutMark(text) : text, check)
    count++
    if (entry && !check.faults) yield entry
  }
  if (count === 0) check.fault('no-documents', '')
  if (check.faults) throw new DataFault(check.problems, input.shown)
}

/** The lines of the input, the first with its byte order mark; bytes that are not UTF-8 are the data's fault. */
export async function* rawLines(input: Input, io: Pick<Io, 'stdin'>): AsyncGenerator<Line> {
  try {
    yield* lines(bytesOf(input.path, io))
  } catch (error) {
    if (!(error instanceof UnreadableLine)) throw error
    throw new DataFault([{ ...problem('not-utf8', ''), line: error.number }], input.shown)
  }
}

function whole(files: readonly SourceFile[], format: Format, notes: Problem[], input: Input): readonly DatasetEntry[] {
  const check = new Checker()
  const entries = readFiles(format, files, check)
  const sorted = [...entries].sort(compareEntries)
  sorted.forEach((entry, i) => {
    const before = sorted[i - 1]
    if (before && compareEntries(before, entry) === 0)
      check.fault('duplicate', '', { id: JSON.stringify(`${entry.id} · ${entry.annotator}`) })
  })
  if (check.faults) throw new DataFault(check.problems, input.shown)
  notes.push(...check.notes)
  return sorted
}

function theRecognised(files: readonly SourceFile[], { shown }: Input): Format {
  const candidates = recognise(files)
  const [only] = candidates
  if (only && candidates.length === 1) return only
  const formats = only ? candidates.map(({ id }) => id) : formatIds('read')
  throw new DataFault(
    [problem(only ? 'doubtful-format' : 'unknown-format', '', { formats: formats.join(', ') })],
    shown,
  )
}

async function filesOf(input: Input, io: Io): Promise<SourceFile[]> {
  try {
    if (input.path === '-') return [decodedFile('input', await allOf(bytesOf(input.path, io)))]
    return await sourceFiles(input.path, input.folder)
  } catch (error) {
    if (error instanceof TooLarge) throw new DataFault([problem('too-large', '', { limit: LARGEST_MB })], input.shown)
    if (!(error instanceof UnreadableFile)) throw error
    throw new DataFault([{ ...problem('not-utf8', ''), file: error.file }], input.shown)
  }
}
