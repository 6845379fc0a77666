import { describe, expect, test } from 'vitest'
import type { DatasetEntry } from '../formats/dataset.ts'
import { labelConfusion } from './confusion.ts'
import { fromEntries } from './from-entries.ts'
import { MEASURE_IDS, UNDEFINED_REASONS } from './measure.ts'
import { methodsParagraph } from './methods.ts'
import { MEASURES } from './registry.ts'
import { agreementReport, agreementSteps, REPORT_DEFAULTS, runSteps } from './report.ts'
import { prepareStudy } from './study.ts'
import { document } from './testing/build.ts'
import { randomEntries, SPACES } from './testing/random.ts'

const TEXT = '👩‍🚀 Awa Keïta a vu 😀 Bamako'

const codePoints = (text: string) => Array.from(text).length

function entry(
  annotator: string,
  spans: readonly [number, number, string][],
  more: Partial<DatasetEntry> = {},
): DatasetEntry {
  const [blank] = randomEntries(1, { documents: 1 })
  if (!blank) throw new Error('no entry')
  const made = spans.map(([start, end, label], i) => ({
    id: `${annotator}${i}`,
    ranges: [[start, end] as const],
    label,
    attributes: {},
    entity: null,
    note: null,
    origin: 'manual',
    created: null,
    updated: null,
    from: null,
    extra: {},
  }))
  return { ...blank, id: 'doc', annotator, text: TEXT, spans: made, relations: [], excluded: [], ...more }
}

describe('from entries', () => {
  test('offsets become code points, and tokens come from the tokeniser or, first, from the data', () => {
    const start = TEXT.indexOf('Bamako')
    const { documents, tokens } = fromEntries([entry('a', [[start, start + 6, 'LOC']])], SPACES)
    expect(tokens).toBe('spaces/1')
    expect(documents).toHaveLength(1)
    expect(documents[0]?.length).toBe(codePoints(TEXT))
    expect(documents[0]?.layers['a']?.spans[0]?.ranges).toEqual([[codePoints(TEXT.slice(0, start)), codePoints(TEXT)]])
    expect(documents[0]?.tokens).toHaveLength(7)
    const own = fromEntries([entry('a', [], { tokens: [[0, 5]] }), entry('b', [])], SPACES)
    expect([own.tokens, own.documents[0]?.tokens]).toEqual(['dataset', [[0, 3]]])
  })

  test('a document that two people saw with different texts is left out and named', () => {
    const { documents, leftOut } = fromEntries([entry('a', []), entry('b', [], { text: `${TEXT} ` })], SPACES)
    expect(documents).toEqual([])
    expect(leftOut).toEqual([{ document: 'doc', reason: 'text-differs' }])
    expect(fromEntries([entry('a', []), entry('a', [])], SPACES).leftOut[0]?.reason).toBe('same-annotator-twice')
  })
})

test('a reviewer’s verdicts and proposals are no annotation: who only reviewed is missing, not empty', () => {
  const verdict = { id: 'v', spans: ['a0'], outcome: 'reject' as const, reason: null, by: 'rita', at: '', extra: {} }
  const proposal = entry('rita', [[0, 5, 'PER']]).spans.map((span) => ({ ...span, from: ['a'] }))
  const states = (rita: DatasetEntry) => {
    const { documents } = fromEntries([entry('a', [[0, 5, 'PER']]), rita], SPACES)
    return agreementReport(documents, { measures: ['f1-strict'] })?.measures['f1-strict']?.undefined
  }
  expect(states(entry('rita', [], { spans: proposal, decisions: [verdict] }))).toBe('one-annotator')
  expect(states(entry('rita', [], { extra: { reviewed: ['a'] } }))).toBe('one-annotator')
  expect(states(entry('rita', [[0, 5, 'PER']], { decisions: [verdict] }))).toBeNull()
})

describe('what is compared', () => {
  const three = [document('d', 30, { amina: 'PER 0-4', bruno: 'PER 0-4', gold: 'PER 0-5' })]

  test('the adjudicated layer is no annotator, unless asked for or the only other', () => {
    expect(agreementReport(three, { measures: [] })?.annotators).toEqual(['amina', 'bruno'])
    expect(agreementReport(three, { measures: [], annotators: ['gold', 'amina'] })?.annotators).toEqual([
      'amina',
      'gold',
    ])
    const two = [document('d', 30, { amina: 'PER 0-4', gold: 'PER 0-5' })]
    expect(agreementReport(two, { measures: [] })?.annotators).toEqual(['amina', 'gold'])
  })

  test('a document in progress counts only when asked, an untouched one never', () => {
    const [first] = three
    if (!first) throw new Error('no document')
    const layers = {
      a: { state: 'done' as const, spans: [], relations: [] },
      b: { state: 'in_progress' as const, spans: [], relations: [] },
      c: { state: 'untouched' as const, spans: [], relations: [] },
    }
    const documents = [{ ...first, layers }]
    expect(agreementReport(documents, { measures: [] })).toMatchObject({ annotators: ['a'], documents: 1, compared: 0 })
    expect(agreementReport(documents, { measures: [], inProgress: true })).toMatchObject({
      annotators: ['a', 'b'],
      compared: 1,
    })
  })

  test('excluded passages are cut out: spans in them vanish, spans around them close up', () => {
    const documents = [
      {
        ...document('d', 30, { a: 'PER 2-4, ORG 12-14, DATE 8-22', b: 'PER 2-4, DATE 8-20' }),
        excluded: [[10, 20] as const],
      },
    ]
    const study = prepareStudy(documents, REPORT_DEFAULTS)
    expect(study.documents[0]?.length).toBe(20)
    expect(study.documents[0]?.layers[0]?.spans.map(({ borders }) => borders)).toEqual(['2-4', '8-12'])
    expect(study.documents[0]?.layers[1]?.spans.map(({ borders }) => borders)).toEqual(['2-4', '8-10'])
  })

  test('exact duplicates of one annotator count once and are reported', () => {
    const doubled = [document('d', 30, { a: 'PER 0-4, PER 0-4', b: 'PER 0-4' })]
    const report = agreementReport(doubled, { measures: ['f1-strict'] })
    expect(report?.duplicates).toBe(1)
    expect(report?.measures['f1-strict']).toMatchObject({ value: 1, items: 1 })
  })

  test('attributes that name a span are compared by the place of that span, since ids differ', () => {
    const make = (name: string, speaker: string) =>
      entry(
        name,
        [
          [0, 5, 'CLAIM'],
          [6, 9, 'PER'],
          [10, 15, 'PER'],
        ],
        {
          spans: entry(name, [
            [0, 5, 'CLAIM'],
            [6, 9, 'PER'],
            [10, 15, 'PER'],
          ]).spans.map((span, i) => (i === 0 ? { ...span, attributes: { speaker: `${name}${speaker}` } } : span)),
        },
      )
    const counts = (b: string) => {
      const { documents } = fromEntries([make('a', '1'), make('b', b)], SPACES)
      return prepareStudy(documents, REPORT_DEFAULTS).attributes[0]?.values.length
    }
    expect([counts('1'), counts('2')]).toEqual([2, 3])
  })
})

