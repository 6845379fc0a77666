import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { casesOf, type CaseScope, type Cases } from './cases.ts'
import { labelConfusion } from './confusion.ts'
import type { AgreementDocument } from './document.ts'
import { fromEntries } from './from-entries.ts'
import type { MeasureId } from './measure.ts'
import { agreementReport, REPORT_DEFAULTS } from './report.ts'
import { prepareStudy, type Study } from './study.ts'
import { document } from './testing/build.ts'
import { randomEntries, SPACES, type Shape } from './testing/random.ts'

const ALL = { agreed: true, most: 10_000 }
const WHOLE = { pair: null, part: null, documents: null, confusion: null }

function eachSeed(shape: Shape, check: (documents: readonly AgreementDocument[], study: Study) => void): void {
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const { documents } = fromEntries(randomEntries(seed, { missing: true, excluded: true, ...shape }), SPACES)
      check(documents, prepareStudy(documents, REPORT_DEFAULTS))
    }),
    { seed: 17, numRuns: 25 },
  )
}

function measured(documents: readonly AgreementDocument[], id: MeasureId) {
  const result = agreementReport(documents, { measures: [id], resamples: 0 })?.measures[id]
  if (!result) throw new Error('stopped')
  return result
}

function all(study: Study, scope: Partial<CaseScope> & Pick<CaseScope, 'measure'>): Cases {
  return casesOf(study, { ...WHOLE, ...scope }, ALL)
}

describe('the cases behind a number are what the number counts', () => {
  test.each(['f1-strict', 'f1-exact', 'f1-partial', 'f1-type', 'f1-relations'] as const)(
    '%s of two annotators: as many as its items, and as many that agree as COR',
    (measure) => {
      eachSeed({}, (documents, study) => {
        for (const { a, b, items, counts } of measured(documents, measure).pairs) {
          const { agreed, differing, list } = all(study, { measure, pair: [a, b] })
          expect([agreed.cases + differing.cases, agreed.cases]).toEqual([items, counts?.['COR'] ?? 0])
          expect(list).toHaveLength(items)
        }
      })
    },
  )

  test('by label and by document too', () => {
    eachSeed({ annotators: 2 }, (documents, study) => {
      const { labels, documents: each } = measured(documents, 'f1-strict')
      for (const [part, { items }] of Object.entries(labels))
        expect(all(study, { measure: 'f1-strict', part }).list).toHaveLength(items)
      for (const [id, { items }] of Object.entries(each))
        expect(all(study, { measure: 'f1-strict', documents: [id] }).list).toHaveLength(items)
    })
  })

  test.each(['cohen-kappa', 'cohen-kappa-bio'] as const)('%s: the tokens that differ', (measure) => {
    eachSeed({ overlaps: false }, (documents, study) => {
      for (const { a, b, items, value, counts } of measured(documents, measure).pairs)
        if (value !== null)
          expect(all(study, { measure, pair: [a, b] }).differing.size).toBe(items - (counts?.['equal_tokens'] ?? 0))
    })
  })

  test('alpha and kappa are 1 where nothing differs and lower where something does', () => {
    for (const measure of ['fleiss-kappa', 'alpha-nominal', 'u-alpha', 'u-alpha-binary', 'cu-alpha'] as const)
      eachSeed({ overlaps: false }, (documents, study) => {
        const { value } = measured(documents, measure)
        if (value !== null) expect(value === 1).toBe(all(study, { measure }).differing.cases === 0)
      })
  })

  test('characters: as many as a comparison one by one finds', () => {
    eachSeed({ annotators: 2, overlaps: false }, (_, study) => {
      let differing = 0
      for (const { length, layers } of study.documents) {
        const [a, b] = layers.map((layer) => {
          const row = new Array<number>(length).fill(-1)
          for (const { ranges, label } of layer?.spans ?? []) for (const [from, to] of ranges) row.fill(label, from, to)
          return layer && row
        })
        if (a && b) differing += a.filter((label, at) => label !== b[at]).length
      }
      expect(all(study, { measure: 'u-alpha' }).differing.size).toBe(differing)
    })
  })

  test('characters: the text of the documents that are compared, once, however many annotated it', () => {
    eachSeed({ overlaps: false }, (documents, study) => {
      const compared = study.documents.filter(({ layers }) => layers.filter(Boolean).length > 1)
      const length = compared.reduce((sum, each) => sum + each.length, 0)
      for (const measure of ['u-alpha', 'u-alpha-binary'] as const)
        expect(measured(documents, measure).items).toBe(length)
    })
  })

  test('marked in common: the cases, in all and by label, have as many characters as are said to be compared', () => {
    eachSeed({ overlaps: false }, (documents, study) => {
      const { items, labels } = measured(documents, 'cu-alpha')
      const size = (scope: Partial<CaseScope> & Pick<CaseScope, 'measure'>) => {
        const { agreed, differing } = all(study, scope)
        return agreed.size + differing.size
      }
      expect(size({ measure: 'cu-alpha' })).toBe(items)
      for (const [part, score] of Object.entries(labels)) expect(size({ measure: 'ku-alpha', part })).toBe(score.items)
    })
  })

  test('attributes: the units that were compared, by attribute and in all', () => {
    eachSeed({}, (documents, study) => {
      const { items, labels } = measured(documents, 'alpha-attributes')
      expect(all(study, { measure: 'alpha-attributes' }).list).toHaveLength(items)
      for (const [part, score] of Object.entries(labels))
        expect(all(study, { measure: 'alpha-attributes', part }).list).toHaveLength(score.items)
    })
  })

  test('a cell of the confusion between labels opens as many cases as it counts', () => {
    eachSeed({}, (_, study) => {
      for (const { labels, times } of labelConfusion(study))
        expect(all(study, { measure: 'f1-strict', confusion: labels }).list).toHaveLength(times)
    })
  })
})

