// Readers for the two archives between a registry and a program: a gzipped tar holding a zip.
// Written here because they run on machines that have Node and npm and perhaps no `unzip`.
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createInflateRaw } from 'node:zlib'

const TAR_BLOCK = 512

/**
 * Writes the one member of a .tgz whose name is `member` to the file `target`.
 * @param {string} archive
 * @param {string} member
 * @param {string} target
 * @throws {Error} when the archive ends early or has no such member
 */
export async function extractFromTgz(archive, member, target) {
  const pick = new TarPick(member)
  await pipeline(createReadStream(archive), createGunzip(), pick, createWriteStream(target))
  if (!pick.complete) throw new Error(`${path.basename(archive)} has no whole ${member} in it`)
}

/** Lets through the bytes of one member of a tar stream and drops all others. */
class TarPick extends Transform {
  complete = false
  #member
  #header = Buffer.alloc(0)
  #left = 0
  #padding = 0
  #wanted = false

  /** @param {string} member */
  constructor(member) {
    super()
    this.#member = member
  }

  /**
   * @param {Buffer} chunk
   * @param {BufferEncoding} _encoding
   * @param {() => void} done
   * @override
   */
  _transform(chunk, _encoding, done) {
    let at = 0
    while (at < chunk.length) at = this.#left + this.#padding > 0 ? this.#body(chunk, at) : this.#head(chunk, at)
    done()
  }

  /**
   * @param {Buffer} chunk
   * @param {number} at
   */
  #body(chunk, at) {
    const content = chunk.subarray(at, at + this.#left)
    if (this.#wanted && content.length > 0) this.push(content)
    this.#left -= content.length
    if (this.#wanted && this.#left === 0) this.complete = true
    const skipped = Math.min(this.#padding, chunk.length - at - content.length)
    this.#padding -= skipped
    return at + content.length + skipped
  }

  /**
   * @param {Buffer} chunk
   * @param {number} at
   */
  #head(chunk, at) {
    const piece = chunk.subarray(at, at + TAR_BLOCK - this.#header.length)
    this.#header = Buffer.concat([this.#header, piece])
    if (this.#header.length === TAR_BLOCK) {
      const name = text(this.#header, 0, 100)
      this.#left = Number.parseInt(text(this.#header, 124, 12).trim() || '0', 8)
      this.#padding = (TAR_BLOCK - (this.#left % TAR_BLOCK)) % TAR_BLOCK
      this.#wanted = name === this.#member
      if (this.#wanted && this.#left === 0) this.complete = true
      this.#header = Buffer.alloc(0)
    }
    return at + piece.length
  }
}

/**
 * @param {Buffer} block
 * @param {number} start
 * @param {number} length
 */
function text(block, start, length) {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/**
 * @typedef {object} ZipEntry
 * @property {string} name As written in the archive, with `/`.
 * @property {number} mode Unix mode bits, 0 where the archive has none.
 * @property {number} method 0 stored, 8 deflated.
 * @property {number} packed Bytes in the archive.
 * @property {number} size Bytes when unpacked.
 * @property {number} offset Of the local header.
 */

/**
 * Unpacks a zip. `rename` gives each entry's path below `folder`, or `undefined` to leave it out.
 * Executable bits are kept; links, encryption, zip64 and paths that lead outside are refused.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} rename
 * @returns {Promise<number>} how many files were written
 */
export async function extractZip(archive, folder, rename) {
  const file = await open(archive, 'r')
  try {
    let written = 0
    for (const entry of await readDirectory(file)) {
      const name = rename(entry.name)
      if (name === undefined || entry.name.endsWith('/')) continue
      await writeEntry(file, archive, entry, inside(folder, name))
      written += 1
    }
    return written
  } finally {
    await file.close()
  }
}

/**
 * @param {string} folder
 * @param {string} name
 */
function inside(folder, name) {
  const target = path.resolve(folder, name)
  if (!target.startsWith(path.resolve(folder) + path.sep))
    throw new Error(`The archive has a path outside its folder: ${name}`)
  return target
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function readAt(file, position, length) {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw new Error('The zip archive ends early')
  return buffer
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 */
async function readDirectory(file) {
  const { size } = await file.stat()
  const tailLength = Math.min(size, 22 + 0xffff)
  const tail = await readAt(file, size - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0) throw new Error('This is not a whole zip archive')
  const count = tail.readUInt16LE(end + 10)
  const start = tail.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff) throw new Error('zip64 archives are not read here')
  const directory = await readAt(file, start, tail.readUInt32LE(end + 12))
  const entries = []
  for (let at = 0; entries.length < count;) {
    const { entry, next } = readEntry(directory, at)
    entries.push(entry)
    at = next
  }
  return entries
}

/**
 * @param {Buffer} directory
 * @param {number} at
 */
function readEntry(directory, at) {
  if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('The zip archive is damaged')
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
  const entry = {
    name: directory.toString('utf8', at + 46, nameEnd),
    mode: directory.readUInt32LE(at + 38) >>> 16,
    method: directory.readUInt16LE(at + 10),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  }
  const isLink = (entry.mode & 0o170000) === 0o120000
  const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1
  if (isLink || isEncrypted || ![0, 8].includes(entry.method))
    throw new Error(`The zip archive has an entry of a kind not read here: ${entry.name}`)
  return { entry, next: nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32) }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {string} archive
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function writeEntry(file, archive, entry, target) {
  await mkdir(path.dirname(target), { recursive: true })
  const local = await readAt(file, entry.offset, 30)
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const out = createWriteStream(target)
  const bytes =
    entry.packed === 0 ? Readable.from([]) : createReadStream(archive, { start, end: start + entry.packed - 1 })
  if (entry.method === 0) await pipeline(bytes, out)
  else await pipeline(bytes, createInflateRaw(), out)
  if (out.bytesWritten !== entry.size) throw new Error(`${entry.name} came out of the archive with a wrong length`)
  if (entry.mode & 0o111) await chmod(target, 0o755)
}
