import { closeSync, createReadStream, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { Checker } from '../../src-core/formats/check.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { fit } from '../../src-core/formats/fit.ts'
import type { Format, FormatId, Piece, Separator } from '../../src-core/formats/format.ts'
import type { OverlapPolicy } from '../../src-core/formats/losses.ts'
import type { Mismatch } from '../../src-core/formats/compare.ts'
import { proveFiles } from '../../src-core/formats/prove-files.ts'
import { formatById } from '../../src-core/formats/registry.ts'
import { schemaFromJson } from '../../src-core/formats/schema-json.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import type { ProofFault } from '../ipc/contract.ts'
import { CONVERTED, isDatasetFile } from './dataset-folder.ts'
import { bytesSince } from './lines.ts'
import { isParted, PartProof, type ReadBack } from './part-proof.ts'
import { proveWholes, UsedNames } from './whole-proof.ts'

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
    const written = await writePart(task, format, schema, part, stopped)
    if (stopped()) break
    files.push(...written.files)
    faults.push(...written.mismatches.map((mismatch) => faultOf(mismatch, written.files[0] ?? part)))
  }
  rmSync(join(task.folder, CONVERTED), { recursive: true, force: true })
  return { files, faults }
}

function schemaOf(folder: string): LabelSchema {
  const outcome = schemaFromJson(readFileSync(join(folder, 'schema.json'), 'utf8'))
  if (!outcome.ok) throw new Error('The schema of the export cannot be read back')
  return outcome.schema
}

async function* fittedEntries(
  task: ConversionTask,
  format: Format,
  part: string,
  stopped: () => boolean,
): AsyncGenerator<DatasetEntry> {
  const postil = formatById('postil')
  const check = new Checker()
  for await (const line of linesOf(sourceOf(task, part))) {
    if (stopped()) return
    const entry = line === '' ? null : postil?.readLine?.(line, check)
    if (check.faults) throw new Error(`What was just written cannot be read back: ${check.problems[0]?.code ?? ''}`)
    if (entry) yield fit(entry, format, task.overlaps).entry
  }
}

function sourceOf({ folder }: ConversionTask, part: string): string {
  return join(folder, CONVERTED, `${part}.jsonl`)
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

interface WrittenPart {
  readonly files: readonly string[]
  readonly mismatches: readonly Mismatch[]
}

/** Entries stream through a format that can be proved part by part; those of the others are in memory. */
async function writePart(
  task: ConversionTask,
  format: Format,
  schema: LabelSchema,
  part: string,
  stopped: () => boolean,
): Promise<WrittenPart> {
  const { unit, software, separator } = task
  const annotators = await annotatorsIn(sourceOf(task, part))
  const writer = format.write?.({ schema, unit, name: part, annotators, software, separator })
  const files = new Files(task.folder, format.layout === 'folder' ? `${part}/` : '', stopped)
  const proof = isParted(format) ? new PartProof(format, files) : null
  const kept: DatasetEntry[] = []
  const used = new UsedNames()
  for await (const entry of fittedEntries(task, format, part, stopped)) {
    const written = files.put(writer?.add(entry) ?? [])
    used.add(entry)
    if (proof) proof.add(entry, written)
    else kept.push(entry)
  }
  const last = files.put(writer?.end() ?? [])
  const mismatches = proof && !stopped() ? proof.end(last) : null
  const names = files.end()
  if (stopped()) return { files: names, mismatches: [] }
  const paths = names.map((name) => ({ name, path: join(task.folder, ...name.split('/')) }))
  const wholes = await proveWholes(paths, used)
  return {
    files: names,
    mismatches: [...wholes, ...(mismatches ?? (await proveWhole(task, format, kept, names, part)))],
  }
}

/** Every name that the lines know. */
async function annotatorsIn(path: string): Promise<string[]> {
  const names = new Set<string>()
  for await (const line of linesOf(path)) {
    const { annotator } = JSON.parse(line) as { readonly annotator: string }
    names.add(annotator)
  }
  return [...names].sort()
}

function proveWhole(
  task: ConversionTask,
  format: Format,
  entries: readonly DatasetEntry[],
  written: readonly string[],
  part: string,
): Promise<readonly Mismatch[]> {
  const prefix = format.layout === 'folder' ? `${part}/` : ''
  const files = written.map((name) => {
    const bytes = readFileSync(join(task.folder, name))
    return { name: name.slice(prefix.length), data: name.endsWith('.parquet') ? bytes : textOf(bytes) }
  })
  return proveFiles(format, entries, files, task.unit)
}

function faultOf({ document, expected, found }: Mismatch, file: string): ProofFault {
  return { file, line: 0, document, span: '', expected, found }
}

/** Without a byte order mark, as readers get every file. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

const CHUNK = 4 << 20

/** Appends pieces to files, each open for a moment only: formats of a file a document have many. */
class Files implements ReadBack {
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

  /** Answers which files it writes to. */
  put(pieces: readonly Piece[]): string[] {
    for (const { file, data } of pieces) {
      const name = `${this.#prefix}${file}`
      if (!isDatasetFile(name)) throw new Error(`No name for a file of a dataset: ${name}`)
      const parts = this.#pending.get(name) ?? []
      this.#pending.set(name, parts)
      parts.push(data)
      this.#size += data.length
    }
    if (this.#size > CHUNK) this.#flush()
    return pieces.map(({ file }) => file)
  }

  since(file: string, byte: number): Buffer {
    this.#flush()
    return bytesSince(join(this.#folder, ...`${this.#prefix}${file}`.split('/')), byte)
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
