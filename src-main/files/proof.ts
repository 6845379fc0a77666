import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import * as v from 'valibot'
import { fileOf, rowOf } from '../../src-core/source/row-id.ts'
import { decodeAs } from '../corpus/decode.ts'
import { sourceFor } from '../corpus/sources/registry.ts'
import { choicesFor, ruleOf } from '../corpus/table-rules.ts'
import type { ExportReport, ProofFault } from '../ipc/contract.ts'
import { errorCode } from './error-code.ts'
import { GrowingFile, hashOf } from './growing-file.ts'
import { resolverInside } from './inside.ts'
import { rowColumns } from './article-of-line.ts'

/*
 * The proof reads the written files as a stranger would: bytes from the disk, lines, JSON, and code points counted here
 * by JavaScript's own iteration. It shares nothing with what wrote the file, so that one mistake cannot hide another.
 * Only a text that had to be extracted, from a table, a web page, Word or PDF, is extracted by the same code: in a run of
 * its own, from bytes read anew whose hash is the line's.
 */

export interface ProofTask {
  readonly folder: string
  /** Paths from the folder, with `/`; null for all that are in it. */
  readonly files: readonly string[] | null
  /** Its first cell turns to 1 when all is written, and the proof runs beside the writing; null where that is over. */
  readonly written: Int32Array | null
  /** The folder of the articles; null when it is gone. */
  readonly corpus: string | null
}

export interface Proof extends Omit<ExportReport, 'location'> {
  readonly faults: readonly ProofFault[]
}

interface Context {
  readonly tell: (progress: { readonly done: number; readonly total: number }) => void
  readonly stopped: () => boolean
}

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const RANGE = v.tuple([COUNT, COUNT])
const SPAN = v.object({
  id: v.string(),
  start: COUNT,
  end: COUNT,
  text: v.nullish(v.string(), null),
  ranges: v.optional(v.array(RANGE)),
})
const LINE = v.object({
  format: v.literal('postil/1'),
  id: v.string(),
  /** Null in an export without texts. */
  text: v.nullish(v.string(), null),
  sha256: v.optional(v.nullable(v.string()), null),
  encoding: v.optional(v.nullable(v.string()), null),
  source: v.optional(v.unknown()),
  offset_unit: v.picklist(['codepoint', 'utf16', 'byte']),
  spans: v.array(SPAN),
})
type Line = v.InferOutput<typeof LINE>
type Span = v.InferOutput<typeof SPAN>

const MOST_FAULTS = 100
const EXCERPT = 80

/**
 * Reads every file of an export back, beside the writing where that still goes on, and checks each line of Postil JSONL
 * against itself and the articles' own bytes.
 */
export async function proveExport(task: ProofTask, { tell, stopped }: Context): Promise<Proof> {
  const { folder, written } = task
  const proving = new Proving(task.corpus)
  const growing = new Map<string, GrowingFile>()
  let done = 0
  const read = (name: string, told: () => void = () => undefined) => {
    const file = growing.get(name) ?? new GrowingFile(join(folder, name), name.endsWith('.jsonl'))
    growing.set(name, file)
    return file.read({
      line: (line, number) => proving.check(name, number, line),
      piece: (length) => {
        done += length
        told()
      },
      stopped,
    })
  }
  while (written && Atomics.load(written, 0) === 0 && !stopped()) {
    const before = done
    for (const name of filesIn(folder)) await read(name)
    if (done === before) Atomics.wait(written, 0, 0, LOOK_MS)
  }
  const early = growing.size > 0
  const names = task.files ?? filesIn(folder)
  const total = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  let shown = done
  const files: Proof['files'][number][] = []
  for (const name of names) {
    await read(name, () => {
      if (done - shown < PROGRESS_BYTES) return
      shown = done
      tell({ done, total })
    })
    const file = growing.get(name)
    if (file) files.push({ name, ...(await file.end((line, number) => proving.check(name, number, line))) })
    growing.delete(name)
  }
  tell({ done, total })
  // What was read early must be there still: else all is read once more, to say what is wrong.
  const changed = early && files.some(({ name, sha256 }) => hashOf(join(folder, name)) !== sha256)
  if (changed && !stopped()) return proveExport({ ...task, written: null }, { tell, stopped })
  return { files, ...proving.result() }
}

const PROGRESS_BYTES = 4_000_000
/** How long to wait for more of a file that is being written. */
const LOOK_MS = 20

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort()
}

class Proving {
  readonly #source: Source | null
  readonly #documents = new Set<string>()
  readonly #faults: ProofFault[] = []
  #spans = 0
  #provedAgainstFiles = 0

  constructor(corpus: string | null) {
    this.#source = corpus === null ? null : new Source(corpus)
  }

  result(): Omit<Proof, 'files'> {
    return {
      documents: this.#documents.size,
      spans: this.#spans,
      provedAgainstFiles: this.#provedAgainstFiles,
      faults: this.#faults,
    }
  }

