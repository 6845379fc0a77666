import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  DOCUMENT_STATES,
  type DocumentState,
  type Item,
  type Span,
  type Stray,
} from '../../src-core/annotation/records.ts'
import { DEFAULT_MATCHING, type Label } from '../../src-core/annotation/schema.ts'
import { reportForMachines } from '../../src-core/formats/losses.ts'
import type { Bridge, Conversion, CorpusEntry } from '../../src-main/ipc/contract.ts'
import { exportDataset, weighExport } from './dataset-export.ts'
import type { ExportSource } from './export-entries.ts'
import type { ExportOptions } from './export-options.ts'
import { Host } from './host.ts'

const TEXT = 'Ana Ruiz of Lodra said that the bridge of Lodra would hold another winter.'
const SHA = 'ab'.repeat(32)

function span(document: string, annotator: string, from: number, to: number, change: Partial<Span> = {}): Span {
  const times = { created: 1_000, updated: 1_000 }
  const place = { id: `${document}-${annotator}-${from}-${to}`, document, annotator }
  const rest = { ranges: [[from, to]], label: 'p', attributes: {}, entity: null, note: null, origin: 'manual' } as const
  return { kind: 'span', ...place, ...times, ...rest, ...change }
}

const PERSON: Label = {
  ...{ id: 'p', name: 'Person', color: '#aa0000', badge: 'P', key: 'p', definition: 'Somebody.', examples: [] },
  ...{ attributes: [], overlap: true, matching: DEFAULT_MATCHING, retired: false },
}

const DOCUMENTS = Array.from({ length: 10 }, (_, i) => `d${i}.txt`)

const found = (id: string, title: string, fields: Readonly<Record<string, string>>): CorpusEntry => ({
  ...{ id, title, fields, date: null, bytes: 9, modifiedMs: 0, sha256: SHA, encoding: 'utf-8', length: 9 },
})

const ENTRIES = [found('d1.txt', 'Ana Ruiz of Lodra said', {}), found('d2.txt', 'The bridge', { title: 'The bridge' })]

/** A tag whose words are gone from the text. */
const STRAY: Stray = {
  ...{ span: span('d4.txt', 'a', 90, 99), attached: [], candidates: [], tray: false },
  quotes: [{ ...{ exact: 'the mayor', prefix: '', suffix: '' }, start: 90 }],
}

function source(): ExportSource {
  const items = (document: string): Item[] => [
    span(document, 'a', 0, 8),
    span(document, 'a', 0, 17, { note: 'sure?' }),
    span(document, 'k', 12, 17, { origin: 'suggested:rules' }),
  ]
  return {
    ...{ grant: 'g', title: 'press', software: 'Postil 0' },
    schema: { id: 's', name: 'Press', version: 1, labels: [PERSON], relations: [] },
    names: new Map([
      ['a', 'Zoe'],
      ['k', 'Karim'],
    ]),
    proposed: () => [],
    encodings: () => ({}),
    documents: DOCUMENTS,
    entry: (id) => ENTRIES.find((entry) => entry.id === id),
    stateOf: () => 'done',
    recordOf: () => null,
    waiting: (document) => (document === 'd4.txt' ? [STRAY] : []),
    read: (documents) =>
      Promise.resolve({
        items: new Map(documents.map((id) => [id, new Map(items(id).map((item) => [item.id, item]))])),
        texts: documents.map((document) => ({
          ...{ document, text: `${document} ${TEXT}` },
          ...{ sha256: SHA, encoding: 'utf-8' },
        })),
      }),
  }
}

const OPTIONS: ExportOptions = {
  ...{ states: ['done'], annotators: ['a', 'k'], unit: 'codepoint', withText: true, format: 'postil' },
  ...{ overlaps: 'longest', provenance: true, suggestions: true, pseudonyms: false, splits: null },
  ...{ best: false, documents: null, labels: null, from: null, to: null, excluded: true, separator: ',' },
}

interface Line {
  readonly id: string
  readonly annotator: string
  readonly text: string | null
  readonly meta: { readonly title?: string | null }
  readonly spans: readonly unknown[]
}

