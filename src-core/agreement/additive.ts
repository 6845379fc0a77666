import { bootstrap } from './bootstrap.ts'
import {
  defined,
  undefinedScore,
  type Measure,
  type MeasureId,
  type MeasureOptions,
  type MeasureResult,
  type PairScore,
  type Score,
  type Steps,
  type UndefinedReason,
} from './measure.ts'
import { onlyLabel, pairsOf, presentLayers, type Study, type StudyDocument, type StudyLayer } from './study.ts'

/** One document as some annotators see it: what a measure counts in. */
export interface View {
  readonly study: Study
  readonly length: number
  readonly tokens: readonly (readonly [number, number])[]
  /** The layers that are there, in the order of annotators. */
  readonly layers: readonly StudyLayer[]
  /** How many annotators are compared, whether or not they are all here. */
  readonly annotators: number
}

/**
 * A measure that is a function of counts, where the counts of a corpus are the sums of the documents' counts. Most are;
 * it makes pooling, values by document and the bootstrap exact and cheap.
 */
export interface Additive {
  readonly id: MeasureId
  /** `pairs`: for two annotators, the value of more is the mean over pairs. `group`: one coefficient for any number. */
  readonly over: 'pairs' | 'group'
  /** How many numbers a tally has. */
  size(study: Study): number
  /** Adds a document with at least two layers to a tally. */
  tally(view: View, into: Float64Array): void
  score(tally: Float64Array, study: Study): Score
  /**
   * Values of parts that lie in the tally already. Without it the parts are the labels, and each is the measure of the
   * study in which only that label's spans were made.
   */
  readonly parts?: {
    names(study: Study): readonly string[]
    score(tally: Float64Array, study: Study, part: number): Score
  }
}

export function additive(definition: Additive): Measure {
  return { id: definition.id, sampled: false, run: (study, options) => run(definition, study, options) }
}

type Group = readonly number[]

function* run(definition: Additive, study: Study, options: MeasureOptions): Steps<MeasureResult> {
  const everyone = study.annotators.map((_, i) => i)
  const pairs: Group[] = pairsOf(everyone.length)
  const groups = definition.over === 'pairs' ? pairs : [everyone]
  const labels = definition.parts ? [] : study.labels
  const total = labels.length + 2
  const tallies = tallyDocuments(definition, study, groups)
  yield { done: 1, total }
  const sums = sumOf(tallies, definition.size(study) * groups.length)
  const overall = scoreGroups(definition, study, sums, groups.length, (tally) => definition.score(tally, study))
  const documents = scoreDocuments(definition, study, tallies, groups.length)
  const pairScores =
    definition.over === 'pairs' ? groupScores(definition, study, sums, pairs) : pairRuns(definition, study, pairs)
  yield { done: 2, total }
  const parts = definition.parts ? partScores(definition, study, sums, groups.length) : {}
  for (const [k, label] of labels.entries()) {
    parts[label] = labelScore(definition, study, groups, k)
    yield { done: 3 + k, total }
  }
  const score = (tally: Float64Array) =>
    scoreGroups(definition, study, tally, groups.length, (each) => definition.score(each, study)).value
  const interval = overall.value === null ? null : bootstrap(tallies, sums.length, score, options)
  return { ...overall, pairs: pairScores, labels: parts, documents, interval }
}

/** One tally a document, the groups' one after another; null for a document without two of any group. */
function tallyDocuments(definition: Additive, study: Study, groups: readonly Group[]): (Float64Array | null)[] {
  const size = definition.size(study)
  return study.documents.map((document) => {
    if (presentLayers(document).length < 2) return null
    const tally = new Float64Array(size * groups.length)
    tallyDocument(definition, study, document, groups, slices(tally, groups.length, size))
    return tally
  })
}

/** The sum of what {@link tallyDocuments} gives, without the tallies of single documents. */
function tallyAll(definition: Additive, study: Study, groups: readonly Group[]): Float64Array {
  const size = definition.size(study)
  const sum = new Float64Array(size * groups.length)
  const parts = slices(sum, groups.length, size)
  for (const document of study.documents) tallyDocument(definition, study, document, groups, parts)
  return sum
}

function tallyDocument(
  definition: Additive,
  study: Study,
  document: StudyDocument,
  groups: readonly Group[],
  into: readonly Float64Array[],
): void {
  const { length, tokens } = document
  for (const [g, group] of groups.entries()) {
    const layers: StudyLayer[] = []
    for (const annotator of group) {
      const layer = document.layers[annotator]
      if (layer) layers.push(layer)
    }
    const part = into[g]
    if (layers.length > 1 && part) definition.tally({ study, length, tokens, layers, annotators: group.length }, part)
  }
}

