import { DOCUMENT_STATES, type DocumentState, type Id } from '../../../src-core/annotation/records.ts'
import type { Format, FormatId, Separator } from '../../../src-core/formats/format.ts'
import type { OverlapPolicy } from '../../../src-core/formats/losses.ts'
import type { OffsetUnit } from '../../../src-core/text/offset.ts'
import type { HostError } from '../../../src-main/ipc/contract.ts'
import type { ExportOptions } from '../../session/export-options.ts'
import type { ExportOutcome } from '../../session/export-outcome.ts'
import type { Weighing } from '../../session/export-weighing.ts'
import { datasetNameFault, datasetNameFrom } from './dataset-name.ts'
import { dateOf, seedOf, sharesOf, USUAL_RATIO, type SplitKind } from './format-options.ts'
import type {
  ExportAnnotator,
  ExportLabel,
  ExportPlace,
  ExportPort,
  ExportPreview,
  ExportSurroundings,
} from './types.ts'

export type ExportStage =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'running'; readonly phase: ExportPhase; readonly done: number; readonly total: number }
  | { readonly kind: 'cancelling' }
  /** What the format cannot hold, before anything is written. */
  | { readonly kind: 'losses'; readonly weighing: Weighing }
  | { readonly kind: 'ended'; readonly outcome: Exclude<ExportOutcome, { readonly kind: 'cancelled' }> }

type ExportPhase = 'weighing' | 'preparing' | 'writing' | 'proving'

/** One export from the choices to its summary. Made when the dialog opens, gone when it closes. */
export class ExportController {
  readonly #port: ExportPort
  readonly #around: () => ExportSurroundings
  #states = $state.raw<ReadonlySet<DocumentState>>(new Set(['done', 'reviewed', 'adjudicated']))
  #chosen = $state.raw<ReadonlySet<string>>(new Set())
  /** Labels that are left out. */
  #unwanted = $state.raw<ReadonlySet<Id>>(new Set())
  #stage = $state.raw<ExportStage>({ kind: 'choosing' })
  #place = $state.raw<ExportPlace | null>(null)
  #name = $state('')
  #abort = new AbortController()
  unit = $state<OffsetUnit>('codepoint')
  withText = $state(true)
  overlaps = $state<OverlapPolicy>('longest')
  provenance = $state(true)
  suggestions = $state(true)
  excluded = $state(true)
  /** One version of each document. */
  best = $state(false)
  onlyShown = $state(false)
  from = $state('')
  to = $state('')
  separator = $state<Separator>(',')
  pseudonyms = $state(false)
  seed = $state('1')
  ratio = $state('')
  byFamily = $state(true)
  #formats = $state.raw<readonly Format[]>([])
  #format = $state<FormatId>('postil')
  #splits = $state<SplitKind>('none')
  replace = $state(false)

