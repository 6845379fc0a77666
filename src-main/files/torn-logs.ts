import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomic } from './atomic.ts'
import { errorCode } from './error-code.ts'
import { withoutTorn } from './log-records.ts'

const LOG = /^(?:\d+\.log|MANIFEST-\d+)$/

/**
 * Takes out of Chromium's databases what it was killed in the middle of writing. It would write on behind that, take it
 * for damage when it is started the next time, and drop everything (google/leveldb issue 1287). No program may have the
 * databases open. What cannot be read or written is left as it is.
 * @param folder holds a folder a database.
 * @returns the paths of the logs that were mended.
 */
export async function mendTornLogs(folder: string): Promise<string[]> {
  const mended: string[] = []
  for (const database of await namesIn(folder)) {
    if (!database.endsWith('.leveldb')) continue
    for (const name of await namesIn(join(folder, database))) {
      const path = join(folder, database, name)
      if (LOG.test(name) && (await mend(path))) mended.push(path)
    }
  }
  return mended
}

async function mend(path: string): Promise<boolean> {
  try {
    const log = await readFile(path)
    const whole = withoutTorn(log)
    if (whole === null || whole === log) return false
    await writeAtomic(path, whole)
    return true
  } catch (error) {
    if (errorCode(error) !== undefined) return false
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