async function run(change: Partial<ExportOptions>, other: Partial<ExportSource> = {}) {
  const files = new Map<string, string>()
  const asked: string[] = []
  let convert: Conversion | undefined
  const bridge = {
    request: (name: string, argument: { file?: string; bytes?: Uint8Array; convert?: Conversion }) => {
      asked.push(name)
      if (argument.file !== undefined)
        files.set(argument.file, (files.get(argument.file) ?? '') + new TextDecoder().decode(argument.bytes))
      if (name === 'export.finish') convert = argument.convert
      return Promise.resolve({ ok: true, value: name === 'export.begin' ? { job: 'j' } : { report: {} } })
    },
    on: () => () => undefined,
    drop: () => Promise.reject(new Error('nothing is dropped here')),
    dropDataset: () => Promise.reject(new Error('nothing is dropped here')),
  }
  const host = new Host(bridge as Bridge)
  const watch = { signal: new AbortController().signal, progress: () => undefined }
  const options = { ...OPTIONS, ...change }
  const outcome = await exportDataset(host, { ...source(), ...other }, options, {
    target: 't',
    replace: false,
    ...watch,
  })
  const weighing = await weighExport(host, { ...source(), ...other }, options, watch)
  const lines = (name: string) =>
    (files.get(name) ?? '')
      .split('\n')
      .filter(Boolean)
      .map((each) => JSON.parse(each) as Line)
  return { files, lines, asked, convert, outcome, weighing }
}

describe('tags that have no place in the text any more', () => {
  test.each(['postil', 'conll-2003', 'tei'] as const)(
    'are told before %s is written, and listed with it',
    async (format) => {
      const { weighing, files, asked } = await run({ format, pseudonyms: true })
      const waiting = {
        kind: 'waiting',
        document: 'd4.txt',
        label: 'Person',
        text: 'the mayor',
        annotator: 'annotator-2',
      }
      expect('report' in weighing && weighing.report.counts.waiting).toBe(1)
      expect('report' in weighing && weighing.report.list[0]).toMatchObject(waiting)
      expect(JSON.parse(files.get('losses.json') ?? '{}')).toMatchObject({ counts: { waiting: 1 } })
      expect(files.get('README.md')).toContain('1 span left out because it has no place')
      expect(asked).toContain('export.finish')
    },
  )

  test.each([
    ['of other annotators', { annotators: ['k'] }],
    ['of other labels', { labels: new Set(['x']) }],
    ['of other documents', { documents: new Set(['d1.txt']) }],
  ])('%s than are chosen are not spoken of', async (_, change) => {
    const { weighing, files } = await run(change)
    expect('report' in weighing && weighing.report.counts.waiting).toBe(0)
    expect(files.has('losses.json')).toBe(false)
  })
})

describe('one version of each document', () => {
  const states = new Map<string, Record<string, DocumentState>>([
    ['d0.txt', { a: 'done', k: 'done', gold: 'adjudicated' }],
    ['d1.txt', { a: 'done', k: 'done' }],
    ['d2.txt', { a: 'in_progress', k: 'untouched' }],
    ['d3.txt', { a: 'done', k: 'done', gold: 'in_progress' }],
    ['d5.txt', { k: 'done' }],
  ])
  const stateOf = (document: string, annotator: string) => states.get(document)?.[annotator] ?? 'untouched'
  const gold = span('d0.txt', 'gold', 0, 8, { origin: 'adjudicated' })
  const layer = (document: string, annotator: string): Item => ({
    ...{ kind: 'layer', id: `layer:${document}:${annotator}`, document, annotator, labels: [], created: 1, updated: 1 },
    state: stateOf(document, annotator),
  })
  const other: Partial<ExportSource> = {
    stateOf,
    names: new Map([...source().names, ['gold', 'gold']]),
    read: async (documents) => {
      const { items, texts } = await source().read(documents)
      const more = (id: string) => [
        ...Object.keys(states.get(id) ?? {}).map((each) => layer(id, each)),
        ...(id === 'd0.txt' ? [gold] : []),
      ]
      const all = (id: string) => [...(items.get(id)?.values() ?? []), ...more(id)]
      return { items: new Map(documents.map((id) => [id, new Map(all(id).map((item) => [item.id, item]))])), texts }
    },
  }

  test('is the adjudicated one, else the only one; undecided ones are left out', async () => {
    const { lines } = await run({ best: true, annotators: ['a', 'k', 'gold'], states: [...DOCUMENT_STATES] }, other)
    const found = lines('data.jsonl').map(({ id, annotator, spans }) => [id, annotator, spans.length])
    expect(found).toEqual([
      ['d0.txt', 'gold', 1],
      ['d2.txt', 'Zoe', 2],
      ['d5.txt', 'Karim', 1],
    ])
  })

  test('keeps to the states that are wanted', async () => {
    const { lines } = await run({ best: true, annotators: ['a', 'k', 'gold'], states: ['adjudicated'] }, other)
    expect(lines('data.jsonl').map(({ id }) => id)).toEqual(['d0.txt'])
  })

  test('is one of the chosen annotators’', async () => {
    const { lines } = await run({ best: true, annotators: ['a'], states: ['done'] }, other)
    expect(lines('data.jsonl').map(({ id, annotator }) => [id, annotator])).toEqual([
      ['d0.txt', 'Zoe'],
      ['d1.txt', 'Zoe'],
      ['d3.txt', 'Zoe'],
    ])
  })
})

