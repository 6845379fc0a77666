import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of the running test's own, removed when it ends. */
export function scratchFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'postil-scripts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
