import { basename, join } from 'node:path'
import { Checker } from '../../src-core/formats/check.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { Format, FormatId, SourceFile } from '../../src-core/formats/format.ts'
import { lineToEntry } from '../../src-core/formats/postil-read.ts'
import { problem, type Problem } from '../../src-core/formats/problem.ts'
import { formatById, formatIds, isCard, readFiles, recognise } from '../../src-core/formats/registry.ts'
import type { DatasetRead, Result } from '../ipc/contract.ts'
import { ok } from '../ipc/result.ts'
import { fileHashOf, readAsSaid } from './article-of-line.ts'
import { attempt } from './errors.ts'
import { chunksOf, headOf, lines, UnreadableLine, withoutMark } from './lines.ts'
import { LARGEST_MB, namesIn, schemaTextBeside, sourceFiles, TooLarge, UnreadableFile } from './source-files.ts'

export interface DatasetTask {
  readonly path: string
  readonly folder: boolean
  /** Null lets it be recognised. */
  readonly format: FormatId | null
  /** The folder of the articles, for lines of Postil JSONL that leave their text out. */
  readonly articles: string | null
}

interface Context {
  readonly tell: (entries: string) => void
  readonly stopped: () => boolean
}

/**
 * Reads a dataset and tells its entries in parts; a file of a record a line streams, everything else is in memory while
 * it is read. What is wrong with the data is the answer, and then what was told is not to be used.
 */
export function readDataset(task: DatasetTask, context: Context): Promise<Result<DatasetRead>> {
  return attempt<Result<DatasetRead>>('read', async () => {
    try {
      return ok(await read(task, context))
    } catch (error) {
      if (error instanceof TooLarge) return ok(refused([problem('too-large', '', { limit: LARGEST_MB })]))
      if (error instanceof UnreadableFile)
        return ok(refused([{ ...problem('not-utf8', ''), file: error.file, line: error.line }]))
      throw error
    }
  })
}

async function read(task: DatasetTask, context: Context): Promise<DatasetRead> {
  const streamed = await linedDataset(task)
  if (streamed) return readLines(task, streamed, context)
  const files = await sourceFiles(task.path, task.folder)
  const candidates = task.format === null ? recognise(files) : [formatById(task.format)].filter((each) => !!each)
  const [format] = candidates
  if (!format || candidates.length > 1) return undecided(candidates.map(({ id }) => id))
  return readWhole(task, format, files, context)
}

function undecided(found: readonly FormatId[]): DatasetRead {
  const candidates = found.length > 0 ? found : formatIds('read')
  const code = found.length > 0 ? 'doubtful-format' : 'unknown-format'
  return { ...refused([problem(code, '', { formats: candidates.join(', ') })]), candidates }
}

function refused(problems: readonly Problem[], format: FormatId | null = null, count = problems.length) {
  return { kind: 'faults' as const, format, candidates: [], problems, count }
}

/** A folder of more is one of a format of a file a document. */
const MOST_LINED_FILES = 50

/** Files of a record a line. */
interface Lined {
  readonly format: Format
  readonly files: readonly { readonly name: string; readonly path: string }[]
}

/** What can stream, told by how the files begin; null for every other input. */
async function linedDataset({ path, folder, format }: DatasetTask): Promise<Lined | null> {
  const names = folder ? (await namesIn(path)).filter((name) => !isCard(name)) : [basename(path)]
  if (names.length > MOST_LINED_FILES) return null
  const files = names.map((name) => ({ name, path: folder ? join(path, name) : path }))
  const heads = await Promise.all(files.map(async (file) => ({ name: file.name, text: await headOf(file.path) })))
  const candidates = format === null ? recognise(heads) : [formatById(format)].filter((each) => !!each)
  const [only] = candidates
  return only?.readLine && candidates.length === 1 ? { format: only, files } : null
}

async function readLines(task: DatasetTask, { format, files }: Lined, context: Context): Promise<DatasetRead> {
  const check = new Checker()
  const parts = new Parts(context.tell)
  for (const { name, path } of files) {
    for await (const { text, number } of linesIn(name, path)) {
      if (context.stopped()) break
      const line = number === 1 ? withoutMark(text) : text
      if (line.trim() === '') continue
      check.at(name, number)
      const entry = format.id === 'postil' ? await postilEntry(line, check, task) : format.readLine?.(line, check)
      if (entry && !check.faults) parts.add(entry)
    }
  }
  check.at(null, null)
  if (parts.count === 0 && !check.faults) check.fault('no-documents', '')
  return finish(task, format, check, parts)
}

async function* linesIn(name: string, path: string) {
  try {
    yield* lines(chunksOf(path))
  } catch (error) {
    throw error instanceof UnreadableLine ? new UnreadableFile(name, error.number) : error
  }
}

/** A line whose text is left out has it from the article of its name, if that is still the same file. */
async function postilEntry(line: string, check: Checker, { articles }: DatasetTask): Promise<DatasetEntry | null> {
  let outcome = lineToEntry(line)
  if (!outcome.ok && articles !== null && outcome.problems.some(({ code }) => code === 'no-text')) {
    const { id, sha256, encoding, source } = JSON.parse(line) as Readonly<Record<string, unknown>>
    const article = typeof id === 'string' ? await articleOf(articles, id, encoding, source) : null
    if (article && fileHashOf(article) === sha256) outcome = lineToEntry(line, () => article.text)
  }
  if (outcome.ok) return outcome.entry
  for (const { code, field, params } of outcome.problems) check.fault(code, field, params)
  return null
}

async function articleOf(folder: string, id: string, encoding: unknown, source: unknown) {
  const outcome = await readAsSaid(folder, { id, encoding: typeof encoding === 'string' ? encoding : null, source })
  return outcome.ok ? outcome.value : null
}

async function readWhole(
  task: DatasetTask,
  format: Format,
  files: readonly SourceFile[],
  { tell, stopped }: Context,
): Promise<DatasetRead> {
  const check = new Checker()
  const entries = readFiles(format, files, check)
  const parts = new Parts(tell)
  if (!check.faults)
    for (const entry of entries) {
      if (stopped()) break
      parts.add(entry)
    }
  return finish(task, format, check, parts)
}

async function finish(
  { path, folder }: DatasetTask,
  { id }: Format,
  check: Checker,
  parts: Parts,
): Promise<DatasetRead> {
  if (check.faults) return refused(check.problems, id, check.count)
  parts.flush()
  return {
    ...{ kind: 'read', format: id, entries: parts.count, notes: check.notes },
    schema: await schemaTextBeside(path, folder),
  }
}

const PART_CHARACTERS = 1_000_000

/** Gathers entries into messages. */
class Parts {
  readonly #tell: (entries: string) => void
  #pending: string[] = []
  #size = 0
  count = 0

  constructor(tell: (entries: string) => void) {
    this.#tell = tell
  }

  add(entry: DatasetEntry): void {
    const json = JSON.stringify(entry)
    this.#pending.push(json)
    this.#size += json.length
    this.count++
    if (this.#size >= PART_CHARACTERS) this.flush()
  }

  flush(): void {
    if (this.#pending.length > 0) this.#tell(`[${this.#pending.join(',')}]`)
    this.#pending = []
    this.#size = 0
  }
}