describe('the report', () => {
  const { documents, tokens } = fromEntries(
    randomEntries(4, { annotators: 3, documents: 8, spans: 6, missing: true }),
    SPACES,
  )
  const options = { tokens, gamma: { ...REPORT_DEFAULTS.gamma, maxSamples: 30 } }

  test('is the JSON of the dataset contract', () => {
    const report = agreementReport(documents, options)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(Object.keys(report?.measures ?? {})).toEqual([...MEASURE_IDS])
    for (const result of Object.values(report?.measures ?? {})) {
      expect(Object.keys(result)).toEqual(
        expect.arrayContaining(['value', 'undefined', 'items', 'pairs', 'labels', 'documents']),
      )
      expect(Object.keys(result.documents)).toEqual(documents.map(({ id }) => id))
      for (const pair of result.pairs)
        expect(Object.keys(pair)).toEqual(expect.arrayContaining(['a', 'b', 'value', 'items']))
    }
    for (const [code, sentence] of Object.entries(report?.reasons ?? {}))
      expect(UNDEFINED_REASONS).toHaveProperty(code, sentence)
  })

  test('does not depend on which other measures are computed', () => {
    const all = agreementReport(documents, options)
    for (const { id } of MEASURES)
      expect(agreementReport(documents, { ...options, measures: [id] })?.measures[id]).toEqual(all?.measures[id])
  })

  test('progress never goes back and ends below its total; a stop is heard at the next step', () => {
    const seen: number[] = []
    const totals = new Set<number>()
    runSteps(agreementSteps(documents, options), {
      cancelled: () => false,
      progress: (done, total) => {
        seen.push(done)
        totals.add(total)
      },
    })
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(totals.size).toBe(1)
    expect(seen.at(-1)).toBeLessThanOrEqual([...totals][0] ?? 0)
    let steps = 0
    const stopped = agreementReport(documents, options, { cancelled: () => ++steps > 3, progress: () => undefined })
    expect([stopped, steps]).toEqual([null, 4])
  })

  test('confusion between labels adds up to the F1 counts', () => {
    const study = prepareStudy(documents, REPORT_DEFAULTS)
    const cells = labelConfusion(study)
    const { counts } = agreementReport(documents, { measures: ['f1-strict'] })?.measures['f1-strict'] ?? {}
    const times = (keep: (cell: (typeof cells)[number]) => boolean) =>
      cells.filter(keep).reduce((sum, cell) => sum + cell.times, 0)
    expect(times(({ labels }) => labels[1] === null)).toBe((counts?.['MIS'] ?? 0) + (counts?.['SPU'] ?? 0))
    expect(times(({ labels }) => labels[1] !== null)).toBe((counts?.['COR'] ?? 0) + (counts?.['INC'] ?? 0))
  })

  const SOFTWARE = 'Postil 1.2.3'
  test('the methods paragraph names every value that the report has, in both languages', () => {
    const report = agreementReport(documents, options)
    if (!report) throw new Error('stopped')
    const [english, french] = [methodsParagraph(report, 'en', SOFTWARE), methodsParagraph(report, 'fr', SOFTWARE)]
    for (const [id, { value }] of Object.entries(report.measures)) {
      if (value === null || id === 'ku-alpha') continue
      expect(english).toContain(Math.abs(value).toFixed(3))
      expect(french).toContain(Math.abs(value).toFixed(3).replace('.', ','))
    }
    expect(english).toMatch(/^3.annotators tagged 8.documents with 4.labels; \d of the documents/u)
    expect(french).not.toMatch(/ [;:%?!]|'/u)
    for (const text of [english, french]) {
      expect(text).toMatch(/Postil 1\.2\.3\.$/u)
      expect(text).toContain(String(report.seed))
      // Every sentence begins with a word or a number, none with a formula's letter.
      const begins = text.split(/\. (?=\S)/u).map((sentence) => sentence.split(/[\s\u00a0]/u)[0])
      expect(begins.filter((word) => !/^(?:\d+|[A-ZÀ-Ý]’|[A-ZÀ-Ý][a-zà-ÿ’]+|A$)/u.test(word ?? ''))).toEqual([])
    }
  })
})
