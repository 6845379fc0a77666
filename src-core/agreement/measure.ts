import type { Study } from './study.ts'

export const MEASURE_IDS = [
  'f1-strict',
  'f1-exact',
  'f1-partial',
  'f1-type',
  'cohen-kappa',
  'cohen-kappa-bio',
  'fleiss-kappa',
  'alpha-nominal',
  'u-alpha',
  'u-alpha-binary',
  'cu-alpha',
  'ku-alpha',
  'gamma',
  'alpha-attributes',
  'f1-relations',
] as const
export type MeasureId = (typeof MEASURE_IDS)[number]

/** Why there is no number, in English; the keys are the codes that interfaces translate. */
export const UNDEFINED_REASONS = {
  'one-annotator': 'No document was annotated by two annotators, so there is nothing to compare.',
  'nothing-to-compare': 'Neither annotator marked anything here, so the value would be 0/0.',
  'single-category':
    'Everybody used one and the same category throughout, so agreement by chance is complete and the value would be 0/0.',
  'overlapping-spans':
    'Spans of one annotator overlap, and this measure needs one label a place; see the values by label, or use F1 or gamma.',
  'incomplete-documents':
    'No document was annotated by every annotator, which this measure needs; use alpha-nominal, which allows missing documents.',
  'no-common-units': 'No two annotators marked the same stretch of text, so no coding can be compared.',
  'by-label-only': 'This measure has a value for each label only.',
  'not-computed': 'Not computed: the detail was not asked for, or the document was not in enough samples.',
  'no-expected-disorder': 'Random annotations of this kind show no disorder, so the value would be divided by 0.',
  'too-many-alignments':
    'A passage is tagged so densely that its best alignment cannot be found exactly in reasonable time.',
  'no-pair-defined': 'The value is undefined for every pair of annotators.',
} as const
export type UndefinedReason = keyof typeof UNDEFINED_REASONS

/** A number or the reason why there is none, and how many things were compared. Never 0/0 as 0 or as 1. */
export interface Score {
  readonly value: number | null
  readonly undefined: UndefinedReason | null
  /** What the measure compares: tokens, paired or unpaired spans, characters, units; see each measure. */
  readonly items: number
  readonly counts?: Readonly<Record<string, number>>
}

export interface PairScore extends Score {
  readonly a: string
  readonly b: string
}

/** A percentile bootstrap interval over documents. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly level: number
  readonly resamples: number
  /** Resamples in which the value was undefined; they are left out. */
  readonly undefined_resamples: number
}

export interface MeasureResult extends Score {
  readonly pairs: readonly PairScore[]
  /** By label; by relation type for `f1-relations`; by `Label.attribute` for `alpha-attributes`. */
  readonly labels: Readonly<Record<string, Score>>
  readonly documents: Readonly<Record<string, Score>>
  readonly interval: Interval | null
}

export interface Progress {
  readonly done: number
  readonly total: number
}

/** Work cut in steps: yields between them how far it is, so that a worker can report, breathe and stop. */
export type Steps<T> = Generator<Progress, T, void>

export interface GammaOptions {
  /** Weight of the positions. */
  readonly alpha: number
  /** Weight of the labels. */
  readonly beta: number
  /** Cost of a unit that no other annotator has. */
  readonly deltaEmpty: number
  /** Half width of the 95 % interval of the expected disorder, relative to it, at which sampling stops. */
  readonly precision: number
  readonly minSamples: number
  readonly maxSamples: number
  /** With more documents than this, each sample is of as many documents, drawn at random. */
  readonly documentsPerSample: number
  /** At most so many documents, drawn at random, stand for all; null for all of them. */
  readonly mostDocuments: number | null
  /** Whether the pairs and labels are computed too. */
  readonly detail: boolean
}

export interface MeasureOptions {
  readonly seed: number
  /** Bootstrap resamples; 0 for no interval. */
  readonly resamples: number
  readonly gamma: GammaOptions
}

export const GAMMA_DEFAULTS: GammaOptions = {
  alpha: 1,
  beta: 1,
  deltaEmpty: 1,
  precision: 0.02,
  minSamples: 30,
  maxSamples: 300,
  documentsPerSample: 40,
  mostDocuments: null,
  detail: true,
}

export const MEASURE_DEFAULTS: MeasureOptions = { seed: 1, resamples: 1000, gamma: GAMMA_DEFAULTS }

export interface Measure {
  readonly id: MeasureId
  /** Whether swapping or renaming annotators leaves every value as it is. Sampled measures only keep the observed part. */
  readonly sampled: boolean
  run(study: Study, options: MeasureOptions): Steps<MeasureResult>
}

export function defined(value: number, items: number, counts?: Readonly<Record<string, number>>): Score {
  return counts ? { value, undefined: null, items, counts } : { value, undefined: null, items }
}

export function undefinedScore(reason: UndefinedReason, items = 0, counts?: Readonly<Record<string, number>>): Score {
  return counts ? { value: null, undefined: reason, items, counts } : { value: null, undefined: reason, items }
}
