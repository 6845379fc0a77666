import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import { fit } from './fit.ts'
import type { Format } from './format.ts'
import { formatById, readFiles } from './registry.ts'
import { asSource, readBack, written } from './testing/files.ts'
import { entry, span } from './testing/samples.ts'

/* What has gone wrong between tools, each with the format that it concerns. */

function known(id: string): Format {
  const format = formatById(id)
  if (!format) throw new Error(`There is no ${id}`)
  return format
}

function fittedTo(id: string, sample: DatasetEntry) {
  const format = known(id)
  return { format, fitted: fit(sample, format, 'longest').entry }
}

function through(id: string, text: string, spans: Parameters<typeof span>[]) {
  const tagged = spans.map((each) => span(...each))
  const { format, fitted } = fittedTo(id, entry('a.txt', text, tagged))
  const files = written(format, [fitted])
  const [found] = readBack(format, asSource(files)).entries
  const quotes = found?.spans.map(({ label, ranges }) => [
    label,
    ranges.map((range) => found.text.slice(...range)).join(' … '),
  ])
  return { files, found, quotes }
}

it('Hugging Face: a language code that YAML takes for a truth value stays a word, and class numbers stay strings', () => {
  const sample = entry('a.txt', 'Koné', [span('s', 'PER', [[0, 4]])], { lang: 'no' })
  const { format, fitted } = fittedTo('huggingface', sample)
  const card = String(written(format, [fitted]).get('README.md'))
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
  const { format, fitted } = fittedTo('csv', entry('a.txt', '=1+1 et', [span('s', 'PER', [[0, 4]])]))
  const csv = [...written(format, [fitted]).values()].join('')
  expect(csv.startsWith('\ufeff')).toBe(true)
  expect(csv).toContain("'=1+1")
})

it('CSV: a cell that pandas takes for a missing value is still the word NA, and the card says how to read it', () => {
  const { format, fitted } = fittedTo('csv', entry('NA.txt', 'NA et null', [span('null', 'NA', [[0, 2]])]))
  const csv = [...written(format, [fitted]).values()].join('')
  const [, row = ''] = csv.split('\r\n')
  expect(format.advice).toContain('keep_default_na=False')
  expect(row).toMatch(/^NA\.txt,amina,null,,0,2,codepoint,NA,NA,/)
})

it('WebAnno: a tag on a part of a token stands on a line of its own, and relations find it', () => {
  const tsv = `#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_RL=webanno.custom.Works|kind|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity


#Text=Awa vit à Gao-Sud .
1-1\t0-3\tAwa\t*\tPER\t_\t_\t
1-2\t4-7\tvit\t_\t_\t_\t_\t
1-3\t8-9\tà\t_\t_\t_\t_\t
1-4\t10-17\tGao-Sud\t_\t_\t_\t_\t
1-4.1\t10-13\tGao\t*\tLOC\tlives\t1-1\t
1-4.2\t14-17\tSud\t*[1]\tSIDE[1]\tbeside\t1-4.1[0_1]\t
1-5\t18-19\t.\t*[1]\tSIDE[1]\t_\t_\t
`
  const { entries, notes } = readBack(known('webanno-tsv'), [{ name: 'a.tsv', text: tsv }])
  const [found] = entries
  const quote = (id: string) => {
    const one = found?.spans.find((each) => each.id === id)
    return `${one?.label} ${found?.text.slice(...(one?.ranges[0] ?? [0, 0]))}`
  }
  expect(found?.spans.map(({ id }) => quote(id))).toEqual(['PER Awa', 'LOC Gao', 'SIDE Sud .'])
  expect(found?.relations.map(({ type, from, to }) => [type, quote(from), quote(to)])).toEqual([
    ['lives', 'PER Awa', 'LOC Gao'],
    ['beside', 'LOC Gao', 'SIDE Sud .'],
  ])
  expect(found?.tokens).toHaveLength(5)
  expect(notes).toEqual([])
})

