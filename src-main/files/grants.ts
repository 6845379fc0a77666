import { createHash } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import * as v from 'valibot'
import type { Grant, GrantId, Result } from '../ipc/contract.ts'
import { fail, ok } from '../ipc/result.ts'
import { attempt } from './errors.ts'
import { Kept, type Format } from './kept.ts'

const KEPT_GRANT = v.object({ location: v.string(), sample: v.boolean(), usedMs: v.number() })
type KeptGrant = Readonly<v.InferOutput<typeof KEPT_GRANT>>
type KeptGrants = Readonly<Record<GrantId, KeptGrant>>

const FILE = v.object({ version: v.literal(1), grants: v.record(v.string(), KEPT_GRANT) })

const FORMAT: Format<KeptGrants> = {
  initial: {},
  parse(json) {
    const file = v.safeParse(FILE, json)
    return file.success ? { value: file.output.grants, mended: false } : null
  },
  print: (grants) => ({ version: 1, grants }),
}

const RECENT = 20

/**
 * The folders that a person picked. The id is made from the folder's real path, so that picking it again, even after
 * the list was lost, finds the same project.
 */
export class Grants {
  readonly #kept: Kept<KeptGrants>
  readonly #nowMs: () => number

  private constructor(kept: Kept<KeptGrants>, nowMs: () => number) {
    this.#kept = kept
    this.#nowMs = nowMs
  }

  static async open(path: string, nowMs: () => number = Date.now): Promise<Grants> {
    return new Grants(await Kept.open(path, FORMAT), nowMs)
  }

  /** Grants the folder at a path that a person chose, on the command line, in a dialog or by a drop. */
  add(path: string, sample = false): Promise<Result<Grant>> {
    return attempt('read', async () => {
      const found = await stat(path)
      if (!found.isDirectory()) return fail('not-a-folder', { location: path })
      const location = await realpath(path)
      const id = idOf(location)
      await this.#kept.change((grants) => ({ ...grants, [id]: { location, sample, usedMs: this.#nowMs() } }))
      return ok(grantOf(id, { location, sample, usedMs: 0 }))
    }).then((result) =>
      result.ok || result.error.code !== 'not-found' ? result : fail('folder-missing', { location: path }),
    )
  }

  /** The granted folder's absolute path, whether it is there or not. */
  locate(id: GrantId): Result<string> {
    const kept = this.#find(id)
    return kept ? ok(kept.location) : fail('unknown-grant')
  }

  /** Opens a granted folder again. */
  async reopen(id: GrantId): Promise<Result<Grant>> {
    const kept = this.#find(id)
    return kept ? this.add(kept.location, kept.sample) : fail('unknown-grant')
  }

  /** Notes that a granted folder is being worked on. */
  async use(id: GrantId): Promise<void> {
    await this.#kept.change((grants) => {
      const kept = grants[id]
      return kept ? { ...grants, [id]: { ...kept, usedMs: this.#nowMs() } } : grants
    })
  }

  /** The latest first. */
  recent(): readonly Grant[] {
    return Object.entries(this.#kept.value)
      .sort(([, a], [, b]) => b.usedMs - a.usedMs)
      .slice(0, RECENT)
      .map(([id, kept]) => grantOf(id, kept))
  }

  async forget(id: GrantId): Promise<void> {
    await this.#kept.change((grants) => Object.fromEntries(Object.entries(grants).filter(([each]) => each !== id)))
  }

  /** Waits for the changes under way. */
  settled(): Promise<void> {
    return this.#kept.settled()
  }

  #find(id: GrantId): KeptGrant | undefined {
    return Object.hasOwn(this.#kept.value, id) ? this.#kept.value[id] : undefined
  }
}

function idOf(location: string): GrantId {
  return createHash('sha256').update(location).digest('hex').slice(0, 32)
}

function grantOf(id: GrantId, { location, sample }: KeptGrant): Grant {
  return { id, name: basename(location) || location, location, sample }
}
