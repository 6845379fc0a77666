import { describe, expect, test } from 'vitest'
import { periodScores, periodsOf } from './periods.ts'
import { MEASURES } from './registry.ts'
import { agreementReport, REPORT_DEFAULTS } from './report.ts'
import { prepareStudy } from './study.ts'
import { document } from './testing/build.ts'

const named = (...dates: (string | null)[]) => new Map(dates.map((date, i) => [`d${i}`, date]))

describe('periods', () => {
  const table: [string, (string | null)[], string[], number][] = [
    [
      'days when nearly all have one',
      ['2022-11-09', '2022-11-10T08:00:00Z', '2022-11-09'],
      ['2022-11-09', '2022-11-10'],
      0,
    ],
    ['months when days are not known', ['2022-11', '2022-12', '2023-01-05'], ['2022-11', '2022-12', '2023-01'], 0],
    ['years as the last resort', ['2021', '2022-03', null], ['2021', '2022'], 1],
    ['nothing dated', [null, 'unknown'], [], 2],
  ]
  test.each(table)('%s', (_, dates, names, undated) => {
    const { periods, undated: without } = periodsOf(named(...dates))
    expect([periods.map(({ name }) => name), without.length]).toEqual([names, undated])
  })

  test('more than forty days become months', () => {
    const dates = Array.from(
      { length: 60 },
      (_, i) => `2022-0${1 + Math.floor(i / 20)}-${String(1 + (i % 20)).padStart(2, '0')}`,
    )
    expect(periodsOf(named(...dates)).periods.map(({ name }) => name)).toEqual(['2022-01', '2022-02', '2022-03'])
  })

  test('a period’s value is that of a report on its documents alone', () => {
    const documents = [
      document('d0', 20, { a: 'PER 0-2, ORG 4-6', b: 'PER 0-2' }),
      document('d1', 20, { a: 'PER 0-2', b: 'PER 0-2' }),
      document('d2', 20, { a: 'PER 0-3', b: 'ORG 0-2' }),
    ]
    const { periods } = periodsOf(named('2021', '2021', '2022'))
    const study = prepareStudy(documents, REPORT_DEFAULTS)
    for (const measure of MEASURES) {
      const alone = periods.map((period) => {
        const own = documents.filter(({ id }) => period.documents.includes(id))
        return agreementReport(own, { measures: [measure.id], resamples: 0 })?.measures[measure.id]?.value
      })
      const values = periodScores(study, measure, periods, REPORT_DEFAULTS).map(({ value }) => value)
      expect(values).toEqual(measure.sampled ? [null, null] : alone)
    }
  })
})
