import { percentileInterval } from './bootstrap.ts'
import type { Counting } from './counting.ts'
import {
  defined,
  undefinedScore,
  type Interval,
  type Measure,
  type MeasureId,
  type MeasureOptions,
  type MeasureResult,
  type PairScore,
  type Score,
  type Steps,
  type UndefinedReason,
} from './measure.ts'
import { onlyLabel, pairsOf, type Study } from './study.ts'
import {
  groupsOf,
  resample,
  slice,
  sumOf,
  tallyAll,
  tallyDocuments,
  tallyGroups,
  type Group,
  type Tallies,
} from './tallies.ts'

/**
 * A measure that is a function of counts, where the counts of a corpus are the sums of the documents' counts. Most are;
 * it makes pooling, values by document and the bootstrap exact and cheap.
 */
export interface Additive extends Counting {
  readonly id: MeasureId
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

function* run(definition: Additive, study: Study, options: MeasureOptions): Steps<MeasureResult> {
  const pairs: Group[] = pairsOf(study.annotators.length)
  const groups = groupsOf(definition, study).length
  const labels = definition.parts ? [] : study.labels
  const total = labels.length + 3
  const tallies = tallyDocuments(definition, study)
  yield { done: 1, total }
  const sums = sumOf(tallies, definition.size(study) * groups)
  const overall = scoreGroups(definition, study, sums, groups, (tally) => definition.score(tally, study))
  const documents = scoreDocuments(definition, study, tallies, groups)
  const pairScores =
    definition.over === 'pairs' ? groupScores(definition, study, sums, pairs) : pairRuns(definition, study, pairs)
  yield { done: 2, total }
  const parts = definition.parts ? partScores(definition, study, sums, groups) : {}
  for (const [k, label] of labels.entries()) {
    parts[label] = labelScore(definition, study, groups, k)
    yield { done: 3 + k, total }
  }
  const interval = overall.value === null ? null : intervalOf(definition, study, groups, options)
  return { ...overall, pairs: pairScores, labels: parts, documents, interval }
}

function intervalOf(definition: Additive, study: Study, groups: number, options: MeasureOptions): Interval | null {
  const draws = resample(definition, study, options)
  const size = definition.size(study)
  const value = (tally: Float64Array) => {
    let [sum, found] = [0, 0]
    for (let g = 0; g < groups; g++) {
      const each = definition.score(slice(tally, g, size), study).value
      if (each === null) continue
      sum += each
      found++
    }
    return found === 0 ? null : sum / found
  }
  return draws && percentileInterval(draws, value)
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
  return pairs.map((pair) => named(study, pair, definition.score(tallyGroups(definition, study, [pair]), study)))
}

function named(study: Study, [a, b]: Group, score: Score): PairScore {
  return { a: study.annotators[a ?? 0] ?? '', b: study.annotators[b ?? 0] ?? '', ...score }
}

function scoreDocuments(definition: Additive, study: Study, tallies: Tallies, groups: number): Record<string, Score> {
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

function labelScore(definition: Additive, study: Study, groups: number, label: number): Score {
  const seen = onlyLabel(study, label)
  const sums = tallyAll(definition, seen)
  return scoreGroups(definition, seen, sums, groups, (tally) => definition.score(tally, seen))
}
