import { GOLD } from '../../src-core/annotation/records.ts'
import type { CaseScope } from '../../src-core/agreement/cases.ts'
import type { ConfusionCell } from '../../src-core/agreement/confusion.ts'
import {
  GAMMA_DEFAULTS,
  MEASURE_DEFAULTS,
  MEASURE_IDS,
  type MeasureId,
  type MeasureResult,
} from '../../src-core/agreement/measure.ts'
import type { AgreementReport } from '../../src-core/agreement/report.ts'
import type { PeriodScores, Selection } from '../workers/agreement-protocol.ts'
import { afterPaint } from './after-paint.ts'
import { CaseSearch, type OpenCases } from './agreement-cases.svelte.ts'
import { AgreementChoices, type GammaChoice, type PeriodKind } from './agreement-choices.svelte.ts'
import { GammaCount, type Done } from './agreement-gamma.svelte.ts'
import { agreementDocuments, peopleOf } from './agreement-source.ts'
import { AgreementWork } from './agreement-work.ts'
import { exportSource, statesOf } from './export-source.ts'
import { HostFailure, type Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** What is going on: the layers are read, the measures counted; or why nothing is shown. */
export type AgreementPhase = 'idle' | 'reading' | 'counting' | 'ready' | 'cancelled' | 'failed'

/** Whose layer it is, by the name that datasets carry, and how many documents they have finished. */
export interface AgreementLayer {
  readonly name: string
  readonly gold: boolean
  readonly finished: number
  readonly unfinished: number
}

/** How far the annotators of the open folder agree; all counting is done in a thread of its own. */
export class AgreementDesk {
  readonly project: ProjectSession
  readonly choices: AgreementChoices
  readonly #host: Host
  #work: AgreementWork | null = null
  /** Of the project, when its layers were read. */
  #revision = -1
  #reading: AbortController | null = null
  #job: AbortController | null = null
  readonly #gamma = new GammaCount()
  readonly #cases = new CaseSearch()
  #phase = $state<AgreementPhase>('idle')
  #progress = $state.raw<Done>({ done: 0, total: 0 })
  #report = $state.raw<AgreementReport | null>(null)
  #confusion = $state.raw<readonly ConfusionCell[]>([])
  #periods = $state.raw<PeriodScores | null>(null)

  constructor(project: ProjectSession, host: Host) {
    this.project = project
    this.choices = new AgreementChoices(project.settings)
    this.#host = host
  }

  readonly layers: readonly AgreementLayer[] = $derived.by(() => {
    const layers = peopleOf(this.project).flatMap((id) => {
      const name = this.project.nameOf(id)
      const states = statesOf(this.project, id)
      const finished = states.done + states.reviewed + states.adjudicated
      const gold = id === GOLD
      return finished + states.in_progress > 0 ? [{ name, gold, finished, unfinished: states.in_progress }] : []
    })
    return layers.sort((a, b) => a.name.localeCompare(b.name))
  })

  /** Documents of which nothing may be seen until one’s own layer is done. */
  readonly hidden: number = $derived.by(() => {
    const { progress, assignments } = this.project
    return [...progress.documents.keys()].filter((id) => assignments.hides(id)).length
  })

  /** The results to show, γ among them once it was asked for, in the order of the measures. */
  readonly results: readonly (readonly [MeasureId, MeasureResult])[] = $derived.by(() => {
    const found: (readonly [MeasureId, MeasureResult])[] = []
    for (const id of MEASURE_IDS) {
      const result = this.full?.measures[id]
      if (result && this.choices.measures.has(id)) found.push([id, result])
    }
    return found
  })

  /** The report with γ in it. */
  readonly full: AgreementReport | null = $derived.by(() => {
    const [report, gamma] = [this.#report, this.gamma]
    if (!report || !gamma) return report
    const options = { ...report.gamma, ...this.choices.gamma }
    return { ...report, gamma: options, measures: { ...report.measures, gamma } }
  })

  readonly shown: MeasureResult | null = $derived.by(() => this.full?.measures[this.choices.measure] ?? null)

  get phase(): AgreementPhase {
    return this.#phase
  }

  get progress(): Done {
    return this.#progress
  }

  get confusion(): readonly ConfusionCell[] {
    return this.#confusion
  }

  /** Whom the numbers compare. */
  get annotators(): readonly string[] {
    return this.#report?.annotators ?? []
  }

  get gamma(): MeasureResult | null {
    return this.#gamma.result
  }

  get gammaProgress(): Done | null {
    return this.#gamma.progress
  }

  get open(): OpenCases | null {
    return this.#cases.open
  }

  get periods(): PeriodScores | null {
    return this.#periods
  }

  isChosen(layer: AgreementLayer): boolean {
    return (this.choices.chosen(this.layers) ?? this.annotators).includes(layer.name)
  }

  /** Counts what is not counted yet: on opening the screen, and again when tags have changed since. */
  start(): void {
    const stale = this.#revision !== this.project.revision
    if (stale || this.#phase === 'cancelled' || this.#phase === 'failed') void this.#read()
  }

  retry(): void {
    void this.#read()
  }

  cancel(): void {
    this.#reading?.abort()
    this.#job?.abort()
  }

  toggleLayer(layer: AgreementLayer): void {
    const chosen = this.choices.chosen(this.layers) ?? this.annotators
    const rest = chosen.filter((name) => name !== layer.name)
    this.choices.choosePeople(this.layers, rest.length < chosen.length ? rest : [...chosen, layer.name])
    void this.#count()
  }

  toggleMeasure(id: MeasureId): void {
    const { measure } = this.choices
    this.choices.toggleMeasure(id)
    if (this.choices.measure !== measure) void this.#loadPeriods()
    if (id !== 'gamma' && this.choices.measures.has(id) && !this.#report?.measures[id]) void this.#count()
  }

  setInProgress(inProgress: boolean): void {
    this.choices.change({ inProgress })
    void this.#count()
  }

  /** Compares only documents whose path or title holds these words. */
  setFilter(filter: string): void {
    if (filter === this.choices.filter) return
    this.choices.change({ filter })
    void this.#count()
  }

  show(measure: MeasureId): void {
    this.choices.change({ measure })
    void this.#loadPeriods()
  }

  setPeriodKind(periodKind: PeriodKind): void {
    this.choices.change({ periodKind })
    void this.#loadPeriods()
  }

  setGammaChoice(choice: Partial<GammaChoice>): void {
    this.choices.change({ gamma: { ...this.choices.gamma, ...choice } })
  }

  /** Counts γ, which takes longer than all the others together. */
  async countGamma(): Promise<void> {
    const work = this.#work
    if (!work) return
    if (!this.choices.measures.has('gamma')) this.choices.toggleMeasure('gamma')
    const options = { ...GAMMA_DEFAULTS, ...this.choices.gamma }
    if (await this.#gamma.count(work, this.#selection, options)) this.show('gamma')
  }

  cancelGamma(): void {
    this.#gamma.cancel()
  }

  /** Looks for the cases behind a number; null closes them. */
  async openCases(scope: Partial<CaseScope> | null): Promise<void> {
    if (!scope || !this.#work) return this.#cases.close()
    const whole = { measure: this.choices.measure, pair: null, part: null, documents: null, confusion: null, ...scope }
    await this.#cases.find(this.#work, this.#selection, whole, this.choices.agreedToo)
  }

  setAgreedToo(agreedToo: boolean): void {
    this.choices.change({ agreedToo })
    if (this.open) void this.openCases(this.open.scope)
  }

  close(): void {
    this.#reading?.abort()
    this.#work?.close()
    this.#work = null
    this.#revision = -1
  }

  get #selection(): Selection {
    return {
      inProgress: this.choices.inProgress,
      annotators: this.choices.chosen(this.layers),
      documents: this.#wanted(),
    }
  }

  #wanted(): readonly string[] | null {
    const words = this.choices.filter.toLowerCase().trim()
    if (words === '') return null
    const { catalogue } = this.project
    return exportSource(this.project, '').documents.filter((id) =>
      `${id} ${catalogue.head(id)?.title ?? ''}`.toLowerCase().includes(words),
    )
  }

  async #read(): Promise<void> {
    this.close()
    const job = (this.#reading = new AbortController())
    const work = (this.#work = new AgreementWork())
    this.#phase = 'reading'
    this.#progress = { done: 0, total: 0 }
    this.#cases.close()
    try {
      await this.project.idle()
      const { revision } = this.project
      const progress = (done: number, total: number) => (this.#progress = { done, total })
      for await (const documents of agreementDocuments(this.project, this.#host, { signal: job.signal, progress }))
        work.add(documents)
      if (this.#reading !== job) return
      this.#revision = revision
      await this.#count()
    } catch (error) {
      if (this.#reading !== job) return
      this.#phase = job.signal.aborted ? 'cancelled' : 'failed'
      if (!job.signal.aborted && !(error instanceof HostFailure)) throw error
    }
  }

  async #count(): Promise<void> {
    const work = this.#work
    if (!work) return
    this.#job?.abort()
    this.#gamma.clear()
    this.#cases.close()
    const job = (this.#job = new AbortController())
    this.#phase = 'counting'
    this.#progress = { done: 0, total: 0 }
    this.#periods = null
    const measures = MEASURE_IDS.filter((id) => id !== 'gamma' && this.choices.measures.has(id))
    const argument = { selection: this.#selection, measures, options: MEASURE_DEFAULTS }
    const progress = (done: number, total: number) => (this.#progress = { done, total })
    try {
      const answer = await work.report(argument, { signal: job.signal, progress })
      // Unpacking so large an answer was one frame's work; showing it is another's.
      if (answer) await afterPaint()
      if (this.#job !== job) return
      this.#phase = answer ? 'ready' : 'cancelled'
      if (!answer) return
      this.#report = answer.report
      this.#confusion = answer.confusion
      await this.#loadPeriods()
    } catch (error) {
      if (this.#job !== job) return
      this.#phase = 'failed'
      throw error
    }
  }

  async #loadPeriods(): Promise<void> {
    const { measure, periodKind: kind } = this.choices
    const work = this.#work
    const signal = this.#job?.signal
    this.#periods = null
    if (!work || !signal || this.#phase !== 'ready') return
    const dates = kind === 'annotated' ? kind : this.#dates()
    const argument = { selection: this.#selection, measure, options: MEASURE_DEFAULTS, dates }
    const periods = await work.periods(argument, { signal })
    if (this.choices.measure === measure && this.choices.periodKind === kind && this.#work === work)
      this.#periods = periods
  }

  /** When each article was published, as far as it says. */
  #dates(): ReadonlyMap<string, string | null> {
    const { catalogue, progress } = this.project
    return new Map(
      exportSource(this.project, '').documents.map((id) => [
        id,
        progress.of(id).record?.fields['date'] ?? catalogue.head(id)?.date ?? null,
      ]),
    )
  }
}
