import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgreementDocument } from './document.ts'
import { fromEntries } from './from-entries.ts'
import {
  GAMMA_DEFAULTS,
  MEASURE_IDS,
  UNDEFINED_REASONS,
  type MeasureId,
  type MeasureResult,
  type Score,
} from './measure.ts'
import { MEASURES } from './registry.ts'
import { agreementReport } from './report.ts'
import { document } from './testing/build.ts'
import { randomEntries, SPACES, type Shape } from './testing/random.ts'

const GAMMA = { ...GAMMA_DEFAULTS, minSamples: 5, maxSamples: 5 }

function measured(id: MeasureId, documents: readonly AgreementDocument[]): MeasureResult {
  const result = agreementReport(documents, { measures: [id], resamples: 20, gamma: GAMMA })?.measures[id]
  if (!result) throw new Error(`${id} gave nothing`)
  return result
}

function randomDocuments(seed: number, shape: Shape): AgreementDocument[] {
  return [...fromEntries(randomEntries(seed, shape), SPACES).documents]
}

function scoresOf(result: MeasureResult): Score[] {
  return [result, ...result.pairs, ...Object.values(result.labels), ...Object.values(result.documents)]
}

function eachSeed(runs: number, check: (seed: number) => void): void {
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      check(seed)
    }),
    { seed: 11, numRuns: runs },
  )
}

/** Renames and so reorders the annotators. */
function renamed(documents: readonly AgreementDocument[], name: (old: string) => string): AgreementDocument[] {
  return documents.map((each) => ({
    ...each,
    layers: Object.fromEntries(Object.entries(each.layers).map(([old, layer]) => [name(old), layer])),
  }))
}

test('the registry holds every measure of the contract, each once, in its order', () => {
  expect(MEASURES.map(({ id }) => id)).toEqual(MEASURE_IDS)
})

