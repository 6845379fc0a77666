import { join } from 'node:path'
import * as v from 'valibot'
import type { GrantId } from '../ipc/contract.ts'
import { Kept, type Format } from './kept.ts'

/** How many spans the project held when they were last counted; null when nothing is expected of it. */
type Expected = number | null

const FILE = v.object({ version: v.literal(1), spans: v.nullable(v.pipe(v.number(), v.minValue(0))) })

const FORMAT: Format<Expected> = {
  initial: null,
  parse(json) {
    const file = v.safeParse(FILE, json)
    return file.success ? { value: file.output.spans, mended: false } : null
  },
  print: (spans) => ({ version: 1, spans }),
}

/**
 * What the database of each project should hold, kept outside of it, so that a database that was cut or deleted is
 * noticed: a small file a project.
 */
export class Expectations {
  readonly #folder: string
  readonly #files = new Map<GrantId, Promise<Kept<Expected>>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async get(project: GrantId): Promise<Expected> {
    return (await this.#fileOf(project)).value
  }

  async set(project: GrantId, spans: Expected): Promise<void> {
    const file = await this.#fileOf(project)
    if (file.value !== spans) await file.change(() => spans)
  }

  async settled(): Promise<void> {
    for (const file of this.#files.values()) await (await file).settled()
  }

  #fileOf(project: GrantId): Promise<Kept<Expected>> {
    const known = this.#files.get(project) ?? Kept.open(join(this.#folder, `${project}.json`), FORMAT)
    this.#files.set(project, known)
    return known
  }
}
