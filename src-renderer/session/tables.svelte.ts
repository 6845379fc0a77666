import { rowOf } from '../../src-core/source/row-id.ts'
import type { TableGroup, TableRule, TableTrial } from '../../src-core/source/table-choice.ts'
import type { Host } from './host.ts'
import type { OpenFolder } from './open-folder.ts'

/** The tables of the open folder, and how a person wants their rows read as articles. */
export class Tables {
  readonly #project: OpenFolder
  readonly #host: Host
  #groups = $state.raw<readonly TableGroup[] | null>(null)

  constructor(project: OpenFolder, host: Host) {
    this.#project = project
    this.#host = host
  }

  /** Files that are not read before somebody says which of their columns are articles. */
  readonly waiting: number = $derived.by(
    () => this.#project.catalogue.skipped.filter(({ reason }) => reason === 'columns').length,
  )

  /** Null until somebody looked. */
  get groups(): readonly TableGroup[] | null {
    return this.#groups
  }

  /** Looks at the first rows of every table; those of a pattern in the way that is tried. */
  async look(tried: TableTrial | null = null): Promise<readonly TableGroup[]> {
    this.#groups = await this.#host.ask('corpus.tables', { grant: this.#project.grant.id, tried })
    return this.#groups
  }

  /** Keeps choices and reads all tables by them. */
  async choose(rules: readonly TableRule[]): Promise<void> {
    await this.#host.ask('corpus.choose-tables', { grant: this.#project.grant.id, rules })
    this.#groups = null
    await this.#project.scan(this.#project.catalogue.ids.filter((id) => rowOf(id) !== null))
  }
}
