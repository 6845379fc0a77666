import { drawDocuments, type Draws } from './bootstrap.ts'
import type { Counting } from './counting.ts'
import type { StudyLayer } from './layer.ts'
import type { MeasureOptions } from './measure.ts'
import { pairsOf, presentLayers, type Study, type StudyDocument } from './study.ts'

/** The numbers of the annotators that one coefficient compares. */
export type Group = readonly number[]

/** One tally a document, the groups' one after another; null for a document without two layers. */
export type Tallies = readonly (Float64Array | null)[]

export function groupsOf({ over }: Counting, study: Study): readonly Group[] {
  return over === 'pairs' ? pairsOf(study.annotators.length) : [study.annotators.map((_, i) => i)]
}

/** The part of a tally that is one group's. */
export function slice(tally: Float64Array, at: number, size: number): Float64Array {
  return tally.subarray(at * size, (at + 1) * size)
}

/** What is known of a study by now, by what counted it. */
class Counts {
  readonly tallies = new Map<Counting['tally'], Tallies>()
  readonly sums = new Map<Counting['tally'], Float64Array>()
  /** Of one count alone, since they are large; measures that count the same follow each other. */
  resampled: { readonly tallies: Tallies; readonly key: string; readonly draws: Draws | null } | null = null
}

const known = new WeakMap<Study, Counts>()

function countsOf(study: Study): Counts {
  const counts = known.get(study) ?? new Counts()
  known.set(study, counts)
  return counts
}

export function tallyDocuments(counted: Counting, study: Study): Tallies {
  const { tallies } = countsOf(study)
  const made = tallies.get(counted.tally) ?? makeTallies(counted, study)
  tallies.set(counted.tally, made)
  return made
}

function makeTallies(counted: Counting, study: Study): Tallies {
  const groups = groupsOf(counted, study)
  const size = counted.size(study)
  return study.documents.map((document) => {
    if (presentLayers(document).length < 2) return null
    const tally = new Float64Array(size * groups.length)
    tallyDocument(counted, study, document, groups, slices(tally, groups.length, size))
    return tally
  })
}

/** The sum of what {@link tallyDocuments} gives, without the tallies of single documents. */
export function tallyAll(counted: Counting, study: Study): Float64Array {
  const { sums } = countsOf(study)
  const made = sums.get(counted.tally) ?? tallyGroups(counted, study, groupsOf(counted, study))
  sums.set(counted.tally, made)
  return made
}

/** The tallies of some groups over all documents, one after another. */
export function tallyGroups(counted: Counting, study: Study, groups: readonly Group[]): Float64Array {
  const size = counted.size(study)
  const sum = new Float64Array(size * groups.length)
  const parts = slices(sum, groups.length, size)
  for (const document of study.documents) tallyDocument(counted, study, document, groups, parts)
  return sum
}

function tallyDocument(
  counted: Counting,
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
    if (layers.length > 1 && part) counted.tally({ study, length, tokens, layers, annotators: group.length }, part)
  }
}

function slices(tally: Float64Array, groups: number, size: number): Float64Array[] {
  return Array.from({ length: groups }, (_, g) => slice(tally, g, size))
}

export function sumOf(tallies: Tallies, length: number): Float64Array {
  const sum = new Float64Array(length)
  for (const tally of tallies) if (tally) for (let i = 0; i < length; i++) sum[i] = (sum[i] ?? 0) + (tally[i] ?? 0)
  return sum
}

/** The resamples of the tallies, drawn once for all measures that count the same; see {@link drawDocuments}. */
export function resample(counted: Counting, study: Study, options: MeasureOptions): Draws | null {
  const counts = countsOf(study)
  const tallies = tallyDocuments(counted, study)
  const key = `${options.seed} ${options.resamples}`
  if (counts.resampled?.tallies !== tallies || counts.resampled.key !== key)
    counts.resampled = { tallies, key, draws: drawDocuments(tallies, options) }
  return counts.resampled.draws
}