  /** @param around what there is now: a folder that is still being read gets more documents. */
  constructor(port: ExportPort, around: () => ExportSurroundings) {
    this.#port = port
    this.#around = around
    this.#chosen = new Set(this.annotators.map(({ id }) => id))
    this.#name = datasetNameFrom(around().folder)
    void port.formats().then((formats) => (this.#formats = formats))
    if (this.preview.lines === 0) this.#states = new Set(DOCUMENT_STATES.filter((state) => state !== 'untouched'))
  }

  get annotators(): readonly ExportAnnotator[] {
    return this.#around().annotators
  }

  /** What the project's schema offers to choose among. */
  get labels(): readonly ExportLabel[] {
    return this.#around().labels
  }

  /** Documents of which colleagues' layers may not be seen yet, and are left out. */
  get hidden(): number {
    return this.#around().hidden
  }

  readonly choice: ExportOptions = $derived.by(() => ({
    states: DOCUMENT_STATES.filter((state) => this.#states.has(state)),
    annotators: this.annotators.map(({ id }) => id).filter((id) => this.#chosen.has(id)),
    best: this.best,
    documents: this.onlyShown ? this.#port.shown() : null,
    labels:
      this.#unwanted.size === 0
        ? null
        : new Set(this.labels.map(({ id }) => id).filter((id) => !this.#unwanted.has(id))),
    from: dateOf(this.from),
    to: dateOf(this.to),
    unit: this.unit,
    withText: this.withText,
    format: this.#format,
    overlaps: this.overlaps,
    provenance: this.provenance,
    suggestions: this.suggestions,
    excluded: this.excluded,
    separator: this.separator,
    pseudonyms: this.pseudonyms,
    splits: this.#splitChoice,
  }))
  readonly ratioFault = $derived.by(() => this.#splits !== 'none' && sharesOf(this.ratio, this.#splits) === null)
  readonly fromFault = $derived.by(() => this.from.trim() !== '' && dateOf(this.from) === null)
  readonly toFault = $derived.by(() => this.to.trim() !== '' && dateOf(this.to) === null)
  readonly seedFault = $derived.by(() => this.#splits !== 'none' && seedOf(this.seed) === null)
  readonly preview: ExportPreview = $derived.by(() => this.#port.preview(this.choice))
  readonly nameFault = $derived.by(() => datasetNameFault(this.#name))
  /** Documents in each state, over the annotators chosen. */
  readonly stateCounts = $derived.by(() => {
    const chosen = this.annotators.filter(({ id }) => this.#chosen.has(id))
    return new Map(DOCUMENT_STATES.map((state) => [state, chosen.reduce((sum, each) => sum + each.states[state], 0)]))
  })
  /** Documents in progress that the choice of states leaves out, over the annotators chosen. */
  readonly leftOut: number = $derived.by(() =>
    this.#states.has('in_progress') ? 0 : (this.stateCounts.get('in_progress') ?? 0),
  )
  readonly canStart: boolean = $derived.by(
    () =>
      this.preview.lines > 0 &&
      this.nameFault === null &&
      !this.ratioFault &&
      !this.seedFault &&
      !this.fromFault &&
      !this.toFault &&
      (!this.#place?.exists || this.replace),
  )

  /** All that are known; empty until they are loaded. */
  get formats(): readonly Format[] {
    return this.#formats
  }

  get format(): FormatId {
    return this.#format
  }

  /** Other formats hold the text or not as they are made; only Postil's own can leave it out. */
  set format(format: FormatId) {
    this.#format = format
    if (format !== 'postil') this.withText = true
  }

  get splits(): SplitKind {
    return this.#splits
  }

  set splits(kind: SplitKind) {
    this.#splits = kind
    if (kind !== 'none') this.ratio = USUAL_RATIO[kind]
  }

  get #splitChoice(): ExportOptions['splits'] {
    if (this.#splits === 'none') return null
    const shares = sharesOf(this.ratio, this.#splits)
    const seed = seedOf(this.seed)
    return shares && seed !== null ? { shares, seed, byFamily: this.byFamily } : null
  }

  get states(): ReadonlySet<DocumentState> {
    return this.#states
  }

  get chosenAnnotators(): ReadonlySet<string> {
    return this.#chosen
  }

  get stage(): ExportStage {
    return this.#stage
  }

  get place(): ExportPlace | null {
    return this.#place
  }

  get name(): string {
    return this.#name
  }

  /** Another name is another place, which must be chosen anew. */
  rename(name: string): void {
    this.#name = name
    this.#moveTo(null)
  }

  toggleState(state: DocumentState): void {
    this.#states = toggled(this.#states, state)
  }

  toggleAnnotator(id: string): void {
    this.#chosen = toggled(this.#chosen, id)
  }

  wants(label: Id): boolean {
    return !this.#unwanted.has(label)
  }

  toggleLabel(label: Id): void {
    this.#unwanted = toggled(this.#unwanted, label)
  }

  async choosePlace(): Promise<void> {
    const place = await this.#port.choose(this.#name.trim())
    if (place) this.#moveTo(place)
  }

  /**
   * Asks for a place if none is chosen; if something is there, the person must say first that it may go. What the
   * format cannot hold, or has no place in the texts, is shown first, and written only after {@link confirm}.
   */
  async start(): Promise<void> {
    if (!this.#place) await this.choosePlace()
    if (!this.#place || !this.canStart) return
    if (await this.#isWhole()) await this.#run(this.#place)
  }

  /** Writes in spite of the losses that are shown. */
  async confirm(): Promise<void> {
    if (this.#stage.kind === 'losses' && this.#place) await this.#run(this.#place)
  }

  /** Whether nothing is lost; else the stage says what happened. */
  async #isWhole(): Promise<boolean> {
    this.#abort = new AbortController()
    this.#stage = { kind: 'running', phase: 'weighing', done: 0, total: 0 }
    const weighing = await this.#port.weigh(this.choice, {
      signal: this.#abort.signal,
      progress: (done, total) => this.#show('weighing', done, total),
    })
    if ('kind' in weighing) this.#end(weighing)
    else if (weighing.refused > 0) this.#end({ kind: 'refused', spans: weighing.refused })
    else if (Object.values(weighing.report.counts).some((count) => count > 0))
      this.#stage = { kind: 'losses', weighing }
    else return true
    return false
  }

  #end(outcome: ExportOutcome): void {
    this.#stage = outcome.kind === 'cancelled' ? { kind: 'choosing' } : { kind: 'ended', outcome }
  }

  cancel(): void {
    this.#stage = { kind: 'cancelling' }
    this.#abort.abort()
  }

  /** From a summary of failure back to the choices, which stand as they were. */
  back(): void {
    this.#stage = { kind: 'choosing' }
  }

  reveal(): void {
    if (this.#place) this.#port.reveal(this.#place.target)
  }

  async #run(place: ExportPlace): Promise<void> {
    this.#abort = new AbortController()
    this.#stage = { kind: 'running', phase: 'preparing', done: 0, total: 0 }
    const outcome = await this.#port.run(this.choice, {
      target: place.target,
      replace: this.replace,
      signal: this.#abort.signal,
      progress: (done, total, phase = 'writing') => this.#show(phase, done, total),
    })
    this.#end(outcome)
    if (outcome.kind === 'failed') this.#learnFrom(outcome.error, place)
  }

  #show(phase: ExportPhase, done: number, total: number): void {
    if (this.#stage.kind === 'running') this.#stage = { kind: 'running', phase, done, total }
  }

  /** Something came to stand there since the place was chosen. */
  #learnFrom(error: HostError, place: ExportPlace): void {
    if (error.code === 'exists') this.#moveTo({ ...place, exists: true })
  }

  #moveTo(place: ExportPlace | null): void {
    this.#place = place
    this.replace = false
  }
}

function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
