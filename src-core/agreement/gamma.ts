import { bestAlignment, type AlignableUnit, type LabelDisorder } from './alignment.ts'
import { shuffledContinuum, type Continuum } from './gamma-sample.ts'
import {
  defined,
  undefinedScore,
  type GammaOptions,
  type Measure,
  type MeasureOptions,
  type MeasureResult,
  type PairScore,
  type Score,
  type Steps,
} from './measure.ts'
import { randomInt, seededRandom, type Random } from '../random.ts'
import { onlyLabel, onlyPair, pairsOf, presentLayers, type Study } from './study.ts'

/**
 * γ, agreement on borders and labels together, overlaps allowed (Mathet, Widlöcher & Métivier 2015, "The unified and
 * holistic method gamma (γ) for inter-annotator agreement measure and alignment", Computational Linguistics 41):
 *
 *     γ = 1 - δo / δe
 *
 * δo is the disorder of the best alignment ({@link bestAlignment}, exact), the sum of its unitary disorders over the mean
 * number of units an annotator; a pair of two empty units costs Δ∅ like a unit beside none, the convention of the
 * authors' and later tools. δe is the mean disorder of random continua ({@link shuffledContinuum}), as many as the asked
 * precision takes, which is the half width of its 95 % interval; `plus_minus` is what that leaves open in γ. How many it
 * takes is reckoned from those drawn so far and not looked at after each: who stops as soon as the interval happens to be
 * narrow states too much. Documents are
 * aligned one by one and their disorders and units added up. A discontinuous span counts from its first to its last
 * character. Items: spans.
 *
 * `gamma_cat` among the counts is γcat (Mathet 2017), the labels alone where something is aligned: 1 - the weighted share of
 * aligned pairs whose labels differ ({@link LabelDisorder}), over the mean of that share in the same random continua.
 * Absent where nothing is aligned, or labels never differ by chance. Of several best alignments it knows the one found.
 *
 * Corpora larger than `documentsPerSample` are sampled a part at a time; then documents have no value of their own. Those
 * larger than `mostDocuments` are measured on as many documents, drawn without replacement, and `plus_minus` holds what
 * that leaves open too: γ = 1 - sum d / sum x over the documents drawn, with d their disorder and x the expected one, is a
 * ratio estimate, whose variance is (1 - f) n / (n - 1) sum (d - (1 - γ) x)² / (sum x)² (Cochran 1977, 6.4), f = n / N.
 */
export const gamma: Measure = { id: 'gamma', sampled: true, run }

interface Sum {
  /** Sum of unitary disorders. */
  readonly disorder: number
  /** Mean number of units an annotator, summed over documents. */
  readonly units: number
  readonly labels: LabelDisorder
}

interface Corpus {
  readonly ids: readonly string[]
  readonly continua: readonly Continuum[]
}

function* run(study: Study, options: MeasureOptions): Steps<MeasureResult> {
  const pairs = pairsOf(study.annotators.length)
  const parts = options.gamma.detail ? 1 + pairs.length + study.labels.length : 1
  const score = (part: number, seen: Study, name: string) => scaled(gammaOf(seen, options, name), part, parts)
  const whole = yield* score(0, study, 'all')
  const ofPairs: PairScore[] = []
  for (const [i, [a, b]] of pairs.entries()) {
    const names = { a: study.annotators[a] ?? '', b: study.annotators[b] ?? '' }
    if (pairs.length === 1) ofPairs.push({ ...names, ...whole.score })
    else if (!options.gamma.detail) ofPairs.push({ ...names, ...undefinedScore('not-computed') })
    else ofPairs.push({ ...names, ...(yield* score(1 + i, onlyPair(study, a, b), `${names.a}\n${names.b}`)).score })
  }
  const labels: Record<string, Score> = {}
  for (const [k, label] of study.labels.entries())
    labels[label] = options.gamma.detail
      ? (yield* score(1 + pairs.length + k, onlyLabel(study, k), label)).score
      : undefinedScore('not-computed')
  return { ...whole.score, pairs: ofPairs, labels, documents: whole.documents, interval: null }
}

function* scaled<T>(steps: Steps<T>, part: number, parts: number): Steps<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    const { done, total } = step.value
    yield { done: Math.floor(1000 * (part + Math.min(1, done / Math.max(1, total)))), total: 1000 * parts }
  }
}

interface Gamma {
  readonly score: Score
  readonly documents: Readonly<Record<string, Score>>
}

