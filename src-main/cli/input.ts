import { readdir, readFile, stat } from 'node:fs/promises'
import { isUtf8 } from 'node:buffer'
import { basename, join, relative, sep } from 'node:path'
import { Checker } from '../../src-core/formats/check.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { Format, SourceFile } from '../../src-core/formats/format.ts'
import { problem, type Problem } from '../../src-core/formats/problem.ts'
import { FORMATS, formatById, formatIds } from '../../src-core/formats/registry.ts'
import { allOf, bytesOf, CallFault, DataFault, lines, UnreadableLine, withoutMark, type Io, type Line } from './io.ts'

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

/** Reads the entries of any readable format; `lines` formats one at a time. Faults end it with a {@link DataFault}. */
export async function* entriesOf(
  input: Input,
  from: string | undefined,
  io: Io,
  notes: Problem[],
): AsyncGenerator<DatasetEntry> {
  if (from === 'postil' && !input.folder) yield* streamed(input, formatNamed('postil'), io)
  else yield* whole(await sourceFiles(input, io), from, notes)
}

export function formatNamed(id: string): Format {
  const format = formatById(id)
  if (format) return format
  throw new CallFault(`there is no format ${JSON.stringify(id)}; formats: ${FORMATS.map((each) => each.id).join(', ')}`)
}

async function* streamed(input: Input, format: Format, io: Io): AsyncGenerator<DatasetEntry> {
  const check = new Checker()
  for await (const { text, number } of rawLines(input, io)) {
    if (text.trim() === '') continue
    check.at(null, number)
    const entry = format.readLine?.(number === 1 ? withoutMark(text) : text, check)
    if (entry) yield entry
  }
  if (check.faults) throw new DataFault(check.problems)
}

/** The lines of the input, the first with its byte order mark; bytes that are not UTF-8 are the data's fault. */
export async function* rawLines(input: Input, io: Io): AsyncGenerator<Line> {
  try {
    yield* lines(bytesOf(input.path, io))
  } catch (error) {
    if (!(error instanceof UnreadableLine)) throw error
    throw new DataFault([{ ...problem('not-utf8', ''), line: error.number }])
  }
}

function* whole(files: readonly SourceFile[], from: string | undefined, notes: Problem[]): Generator<DatasetEntry> {
  const format = from === undefined ? recognised(files) : formatNamed(from)
  const check = new Checker()
  const entries = readAll(format, files, check)
  if (check.faults) throw new DataFault(check.problems)
  if (entries.length === 0) throw new DataFault([problem('no-documents', '')])
  notes.push(...check.notes)
  yield* entries
}

/** The entries of files of a known format. */
export function readAll(format: Format, files: readonly SourceFile[], check: Checker): DatasetEntry[] {
  if (format.read) return format.read(files, check)
  const { readLine } = format
  if (!readLine) {
    check.fault('unreadable-format', '', { format: format.id, formats: formatIds('read').join(', ') })
    return []
  }
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, i) => {
      check.at(file.name, i + 1)
      return line.trim() === '' ? [] : (readLine(line, check) ?? [])
    }),
  )
}

/** The one format that the files look like. */
function recognised(files: readonly SourceFile[]): Format {
  const candidates = FORMATS.filter((format) => (format.read ?? format.readLine) && format.recognise?.(files))
  const [only] = candidates
  if (only && candidates.length === 1) return only
  const formats = (only ? candidates : FORMATS.filter(({ read, readLine }) => read ?? readLine)).map(({ id }) => id)
  throw new DataFault([problem(only ? 'doubtful-format' : 'unknown-format', '', { formats: formats.join(', ') })])
}

/** What a tool may put beside data and nobody means to read. */
const BESIDE = /(^|\/)(\.|SHA256SUMS$|schema\.json$|[^/]*\.losses\.json$)/

async function sourceFiles(input: Input, io: Io): Promise<SourceFile[]> {
  if (!input.folder) {
    const name = input.path === '-' ? 'input' : basename(input.path)
    return [{ name, text: decoded(await allOf(bytesOf(input.path, io)), name) }]
  }
  const names = (await readdir(input.path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(input.path, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !BESIDE.test(name))
    .sort()
  return Promise.all(names.map(async (name) => ({ name, text: decoded(await readFile(join(input.path, name)), name) })))
}

function decoded(bytes: Buffer, name: string): string {
  if (!isUtf8(bytes)) throw new DataFault([{ ...problem('not-utf8', ''), file: name }])
  return withoutMark(bytes.toString('utf8'))
}
