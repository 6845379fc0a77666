import type { Id } from '../../../src-core/annotation/records.ts'
import { mentionsOf, renameEverywhere, type TagElsewhere } from '../../session/elsewhere.ts'
import type { EntityUse } from '../../session/entities.svelte.ts'
import type { ProjectSession } from '../../session/project-session.svelte.ts'

/** The entities of the open folder as they are looked through: which are listed, which one is chosen, where it is named. */
export class EntityRegistry {
  readonly project: ProjectSession
  filter = $state('')
  #chosen = $state<Id | null>(null)
  #mentions = $state.raw<readonly TagElsewhere[]>([])

  constructor(project: ProjectSession) {
    this.project = project
  }

  get all(): readonly EntityUse[] {
    return this.project.learning.entities.list
  }

  readonly listed: readonly EntityUse[] = $derived.by(() => {
    const wanted = fold(this.filter)
    return this.all.filter(({ id }) => fold(id).includes(wanted))
  })

  /** The one that is shown, while anything names it. */
  readonly chosen: EntityUse | null = $derived(this.all.find(({ id }) => id === this.#chosen) ?? null)

  /** Where the chosen one is named, document by document. */
  get mentions(): readonly TagElsewhere[] {
    return this.#mentions
  }

  async choose(id: Id): Promise<void> {
    this.#chosen = id
    this.#mentions = []
    await this.look()
  }

  /** Looks again where the chosen one is named. */
  async look(): Promise<void> {
    const id = this.#chosen
    const found = id === null ? [] : await mentionsOf(this.project, id)
    if (this.#chosen === id) this.#mentions = found
  }

  /** Whether a new name would merge the chosen entity with another one. */
  merges(name: string): boolean {
    return name !== this.#chosen && this.all.some(({ id }) => id === name)
  }

  /** Gives the chosen one another name, or none; gives how many tags that changed. */
  async rename(name: string | null): Promise<number> {
    const from = this.#chosen
    if (from === null || name === from) return 0
    const changed = await renameEverywhere(this.project, from, name)
    this.#chosen = name
    await this.look()
    return changed
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
