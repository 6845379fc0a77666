import { describe, expect, test } from 'vitest'
import type { AgreementDocument } from './document.ts'
import type { MeasureId, MeasureResult } from './measure.ts'
import { agreementReport } from './report.ts'
import { confusionTable, document, ratings } from './testing/build.ts'

function measured(id: MeasureId, documents: readonly AgreementDocument[]): MeasureResult {
  const result = agreementReport(documents, { measures: [id], resamples: 0 })?.measures[id]
  if (!result) throw new Error(`${id} gave nothing`)
  return result
}

/**
 * Which worked example protects which measure (γ: `gamma.test.ts` and `alignment.test.ts`; every measure also equals its
 * naive twin, `twin.test.ts`):
 *
 *     f1-strict, f1-exact, f1-partial, f1-type    SemEval-2013 task 9.1, counts and values
 *     f1-strict                                   bratiaa's two annotators of two texts, from its own tests
 *     cohen-kappa                                 Cohen 1960, pp. 37 and 45, and three tables of two categories
 *     fleiss-kappa                                Fleiss 1971, with the observed and the expected agreement
 *     alpha-nominal                               Krippendorff 2011, A to C, and three coders with missing data
 *     u-alpha, u-alpha-binary, cu-alpha, ku-alpha Krippendorff 2019, figure 12.11
 *     gamma                                       Alex, Paul and Suzan: disorder, alignments, value, γcat
 *     cohen-kappa-bio, alpha-attributes           the formulas of cohen-kappa and alpha-nominal on other units
 *     f1-relations                                a share of two sets; the twin alone
 *
 * Not here on purpose: bratiaa's project of seven texts, of which one annotator's files could not be had; and Krippendorff's older unitizing coefficient (1995; 2004, p. 254),
 * another number than the family of 2016 that is counted here.
 */
