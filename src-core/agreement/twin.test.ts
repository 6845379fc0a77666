import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DatasetEntry } from '../formats/dataset.ts'
import { fromEntries } from './from-entries.ts'
import type { MeasureId, MeasureResult, Score } from './measure.ts'
import { agreementReport } from './report.ts'
import {
  type PlainDocument,
  annotatorsOf,
  labelsOf,
  mean,
  pairsOf,
  plainDocuments,
  restrict,
} from './testing/naive-documents.ts'
import { fitsNaive, numberLabels, relationF1 } from './testing/naive-spans.ts'
import { alphaNaive, attributeAlpha, cohenNaive, fleissNaive, unitsNaive } from './testing/naive-tokens.ts'
import { unitizingNaive } from './testing/naive-unitizing.ts'
import { randomEntries, SPACES, type Shape } from './testing/random.ts'

/** The naive twin of a measure: a value, null for undefined, or 'conflict' where spans overlap. */
type Twin = (documents: readonly PlainDocument[], names: readonly string[]) => number | null | 'conflict'

function overPairs(value: (a: string, b: string) => number | null | 'conflict', names: readonly string[]) {
  const values = pairsOf(names).map(([a, b]) => value(a, b))
  const numbers = values.filter((each) => each !== 'conflict')
  return numbers.length === 0 && values.length > 0 ? ('conflict' as const) : mean(numbers)
}

const f1 =
  (credit: (fits: ReturnType<typeof fitsNaive>) => number): Twin =>
  (documents, names) =>
    overPairs((a, b) => {
      const fits = fitsNaive(documents, a, b)
      const paired = fits.same + fits.otherLabel + fits.otherBorders + fits.overlap
      const all = 2 * paired + fits.onlyA + fits.onlyB
      return all === 0 ? null : (2 * credit(fits)) / all
    }, names)

const unitizing =
  (which: 'u' | 'binary' | 'cu'): Twin =>
  (documents, names) => {
    const all = unitizingNaive(documents, names)
    return all === 'conflict' ? all : all[which]
  }

const TWINS: Partial<Record<MeasureId, Twin>> = {
  'f1-strict': f1((fits) => fits.same),
  'f1-exact': f1((fits) => fits.same + fits.otherLabel),
  'f1-partial': f1((fits) => fits.same + fits.otherLabel + (fits.otherBorders + fits.overlap) / 2),
  'f1-type': f1((fits) => fits.same + fits.otherBorders),
  'cohen-kappa': (documents, names) => overPairs((a, b) => cohenNaive(documents, a, b, false), names),
  'cohen-kappa-bio': (documents, names) => overPairs((a, b) => cohenNaive(documents, a, b, true), names),
  'fleiss-kappa': (documents, names) => {
    const complete = documents.filter((document) => names.every((name) => document.layers.has(name)))
    const rows = unitsNaive(complete, names)
    return rows === 'conflict' ? rows : fleissNaive(rows)
  },
  'alpha-nominal': (documents, names) => {
    const rows = unitsNaive(documents, names)
    return rows === 'conflict' ? rows : alphaNaive(rows)
  },
  'u-alpha': unitizing('u'),
  'u-alpha-binary': unitizing('binary'),
  'cu-alpha': unitizing('cu'),
  'f1-relations': (documents, names) => overPairs((a, b) => relationF1(documents, a, b), names),
}

const IDS = Object.keys(TWINS).filter((id): id is MeasureId => id in TWINS)

function reportOf(entries: readonly DatasetEntry[], measures: readonly MeasureId[]) {
  const { documents } = fromEntries(entries, SPACES)
  const report = agreementReport(documents, { measures, resamples: 0 })
  if (!report) throw new Error('stopped')
  return report
}

function same(score: Score | undefined, expected: number | null | 'conflict', where: string): void {
  if (typeof expected === 'number') expect(score?.value ?? null, where).toBeCloseTo(expected, 9)
  else {
    expect(score?.value ?? null, where).toBeNull()
    if (expected === 'conflict') expect(score?.undefined, where).toBe('overlapping-spans')
  }
}

function check(seed: number, shape: Shape): void {
  const entries = randomEntries(seed, shape)
  const plain = plainDocuments(entries)
  const names = annotatorsOf(plain)
  const labels = labelsOf(plain)
  numberLabels(labels)
  if (names.length < 2) return
  const report = reportOf(entries, [...IDS, 'ku-alpha', 'alpha-attributes'])
  for (const id of IDS) checkMeasure(id, report.measures[id], plain, names, labels)
  const family = unitizingNaive(plain, names)
  for (const label of labels)
    same(
      report.measures['ku-alpha']?.labels[label],
      family === 'conflict' ? family : (family.ku.get(label) ?? null),
      `ku-alpha of ${label}`,
    )
  if (labels.includes('CLAIM'))
    same(report.measures['alpha-attributes']?.labels['CLAIM.kind'], attributeAlpha(plain, 'CLAIM', 'kind'), 'kind')
}

function checkMeasure(
  id: MeasureId,
  result: MeasureResult | undefined,
  plain: readonly PlainDocument[],
  names: readonly string[],
  labels: readonly string[],
): void {
  const twin = TWINS[id]
  if (!twin) throw new Error(id)
  same(result, twin(plain, names), `${id} over all`)
  for (const pair of result?.pairs ?? []) same(pair, twin(plain, [pair.a, pair.b]), `${id} of ${pair.a} and ${pair.b}`)
  for (const document of plain) same(result?.documents[document.id], twin([document], names), `${id} of ${document.id}`)
  if (id === 'cu-alpha' || id === 'f1-relations') return
  for (const label of labels) same(result?.labels[label], twin(restrict(plain, label), names), `${id} of ${label}`)
}

describe('every measure equals its naive twin, over all and by pair, document and label', () => {
  const shapes: [string, Shape][] = [
    ['flat layers of three', { overlaps: false, annotators: 3 }],
    ['overlaps, nesting, duplicates', { overlaps: true }],
    ['missing, unfinished and empty documents', { overlaps: false, missing: true }],
    ['excluded passages', { overlaps: false, excluded: true, missing: true }],
    ['everything at once', { overlaps: true, excluded: true, missing: true }],
  ]
  test.each(shapes)('%s', (_, shape) => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        check(seed, shape)
      }),
      { seed: 6, numRuns: 16 },
    )
  })
})
