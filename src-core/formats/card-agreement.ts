import type { AgreementDocument } from '../agreement/document.ts'
import { fromEntries } from '../agreement/from-entries.ts'
import { UNDEFINED_REASONS, type MeasureId, type Steps } from '../agreement/measure.ts'
import { agreementSteps } from '../agreement/report.ts'
import { GOLD } from '../annotation/records.ts'
import type { CardAgreement } from './card.ts'
import type { DatasetEntry } from './dataset.ts'

/** Those that compare spans alone and in linear time; a card is written with every export. */
const MEASURES = {
  'f1-strict': 'F1, same borders and same label (`f1-strict`)',
  'f1-exact': 'F1, same borders (`f1-exact`)',
  'f1-partial': 'F1, an overlap counts half (`f1-partial`)',
} as const satisfies Partial<Record<MeasureId, string>>
const IDS = ['f1-strict', 'f1-exact', 'f1-partial'] as const

/** More documents than this are not compared; the card says so. */
const MOST_DOCUMENTS = 20_000

/** None of the measures looks at tokens. */
const NO_TOKENS = { name: 'none', tokens: () => [] }

/** Gathers the documents that several people tagged while an export streams by; lines of a document come together. */
export class AgreementGatherer {
  readonly #documents: AgreementDocument[] = []
  #open: DatasetEntry[] = []
  #passed = 0

  /** The gold layer is what people decided together, and compared with nobody. */
  add(entry: DatasetEntry): void {
    if (this.#open[0]?.id !== entry.id) this.#close()
    if (entry.annotator !== GOLD) this.#open.push(entry)
  }

  #close(): void {
    const group = this.#open
    this.#open = []
    if (group.length < 2) return
    if (this.#documents.length >= MOST_DOCUMENTS) this.#passed++
    else this.#documents.push(...fromEntries(group, NO_TOKENS).documents)
  }

  /** What the card says of it, in steps; nothing where no document was tagged by two. */
  *values(): Steps<{ readonly agreement: readonly CardAgreement[]; readonly note: string | null }> {
    this.#close()
    if (this.#documents.length === 0) return { agreement: [], note: null }
    const report = yield* agreementSteps(this.#documents, { measures: IDS, resamples: 0, inProgress: true })
    const agreement = IDS.map((id): CardAgreement => {
      const { value = null, undefined: reason, items = 0 } = report.measures[id] ?? {}
      return { measure: MEASURES[id], value, items, ...(reason ? { reason: UNDEFINED_REASONS[reason] } : {}) }
    })
    const passed = this.#passed > 0 ? ` ${this.#passed} more documents were not compared.` : ''
    const note = `Means over pairs of annotators, in what at least two of them read (documents: ${report.compared}), also where tagging is in progress.${passed} \`postil agree\` computes kappa, alpha and gamma too.`
    return { agreement, note }
  }
}
