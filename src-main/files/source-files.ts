import { isUtf8 } from 'node:buffer'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { SourceFile } from '../../src-core/formats/format.ts'
import { withoutMark } from './lines.ts'

/** A file of a dataset whose bytes are not UTF-8. */
export class UnreadableFile extends Error {
  /** Its path within the dataset; its own name where the dataset is one file. */
  readonly file: string
  readonly line: number | null

  constructor(file: string, line: number | null = null) {
    super(`${file} is not UTF-8`)
    this.file = file
    this.line = line
  }
}

/** A dataset that is larger than what is read at once. */
export class TooLarge extends Error {}

/** Together; a string of JavaScript holds no more than half a gigabyte. */
export const LARGEST_MB = 500

/** What a tool may put beside data and nobody means to read. */
const BESIDE = /(^|\/)(\.|SHA256SUMS$|schema\.json$|labels\.svg$)|(^|[./])losses\.json$/

/** The files of a dataset, decoded; a link is none of them. */
export async function sourceFiles(path: string, folder: boolean): Promise<SourceFile[]> {
  const names = folder ? await namesIn(path) : ['']
  const files: SourceFile[] = []
  let bytes = 0
  for (const name of names) {
    const file = join(path, name)
    bytes += (await stat(file)).size
    if (bytes > LARGEST_MB * 2 ** 20) throw new TooLarge(`${path} is too large`)
    files.push(decodedFile(name || basename(path), await readFile(file)))
  }
  return files
}

/** @throws UnreadableFile when the bytes are not UTF-8. */
export function decodedFile(name: string, bytes: Buffer): SourceFile {
  if (!isUtf8(bytes)) throw new UnreadableFile(name)
  return { name, text: withoutMark(bytes.toString('utf8')) }
}

/** The files of a dataset below its folder, in the order of their names. */
export async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !BESIDE.test(name))
    .sort()
}

/** The label schema that an export of Postil's keeps beside its data, as JSON; null where there is none. */
export async function schemaTextBeside(path: string, folder: boolean): Promise<string | null> {
  const beside = folder ? join(path, 'schema.json') : join(path, '..', 'schema.json')
  return readFile(beside, 'utf8').catch(() => null)
}
