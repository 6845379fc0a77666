import type { ProjectStore } from '../store/project-store.ts'
import type { ProjectInfo } from '../store/rows.ts'

/** What a project remembers beside its annotations: rules for its folder, choices for its files. */
export class ProjectSettings {
  readonly #store: ProjectStore
  #info: ProjectInfo

  constructor(store: ProjectStore, info: ProjectInfo) {
    this.#store = store
    this.#info = info
  }

  get(key: string): unknown {
    return this.#info.settings[key]
  }

  async set(key: string, value: unknown): Promise<void> {
    this.#info = { ...this.#info, settings: { ...this.#info.settings, [key]: value } }
    if (!this.#store.readOnly) await this.#store.writeProjectInfo(this.#info)
  }
}
