import { closeSync, createReadStream, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { Checker } from '../../src-core/formats/check.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { fit } from '../../src-core/formats/fit.ts'
import type { Format, FormatId, Piece, Separator } from '../../src-core/formats/format.ts'
import type { OverlapPolicy } from '../../src-core/formats/losses.ts'
import { proveFiles } from '../../src-core/formats/prove-files.ts'
import { formatById } from '../../src-core/formats/registry.ts'
import { schemaFromJson } from '../../src-core/formats/schema-json.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import type { ProofFault } from '../ipc/contract.ts'
import { CONVERTED, isDatasetFile } from './dataset-folder.ts'

export interface ConversionTask {
  readonly folder: string
  /** The parts, each a `<name>.jsonl` in {@link CONVERTED}; `schema.json` stands in the folder. */
  readonly parts: readonly string[]
  readonly format: FormatId
  readonly overlaps: OverlapPolicy
  readonly unit: OffsetUnit
  readonly separator: Separator
  readonly software: string
}

export interface Converted {
  /** What was written, by its path in the folder. */
  readonly files: readonly string[]
  readonly faults: readonly ProofFault[]
}

interface Context {
  readonly tell: (progress: { readonly done: number; readonly total: number }) => void
  readonly stopped: () => boolean
}

/**
 * Writes each part in the format and proves it: what the format's own reader finds must be what was written. A format
 * of many files gets a folder for each part, so that none of its names can meet another file of the dataset.
 */
export async function convertFolder(task: ConversionTask, { tell, stopped }: Context): Promise<Converted> {
  const format = formatById(task.format)
  if (!format?.write) throw new Error(`The format ${task.format} is not written`)
  const schema = schemaOf(task.folder)
  const files: string[] = []
  const faults: ProofFault[] = []
  for (const [i, part] of task.parts.entries()) {
    tell({ done: i, total: task.parts.length })
    const entries = await fittedEntries(task, format, part, stopped)
    if (stopped()) break
    const written = writePart(task, format, schema, part, entries, stopped)
    files.push(...written)
    faults.push(...(await faultsOf(task, format, entries, written, part)))
  }
  rmSync(join(task.folder, CONVERTED), { recursive: true, force: true })
  return { files, faults }
}

function schemaOf(folder: string): LabelSchema {
  const outcome = schemaFromJson(readFileSync(join(folder, 'schema.json'), 'utf8'))
  if (!outcome.ok) throw new Error('The schema of the export cannot be read back')
  return outcome.schema
}

async function fittedEntries(
  task: ConversionTask,
  format: Format,
  part: string,
  stopped: () => boolean,
): Promise<DatasetEntry[]> {
  const postil = formatById('postil')
  const check = new Checker()
  const entries: DatasetEntry[] = []
  for await (const line of linesOf(join(task.folder, CONVERTED, `${part}.jsonl`))) {
    if (stopped()) break
    const entry = line === '' ? null : postil?.readLine?.(line, check)
    if (entry) entries.push(fit(entry, format, task.overlaps).entry)
  }
  if (check.faults) throw new Error(`What was just written cannot be read back: ${check.problems[0]?.code ?? ''}`)
  return entries
}

/** Line feeds alone end a line: texts may hold every other separator. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, {
    encoding: 'utf8',
    highWaterMark: 1 << 20,
  }) as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function writePart(
  task: ConversionTask,
  format: Format,
  schema: LabelSchema,
  part: string,
  entries: readonly DatasetEntry[],
  stopped: () => boolean,
): string[] {
  const annotators = [...new Set(entries.map(({ annotator }) => annotator))].sort()
  const { unit, software, separator } = task
  const writer = format.write?.({ schema, unit, name: part, annotators, software, separator })
  const files = new Files(task.folder, format.layout === 'folder' ? `${part}/` : '', stopped)
  for (const entry of entries) files.put(writer?.add(entry) ?? [])
  files.put(writer?.end() ?? [])
  return files.end()
}

async function faultsOf(
  task: ConversionTask,
  format: Format,
  entries: readonly DatasetEntry[],
  written: readonly string[],
  part: string,
): Promise<ProofFault[]> {
  const prefix = format.layout === 'folder' ? `${part}/` : ''
  const files = written.map((name) => {
    const bytes = readFileSync(join(task.folder, name))
    return { name: name.slice(prefix.length), data: name.endsWith('.parquet') ? bytes : textOf(bytes) }
  })
  const mismatches = await proveFiles(format, entries, files, task.unit)
  return mismatches.map(({ document, expected, found }) => {
    return { file: written[0] ?? part, line: 0, document, span: '', expected, found }
  })
}

/** Without a byte order mark, as readers get every file. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

const CHUNK = 4 << 20

/** Appends pieces to files, each open for a moment only: formats of a file a document have many. */
class Files {
  readonly #folder: string
  readonly #prefix: string
  readonly #stopped: () => boolean
  readonly #pending = new Map<string, (string | Uint8Array)[]>()
  readonly #names = new Set<string>()
  #size = 0

  constructor(folder: string, prefix: string, stopped: () => boolean) {
    this.#stopped = stopped
    this.#folder = folder
    this.#prefix = prefix
  }

  put(pieces: readonly Piece[]): void {
    for (const { file, data } of pieces) {
      const name = `${this.#prefix}${file}`
      if (!isDatasetFile(name)) throw new Error(`No name for a file of a dataset: ${name}`)
      const parts = this.#pending.get(name) ?? []
      this.#pending.set(name, parts)
      parts.push(data)
      this.#size += data.length
    }
    if (this.#size > CHUNK) this.#flush()
  }

  end(): string[] {
    this.#flush()
    return [...this.#names].sort()
  }

  #flush(): void {
    for (const [name, parts] of this.#pending) this.#append(name, parts)
    this.#pending.clear()
    this.#size = 0
  }

  #append(name: string, parts: readonly (string | Uint8Array)[]): void {
    if (this.#stopped()) throw new Error('Nobody waits for this conversion')
    const path = join(this.#folder, ...name.split('/'))
    const known = this.#names.has(name)
    if (!known) this.#makeRoom(name)
    const file = openSync(path, known ? 'a' : 'ax')
    this.#names.add(name)
    try {
      const bytes = Buffer.concat(parts.map((data) => (typeof data === 'string' ? Buffer.from(data, 'utf8') : data)))
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    } finally {
      closeSync(file)
    }
  }

  /** Level by level, so that the folder of a job that was cancelled meanwhile does not come back. */
  #makeRoom(name: string): void {
    let folder = this.#folder
    for (const part of name.split('/').slice(0, -1)) {
      folder = join(folder, part)
      if (!existsSync(folder)) mkdirSync(folder)
    }
  }
}