describe('what is written', () => {
  test('a title that the article bears; the first words by which one without is listed are none', async () => {
    const { lines } = await run({})
    const titles = new Map(lines('data.jsonl').map(({ id, meta }) => [id, meta.title]))
    expect([titles.get('d1.txt'), titles.get('d2.txt')]).toEqual([null, 'The bridge'])
  })

  test.each([
    [null, ['data/train.jsonl'], ['train']],
    [
      { shares: [80, 10, 10], seed: 1, byFamily: false },
      ['train/train.jsonl', 'dev/train.jsonl', 'test/train.jsonl'],
      ['train', 'validation', 'test'],
    ],
  ] as const)(
    'for Hugging Face, a card by which a hub reads the rows and names their classes: %#',
    async (splits, paths, names) => {
      const { files } = await run({ format: 'huggingface', splits })
      const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(files.get('README.md') ?? '') ?? []
      expect(parse(head)).toMatchObject({
        configs: [{ data_files: names.map((split, i) => ({ split, path: [paths[i]] })) }],
        dataset_info: {
          features: expect.arrayContaining([
            { name: 'ner_tags', sequence: { class_label: { names: { 0: 'O', 1: 'B-Person', 2: 'I-Person' } } } },
          ]) as unknown,
        },
      })
    },
  )

  test('accepted suggestions stay out when they are not wanted', async () => {
    const { lines } = await run({ suggestions: false })
    expect(lines('data.jsonl').map(({ annotator, spans }) => [annotator, spans.length])).toContainEqual(['Karim', 0])
  })

  test('pseudonyms replace every name, and the lines stand in the order of the new ones', async () => {
    const { files, lines } = await run({ pseudonyms: true })
    expect([...new Set(lines('data.jsonl').map(({ annotator }) => annotator))]).toEqual(['annotator-1', 'annotator-2'])
    expect([...files.values()].join('')).not.toMatch(/Zoe|Karim/)
  })

  test('parts share no document, and all of them come with the same seed', async () => {
    const splits = { shares: [6, 2, 2], seed: 7, byFamily: false }
    const [once, again] = [await run({ splits }), await run({ splits })]
    const ids = ['train', 'dev', 'test'].map((name) => [...new Set(once.lines(`${name}.jsonl`).map(({ id }) => id))])
    expect(ids.map((each) => each.length)).toEqual([6, 2, 2])
    expect(ids.flat().sort()).toEqual(DOCUMENTS)
    expect([...again.files]).toEqual([...once.files])
  })

  test('near-duplicates never sit on two sides', async () => {
    const { lines } = await run({ splits: { shares: [5, 5], seed: 1, byFamily: true } })
    expect([lines('train.jsonl').length, lines('test.jsonl').length].sort((a, b) => a - b)).toEqual([0, 20])
  })
})

describe('another format', () => {
  test('is made of lines with their text, which are kept apart, with its losses beside', async () => {
    const { files, lines, convert, weighing } = await run({ format: 'iob2', withText: false })
    const how = { overlaps: 'longest', unit: 'codepoint', separator: ',', software: 'Postil 0' }
    expect(convert).toEqual({ format: 'iob2', ...how })
    expect(lines('postil-source/data.jsonl')[0]?.text).toContain(TEXT)
    if ('kind' in weighing) throw new Error(weighing.kind)
    expect(weighing.report.counts).toMatchObject({ overlap: 10, note: 10 })
    expect(JSON.parse(files.get('losses.json') ?? '')).toEqual(reportForMachines(weighing.report))
  })

  test('nothing is handed over when overlaps are to fail', async () => {
    const { asked, outcome } = await run({ format: 'iob2', overlaps: 'fail' })
    expect(outcome).toEqual({ kind: 'refused', spans: 10 })
    expect([asked.includes('export.finish'), asked.includes('export.abort')]).toEqual([false, true])
  })
})
