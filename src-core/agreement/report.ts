import type { AgreementDocument } from './document.ts'
import type { LeftOut } from './from-entries.ts'
import {
  MEASURE_DEFAULTS,
  UNDEFINED_REASONS,
  type GammaOptions,
  type MeasureId,
  type MeasureOptions,
  type MeasureResult,
  type Progress,
  type Steps,
} from './measure.ts'
import { MEASURES } from './registry.ts'
import { prepareStudy, presentLayers, type Study, type StudyOptions } from './study.ts'

export interface ReportOptions extends StudyOptions, MeasureOptions {
  readonly measures: readonly MeasureId[]
  /** Where the tokens came from, for the record. */
  readonly tokens: string
  readonly leftOut: readonly LeftOut[]
}

export const REPORT_DEFAULTS: ReportOptions = {
  measures: MEASURES.map(({ id }) => id),
  inProgress: false,
  annotators: null,
  ...MEASURE_DEFAULTS,
  tokens: '',
  leftOut: [],
}

/** What `postil agree --json` prints; the keys are those of the dataset contract. */
export interface AgreementReport {
  readonly annotators: readonly string[]
  /** Documents given. */
  readonly documents: number
  /** Documents that at least two annotators read. */
  readonly compared: number
  readonly labels: readonly string[]
  readonly tokens: string
  readonly seed: number
  readonly in_progress: boolean
  readonly gamma: GammaOptions
  /** Exact duplicates of one annotator, counted once. */
  readonly duplicates: number
  readonly left_out: readonly LeftOut[]
  readonly measures: Readonly<Partial<Record<MeasureId, MeasureResult>>>
  /** A sentence for each reason that occurs. */
  readonly reasons: Readonly<Record<string, string>>
}

/** Whoever waits for long work: asked between steps whether it should stop, told how far it is. */
export interface Signal {
  cancelled(): boolean
  progress(done: number, total: number): void
}

/** Compares the annotators of the documents; null when the signal said stop. */
export function agreementReport(
  documents: readonly AgreementDocument[],
  options: Partial<ReportOptions> = {},
  signal?: Signal,
): AgreementReport | null {
  return runSteps(agreementSteps(documents, options), signal)
}

/** Drives steps to their end; null when the signal said stop. */
export function runSteps<T>(steps: Steps<T>, signal?: Signal): T | null {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (signal?.cancelled()) return null
    signal?.progress(step.value.done, step.value.total)
  }
}

const PARTS = 1000

/** {@link agreementReport} in steps; progress counts in thousandths of each measure's work. */
export function* agreementSteps(
  documents: readonly AgreementDocument[],
  given: Partial<ReportOptions> = {},
): Steps<AgreementReport> {
  const options = { ...REPORT_DEFAULTS, ...given }
  return yield* studySteps(prepareStudy(documents, options), options)
}

/** {@link agreementSteps} of a study that is prepared already, by the same options. */
export function* studySteps(study: Study, options: ReportOptions): Steps<AgreementReport> {
  const chosen = MEASURES.filter(({ id }) => options.measures.includes(id))
  const measures: Partial<Record<MeasureId, MeasureResult>> = {}
  for (const [i, measure] of chosen.entries()) {
    yield { done: i * PARTS, total: chosen.length * PARTS }
    measures[measure.id] = yield* scaled(measure.run(study, options), i, chosen.length)
  }
  return reportOf(study, options, measures)
}

function* scaled<T>(steps: Steps<T>, at: number, of: number): Steps<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    const { done, total } = step.value
    yield { done: Math.floor((at + done / Math.max(done, total, 1)) * PARTS), total: of * PARTS } satisfies Progress
  }
}

function reportOf(study: Study, options: ReportOptions, measures: AgreementReport['measures']): AgreementReport {
  return {
    annotators: study.annotators,
    documents: study.documents.length + options.leftOut.length,
    compared: study.documents.filter((document) => presentLayers(document).length > 1).length,
    labels: study.labels,
    tokens: options.tokens,
    seed: options.seed,
    in_progress: options.inProgress,
    gamma: options.gamma,
    duplicates: study.duplicates,
    left_out: options.leftOut,
    measures,
    reasons: reasonsIn(Object.values(measures)),
  }
}

function reasonsIn(results: readonly MeasureResult[]): Record<string, string> {
  const found = new Set(
    results.flatMap((result) =>
      [result, ...result.pairs, ...Object.values(result.labels), ...Object.values(result.documents)].map(
        (score) => score.undefined,
      ),
    ),
  )
  const reasons: Record<string, string> = {}
  for (const code of [...found].filter((each) => each !== null).sort()) reasons[code] = UNDEFINED_REASONS[code]
  return reasons
}
