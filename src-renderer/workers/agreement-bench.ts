import { casesOf } from '../../src-core/agreement/cases.ts'
import { labelConfusion } from '../../src-core/agreement/confusion.ts'
import type { Case } from '../../src-core/agreement/case.ts'
import type { AgreementDocument, CodePointRange } from '../../src-core/agreement/document.ts'
import { fromEntries, type LeftOut } from '../../src-core/agreement/from-entries.ts'
import type { Steps } from '../../src-core/agreement/measure.ts'
import { periodScores, periodsOf } from '../../src-core/agreement/periods.ts'
import { MEASURES } from '../../src-core/agreement/registry.ts'
import { studySteps } from '../../src-core/agreement/report.ts'
import { prepareStudy, presentLayers, type Study } from '../../src-core/agreement/study.ts'
import { TOKENISER } from '../../src-core/formats/tokens.ts'
import { offsetIndex } from '../../src-core/text/offset-index.ts'
import type { Range } from '../../src-core/text/offset.ts'
import type {
  AgreementAnswer,
  AgreementJobs,
  AgreementRequest,
  JobName,
  PackedDocument,
  PlacedCase,
  PlacedCases,
  Selection,
} from './agreement-protocol.ts'

type Job = Exclude<AgreementRequest, { readonly kind: 'add' | 'cancel' }>

/** How long a job counts before it hears what has come in. */
const BREATH_MS = 25
/** Characters shown on either side of a case. */
const CONTEXT = 60

/** The documents that were brought, and what is counted in them. */
export class AgreementBench {
  readonly #answer: (message: AgreementAnswer) => void
  readonly #documents: AgreementDocument[] = []
  readonly #leftOut: LeftOut[] = []
  readonly #tokens = new Set<string>()
  readonly #texts = new Map<string, string>()
  /** When the newest tag of a document was made. */
  readonly #annotated = new Map<string, string | null>()
  readonly #cancelled = new Set<number>()
  #known: { readonly key: string; readonly study: Study } | null = null

  constructor(answer: (message: AgreementAnswer) => void) {
    this.#answer = answer
  }

  add(packed: string): void {
    for (const { text, entries, annotated } of unpacked(packed)) {
      const { documents, leftOut, tokens } = fromEntries(
        entries.map((entry) => ({ ...entry, text })),
        TOKENISER,
      )
      this.#documents.push(...documents)
      this.#leftOut.push(...leftOut)
      this.#tokens.add(tokens)
      for (const { id } of documents) {
        this.#texts.set(id, text)
        this.#annotated.set(id, annotated)
      }
    }
    this.#known = null
  }

  cancel(job: number): void {
    this.#cancelled.add(job)
  }

  async run(job: Job): Promise<void> {
    const value = await this.#drive(job.job, this.#stepsOf(job))
    this.#cancelled.delete(job.job)
    this.#answer({ kind: 'answer', job: job.job, value })
  }

  #stepsOf(job: Job): Steps<AgreementJobs[JobName][1]> {
    switch (job.kind) {
      case 'report':
        return this.#report(job.argument)
      case 'cases':
        return this.#cases(job.argument)
      case 'periods':
        return this.#periods(job.argument)
    }
  }

  async #drive<T>(job: number, steps: Steps<T>): Promise<T | null> {
    for (let begun = performance.now(); ;) {
      const step = steps.next()
      if (step.done) return step.value
      if (performance.now() - begun < BREATH_MS) continue
      this.#answer({ kind: 'progress', job, ...step.value })
      await new Promise((resolve) => setTimeout(resolve))
      if (this.#cancelled.has(job)) return null
      begun = performance.now()
    }
  }

  *#report({ selection, measures, options }: AgreementJobs['report'][0]): Steps<AgreementJobs['report'][1]> {
    yield { done: 0, total: 1 }
    const study = this.#studyOf(selection)
    const report = yield* studySteps(study, {
      ...selection,
      ...options,
      measures,
      tokens: [...this.#tokens].sort().join(', '),
      leftOut: this.#leftOut.filter(({ document }) => selection.documents?.includes(document) ?? true),
    })
    return { report, confusion: labelConfusion(study) }
  }

  *#cases({ selection, scope, wish }: AgreementJobs['cases'][0]): Steps<PlacedCases> {
    yield { done: 0, total: 1 }
    const { list, ...counts } = casesOf(this.#studyOf(selection), scope, wish)
    return {
      ...counts,
      list: list.map((found) => placed(found, this.#texts.get(found.document) ?? '')),
    }
  }

  *#periods({
    selection,
    measure: id,
    options,
    dates,
  }: AgreementJobs['periods'][0]): Steps<AgreementJobs['periods'][1]> {
    yield { done: 0, total: 1 }
    const study = this.#studyOf(selection)
    const measure = MEASURES.find((each) => each.id === id)
    const known = dates === 'annotated' ? this.#annotated : dates
    const compared = study.documents.filter((document) => presentLayers(document).length > 1)
    const { periods, undated } = periodsOf(new Map(compared.map((each) => [each.id, known.get(each.id) ?? null])))
    const scores = measure ? periodScores(study, measure, periods, options) : []
    return {
      periods: periods.flatMap((period, i) => (scores[i] ? [{ ...period, score: scores[i] }] : [])),
      undated: undated.length,
    }
  }

  /** Prepared once for all that is asked of one selection. */
  #studyOf(selection: Selection): Study {
    const key = JSON.stringify(selection)
    if (this.#known?.key === key) return this.#known.study
    const whole = this.#documents
    const { documents } = selection
    const ids = documents && new Set(documents)
    const study = prepareStudy(ids ? whole.filter(({ id }) => ids.has(id)) : whole, selection)
    this.#known = { key, study }
    return study
  }
}

function unpacked(documents: string): readonly PackedDocument[] {
  // Written by our own page a moment ago.
  return JSON.parse(documents) as readonly PackedDocument[]
}

function placed({ range, sides, ...rest }: Case, text: string): PlacedCase {
  const index = offsetIndex(text)
  const offsets = ([start, end]: CodePointRange): Range => [index.fromCodePoint(start), index.fromCodePoint(end)]
  const [from, to] = offsets(range)
  return {
    ...rest,
    range: [from, to],
    sides: sides.map(({ range: own, ...side }) => ({ ...side, quote: own && text.slice(...offsets(own)) })),
    before: text.slice(Math.max(0, from - CONTEXT), from),
    quote: text.slice(from, to),
    after: text.slice(to, to + CONTEXT),
  }
}
