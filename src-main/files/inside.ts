import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Result } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import { errorCode } from './error-code.ts'
import { fileFailure } from './errors.ts'

/** Whether an absolute path is a folder or lies in it; both resolved, without `..` or links. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/**
 * The real path of a document inside a folder. Refused are ids that are not a plain relative path (`..`, absolute,
 * drive letters, backslashes, NUL, empty segments) and links that lead out. An id is NFC; the name on disk may be NFD.
 */
export function resolveInside(root: string, id: string): Result<string> {
  if (!isPlainId(id)) return fail('outside-folder', { id })
  try {
    const folder = realpathSync.native(root)
    const path = locate(folder, id.split('/'))
    return isInside(folder, path) ? ok(path) : fail('outside-folder', { id })
  } catch (error) {
    const failure = fileFailure(error, 'read')
    if (!failure) throw error
    return fail(failure.error.code, { id })
  }
}

/** Resolves document after document as {@link resolveInside} does; those of one folder cost one look each. */
export function resolverInside(root: string): (id: string) => Result<string> {
  let near = { id: '', path: resolvedFolder(root, '') }
  return (id) => {
    const [folder, name] = [id.slice(0, Math.max(0, id.lastIndexOf('/'))), id.slice(id.lastIndexOf('/') + 1)]
    if (!isPlainId(id)) return resolveInside(root, id)
    if (folder !== near.id) near = { id: folder, path: resolvedFolder(root, folder) }
    const path = near.path === null ? null : join(near.path, name)
    // Only what is no link is where its name says.
    const found = path !== null && lstatSync(path, { throwIfNoEntry: false })?.isFile()
    return path !== null && found ? ok(path) : resolveInside(root, id)
  }
}

/** The real path of a folder that lies inside, or null. */
function resolvedFolder(root: string, id: string): string | null {
  if (id !== '') {
    const folder = resolveInside(root, id)
    return folder.ok ? folder.value : null
  }
  try {
    return realpathSync.native(root)
  } catch (error) {
    if (!errorCode(error)) throw error
    return null
  }
}

/** On Windows a colon anywhere means a drive or a hidden stream; elsewhere it is a character of names. */
const DRIVE = process.platform === 'win32' ? /:/ : /^[a-z]:(\/|$)/i

function isPlainId(id: string): boolean {
  if (id === '' || /[\0\\]/.test(id) || DRIVE.test(id)) return false
  return id.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** A name that no id can hold, see {@link resolveInside}. */
export function isNameable(name: string): boolean {
  return isPlainId(name) && !name.includes('\uFFFD')
}

function locate(folder: string, segments: readonly string[]): string {
  try {
    return realpathSync.native(join(folder, ...segments))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    return realpathSync.native(segments.reduce(entryOf, folder))
  }
}

/** The entry of a folder whose name is the same in NFC, whatever form the disk keeps. */
function entryOf(folder: string, name: string): string {
  const found = readdirSync(folder).find((entry) => entry.normalize('NFC') === name)
  return join(folder, found ?? name)
}