function slices(tally: Float64Array, groups: number, size: number): Float64Array[] {
  return Array.from({ length: groups }, (_, g) => slice(tally, g, size))
}

function slice(tally: Float64Array, at: number, size: number): Float64Array {
  return tally.subarray(at * size, (at + 1) * size)
}

function sumOf(tallies: readonly (Float64Array | null)[], length: number): Float64Array {
  const sum = new Float64Array(length)
  for (const tally of tallies) if (tally) for (let i = 0; i < length; i++) sum[i] = (sum[i] ?? 0) + (tally[i] ?? 0)
  return sum
}

function scoreGroups(
  definition: Additive,
  study: Study,
  tally: Float64Array,
  groups: number,
  score: (tally: Float64Array) => Score,
): Score {
  if (groups === 0) return undefinedScore('one-annotator')
  const size = definition.size(study)
  const scores = Array.from({ length: groups }, (_, g) => score(slice(tally, g, size)))
  return definition.over === 'group' ? (scores[0] ?? undefinedScore('one-annotator')) : meanOf(scores)
}

/** The mean over the pairs that have a value; counts are summed, and the pairs without a value are counted. */
function meanOf(scores: readonly Score[]): Score {
  const [only] = scores
  if (only && scores.length === 1) return only
  const items = scores.reduce((sum, score) => sum + score.items, 0)
  const values = scores.map((score) => score.value).filter((value) => value !== null)
  const counts = { ...sumCounts(scores), undefined_pairs: scores.length - values.length }
  if (values.length === 0) return undefinedScore(commonReason(scores), items, counts)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return defined(mean, items, { ...counts, sd_of_pairs: Math.sqrt(squares / values.length) })
}

/** The reason that all share; failing that the one that tells most. */
function commonReason(scores: readonly Score[]): UndefinedReason {
  const reasons = new Set(scores.map((score) => score.undefined))
  if (reasons.size > 1) reasons.delete('one-annotator')
  const [reason] = reasons
  return reasons.size === 1 && reason ? reason : 'no-pair-defined'
}

/** Counts add up; what is a value of its own kind (`kappa_…`, `coverage`) is averaged over those that have it. */
function sumCounts(scores: readonly Score[]): Record<string, number> {
  const sums: Record<string, number> = {}
  const times: Record<string, number> = {}
  for (const score of scores)
    for (const [key, value] of Object.entries(score.counts ?? {})) {
      sums[key] = (sums[key] ?? 0) + value
      times[key] = (times[key] ?? 0) + 1
    }
  for (const key of Object.keys(sums)) if (isRate(key)) sums[key] = (sums[key] ?? 0) / (times[key] ?? 1)
  return sums
}

function isRate(key: string): boolean {
  return /^(kappa|coverage|precision|recall|observed|expected)/u.test(key)
}

function groupScores(definition: Additive, study: Study, sums: Float64Array, pairs: readonly Group[]): PairScore[] {
  const size = definition.size(study)
  return pairs.map((pair, g) => named(study, pair, definition.score(slice(sums, g, size), study)))
}

/** For a coefficient of any number of annotators: its value for each two of them. */
function pairRuns(definition: Additive, study: Study, pairs: readonly Group[]): PairScore[] {
  return pairs.map((pair) => named(study, pair, definition.score(tallyAll(definition, study, [pair]), study)))
}

function named(study: Study, [a, b]: Group, score: Score): PairScore {
  return { a: study.annotators[a ?? 0] ?? '', b: study.annotators[b ?? 0] ?? '', ...score }
}

function scoreDocuments(
  definition: Additive,
  study: Study,
  tallies: readonly (Float64Array | null)[],
  groups: number,
): Record<string, Score> {
  const scores: Record<string, Score> = {}
  for (const [d, document] of study.documents.entries()) {
    const tally = tallies[d]
    scores[document.id] = tally
      ? scoreGroups(definition, study, tally, groups, (each) => definition.score(each, study))
      : undefinedScore('one-annotator')
  }
  return scores
}

function partScores(definition: Additive, study: Study, sums: Float64Array, groups: number): Record<string, Score> {
  const scores: Record<string, Score> = {}
  for (const [part, name] of (definition.parts?.names(study) ?? []).entries())
    scores[name] = scoreGroups(definition, study, sums, groups, (tally) =>
      definition.parts ? definition.parts.score(tally, study, part) : undefinedScore('by-label-only'),
    )
  return scores
}

function labelScore(definition: Additive, study: Study, groups: readonly Group[], label: number): Score {
  const seen = onlyLabel(study, label)
  const sums = tallyAll(definition, seen, groups)
  return scoreGroups(definition, seen, sums, groups.length, (tally) => definition.score(tally, seen))
}
