import { rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import * as v from 'valibot'
import { isThere } from './dataset-folder.ts'
import { Kept, type Format } from './kept.ts'

const PARTIAL = v.object({ partial: v.string(), target: v.string(), aside: v.nullable(v.string()) })
/** A folder that is being written, and where the one that it replaces was put. */
type Partial = Readonly<v.InferOutput<typeof PARTIAL>>

const FILE = v.object({ version: v.literal(1), partials: v.array(PARTIAL) })

const FORMAT: Format<readonly Partial[]> = {
  initial: [],
  parse(json) {
    const file = v.safeParse(FILE, json)
    return file.success ? { value: file.output.partials, mended: false } : null
  },
  print: (partials) => ({ version: 1, partials }),
}

const PARTIAL_MARK = '.postil-partial-'
const ASIDE_MARK = '.postil-old-'
/** Leaves room for the marks within the 255 bytes of a file name, whatever the alphabet. */
const NAME_CHARACTERS = 50

/** Names for what stands beside a target while it is written. */
export function besideNames(name: string, random: string): { partial: string; aside: string } {
  const start = `.${name.slice(0, NAME_CHARACTERS)}`
  return { partial: `${start}${PARTIAL_MARK}${random}`, aside: `${start}${ASIDE_MARK}${random}` }
}

/** Remembers what is half written, so that a start after a crash or a power cut can clear it away. */
export class Partials {
  readonly #kept: Kept<readonly Partial[]>

  private constructor(kept: Kept<readonly Partial[]>) {
    this.#kept = kept
  }

  static async open(path: string): Promise<Partials> {
    return new Partials(await Kept.open(path, FORMAT))
  }

  async note(partial: Partial): Promise<void> {
    await this.#kept.change((all) => [...all.filter((each) => each.partial !== partial.partial), partial])
  }

  async drop(path: string): Promise<void> {
    await this.#kept.change((all) => all.filter((each) => each.partial !== path))
  }

  /** Clears away what an earlier run left; a folder that was put aside for one that never came is put back. */
  async sweep(): Promise<void> {
    for (const partial of this.#kept.value) {
      if (!(await isThere(dirname(partial.partial)))) continue
      await clear(partial)
      await this.drop(partial.partial)
    }
  }

  /** At the very end of the process, when nothing can be waited for. */
  clearNow(path: string): void {
    if (basename(path).includes(PARTIAL_MARK)) rmSync(path, { recursive: true, force: true })
  }
}

async function clear({ partial, target, aside }: Partial): Promise<void> {
  if (basename(partial).includes(PARTIAL_MARK)) await rm(partial, { recursive: true, force: true })
  if (aside === null || !basename(aside).includes(ASIDE_MARK) || !(await isThere(aside))) return
  if (await isThere(target)) await rm(aside, { recursive: true, force: true })
  else await rename(aside, target)
}
