import { lstat, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { ExportReport } from '../ipc/contract.ts'
import { syncFolder } from './atomic.ts'
import { errorCode } from './error-code.ts'

export const SUMS = 'SHA256SUMS'
/** Where a job keeps the Postil JSONL that is to become another format. */
export const CONVERTED = 'postil-source'

/** Files that systems put into folders by themselves. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** The content of a `SHA256SUMS` file as `sha256sum --check` reads it. */
export function sumsOf(files: ExportReport['files']): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

/**
 * The first thing in a folder that an export of Postil's would not contain, or null: then the folder may be replaced.
 * A file counts as ours when the folder's own `SHA256SUMS` names it.
 */
export async function firstForeign(path: string): Promise<string | null> {
  const found = await lstat(path)
  if (!found.isDirectory()) return basename(path)
  const ours = new Set([SUMS, ...(await sumsNames(path))])
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory() || LITTER.has(entry.name)) continue
    const name = relative(path, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!entry.isFile() || !ours.has(name)) return name
  }
  return null
}

async function sumsNames(path: string): Promise<string[]> {
  try {
    const sums = await readFile(join(path, SUMS), 'utf8')
    return sums.split('\n').flatMap((line) => /^[0-9a-f]{64} [ *](.+)$/.exec(line)?.[1] ?? [])
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Moves a finished folder to its place; what was there goes aside first, and comes back when the move fails. */
export async function moveIntoPlace(from: string, to: string, aside: string | null): Promise<void> {
  if (aside !== null) await rename(to, aside)
  try {
    await rename(from, to)
  } catch (error) {
    if (aside !== null) await rename(aside, to)
    throw error
  }
  await syncFolder(dirname(to))
  if (aside !== null) await rm(aside, { recursive: true, force: true })
}

/** Makes every file and folder below a folder durable. */
export async function syncTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    const each = join(entry.parentPath, entry.name)
    await (entry.isDirectory() ? syncFolder(each) : syncFile(each))
  }
  await syncFolder(path)
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Whether a relative path with `/` can be a file of an export on every system: nothing hidden, nothing that leads away. */
export function isDatasetFile(name: string): boolean {
  return name !== SUMS && name.split('/').every(isPortableName)
}

function isPortableName(name: string): boolean {
  const forbidden = /[\u0000-\u001F\u007F<>:"|?*\\]|^\.|[. ]$|^$/
  return !forbidden.test(name) && !DEVICE.test(name) && Buffer.byteLength(name) <= 255
}