it('WebAnno: positions are UTF-16, every row ends in a tab, and two empty lines follow the head', () => {
  const { files, quotes } = through('webanno-tsv', '😀 Koné\r\nici', [['s', 'PER', [[3, 7]]]])
  const tsv = files.get([...files.keys()].find((name) => name.endsWith('.tsv') && !name.startsWith('postil')) ?? '')
  expect(tsv).toMatch(/^#FORMAT=WebAnno TSV 3\.3\n(#.*\n)+\n\n#Text=/)
  expect(tsv).toContain('1-2\t3-7\tKoné\t')
  for (const row of String(tsv)
    .split('\n')
    .filter((line) => /^\d/.test(line)))
    expect(row).toMatch(/\t$/)
  expect(quotes).toEqual([['PER', 'Koné']])
})

it('CoNLL: no token is only a variation selector or a joiner: some readers drop it, and every tag after it moves', () => {
  const text = '\ufe0f \u200d Koné \ufe0f\u200d vit \u200b\u2060 à 👩\u200d👧 ❤\ufe0f Gao'
  const given = [
    ['s1', 'PER', [[4, 8]]],
    ['s2', 'LOC', [[text.indexOf('Gao'), text.length]]],
  ] satisfies Parameters<typeof span>[]
  for (const id of ['conll-2003', 'iob2', 'iobes', 'conllu', 'hipe', 'huggingface', 'webanno-tsv']) {
    const { found, quotes } = through(id, text, given)
    const tokens = found?.tokens?.map((token) => found.text.slice(...token)) ?? []
    expect([id, tokens.filter((token) => /^[\p{Cf}\p{M}\ufe0f\s]*$/u.test(token))]).toEqual([id, []])
    expect([id, quotes]).toEqual([
      id,
      [
        ['PER', 'Koné'],
        ['LOC', 'Gao'],
      ],
    ])
  }
})

it('CoNLL: a file of another tool may hold such a token, and its tags stay where they are', () => {
  const { entries } = readBack(known('iob2'), [
    { name: 'a.iob2', text: 'Awa\tB-PER\n\ufe0f\tO\n\u200d\tO\nGao\tB-LOC\n' },
  ])
  expect(
    entries[0]?.spans.map(({ label, ranges: [range] }) => [label, entries[0]?.text.slice(...(range ?? []))]),
  ).toEqual([
    ['PER', 'Awa'],
    ['LOC', 'Gao'],
  ])
})

describe('doccano: what Python slices is code points', () => {
  const line = (label: unknown) => `${JSON.stringify({ text: '😀 Koné 😀 Gao', label })}\n`
  const read = (label: unknown) => {
    const check = new Checker()
    const entries = readFiles(known('doccano'), [{ name: 'a.jsonl', text: line(label) }], check)
    return { problems: check.problems, notes: check.notes, entries }
  }

  it('they are written and read so', () => {
    const { files, quotes } = through('doccano', '😀 Koné 😀 Gao', [['s', 'LOC', [[11, 14]]]])
    expect([...files.values()].join('')).toContain('"start_offset":9,"end_offset":12')
    expect(quotes).toEqual([['LOC', 'Gao']])
  })

  it('positions of its own window, in UTF-16, are refused where they leave the text, with the unit to count in', () => {
    expect(read([[11, 14, 'LOC']]).problems).toMatchObject([
      { code: 'out-of-bounds', line: 1, field: 'label[0]', params: { length: 12 } },
    ])
  })

  it('before a character that counts two, the file cannot say which unit it has, and that is noted', () => {
    expect(read([[2, 6, 'PER']]).notes).toMatchObject([
      { code: 'assumed-unit', line: 1, params: { unit: { phrase: 'codepoints' } } },
    ])
    expect(read([]).notes).toEqual([])
  })
})

it('JSON lines: a line separator of Unicode divides no record', () => {
  const text = 'Awa\u2028Koné\u2029vit\u0085à\u000bGao\u000c.'
  for (const id of ['doccano', 'prodigy', 'spacy', 'spacy-doc', 'postil']) {
    const { found } = through(id, text, [['s', 'PER', [[4, 8]]]])
    expect([id, found?.text]).toEqual([id, text])
  }
})

describe('Label Studio', () => {
  it('texts are sent with LF, and the positions count them', () => {
    const { files, quotes } = through('label-studio', 'Un\r\ndeux Koné', [['s', 'PER', [[9, 13]]]])
    const json = [...files.values()].join('')
    expect(json).not.toContain('\\r')
    expect(json).toMatch(/"start":\s*8,\s*"end":\s*12/)
    expect(quotes).toEqual([['PER', 'Koné']])
  })

  it('an export of before 1.4 counts UTF-16: the text that stands with the span tells, and the repair is noted', () => {
    const value = { start: 3, end: 7, text: 'Koné', labels: ['PER'] }
    const task = {
      data: { text: '😀 Koné' },
      annotations: [{ result: [{ id: 'r', from_name: 'label', to_name: 'text', type: 'labels', value }] }],
    }
    const { entries, notes } = readBack(known('label-studio'), [{ name: 'a.json', text: JSON.stringify([task]) }])
    expect(entries[0]?.spans[0]?.ranges).toEqual([[3, 7]])
    expect(notes.map(({ code }) => code)).toEqual(['repaired-offset'])
  })
})

it('Prodigy: the last token of a span is counted in, its last character is not', () => {
  const { files } = through('prodigy', 'Awa Koné vit', [['s', 'PER', [[0, 8]]]])
  expect(JSON.parse([...files.values()].join(''))).toMatchObject({
    spans: [{ start: 0, end: 8, token_start: 0, token_end: 1 }],
  })
})

it('Hugging Face: O is 0, every class is named, and no -100 of a trainer stands in the file', () => {
  const { files } = through('huggingface', 'Awa vit à Gao', [
    ['s1', 'PER', [[0, 3]]],
    ['s2', 'LOC', [[10, 13]]],
  ])
  const data = String([...files].find(([name]) => name.endsWith('.jsonl'))?.[1])
  const tags = (JSON.parse(data) as { ner_tags: number[] }).ner_tags
  const names = [...String(files.get('README.md')).matchAll(/^\s*['"](\d+)['"]: (\S+)$/gm)]
  expect(names.map(([, rank]) => Number(rank))).toEqual(names.map((_, i) => i))
  expect(tags.map((tag) => names[tag]?.[2])).toEqual(['B-PER', 'O', 'O', 'B-LOC'])
})

it('brat: no name has a space, and accents stay', () => {
  const { files } = through('brat', 'Awa Koné', [['s', 'Équipe de nuit', [[0, 3]]]])
  expect([...files.values()].join('\n')).toContain('T1\tÉquipe_de_nuit 0 3\tAwa')
})

it('CAS: every tag is a member of the view, beside the sentences and tokens that the next tool wants', () => {
  const { files } = through('cas-json', 'Awa vit 😀 à Gao.', [['s', 'LOC', [[13, 16]]]])
  const json = [...files].find(([name]) => name.endsWith('.json'))?.[1]
  const cas = JSON.parse(String(json)) as Cas
  const members = new Set(cas['%VIEWS']._InitialView['%MEMBERS'])
  const annotations = cas['%FEATURE_STRUCTURES'].filter((each) => each.begin !== undefined)
  expect(annotations.filter((each) => !members.has(each['%ID']))).toEqual([])
  const types = new Set(annotations.map((each) => each['%TYPE'].split('.').at(-1)))
  expect([...types]).toEqual(expect.arrayContaining(['Sentence', 'Token', 'NamedEntity']))
  expect(annotations.find((each) => each['%TYPE'].endsWith('NamedEntity'))).toMatchObject({ begin: 13, end: 16 })
})

it('Web Annotation: pieces are several targets, since several selectors would be several ways to one', () => {
  const { files, quotes } = through('web-annotation', 'Awa la belle Koné', [
    [
      's',
      'PER',
      [
        [0, 3],
        [13, 17],
      ],
    ],
  ])
  expect([...files.values()].join('').match(/"TextPositionSelector"/g)).toHaveLength(2)
  expect([...files.values()].join('')).toMatch(/"target":\s*\[/)
  expect(quotes).toEqual([['PER', 'Awa … Koné']])
})

it('CSV: a cell of more than a spreadsheet shows, or that it would make a date, is written as it is', () => {
  const text = `2024-06 ${'a'.repeat(40_000)}`
  const { format, fitted } = fittedTo('csv', entry('a.txt', text, [span('s', 'PER', [[0, text.length]])]))
  expect([...written(format, [fitted]).values()].join('')).toContain(`,${text},`)
})

interface Cas {
  readonly '%FEATURE_STRUCTURES': readonly { '%ID': number; '%TYPE': string; begin?: number; end?: number }[]
  readonly '%VIEWS': { readonly _InitialView: { readonly '%MEMBERS': readonly number[] } }
}