  async check(file: string, number: number, bytes: Buffer): Promise<void> {
    const blame = (document: string, span: string, expected: string, found: string): void => {
      if (this.#faults.length >= MOST_FAULTS) return
      this.#faults.push({ file, line: number, document, span, expected: excerpt(expected), found: excerpt(found) })
    }
    const json = parse(bytes)
    if (json === undefined) return blame('', '', 'JSON', bytes.toString('utf8'))
    if (!isPostil(json)) return
    const line = v.safeParse(LINE, json)
    if (!line.success) return blame('', '', 'postil/1', v.getDotPath(line.issues[0]) ?? '')
    await this.#checkLine(line.output, blame)
  }

  async #checkLine(line: Line, blame: (document: string, span: string, expected: string, found: string) => void) {
    this.#documents.add(line.id)
    this.#spans += line.spans.length
    const original = await this.#source?.textOf(line)
    const text = line.text ?? original ?? null
    // Without a text and without its file there is nothing to hold the offsets against.
    if (text === null) return
    const piece = slicer(text, line.offset_unit)
    for (const span of line.spans) {
      const found = spanText(span, piece)
      if (found === null || (line.text !== null && found !== span.text))
        blame(line.id, span.id, span.text ?? '', found ?? '')
    }
    if (original === undefined || original === null) return
    if (original === text) this.#provedAgainstFiles += line.spans.length
    else blame(line.id, '', ...atDifference(original, text))
  }
}

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function isPostil(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && String(json.format).startsWith('postil/')
}

type Slice = (start: number, end: number) => string | null

/** Cuts a text in the unit that its line names; null outside the text. */
function slicer(text: string, offset_unit: Line['offset_unit']): Slice {
  const within = (length: number, cut: (start: number, end: number) => string): Slice => {
    return (start, end) => (start < end && end <= length ? cut(start, end) : null)
  }
  if (offset_unit === 'byte') {
    const bytes = Buffer.from(text, 'utf8')
    return within(bytes.length, (start, end) => bytes.subarray(start, end).toString('utf8'))
  }
  if (offset_unit === 'utf16' || !/[\uD800-\uDFFF]/.test(text)) {
    return within(text.length, (start, end) => text.slice(start, end))
  }
  const points = Array.from(text)
  return within(points.length, (start, end) => points.slice(start, end).join(''))
}

/** The pieces of a discontinuous span stand in `ranges`, whose hull is `start` and `end`. */
function spanText({ start, end, ranges }: Span, piece: Slice): string | null {
  if (ranges === undefined) return piece(start, end)
  const pieces = ranges.map(([from, to]) => piece(from, to))
  const hull = ranges[0]?.[0] === start && ranges.at(-1)?.[1] === end
  return hull && !pieces.includes(null) ? pieces.join(' … ') : null
}

/** The articles as their files say now, one kept for the lines of the next annotators. */
class Source {
  readonly #resolve: ReturnType<typeof resolverInside>
  #key = ''
  #text: string | null = null
  #file = ''
  #pieces: ReadonlyMap<string | null, string> = new Map()

  constructor(corpus: string) {
    this.#resolve = resolverInside(corpus)
  }

  /** Null when the file is gone, has changed, or is in an encoding that nobody knows. */
  async textOf(line: Line): Promise<string | null> {
    const key = JSON.stringify([line.id, line.sha256, line.encoding, line.source])
    if (key !== this.#key) {
      this.#text = await this.#read(line)
      this.#key = key
    }
    return this.#text
  }

  async #read(line: Line): Promise<string | null> {
    const { id, sha256, encoding } = line
    const file = fileOf(id)
    const path = this.#resolve(file)
    if (!path.ok || sha256 === null || encoding === null) return null
    if (sourceFor(file)?.plain === false) return this.#extract(path.value, line)
    const bytes = bytesOf(path.value)
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return null
    if (encoding === 'utf-8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const legacy = await import('../corpus/legacy.ts')
    return (decodeAs(bytes, encoding) ?? legacy.decodeLegacyAs(bytes, encoding))?.text ?? null
  }

  /** A table is read once for all of its rows. */
  async #extract(path: string, { id, sha256, encoding, source }: Line): Promise<string | null> {
    const file = fileOf(id)
    const key = JSON.stringify([file, sha256, encoding, source])
    if (key !== this.#file) {
      const bytes = bytesOf(path)
      if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return null
      const columns = rowColumns(source)
      const tables = columns ? choicesFor(file, [ruleOf(file, columns)]) : []
      const reading = await sourceFor(file)?.read(bytes, { encoding: { file: encoding, folder: null }, tables })
      this.#pieces = new Map(reading?.pieces.map((piece) => [piece.row, piece.text]))
      this.#file = key
    }
    return this.#pieces.get(rowOf(id)) ?? null
  }
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (!errorCode(error)) throw error
    return null
  }
}

function atDifference(expected: string, found: string): [string, string] {
  let at = 0
  while (at < expected.length && expected[at] === found[at]) at++
  const from = Math.max(0, at - 20)
  return [expected.slice(from, from + EXCERPT), found.slice(from, from + EXCERPT)]
}

function excerpt(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text
}