describe('the worked examples of the publications', () => {
  const cohen: [string, number[][], number, number, number][] = [
    [
      'two categories, 20 5 / 10 15',
      [
        [20, 5],
        [10, 15],
      ],
      0.7,
      0.5,
      0.4,
    ],
    [
      'two categories, 45 15 / 25 15',
      [
        [45, 15],
        [25, 15],
      ],
      0.6,
      0.54,
      0.1304,
    ],
    [
      'two categories, 25 35 / 5 35',
      [
        [25, 35],
        [5, 35],
      ],
      0.6,
      0.46,
      0.2593,
    ],
    [
      'Cohen 1960, p. 37',
      [
        [25, 12, 3],
        [13, 2, 15],
        [12, 16, 2],
      ],
      0.29,
      0.35,
      -0.0923,
    ],
    [
      'Cohen 1960, p. 45',
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      0.7,
      0.41,
      0.4915,
    ],
  ]
  test.each(cohen)('Cohen’s kappa: %s', (_, table, observed, expected, kappa) => {
    const { value, pairs } = measured('cohen-kappa', confusionTable(table))
    expect(value).toBeCloseTo(kappa, 4)
    expect(pairs[0]?.counts).toMatchObject({
      observed_agreement: expect.closeTo(observed, 9),
      expected_agreement: expect.closeTo(expected, 9),
    })
  })

  test('Fleiss 1971 as commonly reprinted: 10 subjects, 14 raters, 5 categories', () => {
    const table = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ]
    const chosen = table.map((row) => row.flatMap((times, k) => new Array<string>(times).fill(String(k + 1))))
    const rows = Array.from({ length: 14 }, (_, rater): [string, string] => [
      `r${rater}`,
      chosen.map((row) => row[rater] ?? '').join(''),
    ])
    const result = measured('fleiss-kappa', ratings(Object.fromEntries(rows)))
    expect(result.value).toBeCloseTo(0.20993, 5)
    expect(result.counts?.['observed_agreement']).toBeCloseTo(0.378, 3)
    expect(result.counts?.['expected_agreement']).toBeCloseTo(0.213, 3)
    expect(result.items).toBe(10)
  })

  test('of two raters Fleiss’ kappa is Scott’s pi, with margins in common, and never Cohen’s', () => {
    const documents = confusionTable([
      [45, 15],
      [25, 15],
    ])
    const share = (45 + 15 + 45 + 25) / 200
    const chance = share ** 2 + (1 - share) ** 2
    expect(measured('fleiss-kappa', documents).value).toBeCloseTo((0.6 - chance) / (1 - chance), 12)
    expect(measured('cohen-kappa', documents).value).toBeCloseTo(0.1304, 4)
  })

  test('without missing data nominal alpha is Fleiss’ kappa with the chance of small numbers taken into account', () => {
    const documents = ratings({ a: 'aabbdcccedda', b: 'babbbccceddd', c: 'aabbdcceeddb' })
    const { value, counts } = measured('fleiss-kappa', documents)
    const [observed, n] = [counts?.['observed_agreement'] ?? 0, 36]
    const times = [...('aabbdcccedda' + 'babbbccceddd' + 'aabbdcceeddb')].reduce<Record<string, number>>(
      (all, k) => ({ ...all, [k]: (all[k] ?? 0) + 1 }),
      {},
    )
    const chance = Object.values(times).reduce((sum, k) => sum + k * (k - 1), 0) / (n * (n - 1))
    const alpha = measured('alpha-nominal', documents).value
    expect(alpha).toBeCloseTo(1 - (1 - observed) / (1 - chance), 12)
    expect(alpha).toBeGreaterThan(value ?? 1)
  })

  const krippendorff: [string, Record<string, string>, number][] = [
    ['2011 A: two observers, binary', { a: '-1------1-', b: '111--1----' }, 0.095],
    ['2011 B: two observers, nominal', { a: 'aabbdcccedda', b: 'babbbccceddd' }, 0.692],
    [
      '2011 C: four observers, missing data',
      { a: '123321412...', b: '1233224125.3', c: '.33323422 51.'.replace(' ', ''), d: '1233244125' + '1.' },
      0.743,
    ],
    [
      'three coders, 15 units, missing data',
      { a: '.....341211' + '33.3', b: '1.213343.......', c: '..21344.21133.4' },
      0.691,
    ],
  ]
  test.each(krippendorff)('Krippendorff’s nominal alpha: %s', (_, rows, alpha) => {
    expect(measured('alpha-nominal', ratings(rows)).value).toBeCloseTo(alpha, 3)
  })

  test('SemEval-2013 task 9.1: six gold and six predicted spans, four schemes', () => {
    const semeval = document('drugs', 100, {
      gold: 'BRAND 0-7, DRUG 23-31, DRUG 32-43, DRUG 44-53, DRUG 54-66, GROUP 75-89',
      system: 'DRUG 10-17, DRUG 20-31, BRAND 32-43, DRUG 44-53, DRUG 54-66, DRUG 70-89',
    })
    const table = (id: MeasureId) => {
      const { value, counts } =
        agreementReport([semeval], { measures: [id], annotators: ['gold', 'system'] })?.measures[id] ?? {}
      return [value, counts?.['COR'], counts?.['INC'], counts?.['PAR'], counts?.['MIS'], counts?.['SPU']]
    }
    expect(table('f1-type')).toEqual([0.5, 3, 2, 0, 1, 1])
    expect(table('f1-partial')).toEqual([2 / 3, 3, 0, 2, 1, 1])
    expect(table('f1-exact')).toEqual([0.5, 3, 2, 0, 1, 1])
    expect(table('f1-strict')).toEqual([1 / 3, 2, 3, 0, 1, 1])
  })

  test('bratiaa’s example of two annotators: instance F1 0.787878, counts pooled over two texts', () => {
    const texts = [
      document('29', 2600, {
        ann1: 'PER 4-17, LOC 18-24, ORG 34-37, PER 361-397, PER 563-567, PER 720-724, PER 1074-1078, PER 1081-1096, MISC 2376-2387, LOC 2498-2504',
        ann2: 'PER 4-17, ORG 34-37, PER 361-397, PER 563-567, PER 720-724, PER 1081-1096, MISC 2376-2387, LOC 2498-2504',
      }),
      document('46', 700, {
        ann1: 'LOC 0-8, ORG 18-21, ORG 192-195, PER 327-344, PER 454-465, ORG 650-653',
        ann2: 'LOC 0-8, ORG 18-21, LOC 42-54, ORG 161-190, PER 327-344, ORG 408-426, PER 454-465, ORG 516-523, ORG 650-653',
      }),
    ]
    const { value, documents } = measured('f1-strict', texts)
    expect(value).toBeCloseTo(0.787878, 5)
    expect(value).toBe(26 / 33)
    expect([documents['29']?.value, documents['46']?.value]).toEqual([16 / 18, 10 / 15])
  })

  describe('Krippendorff 2019, figure 12.11: three observers, a continuum of 60', () => {
    const figure = [
      document('figure', 60, {
        alex: '1 0-7, 2 7-13, 5 30-32, 6 32-37, 6 37-44, 7 44-60',
        paul: '1 0-7, 3 7-13, 5 13-21, 6 32-44',
        suzan: '1 0-7, 4 7-13, 5 13-21, 6 32-37, 6 37-41, 6 41-44',
      }),
    ]

    test('borders and labels: 0.510', () => {
      const { value, items } = measured('u-alpha', figure)
      expect(value).toBeCloseTo(0.50998, 5)
      expect(items).toBe(60)
    })

    test('marked or not: printed 0.413', () => {
      expect(measured('u-alpha-binary', figure).value).toBeCloseTo(0.4136, 4)
    })

    test('labels of what was marked in common: 0.724', () => {
      const { value, items } = measured('cu-alpha', figure)
      expect(value).toBeCloseTo(0.724, 3)
      // 0-13, 13-21 and 32-44, as one counts them in the figure.
      expect(items).toBe(13 + 8 + 12)
    })

    test('by label: 1, 5 and 6 agree wholly, 2, 3 and 4 not at all, 7 is marked by one observer alone', () => {
      const { labels } = measured('ku-alpha', figure)
      const values = Object.fromEntries(Object.entries(labels).map(([label, { value }]) => [label, value]))
      expect(values).toEqual({ 1: 1, 2: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: null })
      expect(labels['7']?.undefined).toBe('no-common-units')
      expect(labels['5']?.counts?.['coverage']).toBeCloseTo(8 / 18, 12)
      expect(labels['7']?.counts?.['coverage']).toBe(0)
    })
  })
})

