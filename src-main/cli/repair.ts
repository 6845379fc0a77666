import { existsSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Problem } from '../../src-core/formats/problem.ts'
import { repairLine } from '../../src-core/formats/postil-repair.ts'
import { syncFolder } from '../files/atomic.ts'
import { withoutMark } from '../files/lines.ts'
import { isBundle } from './bundle-input.ts'
import { rawLines, type Input } from './input.ts'
import { CallFault, type Io } from './io.ts'

/** Characters gathered before they go to the disk. */
const CHUNK = 1 << 20

/** Refuses what cannot be mended line by line, and a destination where something is. */
export function checkRepair(input: Input, out: string | undefined): void {
  if (input.path === '-' || input.folder || isBundle(input))
    throw new CallFault(`--repair takes one file of Postil JSONL, not ${input.shown}; name data.jsonl itself`)
  if (out === undefined) return
  if (existsSync(resolve(out))) throw new CallFault(`--out ${out} is there already; name another place or remove it`)
  if (!existsSync(dirname(resolve(out)))) throw new CallFault(`--out ${out}: its folder does not exist`)
}

/** What is certain to be mended in each line of a file; the mended lines go to `write`. */
export async function* repairs(
  input: Input,
  io: Io,
  write: (line: string) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<Problem> {
  for await (const { text, number } of rawLines(input, io)) {
    const mended = repairLine(number === 1 ? withoutMark(text) : text)
    for (const each of mended.repairs) yield { ...each, line: number }
    await write(mended.line)
  }
}

/** A file that is written beside its destination, and moved there when it is whole. */
export class MendedFile {
  readonly #file: FileHandle
  readonly #aside: string
  readonly #target: string
  #waiting = ''

  private constructor(file: FileHandle, aside: string, target: string) {
    this.#file = file
    this.#aside = aside
    this.#target = target
  }

  static async begin(out: string): Promise<MendedFile> {
    const target = resolve(out)
    const aside = join(dirname(target), `.${basename(target)}.${process.pid}.partial`)
    return new MendedFile(await open(aside, 'wx'), aside, target)
  }

  async write(line: string): Promise<void> {
    this.#waiting += `${line}\n`
    if (this.#waiting.length >= CHUNK) await this.#flush()
  }

  /** Puts it at its destination. */
  async finish(): Promise<void> {
    await this.#flush()
    await this.#file.sync()
    await this.#file.close()
    await rename(this.#aside, this.#target)
    await syncFolder(dirname(this.#target))
  }

  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined)
    await rm(this.#aside, { force: true })
  }

  async #flush(): Promise<void> {
    await this.#file.writeFile(this.#waiting)
    this.#waiting = ''
  }
}
