import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DatasetSpan } from './dataset.ts'
import { fitOverlaps, layersOf } from './fit-overlaps.ts'
import { fit } from './fit.ts'
import { LossGatherer, lossSentences, OVERLAP_POLICIES } from './losses.ts'
import { FORMATS, formatById } from './registry.ts'
import { splitDocuments, prefixGroups } from './split.ts'
import { at, entry, span, TROUBLES } from './testing/samples.ts'
import { sentences, TOKENISER, tokensOf } from './tokens.ts'
import type { Format } from './format.ts'

function format(id: string): Format {
  const found = formatById(id)
  if (!found) throw new Error(`no format ${id}`)
  return found
}

const places = (spans: readonly DatasetSpan[]) => spans.map(({ label, ranges }) => [label, ...ranges.flat()])

describe('spans where a format has room for one a place', () => {
  const text = 'abcdefghij'
  const nested = entry('a', text, [span('1', 'A', [[0, 10]]), span('2', 'B', [[2, 4]]), span('3', 'C', [[3, 6]])])
  const cases = [
    ['longest', [['A', 0, 10]]],
    ['first', [['A', 0, 10]]],
    [
      'split',
      [
        ['A', 0, 2],
        ['B', 2, 4],
        ['C', 4, 6],
        ['A', 6, 10],
      ],
    ],
  ] as const
  for (const [policy, expected] of cases)
    it(policy, () => expect(places(fitOverlaps(nested, policy, () => undefined).spans)).toEqual(expected))

  it('never overlap, lie within what was there, and are the same in any order, by every policy', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 }), fc.constantFrom('A', 'B')), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(spans, fc.constantFrom(...OVERLAP_POLICIES), (drawn, policy) => {
        const given = drawn.map(([start, length, label], i) => span(String(i), label, [[start, start + length]]))
        const told: string[] = []
        const { spans: kept } = fitOverlaps({ text: 'x'.repeat(50), spans: given }, policy, (_, lost) =>
          told.push(lost?.id ?? ''),
        )
        const ranges = kept.map(({ ranges: [range = [0, 0] as const] }) => range)
        expect(ranges.every(([start], i) => i === 0 || start >= (ranges[i - 1]?.[1] ?? 0))).toBe(true)
        for (const each of kept) {
          const [whole] = given.find(({ id }) => id === each.id.split('.')[0])?.ranges ?? []
          expect(
            (whole?.[0] ?? 99) <= (each.ranges[0]?.[0] ?? 0) && (whole?.[1] ?? 0) >= (each.ranges[0]?.[1] ?? 99),
          ).toBe(true)
        }
        const untouched = given.filter(({ id }) => !told.includes(id))
        expect(kept).toEqual(expect.arrayContaining(untouched))
        expect(
          places(fitOverlaps({ text: 'x'.repeat(50), spans: [...given].reverse() }, policy, () => undefined).spans),
        ).toEqual(places(kept))
      }),
      { seed: 3, numRuns: 400 },
    )
  })

  it('of two levels keep one nested span a place', () => {
    const levels = fit(
      entry('a', 'un deux trois quatre', [
        span('1', 'A', [[0, 20]]),
        span('2', 'B', [[3, 13]]),
        span('3', 'C', [[3, 7]]),
      ]),
      format('hipe'),
      'longest',
    )
    expect(places(levels.entry.spans)).toEqual([
      ['A', 0, 20],
      ['B', 3, 13],
    ])
    expect(layersOf(levels.entry.spans, 2).map(places)).toEqual([[['A', 0, 20]], [['B', 3, 13]]])
    expect(levels.losses.map(({ kind, span: id }) => [kind, id])).toContainEqual(['overlap', '3'])
  })
})

