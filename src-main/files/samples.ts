import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Copies the sample articles into a place of the person's own, unless they are there already: what was changed or
 * deleted in the copy stays so. Answers the copy.
 */
export async function copySamples(from: string, to: string): Promise<string> {
  if (await exists(to)) return to
  const aside = await mkdtemp(join(dirname(to), '.samples-'))
  try {
    await cp(from, aside, { recursive: true })
    await rename(aside, to)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    throw error
  }
  return to
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