function* gammaOf(study: Study, { gamma: options, seed }: MeasureOptions, stream: string): Steps<Gamma> {
  const random = seededRandom(seed, `gamma\n${stream}`)
  const whole = corpusOf(study)
  const corpus = drawnFrom(whole, options.mostDocuments, random)
  const items = corpus.continua.reduce((sum, { layers }) => sum + layers.flat().length, 0)
  if (corpus.continua.length === 0)
    return without(study, study.documents.some(isCompared) ? 'nothing-to-compare' : 'one-annotator')
  const observed: Sum[] = []
  for (const continuum of corpus.continua) {
    const sum = alignedSum(continuum.layers.flat(), continuum.layers.length, options)
    if (!sum) return without(study, 'too-many-alignments', items)
    observed.push(sum)
    yield { done: observed.length, total: corpus.continua.length * 4 }
  }
  const sampling = new Sampling(corpus.continua, options, random)
  while (!sampling.enough()) {
    if (!sampling.draw()) return without(study, 'too-many-alignments', items)
    yield { done: options.minSamples + 3 * Math.min(sampling.count, options.minSamples), total: options.minSamples * 4 }
  }
  return result(study, corpus, observed, sampling, { items, of: whole.ids.length })
}

/** As many documents, each as likely as another, in their order; all when that is no fewer. */
function drawnFrom(corpus: Corpus, most: number | null, random: Random): Corpus {
  const left = corpus.ids.map((_, d) => d)
  if (most === null || left.length <= most) return corpus
  const drawn = Array.from({ length: most }, () => left.splice(randomInt(random, left.length), 1)).flat()
  drawn.sort((a, b) => a - b)
  return {
    ids: drawn.map((d) => corpus.ids[d] ?? ''),
    continua: drawn.flatMap((d) => corpus.continua[d] ?? []),
  }
}

function isCompared(document: Study['documents'][number]): boolean {
  return presentLayers(document).length > 1
}

function corpusOf(study: Study): Corpus {
  const kept = study.documents.filter(
    (each) => isCompared(each) && presentLayers(each).some(({ spans }) => spans.length > 0),
  )
  const continua = kept.map((document): Continuum => ({
    length: document.length,
    layers: presentLayers(document).map(({ spans }, annotator) =>
      spans.map(({ start, end, label }): AlignableUnit => ({ annotator, start, end, label })),
    ),
  }))
  return { ids: kept.map(({ id }) => id), continua }
}

function alignedSum(units: readonly AlignableUnit[], annotators: number, options: GammaOptions): Sum | null {
  const best = bestAlignment(units, annotators, options)
  return best && { disorder: best.disorder, units: units.length / annotators, labels: best.labels }
}

/**
 * The 97.5 % point of Student's t distribution: the normal one with the first term of its expansion in the degrees of
 * freedom (Abramowitz & Stegun 26.7.5); 0.2 % too small at 29 of them.
 */
function quantile(degrees: number): number {
  return 1.96 + (1.96 ** 3 + 1.96) / (4 * Math.max(1, degrees))
}

/** The random continua drawn so far, over all and by document. */
class Sampling {
  readonly #continua: readonly Continuum[]
  readonly #options: GammaOptions
  readonly #random: Random
  readonly #values: number[] = []
  readonly #labelValues: number[] = []
  readonly byDocument: { sum: number; times: number }[]
  #drawn = 0
  /** How many to draw before it is reckoned again. */
  #wanted: number

  constructor(continua: readonly Continuum[], options: GammaOptions, random: Random) {
    this.#continua = continua
    this.#options = options
    this.#random = random
    this.#wanted = options.minSamples
    this.byDocument = continua.map(() => ({ sum: 0, times: 0 }))
  }

  get count(): number {
    return this.#values.length
  }

  get mean(): number {
    return this.#values.reduce((sum, value) => sum + value, 0) / Math.max(1, this.#values.length)
  }

