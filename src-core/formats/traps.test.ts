import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { fit } from './fit.ts'
import { formatById } from './registry.ts'
import { asSource, readBack, written } from './testing/files.ts'
import { entry, span } from './testing/samples.ts'

function through(id: string, text: string, spans: Parameters<typeof span>[]) {
  const format = formatById(id)
  if (!format) throw new Error(`There is no ${id}`)
  const fitted = fit(
    entry(
      'a.txt',
      text,
      spans.map((each) => span(...each)),
    ),
    format,
    'longest',
  ).entry
  const files = written(format, [fitted])
  const [found] = readBack(format, asSource(files)).entries
  const quotes = found?.spans.map(({ label, ranges }) => [
    label,
    ranges.map((range) => found.text.slice(...range)).join(' … '),
  ])
  return { files, found, quotes }
}

it('Hugging Face: a language code that YAML takes for a truth value stays a word, and class numbers stay strings', () => {
  const format = formatById('huggingface')
  if (!format) throw new Error('There is no huggingface')
  const sample = entry('a.txt', 'Koné', [span('s', 'PER', [[0, 4]])], { lang: 'no' })
  const card = String(written(format, [fit(sample, format, 'longest').entry]).get('README.md'))
  const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(card) ?? []
  const parsed: unknown = parse(head, { version: '1.1' })
  expect(parsed).toMatchObject({ language: ['no'] })
  expect(head).toMatch(/^\s*(['"])0\1: O$/m)
})

it('XMI: what XML cannot hold is replaced in place, and no offset moves', () => {
  const { found, quotes } = through('cas-xmi', 'a\u0001b\u000c Koné', [['s', 'PER', [[5, 9]]]])
  expect(found?.text).toHaveLength(9)
  expect(quotes).toEqual([['PER', 'Koné']])
})

it('WebAnno: its reserved characters in texts and labels are escaped', () => {
  const text = 'a_b [1] x|y *z* c->d ; e\\f'
  const { quotes } = through('webanno-tsv', text, [
    ['s1', 'A|B_[C]*', [[0, 3]]],
    ['s2', '->;', [[8, 11]]],
  ])
  expect(quotes).toEqual([
    ['A|B_[C]*', 'a_b'],
    ['->;', 'x|y'],
  ])
})

it('spaCy: no span begins or ends with white space, and a no-break space is white space', () => {
  const { quotes } = through('spacy', '«\u00a0Koné\u202f» dit', [['s', 'PER', [[1, 7]]]])
  expect(quotes).toEqual([['PER', 'Koné']])
})

it('brat: a span over a line end is written in pieces without it, and read as one', () => {
  const { files, quotes } = through('brat', 'Awa\nKoné vit', [['s', 'PER', [[0, 8]]]])
  expect([...files.values()].join('\n')).toContain('PER 0 3;4 8\tAwa Koné')
  expect(quotes).toEqual([['PER', 'Awa\nKoné']])
})

it('CoNLL: a token holds no no-break space, so that readers which split at any space find two columns', () => {
  const { files } = through('iob2', '10\u202f000 euros\u00a0: non', [['s', 'MONEY', [[0, 12]]]])
  const lines = [...files.values()].join('').split('\n')
  for (const line of lines.filter((each) => each !== '' && !each.startsWith('#')))
    expect(line.trim().split(/\s+/), JSON.stringify(line)).toHaveLength(2)
})

it('Web Annotation: positions are code points, beside the quote that proves them', () => {
  const { files } = through('web-annotation', '😀 Koné', [['s', 'PER', [[3, 7]]]])
  const json = [...files.values()].join('')
  expect(json).toMatch(/"start":\s*2,\s*"end":\s*6/)
  expect(json).toMatch(/"exact":\s*"Koné"/)
})

it('CSV: a cell that a spreadsheet would run is made text, behind a mark for Excel', () => {
  const format = formatById('csv')
  if (!format) throw new Error('There is no csv')
  const sample = entry('a.txt', '=1+1 et', [span('s', 'PER', [[0, 4]])])
  const csv = [...written(format, [fit(sample, format, 'longest').entry]).values()].join('')
  expect(csv.startsWith('\ufeff')).toBe(true)
  expect(csv).toContain("'=1+1")
})
