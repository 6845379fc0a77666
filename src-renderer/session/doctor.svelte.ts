import type { Finding } from '../store/doctor.ts'
import type { RepairPlan } from '../store/repair.ts'
import { inThread } from '../workers/store-thread.ts'
import type { ProjectSession } from './project-session.svelte.ts'

type DoctorStage =
  | { readonly kind: 'running' }
  | {
      readonly kind: 'examined'
      readonly findings: readonly Finding[]
      /** What repair would do; nothing of it is done. */
      readonly plan: RepairPlan
    }
  | { readonly kind: 'failed' }

/** Looks at everything that is stored, says what it would mend, and mends it when it is told to. */
export class DoctorDesk {
  readonly #project: ProjectSession
  #stage = $state.raw<DoctorStage>({ kind: 'running' })

  constructor(project: ProjectSession) {
    this.#project = project
  }

  get stage(): DoctorStage {
    return this.#stage
  }

  async examine(): Promise<void> {
    await this.#project.idle()
    const findings = await inThread('examine', { database: this.#project.store.database })
    const plan = await this.#repair(findings, true)
    this.#stage = 'code' in plan ? { kind: 'failed' } : { kind: 'examined', findings, plan }
  }

  /** Mends what was found and looks again; answers whether that was saved. The screen must read the project anew. */
  async repair(): Promise<boolean> {
    if (this.#stage.kind !== 'examined') return false
    const { findings } = this.#stage
    this.#stage = { kind: 'running' }
    await this.#project.idle()
    const done = await this.#repair(findings, false)
    if (!('code' in done)) return true
    this.#stage = { kind: 'failed' }
    return false
  }

  #repair(findings: readonly Finding[], dryRun: boolean) {
    const { store, now, annotator, newId } = this.#project
    return store.repair(findings, { at: now(), by: annotator, newId, dryRun })
  }
}
