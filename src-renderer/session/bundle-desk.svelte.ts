import type { Id } from '../../src-core/annotation/records.ts'
import type { BundleContent, BundleFault } from '../../src-core/review/bundle.ts'
import type { HostError } from '../../src-main/ipc/contract.ts'
import type { BundlePlan } from './bundles.ts'
import { HostFailure, type Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** What reads and writes bundles, and unzips: fetched when it is first needed, not when the window opens. */
const bundleTools = () => import('./bundles.ts')

type BundleStage =
  | { readonly kind: 'closed' }
  | { readonly kind: 'busy'; readonly doing: 'reading' | 'saving' }
  | { readonly kind: 'refused'; readonly name: string; readonly fault: BundleFault }
  | { readonly kind: 'preview'; readonly name: string; readonly bundle: BundleContent; readonly plan: BundlePlan }

export type BundleEvent =
  | { readonly kind: 'saved'; readonly location: string }
  | { readonly kind: 'nothing-to-send' }
  | { readonly kind: 'opened'; readonly author: string; readonly layers: number }
  | { readonly kind: 'nothing-new'; readonly author: string }
  | { readonly kind: 'failed'; readonly error: HostError }

interface BundleParts {
  readonly host: Host
  readonly software: string
  readonly project: () => ProjectSession | null
  readonly tell: (event: BundleEvent) => void
}

/** Layers that travel between colleagues: saving one's own, opening another's. */
export class BundleDesk {
  readonly #parts: BundleParts
  #stage = $state.raw<BundleStage>({ kind: 'closed' })
  #labels = $state.raw<ReadonlyMap<string, Id | null>>(new Map())

  constructor(parts: BundleParts) {
    this.#parts = parts
  }

  get stage(): BundleStage {
    return this.#stage
  }

  /** What the person chose for labels that the project does not have. */
  get labels(): ReadonlyMap<string, Id | null> {
    return this.#labels
  }

  close(): void {
    this.#stage = { kind: 'closed' }
    this.#labels = new Map()
  }

  /** Asks where to and saves one's own layers there. */
  async save(): Promise<void> {
    const project = this.#parts.project()
    if (!project || this.#stage.kind !== 'closed') return
    this.#stage = { kind: 'busy', doing: 'saving' }
    await this.#attempt(async () => {
      const { host, software, tell } = this.#parts
      const { bundleOf, saveBundle } = await bundleTools()
      const bytes = await bundleOf(project, host, software)
      if (!bytes) return tell({ kind: 'nothing-to-send' })
      const location = await saveBundle(host, `${project.grant.name} – ${project.annotatorName}`, bytes)
      if (location !== null) tell({ kind: 'saved', location })
    })
    this.close()
  }

  /** Asks for a file and shows what opening it would do. */
  async pick(): Promise<void> {
    await this.#attempt(async () => {
      const { pickBundle } = await bundleTools()
      const picked = await pickBundle(this.#parts.host)
      if (picked) await this.show(picked.name, picked.bytes)
    })
  }

  /** Shows what opening these bytes would do; nothing is changed yet. */
  async show(name: string, bytes: Uint8Array): Promise<void> {
    const project = this.#parts.project()
    if (!project) return
    this.#stage = { kind: 'busy', doing: 'reading' }
    this.#labels = new Map()
    await this.#attempt(async () => {
      const { openBundle } = await bundleTools()
      const outcome = await openBundle(bytes)
      if (outcome.ok) await this.#plan(project, name, outcome.bundle)
      else this.#stage = { kind: 'refused', name, fault: outcome.fault }
    })
  }

  /** Says what becomes of a label that the project does not have; null leaves its tags out. */
  async map(label: string, to: Id | null): Promise<void> {
    const { stage } = this
    const project = this.#parts.project()
    if (stage.kind !== 'preview' || !project) return
    this.#labels = new Map([...this.#labels, [label, to]])
    await this.#attempt(() => this.#plan(project, stage.name, stage.bundle))
  }

  /** Brings the layers in as one step that can be undone. */
  async apply(): Promise<void> {
    const project = this.#parts.project()
    if (this.#stage.kind !== 'preview' || !project) return
    const { bundle, name } = this.#stage
    let { plan } = this.#stage
    await this.#attempt(async () => {
      const { applyPlan } = await bundleTools()
      while (!applyPlan(project, plan)) plan = await this.#plan(project, name, bundle)
      const layers = plan.layers.filter(({ fate }) => fate === 'added' || fate === 'updated').length
      const author = bundle.author.name
      this.#parts.tell(layers > 0 ? { kind: 'opened', author, layers } : { kind: 'nothing-new', author })
      this.close()
    })
  }

  async #plan(project: ProjectSession, name: string, bundle: BundleContent): Promise<BundlePlan> {
    const { planBundle } = await bundleTools()
    const plan = await planBundle(project, this.#parts.host, bundle, this.#labels)
    this.#stage = { kind: 'preview', name, bundle, plan }
    return plan
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.close()
      if (!(error instanceof HostFailure)) throw error
      this.#parts.tell({ kind: 'failed', error: error.error })
    }
  }
}