/** What the tools of the field get wrong, or leave to their reader. */
describe('the pitfalls of span F1', () => {
  const partial = (documents: readonly AgreementDocument[]) => measured('f1-partial', documents).value

  test('neighbours do not overlap: ends are half open', () => {
    expect(partial([document('one', 20, { a: 'PER 0-5', b: 'PER 5-9' })])).toBe(0)
  })

  test('the best pairs are made first: a span that touches an earlier one is still paired with its equal', () => {
    const one = [document('one', 30, { a: 'PER 0-8, PER 10-20', b: 'PER 6-12, PER 10-20' })]
    expect(measured('f1-strict', one).value).toBe(0.5)
    expect(partial(one)).toBe(0.75)
  })

  test('documents are pooled before dividing, and the half credit stays half: 1 COR and 1 PAR are 0.75', () => {
    const documents = [
      document('one', 20, { a: 'PER 0-5', b: 'PER 0-5' }),
      document('two', 20, { a: 'PER 0-5', b: 'PER 0-9' }),
    ]
    expect(partial(documents)).toBe(0.75)
    const uneven = [
      document('many', 40, { a: 'PER 0-2, PER 4-6, PER 8-9', b: 'PER 0-2, PER 4-6, PER 8-9' }),
      ...documents,
    ]
    // A mean over documents would be (1 + 1 + 0.5) / 3.
    expect(partial(uneven)).toBe(4.5 / 5)
  })
})

test('uα does not see that a unit was cut in two of the same label, as the definition of 2016 has it', () => {
  const split = [document('one', 40, { a: 'PER 5-15, ORG 20-30', b: 'PER 5-10, PER 10-15, ORG 20-30' })]
  expect(measured('u-alpha', split).value).toBe(1)
  expect(measured('f1-strict', split).value).toBeLessThan(1)
})
