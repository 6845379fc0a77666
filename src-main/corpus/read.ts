import { hash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { articleHead } from '../../src-core/text/anatomy.ts'
import { errorCode, fileFailure } from '../files/errors.ts'
import { resolveInside } from '../files/inside.ts'
import type { ArticleText, CorpusEntry, Encoding, Result, Skipped } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import { decodeAs, decodeUnicode, isBinary, type Decoded } from './decode.ts'
import type { FoundFile } from './walk.ts'

const MEGABYTE = 1_000_000
const LARGEST_FILE_BYTES = 50 * MEGABYTE

/** How a person wants the bytes read. */
export interface EncodingChoice {
  /** For this file. */
  readonly file: Encoding | null
  /** For the files of the folder that are not Unicode. */
  readonly folder: Encoding | null
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

/** Reads a file for the list: all that is known of it but its text. The room is free again when the answer is there. */
export async function readEntry(
  file: FoundFile,
  choice: EncodingChoice,
  room: Buffer = scratch(),
  onText: (text: string) => void = () => undefined,
): Promise<CorpusEntry | Skipped> {
  const skip = (reason: Skipped['reason']): Skipped => ({ id: file.id, reason })
  try {
    const read = readBytes(file.path, room)
    if (!read) return skip('too-large')
    const decoded = await decode(read.bytes, choice)
    if (!decoded) return skip('binary')
    onText(decoded.text)
    return entryOf(file.id, read, decoded)
  } catch (error) {
    if (!errorCode(error)) throw error
    return skip('unreadable')
  }
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
export async function readArticle(root: string, id: string, choice: EncodingChoice): Promise<Result<ArticleText>> {
  const path = resolveInside(root, id)
  if (!path.ok) return path
  try {
    const read = readBytes(path.value, scratch())
    if (!read) return fail('too-large', { id })
    const decoded = (await decode(read.bytes, choice)) ?? decodeAs(read.bytes, 'utf-8')
    if (!decoded) return fail('bad-request', { id })
    return ok({ id, ...decoded, sha256: sha256(read.bytes), bytes: read.bytes.length })
  } catch (error) {
    const failure = fileFailure(error, 'read')
    if (!failure) throw error
    return fail(failure.error.code, { id })
  }
}

/** Null when the bytes are no text. The library for old encodings is loaded by the first file that needs it. */
async function decode(bytes: Buffer, { file, folder }: EncodingChoice): Promise<Decoded | null> {
  const known = file === null ? decodeUnicode(bytes) : decodeAs(bytes, file)
  if (known) return isBinary(bytes) && known.encoding === 'utf-8' && file === null ? null : known
  if (file === null && isBinary(bytes)) return null
  const legacy = await import('./legacy.ts')
  const chosen = file ?? folder
  return (chosen === null ? null : legacy.decodeLegacyAs(bytes, chosen)) ?? legacy.decodeLegacy(bytes)
}

function entryOf(id: string, { bytes, modifiedMs }: FileBytes, { text, encoding }: Decoded): CorpusEntry {
  const head = articleHead(text)
  return { id, bytes: bytes.length, modifiedMs, sha256: sha256(bytes), encoding, length: text.length, ...head }
}

function sha256(bytes: Buffer): string {
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