  /** Mean label disorder of the samples in which anything was aligned; 0 when there is none. */
  get labelMean(): number {
    return sumOf(this.#labelValues) / Math.max(1, this.#labelValues.length)
  }

  /** Half width of the 95 % interval of the mean. */
  get halfWidth(): number {
    const [n, mean] = [this.#values.length, this.mean]
    if (n < 2) return Infinity
    const variance = this.#values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
    return quantile(n - 1) * Math.sqrt(variance / n)
  }

  enough(): boolean {
    const { maxSamples, precision } = this.#options
    if (this.#drawn >= maxSamples) return true
    if (this.#drawn < this.#wanted) return false
    const missing = (this.halfWidth / (precision * this.mean)) ** 2
    if (!(missing > 1)) return true
    this.#wanted = Math.max(this.#drawn + 1, Math.ceil(this.#drawn * missing))
    return false
  }

  /** Draws one sample; false when it cannot be aligned. One without any unit says nothing and is left out. */
  draw(): boolean {
    this.#drawn++
    let [disorder, units] = [0, 0]
    const labels: LabelDisorder[] = []
    for (const d of this.#chosen()) {
      const continuum = this.#continua[d]
      const document = this.byDocument[d]
      if (!continuum || !document) continue
      const sample = shuffledContinuum(continuum, this.#random)
      const sum = alignedSum(sample, continuum.layers.length, this.#options)
      if (!sum) return false
      if (sum.units > 0) document.sum += sum.disorder / sum.units
      if (sum.units > 0) document.times++
      disorder += sum.disorder
      units += sum.units
      labels.push(sum.labels)
    }
    if (units > 0) this.#values.push(disorder / units)
    const share = labelShare(labels)
    if (share !== null) this.#labelValues.push(share)
    return true
  }

  #chosen(): number[] {
    const all = this.#continua.length
    const most = this.#options.documentsPerSample
    if (all <= most) return Array.from({ length: all }, (_, d) => d)
    return Array.from({ length: most }, () => randomInt(this.#random, all))
  }
}

function result(
  study: Study,
  corpus: Corpus,
  observed: readonly Sum[],
  sampling: Sampling,
  { items, of }: { readonly items: number; readonly of: number },
): Gamma {
  const disorder =
    observed.reduce((sum, each) => sum + each.disorder, 0) / observed.reduce((sum, each) => sum + each.units, 0)
  const expected = sampling.mean
  const ofDrawing = corpus.ids.length < of ? drawingHalfWidth(observed, sampling, of) : 0
  const counts = {
    best_alignment_disorder: disorder,
    expected_disorder: expected,
    samples: sampling.count,
    ...(expected > 0 ? { plus_minus: Math.hypot((sampling.halfWidth * disorder) / expected ** 2, ofDrawing) } : {}),
    ...labelCounts(observed, sampling),
    ...(corpus.ids.length < of ? { documents_drawn: corpus.ids.length, documents_drawn_from: of } : {}),
  }
  const score =
    expected > 0
      ? defined(1 - disorder / expected, items, counts)
      : undefinedScore('no-expected-disorder', items, counts)
  return { score, documents: documentScores(study, corpus, observed, sampling) }
}

function labelCounts(observed: readonly Sum[], sampling: Sampling): { readonly gamma_cat?: number } {
  const share = labelShare(observed.map(({ labels }) => labels))
  return share === null || sampling.labelMean === 0 ? {} : { gamma_cat: 1 - share / sampling.labelMean }
}

/** The share of weight that lies on pairs of different labels; null where nothing is aligned. */
function labelShare(sums: readonly LabelDisorder[]): number | null {
  const weight = sumOf(sums.map((each) => each.weight))
  return weight > 0 ? sumOf(sums.map(({ disorder }) => disorder)) / weight : null
}

/** Half width of the 95 % interval of γ that comes of having drawn the documents. */
function drawingHalfWidth(observed: readonly Sum[], sampling: Sampling, of: number): number {
  const pairs = observed.map(({ disorder, units }, d) => {
    const { sum, times } = sampling.byDocument[d] ?? { sum: 0, times: 0 }
    return { d: disorder, x: times > 0 ? (units * sum) / times : units * sampling.mean }
  })
  const n = pairs.length
  const [disorder, expected] = [sumOf(pairs.map(({ d }) => d)), sumOf(pairs.map(({ x }) => x))]
  const squares = sumOf(pairs.map(({ d, x }) => (d - (disorder / expected) * x) ** 2))
  return (quantile(n - 1) * Math.sqrt(((1 - n / of) * n * squares) / Math.max(1, n - 1))) / expected
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Fewer samples of a document than this say too little. */
const FEWEST_SAMPLES = 10

function documentScores(
  study: Study,
  corpus: Corpus,
  observed: readonly Sum[],
  sampling: Sampling,
): Record<string, Score> {
  const scores = emptyScores(study)
  for (const [d, id] of corpus.ids.entries()) {
    const [sum, sampled] = [observed[d], sampling.byDocument[d]]
    if (!sum || !sampled) continue
    const items = (corpus.continua[d]?.layers ?? []).flat().length
    const disorder = sum.disorder / sum.units
    const expected = sampled.sum / Math.max(1, sampled.times)
    if (sampled.times < Math.min(FEWEST_SAMPLES, sampling.count)) scores[id] = undefinedScore('not-computed', items)
    else if (expected === 0) scores[id] = undefinedScore('no-expected-disorder', items)
    else
      scores[id] = defined(1 - disorder / expected, items, {
        best_alignment_disorder: disorder,
        expected_disorder: expected,
      })
  }
  return scores
}

function emptyScores(study: Study): Record<string, Score> {
  return Object.fromEntries(
    study.documents.map((document) => [
      document.id,
      undefinedScore(isCompared(document) ? 'nothing-to-compare' : 'one-annotator'),
    ]),
  )
}

function without(
  study: Study,
  reason: 'nothing-to-compare' | 'one-annotator' | 'too-many-alignments',
  items = 0,
): Gamma {
  return { score: undefinedScore(reason, items), documents: emptyScores(study) }
}
