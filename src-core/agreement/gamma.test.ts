import { describe, expect, test } from 'vitest'
import { GAMMA_DEFAULTS } from './measure.ts'
import { agreementReport } from './report.ts'
import type { AgreementDocument } from './document.ts'
import type { GammaOptions } from './measure.ts'
import { fromEntries } from './from-entries.ts'
import { document } from './testing/build.ts'
import { randomEntries, SPACES } from './testing/random.ts'

function gammaOf(documents: readonly AgreementDocument[], options: Partial<GammaOptions> = {}, seed = 1) {
  const gamma = { ...GAMMA_DEFAULTS, ...options }
  const result = agreementReport(documents, { measures: ['gamma'], seed, gamma })?.measures.gamma
  if (!result) throw new Error('stopped')
  return result
}

const FIGURE = [
  document('figure', 60, {
    Alex: '1 2-9, 2 11-17, 5 24-30, 6 32-36, 6 36-44, 7 44-60',
    Paul: '1 2-9, 3 11-17, 5 19-25, 6 32-44',
    Suzan: '1 2-9, 4 11-17, 5 21-27, 6 32-36, 6 36-40, 6 40-44',
  }),
]

describe('gamma', () => {
  test('Alex, Paul and Suzan, alpha 3: disorder 0.96, 0.44 to 0.47 with shuffling, as published by the tool', () => {
    for (const seed of [1, 2, 3]) {
      const { value, counts } = gammaOf(FIGURE, { alpha: 3 }, seed)
      expect(counts?.['best_alignment_disorder']).toBeCloseTo(0.960625, 9)
      expect(value).toBeGreaterThan(0.44)
      expect(value).toBeLessThan(0.47)
    }
  })

  // A version of the tool that gave 0.38 to 0.42 here counted units without a partner as well, which is not γcat.
  test('γcat of Alex, Paul and Suzan, alpha 3: 0.67 to 0.70, as published by the tool', () => {
    for (const seed of [1, 2, 3]) {
      const { counts } = gammaOf(FIGURE, { alpha: 3, detail: false, precision: 0.01 }, seed)
      expect(counts?.['gamma_cat']).toBeGreaterThan(0.67)
      expect(counts?.['gamma_cat']).toBeLessThan(0.7)
    }
  })

  test('γcat looks at labels alone: 1 where borders differ and labels do not, and none where it would be 0/0', () => {
    const borders = { a: 'P 0-10, O 20-30, P 40-50, O 60-70', b: 'P 0-9, O 21-30, P 40-48, O 60-72' }
    const { value, counts } = gammaOf([document('borders', 90, borders)])
    expect(counts?.['gamma_cat']).toBe(1)
    expect(value).toBeLessThan(1)
    expect(gammaOf([document('one label', 90, { a: 'P 0-10', b: 'P 0-9' })]).counts).not.toHaveProperty('gamma_cat')
    expect(gammaOf([document('apart', 900, { a: 'P 0-10', b: 'O 800-809' })]).counts).not.toHaveProperty('gamma_cat')
  })

  test('worse than chance is below 0: units that keep apart where others would meet', () => {
    const apart = Array.from({ length: 6 }, (_, i) => [`P ${i * 20}-${i * 20 + 8}`, `P ${i * 20 + 10}-${i * 20 + 18}`])
    const layers = { a: apart.map(([one]) => one).join(', '), b: apart.map(([, two]) => two).join(', ') }
    expect(gammaOf([document('apart', 120, layers)], { alpha: 3 }).value).toBeLessThan(0)
  })

  test('sampling stops when the expected disorder is known as precisely as asked, and says what that leaves open', () => {
    const rough = gammaOf(FIGURE, { precision: 0.1 }).counts ?? {}
    const fine = gammaOf(FIGURE, { precision: 0.03, maxSamples: 1000 }).counts ?? {}
    expect(rough['samples']).toBe(GAMMA_DEFAULTS.minSamples)
    expect(fine['samples']).toBeGreaterThan(rough['samples'] ?? 0)
    expect(fine['plus_minus']).toBeLessThanOrEqual(
      (0.03 * (fine['best_alignment_disorder'] ?? 0)) / (fine['expected_disorder'] ?? 1),
    )
    expect(fine['plus_minus']).toBeLessThan(rough['plus_minus'] ?? 0)
  })

  test('the observed disorder of two documents is that of their disorders over their units together', () => {
    const one = document('one', 30, { a: 'P 0-5', b: 'P 0-5' })
    const two = document('two', 30, { a: 'P 0-5, O 10-14', b: '' })
    expect(gammaOf([one, two]).counts?.['best_alignment_disorder']).toBe((0 + 2) / (1 + 1))
  })

  test('overlapping and nested spans are compared like others', () => {
    const nested = 'CLAIM 0-30, PER 4-9, DATE 4-12'
    expect(gammaOf([document('nested', 40, { a: nested, b: nested })]).value).toBe(1)
  })

  test('the weights are taken: a label counts for beta, a unit beside none for delta', () => {
    const labels = [document('d', 30, { a: 'P 0-5', b: 'O 0-5' })]
    expect(gammaOf(labels, { beta: 0.25 }).counts?.['best_alignment_disorder']).toBe(0.25)
    expect(gammaOf(labels, { beta: 0 }).counts?.['best_alignment_disorder']).toBe(0)
    const alone = [document('d', 30, { a: 'P 0-5', b: '' })]
    expect(gammaOf(alone, { deltaEmpty: 0.5 }).counts?.['best_alignment_disorder']).toBe(1)
  })

  test('pairs, labels and documents have values of their own; without detail only the documents do', () => {
    const { documents } = fromEntries(randomEntries(5, { annotators: 3, documents: 3, spans: 8, words: 60 }), SPACES)
    const full = gammaOf(documents)
    expect(full.pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['amina bruno', 'amina chloé', 'bruno chloé'])
    expect(full.pairs.every(({ value }) => value !== null)).toBe(true)
    expect(Object.values(full.documents).every(({ value }) => value !== null)).toBe(true)
    const brief = gammaOf(documents, { detail: false })
    expect(brief.value).toBe(full.value)
    expect(brief.documents).toEqual(full.documents)
    expect(new Set(brief.pairs.map((pair) => pair.undefined))).toEqual(new Set(['not-computed']))
  })

  test('many documents are sampled a part at a time, near the value of all of them', () => {
    const { documents } = fromEntries(randomEntries(9, { annotators: 3, documents: 24, spans: 6, words: 60 }), SPACES)
    const all = gammaOf(documents, { detail: false, documentsPerSample: 24 })
    const part = gammaOf(documents, { detail: false, documentsPerSample: 8 })
    expect(part.counts?.['best_alignment_disorder']).toBe(all.counts?.['best_alignment_disorder'])
    expect(Math.abs((part.value ?? 0) - (all.value ?? 1))).toBeLessThan(0.04)
  })

  test('the stated ± holds what more samples would give about 95 times in 100', () => {
    const truth = gammaOf(FIGURE, { alpha: 3, detail: false, precision: 0.004, maxSamples: 10_000 }, 99).value ?? NaN
    const tries = Array.from({ length: 100 }, (_, seed) =>
      gammaOf(FIGURE, { alpha: 3, detail: false, precision: 0.03 }, seed),
    )
    const within = tries.filter(({ value, counts }) => {
      return Math.abs((value ?? NaN) - truth) <= (counts?.['plus_minus'] ?? 0)
    })
    // 95 of 100 give or take 2.2; more would say that the ± is too wide, fewer that it is too narrow.
    expect(within.length).toBeGreaterThanOrEqual(89)
    expect(within.length).toBeLessThan(100)
  })

  test('a part of the documents stands for all within the stated precision, most of the time', () => {
    const { documents } = fromEntries(randomEntries(9, { annotators: 2, documents: 30, spans: 4, words: 20 }), SPACES)
    const options = { minSamples: 30, maxSamples: 30, detail: false, documentsPerSample: 30 }
    const whole = gammaOf(documents, options).value ?? NaN
    const parts = Array.from({ length: 40 }, (_, seed) => gammaOf(documents, { ...options, mostDocuments: 12 }, seed))
    const within = parts.filter(
      ({ value, counts }) => Math.abs((value ?? NaN) - whole) <= (counts?.['plus_minus'] ?? 0),
    )
    expect(within.length).toBeGreaterThanOrEqual(35)
    expect(parts[0]?.counts).toMatchObject({ documents_drawn: 12, documents_drawn_from: 30 })
    expect(gammaOf(documents, { ...options, mostDocuments: 30 }).value).toBe(whole)
  })
})