test('what differs has its name', () => {
  const study = prepareStudy(
    [
      document('one', 90, {
        a: 'PER 0-5, PER 10-15, PER 20-25, PER 30-35, PER 40-45',
        b: 'PER 0-5, ORG 10-15, PER 20-24, ORG 30-36',
      }),
    ],
    REPORT_DEFAULTS,
  )
  const kinds = (measure: MeasureId) => all(study, { measure }).list.map(({ kind }) => kind)
  expect(kinds('f1-strict')).toEqual(['agreed', 'label', 'borders', 'both', 'missed'])
  expect(kinds('f1-exact')).toEqual(['agreed', 'agreed', 'borders', 'borders', 'missed'])
  expect(kinds('f1-type')).toEqual(['agreed', 'label', 'agreed', 'label', 'missed'])
  expect(kinds('cohen-kappa')).toEqual(['agreed', 'label', 'agreed', 'missed', 'label', 'missed', 'missed'])
  expect(kinds('u-alpha-binary')).toEqual(['agreed', 'agreed', 'agreed', 'missed', 'agreed', 'missed', 'missed'])
})

test('overlapping spans, which leave a measure undefined, are the cases that it opens', () => {
  const documents = [document('one', 20, { a: 'PER 0-5, ORG 3-8', b: 'PER 0-5' })]
  expect(measured(documents, 'u-alpha').undefined).toBe('overlapping-spans')
  const { list } = all(prepareStudy(documents, REPORT_DEFAULTS), { measure: 'u-alpha' })
  expect(list.find(({ kind }) => kind === 'overlap')).toMatchObject({ range: [3, 5], size: 2 })
})

test('a place is given in the whole text, also behind an excluded passage', () => {
  const one = {
    ...document('one', 40, { a: 'PER 2-6, PER 15-25, ORG 32-35', b: '' }),
    excluded: [[10, 20] as const, [30, 32] as const],
  }
  const study = prepareStudy([one], REPORT_DEFAULTS)
  expect(all(study, { measure: 'f1-strict' }).list.map(({ range }) => range)).toEqual([
    [2, 6],
    [20, 25],
    [32, 35],
  ])
})

test('a long list is cut and still counted whole, and what agrees is listed only when asked for', () => {
  const study = prepareStudy([document('one', 40, { a: 'PER 0-2, PER 4-6, PER 8-9', b: 'PER 0-2' })], REPORT_DEFAULTS)
  const cases = casesOf(study, { ...WHOLE, measure: 'f1-strict' }, { agreed: false, most: 1 })
  expect([cases.agreed.cases, cases.differing.cases, cases.list.length]).toEqual([1, 2, 1])
  expect(cases.list[0]?.kind).toBe('missed')
})
