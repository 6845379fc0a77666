import { hash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { comparePaths } from '../../src-core/source/path-order.ts'
import { fileOf, rowDocument, rowOf } from '../../src-core/source/row-id.ts'
import { articleHead } from '../../src-core/text/anatomy.ts'
import { errorCode } from '../files/error-code.ts'
import { fileFailure } from '../files/errors.ts'
import { resolveInside } from '../files/inside.ts'
import type { TableRule } from '../../src-core/source/table-choice.ts'
import type { ArticleText, CorpusEntry, ExtractedFrom, Result, Skipped } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import { decodeAs } from './decode.ts'
import type { EncodingChoice } from './detect.ts'
import { sourceFor } from './sources/registry.ts'
import type { How, Piece, Reading, Source } from './sources/source.ts'
import { text as plainText } from './sources/text.ts'
import { choicesFor } from './table-rules.ts'
import type { FoundFile } from './walk.ts'

const MEGABYTE = 1_000_000
const LARGEST_FILE_BYTES = 50 * MEGABYTE

/** How the files of a folder are read. */
export interface ReadingWishes {
  readonly encoding: EncodingChoice
  readonly tables: readonly TableRule[]
}

interface FileBytes {
  readonly bytes: Buffer
  readonly modifiedMs: number
}

const SCRATCH_BYTES = 65_536

/** Windows knows neither pipes nor terminals among files. */
const FLAGS =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY

/** Room in which one small file after the other is read. */
export function scratch(): Buffer {
  return Buffer.allocUnsafe(SCRATCH_BYTES)
}

/** What a file gives to the list. */
export interface FileEntries {
  readonly entries: readonly CorpusEntry[]
  readonly skipped: readonly Skipped[]
}

/**
 * Reads a file for the list: all that is known of its articles but their texts. The room is free again when the answer
 * is there.
 */
export async function readEntries(
  file: FoundFile,
  wishes: ReadingWishes,
  room: Buffer = scratch(),
  onText: (text: string) => void = () => undefined,
): Promise<FileEntries> {
  const skip = (reason: Skipped['reason']): FileEntries => ({ entries: [], skipped: [{ id: file.id, reason }] })
  try {
    const read = readBytes(file.path, room)
    if (!read) return skip('too-large')
    const source = sourceFor(file.id) ?? plainText
    const reading = await source.read(read.bytes, howTo(file.id, wishes))
    for (const { text } of reading.pieces) onText(text)
    return entriesOf(file.id, read, source, reading)
  } catch (error) {
    if (!errorCode(error)) throw error
    return skip('unreadable')
  }
}

function howTo(file: string, { encoding, tables }: ReadingWishes): How {
  return { encoding, tables: choicesFor(file, tables) }
}

/** Whether a file still has the size and time it had when it was last read; NaN for one that never was. */
export function isUnchanged(path: string, bytes: number, modifiedMs: number): boolean {
  if (Number.isNaN(modifiedMs)) return false
  try {
    const now = statSync(path)
    return now.size === bytes && now.mtimeMs === modifiedMs
  } catch {
    // What is wrong with the file is told by reading it.
    return false
  }
}

/** The exact text of a document of a folder. */
export async function readArticle(root: string, id: string, wishes: ReadingWishes): Promise<Result<ArticleText>> {
  const file = fileOf(id)
  const path = resolveInside(root, file)
  if (!path.ok) return path
  const source = sourceFor(file) ?? plainText
  const how = howTo(file, wishes)
  try {
    return await (source.plain ? plainArticle(path.value, id, source, how) : extracted(path.value, id, source, how))
  } catch (error) {
    const failure = fileFailure(error, 'read')
    if (!failure) throw error
    return fail(failure.error.code, { id })
  }
}

async function plainArticle(path: string, id: string, source: Source, how: How): Promise<Result<ArticleText>> {
  const read = readBytes(path, scratch())
  if (!read) return fail('too-large', { id })
  const { bytes } = read
  const [piece] = (await source.read(bytes, how)).pieces
  const decoded = piece ?? decodeAs(bytes, 'utf-8')
  if (!decoded) return fail('bad-request', { id })
  const { text, encoding } = decoded
  return ok({ id, text, encoding, sha256: sha256(bytes), bytes: bytes.length })
}

async function extracted(path: string, id: string, source: Source, how: How): Promise<Result<ArticleText>> {
  const { size, mtimeMs } = statSync(path)
  if (size > LARGEST_FILE_BYTES) return fail('too-large', { id })
  const opened = await shelf.file(JSON.stringify([path, size, mtimeMs, how]), () => openFile(path, source, how))
  const piece = opened?.pieces.get(rowOf(id))
  if (!opened || !piece) return fail('no-article', { id })
  const { text, encoding } = piece
  return ok({ id, text, encoding, sha256: sha256(text), bytes: opened.bytes, source: opened.from })
}

/** A file with all of its articles. */
interface OpenedFile {
  readonly bytes: number
  readonly from: ExtractedFrom
  readonly pieces: ReadonlyMap<string | null, Piece>
}

async function openFile(path: string, source: Source, how: How): Promise<OpenedFile | null> {
  const read = readBytes(path, scratch())
  if (!read) return null
  const reading = await source.read(read.bytes, how)
  const pieces = new Map(reading.pieces.map((piece) => [piece.row, piece]))
  return { bytes: read.bytes.length, from: extractedFrom(source, read.bytes, reading), pieces }
}

const SHELF_MS = 60_000

/** The file that was opened last, for a while: whoever reads or searches the rows of a table reads it once. */
class Shelf {
  #key: string | null = null
  #file: Promise<OpenedFile | null> = Promise.resolve(null)
  #timer: NodeJS.Timeout | null = null

  file(key: string, open: () => Promise<OpenedFile | null>): Promise<OpenedFile | null> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#clear(), SHELF_MS).unref()
    if (key !== this.#key) {
      this.#key = key
      this.#file = open()
      this.#file.catch(() => this.#clear())
    }
    return this.#file
  }

  #clear(): void {
    this.#key = null
    this.#file = Promise.resolve(null)
  }
}