describe('what a format cannot hold', () => {
  for (const each of FORMATS)
    it(`${each.id}: fitting twice loses nothing more`, () => {
      for (const sample of Object.values(TROUBLES)) {
        const once = fit(sample, each, 'split').entry
        const twice = fit(once, each, 'split')
        expect(twice.entry).toEqual(once)
        expect(twice.losses.filter(({ kind }) => !['annotator', 'label'].includes(kind))).toEqual([])
      }
    })

  it('is counted and listed with the span’s own words', () => {
    const sample = TROUBLES['everything else'] ?? entry('', '', [])
    const { losses } = fit(sample, format('spacy'), 'longest')
    const gatherer = new LossGatherer()
    gatherer.add(sample.spans.length, losses)
    const report = gatherer.report('spacy', 'longest')
    expect(report.counts).toMatchObject({ attribute: 4, note: 1, entity: 1, relation: 1, overlap: 0 })
    expect(report.list).toContainEqual(
      expect.objectContaining({ kind: 'attribute', label: 'PER', text: 'ministre', detail: 'role' }),
    )
    expect(lossSentences(report)).toContain('4 attribute values left out')
  })

  it('is everything that is odd in a text: CRLF becomes LF and offsets move with it', () => {
    const { entry: fitted, losses } = fit(TROUBLES['crlf'] ?? entry('', '', []), format('brat'), 'longest')
    expect(fitted.text).toBe('Titre\n\nAwa Koné est partie.\nElle vit à Ségou.\n')
    expect(fitted.spans.map(({ ranges }) => fitted.text.slice(...(ranges[0] ?? [0, 0])))).toEqual([
      'Awa Koné est partie.\nElle',
      'Awa Koné',
      'Ségou',
    ])
    expect(losses.map(({ kind }) => kind)).toContain('line-ends')
  })

  it('is no line end where the text is left out: offsets count the source’s own text', () => {
    const sample = TROUBLES['crlf'] ?? entry('', '', [])
    for (const id of ['csv', 'averitec', 'parquet'])
      expect(fit(sample, format(id), 'longest').entry.spans.map(({ ranges }) => ranges)).toEqual(
        sample.spans.map(({ ranges }) => ranges),
      )
  })

  it('is a border inside a token: the span is widened, and that is told', () => {
    const { entry: fitted, losses } = fit(
      entry('a', 'Sénégalais', [span('1', 'LOC', [[0, 7]])]),
      format('iob2'),
      'longest',
    )
    expect([places(fitted.spans), losses.map(({ kind }) => kind)]).toEqual([[['LOC', 0, 10]], ['widened']])
  })

  it('refuses overlaps and pieces with the policy fail', () => {
    expect(
      fit(TROUBLES['nested, crossing, same'] ?? entry('', '', []), format('iob2'), 'fail').refused,
    ).toBeGreaterThan(0)
    expect(fit(TROUBLES['discontinuous'] ?? entry('', '', []), format('doccano'), 'fail').refused).toBe(2)
    expect(fit(TROUBLES['discontinuous'] ?? entry('', '', []), format('brat'), 'fail').refused).toBe(0)
  })
})

describe('tokens', () => {
  it('hold no space, cover all that is seen, and lie in order', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'É', '’', '-', ' ', '\u00a0', '\n', '.', '1', '😀', 'e\u0301', '\u200b', 'م', '中'),
      maxLength: 40,
    })
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = TOKENISER.tokens(text, 'fr')
        const words = tokens.map(([start, end]) => text.slice(start, end))
        expect(words.every((word) => word !== '' && !/[\p{Z}\p{Cc}]/u.test(word))).toBe(true)
        expect(tokens.every(([start], i) => start >= (tokens[i - 1]?.[1] ?? 0))).toBe(true)
        const seen = (part: string) => part.replace(/[\p{Z}\p{C}\p{M}]/gu, '')
        expect(seen(words.join(''))).toBe(seen(text))
      }),
      { seed: 9, numRuns: 500 },
    )
  })

  it('of the source are kept, and what lies between them is cut by Postil', () => {
    const text = 'Awa Koné, oui'
    expect(tokensOf({ text, lang: 'fr', tokens: [[0, 8]] }).map(([start, end]) => text.slice(start, end))).toEqual([
      'Awa',
      'Koné',
      ',',
      'oui',
    ])
  })

  it('form sentences that never cut a span', () => {
    const text = 'Il dort. Elle rit.'
    const sample = entry('a', text, [])
    const tokens = tokensOf(sample)
    expect(sentences(sample, tokens, [])).toEqual([
      [0, 3],
      [3, 6],
    ])
    expect(sentences(sample, tokens, [at(text, 'dort. Elle')])).toEqual([[0, 6]])
  })
})

describe('parts of a dataset', () => {
  const documents = Array.from({ length: 100 }, (_, i) => ({ id: `d${i}`, labels: new Map([[i % 10 ? 'A' : 'B', 3]]) }))
  const sizes = (parts: ReadonlyMap<string, number>, of: (id: string) => boolean = () => true) =>
    [0, 1, 2].map((part) => [...parts].filter(([id, each]) => each === part && of(id)).length)

  it('have their share of documents and of a rare label', () => {
    const { parts } = splitDocuments(documents, [80, 10, 10], 1)
    expect([sizes(parts), sizes(parts, (id) => id.endsWith('0'))]).toEqual([
      [80, 10, 10],
      [8, 1, 1],
    ])
  })

  it('depend on the seed and not on the order', () => {
    const split = (seed: number, list = documents) => [...splitDocuments(list, [80, 20], seed).parts].sort()
    expect(split(7, [...documents].reverse())).toEqual(split(7))
    expect(split(8)).not.toEqual(split(7))
  })

  it('never divide a group, and count those that would have been', () => {
    const groups = Array.from({ length: 20 }, (_, g) => [g, g + 20, g + 40].map((i) => `d${i}`))
    const { parts, prevented } = splitDocuments(documents, [50, 50], 1, groups)
    for (const group of groups) expect(new Set(group.map((id) => parts.get(id))).size).toBe(1)
    expect(prevented).toBeGreaterThan(5)
  })

  it('group ids by folder, else by what stands before the last hyphen', () => {
    expect(prefixGroups(['a/1', 'a/2', 'b/1', 'x-1', 'x-2', 'y'])).toEqual([
      ['a/1', 'a/2'],
      ['b/1'],
      ['x-1', 'x-2'],
      ['y'],
    ])
  })
})
