import { readFile, rename } from 'node:fs/promises'
import { writeAtomic } from './atomic.ts'
import { errorCode } from './error-code.ts'

/** How a kept value is read from what a file holds. */
export interface Format<T> {
  /** The value, mended where it had to be, or null when nothing of it can be used. */
  readonly parse: (json: unknown) => { readonly value: T; readonly mended: boolean } | null
  readonly print: (value: T) => unknown
  readonly initial: T
}

/**
 * One small JSON file that holds one value: read once, then written atomically after each change, changes one after
 * the other. A damaged file is moved aside under a name that says so, never written over.
 */
export class Kept<T> {
  readonly #path: string
  readonly #print: Format<T>['print']
  readonly #now: () => Date
  #value: T
  #last: Promise<void> = Promise.resolve()

  private constructor(path: string, format: Format<T>, now: () => Date) {
    this.#path = path
    this.#print = format.print
    this.#value = format.initial
    this.#now = now
  }

  static async open<T>(path: string, format: Format<T>, now: () => Date = () => new Date()): Promise<Kept<T>> {
    const kept = new Kept(path, format, now)
    const content = await readIfThere(path)
    if (content === null) return kept
    const parsed = format.parse(parseJson(content))
    if (!parsed || parsed.mended) await kept.#setAside()
    if (parsed) kept.#value = parsed.value
    if (parsed?.mended) await kept.change((value) => value)
    return kept
  }

  get value(): T {
    return this.#value
  }

  /** Changes the value and answers it once it is on disk. A change that cannot be written is taken back. */
  change(next: (value: T) => T): Promise<T> {
    const written = this.#last.then(() => this.#write(next(this.#value)))
    this.#last = written.then(
      () => undefined,
      () => undefined,
    )
    return written
  }

  /** Waits for the changes under way. */
  settled(): Promise<void> {
    return this.#last
  }

  async #write(value: T): Promise<T> {
    await writeAtomic(this.#path, `${JSON.stringify(this.#print(value), null, 2)}\n`)
    this.#value = value
    return value
  }

  async #setAside(): Promise<void> {
    const stamp = this.#now().toISOString().replaceAll(/[:.]/g, '-')
    await rename(this.#path, this.#path.replace(/(\.json)?$/, `.damaged-${stamp}$1`))
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