const shelf = new Shelf()

function extractedFrom({ kind }: Source, bytes: Buffer, { columns }: Reading): ExtractedFrom {
  if (kind === 'text') throw new Error('Plain text is not extracted')
  return { kind, file: sha256(bytes), ...(columns ? { columns } : {}) }
}

/**
 * The rows of a table in natural order of their ids. Where some were refused, the file counts as never read, so that
 * the reasons are told again each time.
 */
function entriesOf(file: string, read: FileBytes, source: Source, reading: Reading): FileEntries {
  const { bytes, modifiedMs } = read
  const skipped = reading.refused.map(({ row, reason }) => ({
    id: row === null ? file : rowDocument(file, row),
    reason,
  }))
  const common = { bytes: bytes.length, modifiedMs: source.table && skipped.length > 0 ? 0 : modifiedMs }
  const from = source.plain ? null : extractedFrom(source, bytes, reading)
  const hashOf = (text: string): string => sha256(from ? text : bytes)
  const entries = reading.pieces.map(({ row, text, encoding, title, date, fields }): CorpusEntry => {
    const head = articleHead(text)
    return {
      ...common,
      ...{ id: row === null ? file : rowDocument(file, row), sha256: hashOf(text), encoding, length: text.length },
      ...{ title: title ?? head.title, date: date ?? head.date },
      fields: { ...head.fields, ...fields, ...(title === null ? {} : { title }), ...(date === null ? {} : { date }) },
      ...(from ? { source: from } : {}),
    }
  })
  if (entries.length > 1) entries.sort((a, b) => comparePaths(a.id, b.id))
  return { entries, skipped }
}

function sha256(bytes: Buffer | string): string {
  return hash('sha256', bytes, 'hex')
}
/** Null when the file is too large. Never waits on a pipe that took a file's place. */
function readBytes(path: string, room: Buffer): FileBytes | null {
  const file = openSync(path, FLAGS)
  try {
    const { size, mtimeMs } = statFile(file, path)
    return size > LARGEST_FILE_BYTES ? null : { bytes: readWhole(file, size, room), modifiedMs: mtimeMs }
  } finally {
    closeSync(file)
  }
}

function statFile(file: number, path: string): { size: number; mtimeMs: number } {
  const stat = fstatSync(file)
  if (!stat.isFile()) throw Object.assign(new Error(`Not a file: ${path}`), { code: 'EISDIR' })
  return stat
}

/** Room for one byte more shows that a file grew meanwhile: then it is read as long as it now is. */
function readWhole(file: number, size: number, room: Buffer): Buffer {
  const buffer = size < room.length ? room.subarray(0, size + 1) : Buffer.allocUnsafe(size + 1)
  let length = 0
  do {
    const count = readSync(file, buffer, length, buffer.length - length, null)
    if (count === 0) break
    length += count
  } while (length < size)
  return length > size ? Buffer.concat([buffer, readRest(file)]) : buffer.subarray(0, length)
}

function readRest(file: number): Buffer {
  const parts: Buffer[] = []
  for (;;) {
    const part = Buffer.allocUnsafe(65_536)
    const count = readSync(file, part, 0, part.length, null)
    if (count === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, count))
  }
}
