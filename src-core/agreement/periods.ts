import type { Measure, MeasureOptions, Score } from './measure.ts'
import { undefinedScore } from './measure.ts'
import { onlyDocuments, type Study } from './study.ts'

/** Documents of one day, month or year. */
export interface Period {
  /** `2022`, `2022-11` or `2022-11-09`. */
  readonly name: string
  readonly documents: readonly string[]
}

export interface Periods {
  /** In the order of time; periods without a document are not there. */
  readonly periods: readonly Period[]
  /** Documents without a date, or with one that is too coarse for these periods. */
  readonly undated: readonly string[]
}

const DATE = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/u
/** More than so many periods are too narrow to see anything in. */
const MOST_PERIODS = 40

/**
 * Puts documents with dates (EDTF or ISO, in whole or in part) into periods: days, else months, else years, the finest
 * that all dated documents but a tenth have and that gives no more than 40 periods.
 */
export function periodsOf(dates: ReadonlyMap<string, string | null>): Periods {
  const found = [...dates].map(([document, date]) => ({ document, parts: DATE.exec(date ?? '')?.[0].split('-') ?? [] }))
  const dated = found.filter(({ parts }) => parts.length > 0).length
  const precision = [3, 2].find((parts) => {
    const fine = found.filter((each) => each.parts.length >= parts)
    const names = new Set(fine.map((each) => each.parts.slice(0, parts).join('-')))
    return fine.length >= 0.9 * dated && names.size <= MOST_PERIODS
  })
  const byName = new Map<string, string[]>()
  const undated: string[] = []
  for (const { document, parts } of found) {
    const name = parts.length >= (precision ?? 1) ? parts.slice(0, precision ?? 1).join('-') : null
    if (name === null) undated.push(document)
    else byName.set(name, [...(byName.get(name) ?? []), document])
  }
  const periods = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, documents]) => ({ name, documents }))
  return { periods, undated }
}

/** The value of a measure in each period, on the documents of that period alone. A sampled one is not computed. */
export function periodScores(
  study: Study,
  measure: Measure,
  periods: readonly Period[],
  options: MeasureOptions,
): Score[] {
  return periods.map(({ documents }) => {
    if (measure.sampled) return undefinedScore('not-computed')
    const steps = measure.run(onlyDocuments(study, new Set(documents)), { ...options, resamples: 0 })
    for (;;) {
      const step = steps.next()
      if (!step.done) continue
      const { value, undefined: reason, items } = step.value
      return { value, undefined: reason, items }
    }
  })
}
