import type { BundleContent, BundleFault } from '../../src-core/review/bundle.ts'
import type { LayerOutcome } from '../../src-core/review/merge.ts'
import type { NameChoice, UnknownName } from '../../src-core/review/schema-difference.ts'
import type { Share, Split } from '../../src-core/review/share.ts'
import type { HostError } from '../../src-main/ipc/contract.ts'
import type { LongJob } from '../workers/bundle-thread.ts'
import type { BundleWish, OfferedBundle } from './bundle-files.ts'
import type { BundlePlan } from './bundle-plan.ts'
import { HostFailure, type Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import type { StarterPlan } from './starter.ts'

/** What makes, reads and compares bundles: fetched when it is first needed, not when the window opens. */
const tools = {
  files: () => import('./bundle-files.ts'),
  plan: () => import('./bundle-plan.ts'),
  starter: () => import('./starter.ts'),
  thread: () => import('../workers/bundle-thread.ts'),
}

type Starter = BundleContent & { readonly share: Share }

type BundleStage =
  | { readonly kind: 'closed' }
  | { readonly kind: 'busy'; readonly doing: 'reading' | 'comparing' | 'saving' }
  | { readonly kind: 'refused'; readonly name: string; readonly fault: BundleFault }
  | { readonly kind: 'preview'; readonly name: string; readonly bundle: BundleContent; readonly plan: BundlePlan }
  | { readonly kind: 'starter'; readonly name: string; readonly bundle: Starter; readonly plan: StarterPlan }

export type BundleEvent =
  | { readonly kind: 'saved' | 'review-saved'; readonly location: string }
  | { readonly kind: 'nothing-to-send' }
  | { readonly kind: 'opened'; readonly author: string; readonly layers: number; readonly waiting: number }
  | { readonly kind: 'nothing-new'; readonly author: string }
  | { readonly kind: 'starters-saved'; readonly location: string; readonly files: number }
  | { readonly kind: 'assigned'; readonly author: string; readonly documents: number }
  | { readonly kind: 'failed'; readonly error: HostError }

interface BundleParts {
  readonly host: Host
  readonly software: string
  readonly project: () => ProjectSession | null
  readonly tell: (event: BundleEvent) => void
}

/** Files that travel between colleagues: saving one's own layers, opening another's, or what a coordinator asks. */
export class BundleDesk {
  readonly #parts: BundleParts
  #stage = $state.raw<BundleStage>({ kind: 'closed' })
  #choices = $state.raw<ReadonlyMap<string, NameChoice>>(new Map())
  #done = $state(0)
  #total = $state<number | null>(null)
  #calling = new AbortController()

  constructor(parts: BundleParts) {
    this.#parts = parts
  }

  get stage(): BundleStage {
    return this.#stage
  }

  /** How far what is under way is; without a total nobody knows. */
  get progress(): { readonly done: number; readonly total: number | null } {
    return { done: this.#done, total: this.#total }
  }

  /** What becomes of a name that the project's schema does not have: what was chosen, else what loses nothing. */
  readonly choiceOf = (name: UnknownName): NameChoice =>
    this.#choices.get(keyOf(name)) ?? (name.alike === null ? 'add' : { as: name.alike })

  /** Closes the dialog; what is under way is called off, and nothing is changed. */
  close(): void {
    this.#calling.abort()
    this.#stage = { kind: 'closed' }
    this.#choices = new Map()
  }

  /** Asks where to and saves one's own layers there. */
  async save(wish: BundleWish = { kind: 'layers' }): Promise<void> {
    const project = this.#parts.project()
    if (!project || this.#stage.kind !== 'closed') return
    await this.#attempt('saving', async (job) => {
      const { host, software, tell } = this.#parts
      const { bundleOf, saveBundle } = await tools.files()
      const bytes = await bundleOf(project, host, software, wish, job)
      if (!bytes) return tell({ kind: 'nothing-to-send' })
      const words = wish.kind === 'review' ? ' – review' : ''
      const location = await saveBundle(host, `${project.grant.name} – ${project.annotatorName}${words}`, bytes)
      if (location !== null) tell({ kind: wish.kind === 'review' ? 'review-saved' : 'saved', location })
    })
  }

  /** Asks for a folder and writes a starter for each share of a split there. */
  async saveStarters(split: Split): Promise<void> {
    const project = this.#parts.project()
    if (!project || this.#stage.kind !== 'closed') return
    await this.#attempt('saving', async ({ signal }) => {
      const { host, software, tell } = this.#parts
      const { saveStarters } = await tools.starter()
      const location = await saveStarters(project, host, software, split, signal)
      const files = split.shares.filter(({ annotator }) => annotator !== project.annotator).length
      if (location !== null) tell({ kind: 'starters-saved', location, files })
    })
  }

  /** Asks for a file and shows what opening it would do. */
  async pick(): Promise<void> {
    await this.#offered(() => this.#parts.host.ask('bundle.open', null))
  }

  /** Shows what opening the files that the system asked for would do, one after the other. */
  async takeArrived(): Promise<void> {
    if (this.#stage.kind === 'closed' && this.#parts.project())
      await this.#offered(() => this.#parts.host.ask('bundle.arrived', null))
  }

  /** Shows what opening a file of layers would do; nothing is changed yet. */
  async show(name: string, source: Blob | Uint8Array): Promise<void> {
    await this.#attempt('reading', (job) => this.#show(name, source, job))
  }

  /** Says what becomes of a name that the project's schema does not have. */
  async choose(name: UnknownName, choice: NameChoice): Promise<void> {
    const { stage } = this
    const project = this.#parts.project()
    if (stage.kind !== 'preview' || !project) return
    this.#choices = new Map([...this.#choices, [keyOf(name), choice]])
    await this.#attempt(null, (job) => this.#plan(project, stage.name, stage.bundle, job))
  }

  /** Brings in what the preview shows. */
  async apply(): Promise<void> {
    const project = this.#parts.project()
    const { stage } = this
    if (!project) return
    if (stage.kind === 'preview') await this.#attempt(null, (job) => this.#applyLayers(project, stage, job))
    if (stage.kind === 'starter') await this.#attempt(null, () => this.#applyStarter(project, stage))
    await this.takeArrived()
  }

  async #applyLayers(
    project: ProjectSession,
    { bundle, name, plan: shown }: Extract<BundleStage, { kind: 'preview' }>,
    job: LongJob,
  ): Promise<void> {
    const { applyPlan } = await tools.plan()
    let plan = shown
    while (!applyPlan(project, plan)) {
      const again = await this.#plan(project, name, bundle, job)
      if (!again) return
      plan = again
    }
    if (bundle.answers !== undefined) await project.assignments.answered(bundle.answers, bundle.author.id)
    const layers = plan.layers.filter(({ fate }) => fate === 'added' || fate === 'updated').length
    const author = bundle.author.name
    const waiting = layers > 0 ? plan.spansWaiting : 0
    this.#parts.tell(layers > 0 ? { kind: 'opened', author, layers, waiting } : { kind: 'nothing-new', author })
    this.close()
  }

  async #applyStarter(
    project: ProjectSession,
    { bundle, plan: shown }: Extract<BundleStage, { kind: 'starter' }>,
  ): Promise<void> {
    const { applyStarter, planStarter } = await tools.starter()
    let plan = shown
    while (!(await applyStarter(project, plan))) plan = await planStarter(project, bundle)
    this.#parts.tell({ kind: 'assigned', author: bundle.author.name, documents: bundle.share.documents.length })
    this.close()
  }

  async #offered(find: () => Promise<OfferedBundle | null>): Promise<void> {
    const offered = await find().catch((error: unknown) => this.#fail(error))
    if (!offered) return
    await this.#attempt('reading', async (job) => {
      const { bytesOf } = await tools.files()
      await this.#show(offered.name, await bytesOf(this.#parts.host, offered, job), job)
    })
  }

  async #show(name: string, source: Blob | Uint8Array, job: LongJob): Promise<void> {
    const project = this.#parts.project()
    if (!project) return
    this.#choices = new Map()
    const { readAside } = await tools.thread()
    const outcome = await readAside(source, job)
    if (!outcome.ok) {
      this.#stage = { kind: 'refused', name, fault: outcome.fault }
      return
    }
    const { bundle } = outcome
    const { share } = bundle
    if (bundle.kind === 'starter' && share) {
      const { planStarter } = await tools.starter()
      const starter = { ...bundle, share }
      this.#stage = { kind: 'starter', name, bundle: starter, plan: await planStarter(project, starter) }
    } else {
      this.#busy('comparing')
      await this.#plan(project, name, bundle, job)
    }
  }

  async #plan(project: ProjectSession, name: string, bundle: BundleContent, job: LongJob): Promise<BundlePlan | null> {
    const { planBundle } = await tools.plan()
    const plan = await planBundle(project, this.#parts.host, bundle, this.choiceOf, job)
    job.signal.throwIfAborted()
    const foreign = plan.layers.find(({ fate }) => fate === 'foreign-records')
    this.#stage = foreign ? refusedFor(name, foreign) : { kind: 'preview', name, bundle, plan }
    return foreign ? null : plan
  }

  #busy(doing: 'reading' | 'comparing' | 'saving'): void {
    this.#stage = { kind: 'busy', doing }
    this.#done = 0
    this.#total = null
  }

  /** Does something long, which {@link close} calls off; `doing` is what the dialog says meanwhile. */
  async #attempt(doing: 'reading' | 'saving' | null, work: (job: LongJob) => Promise<unknown>): Promise<void> {
    this.#calling.abort()
    this.#calling = new AbortController()
    const { signal } = this.#calling
    if (doing) this.#busy(doing)
    const progress = (done: number, total: number) => {
      if (!signal.aborted) [this.#done, this.#total] = [done, total]
    }
    try {
      await work({ signal, progress })
      if (this.#stage.kind === 'busy' && !signal.aborted) this.close()
    } catch (error) {
      if (signal.aborted) return
      this.close()
      this.#fail(error)
    }
  }

  #fail(error: unknown): null {
    if (!(error instanceof HostFailure)) throw error
    this.#parts.tell({ kind: 'failed', error: error.error })
    return null
  }
}

/** A layer that would touch what is not its own is refused with all that came with it. */
function refusedFor(name: string, { annotator, document }: LayerOutcome): BundleStage {
  return { kind: 'refused', name, fault: { code: 'foreign-records', params: { annotator, document }, problems: [] } }
}

function keyOf({ kind, name }: UnknownName): string {
  return `${kind}\n${name}`
}
