import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../files/error-code.ts'

/**
 * The root and every folder below it that is not hidden, links apart.
 *
 * @throws the system's error when the root itself cannot be listed.
 */
export function* walkFolders(root: string): Generator<string, void> {
  const waiting = [{ path: root, entries: readdirSync(root, { withFileTypes: true }) }]
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    yield folder.path
    for (const entry of folder.entries) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue
      const path = join(folder.path, entry.name)
      try {
        waiting.push({ path, entries: isLeaf(path) ? [] : readdirSync(path, { withFileTypes: true }) })
      } catch (error) {
        if (!errorCode(error)) throw error
      }
    }
  }
}

/**
 * Whether a folder is known to hold no other folder, without being listed: where folders are counted among their
 * parent's links, they add to the two that every folder has. Where they are not, no folder has two.
 */
function isLeaf(path: string): boolean {
  return process.platform === 'linux' && statSync(path).nlink === 2
}
