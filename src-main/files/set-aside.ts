import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from './atomic.ts'
import { errorCode } from './error-code.ts'

/**
 * Copies a folder that another program may be writing into, file by file, and answers where to: a new folder named by
 * the moment. A file that goes meanwhile is left out; a folder that is not there gives an empty copy.
 */
export async function setAside(from: string, below: string, now: Date): Promise<string> {
  const to = join(below, now.toISOString().replaceAll(/[:.]/g, '-'))
  await mkdir(to, { recursive: true })
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(unlessGone)
  for (const entry of entries ?? []) {
    const path = join(entry.parentPath, entry.name).slice(from.length + 1)
    if (entry.isDirectory()) await mkdir(join(to, path), { recursive: true })
    else await copyFile(join(from, path), join(to, path)).catch(unlessGone)
  }
  await syncFolder(to)
  return to
}

function unlessGone(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null
  throw error
}