describe.each(MEASURES.map(({ id, sampled }) => ({ id, sampled })))('$id', ({ id, sampled }) => {
  test('a value is a finite number of at most 1, or null with a reason; never both, never neither', () => {
    eachSeed(8, (seed) => {
      for (const score of scoresOf(measured(id, randomDocuments(seed, { missing: true, excluded: true })))) {
        expect(Number.isFinite(score.items)).toBe(true)
        expect(score.value === null).toBe(score.undefined !== null)
        if (score.value !== null) expect(score.value).toBeLessThanOrEqual(1)
        else expect(UNDEFINED_REASONS).toHaveProperty(score.undefined ?? '')
      }
    })
  })

  test('identical layers give 1, or undefined with a reason', () => {
    eachSeed(8, (seed) => {
      const documents = randomDocuments(seed, { annotators: 1, overlaps: seed % 2 === 0 }).map((each) => {
        const [layer] = Object.values(each.layers)
        return layer ? { ...each, layers: { a: layer, b: layer, c: layer } } : each
      })
      const result = measured(id, documents)
      for (const score of [result, ...result.pairs, ...Object.values(result.labels)])
        if (score.value !== null) expect(score.value).toBe(1)
    })
  })

  test('identical layers of plain spans do give 1', () => {
    const spans = 'PER 2-7, ORG 9-14, PER 20-26, ORG 30-31'
    const result = measured(id, [document('one', 40, { a: spans, b: spans }), document('two', 40, { a: '', b: '' })])
    if (id === 'ku-alpha') expect(Object.values(result.labels).map(({ value }) => value)).toEqual([1, 1])
    else if (id === 'alpha-attributes' || id === 'f1-relations') expect(result.undefined).toBe('nothing-to-compare')
    else expect(result.value).toBe(1)
  })

  test('nothing to compare is undefined: no document, one annotator, nobody marked anything', () => {
    for (const documents of [
      [],
      [document('one', 10, { a: 'PER 0-3' })],
      [document('one', 10, { a: '', b: '' })],
      [document('empty', 0, { a: '', b: '' })],
    ]) {
      const { value, undefined: reason } = measured(id, documents)
      expect(value).toBeNull()
      expect(reason).not.toBeNull()
    }
  })

  test('a document that one person read changes no value', () => {
    eachSeed(6, (seed) => {
      const documents = randomDocuments(seed, { overlaps: false })
      const alone = document('zz alone', 30, { amina: 'PER 0-5, ORG 6-9' })
      const before = measured(id, documents)
      const after = measured(id, [...documents, alone])
      expect(after.value).toEqual(before.value)
      expect(after.pairs.map(({ value }) => value)).toEqual(before.pairs.map(({ value }) => value))
      expect(after.documents['zz alone']).toEqual({ value: null, undefined: 'one-annotator', items: 0 })
    })
  })

  test('empty is not missing: having read a document and found nothing counts', () => {
    const spans = 'PER 2-7, ORG 9-14, PER 20-26, ORG 30-31'
    const one = document('one', 40, { a: spans, b: spans.replace('20-26', '20-25') })
    const missing = measured(id, [one, document('two', 40, { a: spans })])
    const empty = measured(id, [one, document('two', 40, { a: spans, b: '' })])
    if (['cu-alpha', 'ku-alpha', 'alpha-attributes', 'f1-relations'].includes(id))
      expect(empty.value).toBe(missing.value)
    else expect(empty.value).toBeLessThan(missing.value ?? -1)
  })

  test('the order of documents, annotators and spans does not matter', () => {
    eachSeed(6, (seed) => {
      const documents = randomDocuments(seed, { missing: true })
      const turned = [...documents].reverse().map((each) => ({
        ...each,
        layers: Object.fromEntries(
          Object.entries(each.layers)
            .reverse()
            .map(([name, layer]) => [name, { ...layer, spans: distinct(layer.spans).reverse() }]),
        ),
      }))
      const tidy = documents.map((each) => ({
        ...each,
        layers: Object.fromEntries(
          Object.entries(each.layers).map(([name, layer]) => [name, { ...layer, spans: distinct(layer.spans) }]),
        ),
      }))
      expect(measured(id, turned)).toEqual(measured(id, tidy))
    })
  })

  test('it is symmetric: who comes first by name changes no value', () => {
    eachSeed(6, (seed) => {
      const documents = randomDocuments(seed, { missing: true })
      const before = measured(id, documents)
      const after = measured(
        id,
        renamed(documents, (name) => ({ amina: 'z', bruno: 'y', chloé: 'x', dao: 'w' })[name] ?? name),
      )
      if (sampled) {
        close(observed(after), observed(before))
        return
      }
      close(after.value, before.value)
      for (const [label, score] of Object.entries(before.labels)) close(after.labels[label]?.value ?? null, score.value)
      for (const [name, score] of Object.entries(before.documents))
        close(after.documents[name]?.value ?? null, score.value)
    })
  })

  test('the same seed gives the same report, to the last digit', () => {
    const documents = randomDocuments(7, { documents: 8, missing: true })
    expect(measured(id, documents)).toEqual(measured(id, documents))
  })

  test('an interval holds numbers in order, and there is none for few documents', () => {
    const many = measured(id, randomDocuments(3, { documents: 12, overlaps: false, spans: 6 }))
    if (many.interval) expect(many.interval.low).toBeLessThanOrEqual(many.interval.high)
    expect(measured(id, randomDocuments(3, { documents: 4, overlaps: false })).interval).toBeNull()
  })
})

/** What of a sampled measure is not left to chance. */
function observed({ counts }: MeasureResult): number | null {
  return counts?.['best_alignment_disorder'] ?? null
}

/** Exact duplicates are dropped by order, which a reversed list changes for their attributes. */
function distinct<T extends { ranges: readonly unknown[]; label: string }>(spans: readonly T[]): T[] {
  const seen = new Map(spans.map((span) => [JSON.stringify([span.label, span.ranges]), span]))
  return [...seen.values()]
}

function close(value: number | null, expected: number | null): void {
  if (expected === null) expect(value).toBeNull()
  else expect(value).toBeCloseTo(expected, 9)
}
