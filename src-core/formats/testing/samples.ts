import type { LabelSchema } from '../../annotation/schema.ts'
import { DEFAULT_MATCHING } from '../../annotation/schema.ts'
import type { Range } from '../../text/offset.ts'
import type { DatasetEntry, DatasetSpan } from '../dataset.ts'

const label = {
  color: '#336699',
  badge: 'X',
  key: 'x',
  definition: '',
  examples: [],
  overlap: true,
  matching: DEFAULT_MATCHING,
  retired: false,
}

export const SCHEMA: LabelSchema = {
  id: 'test',
  name: 'Test',
  version: 3,
  labels: [
    { ...label, id: 'l-person', name: 'PER', attributes: [attribute('role', 'text'), attribute('sure', 'boolean')] },
    { ...label, id: 'l-place', name: 'LOC', attributes: [] },
    {
      ...label,
      id: 'l-claim',
      name: 'CLAIM',
      attributes: [
        attribute('weight', 'number'),
        { ...attribute('topics', 'several'), options: [{ value: 'war' }, { value: 'peace' }] },
      ],
    },
  ],
  relations: [
    {
      id: 'r-said',
      name: 'said_by',
      key: 's',
      definition: '',
      from: ['l-claim'],
      to: ['l-person'],
      attributes: [],
      retired: false,
    },
  ],
}

function attribute(name: string, kind: 'text' | 'boolean' | 'number' | 'several') {
  return { id: `a-${name}`, name, kind, required: false } as const
}

export function span(id: string, name: string, ranges: readonly Range[], more: Partial<DatasetSpan> = {}): DatasetSpan {
  return {
    ...{ id, ranges, label: name, attributes: {}, entity: null, note: null, origin: 'manual' },
    ...{ created: '2026-11-22T09:00:00Z', updated: '2026-11-22T09:00:04.120Z', from: null, extra: {}, ...more },
  }
}

export function entry(
  id: string,
  text: string,
  spans: readonly DatasetSpan[],
  more: Partial<DatasetEntry> = {},
): DatasetEntry {
  return {
    ...{ id, annotator: 'amina', annotatorId: null, state: 'done', lang: 'fr', text },
    ...{ sha256: null, encoding: 'utf-8', meta: {}, labels: [], spans, relations: [], excluded: [], decisions: [] },
    ...{ tokens: null, extra: {}, ...more },
  }
}

/** The range of the n-th occurrence of a passage. */
export function at(text: string, passage: string, n = 1): Range {
  let start = -1
  for (let i = 0; i < n; i++) start = text.indexOf(passage, start + 1)
  if (start < 0) throw new Error(`${JSON.stringify(passage)} is not in the sample`)
  return [start, start + passage.length]
}

const EMOJI = 'Hier 😀 Awa Koné a parlé 👩‍👩‍👧 à Ségou 🇲🇱 puis à Mopti.'
const CRLF = 'Titre\r\n\r\nAwa Koné est partie.\r\nElle vit à Ségou.\r\n'
const ACCENTS = 'Le préfet de Kidal a dit : « non » à l’armée — 10\u202f000 morts.'
const RIGHT_TO_LEFT = 'قال محمد علي في القاهرة إن Kidal مدينة. שלום דוד מירושלים.'
const NESTED = 'Le ministre de la Défense du Mali a salué la ville de Gao et sa région.'

/** One entry for each trouble that a format must survive, by the trouble's name. */
export const TROUBLES: Readonly<Record<string, DatasetEntry>> = {
  plain: entry('plain.txt', 'Awa Koné vit à Ségou.', [span('s1', 'PER', [[0, 8]]), span('s2', 'LOC', [[15, 20]])]),
  empty: entry('empty.txt', '', []),
  'nothing tagged': entry('nothing.txt', 'Rien ici.', []),
  emoji: entry('emoji.txt', EMOJI, [
    span('s1', 'PER', [at(EMOJI, 'Awa Koné')]),
    span('s2', 'CLAIM', [at(EMOJI, '👩‍👩‍👧')]),
    span('s3', 'LOC', [at(EMOJI, 'Ségou 🇲🇱')]),
    span('s4', 'LOC', [at(EMOJI, 'Mopti')]),
  ]),
  crlf: entry('crlf.txt', CRLF, [
    span('s1', 'CLAIM', [at(CRLF, 'Awa Koné est partie.\r\nElle')]),
    span('s2', 'PER', [at(CRLF, 'Awa Koné')]),
    span('s3', 'LOC', [at(CRLF, 'Ségou')]),
  ]),
  accents: entry('accents.txt', ACCENTS, [
    span('s1', 'PER', [at(ACCENTS, 'préfet')]),
    span('s2', 'LOC', [at(ACCENTS, 'Kidal')]),
    span('s3', 'CLAIM', [at(ACCENTS, '10\u202f000')]),
  ]),
  'right to left': entry('rtl.txt', RIGHT_TO_LEFT, [
    span('s1', 'PER', [at(RIGHT_TO_LEFT, 'محمد علي')]),
    span('s2', 'LOC', [at(RIGHT_TO_LEFT, 'القاهرة')]),
    span('s3', 'LOC', [at(RIGHT_TO_LEFT, 'Kidal')]),
    span('s4', 'PER', [at(RIGHT_TO_LEFT, 'דוד')]),
  ]),
  'nested, crossing, same': entry('nested.txt', NESTED, [
    span('s1', 'CLAIM', [at(NESTED, NESTED)]),
    span('s2', 'PER', [at(NESTED, 'ministre de la Défense du Mali')]),
    span('s3', 'LOC', [at(NESTED, 'Mali')]),
    span('s4', 'CLAIM', [at(NESTED, 'Mali a salué')]),
    span('s5', 'LOC', [at(NESTED, 'Gao')]),
    span('s6', 'PER', [at(NESTED, 'Gao')]),
  ]),
  entities: entry('entities.txt', NESTED, [
    span('s1', 'PER', [at(NESTED, 'ministre de la Défense du Mali')], {
      entity: 'ministre (Mali), dit « le ministre »',
    }),
    span('s2', 'LOC', [at(NESTED, 'Mali')], { entity: 'Q912' }),
    span('s3', 'LOC', [at(NESTED, 'Gao')], { entity: 'Gao\tville\nMali' }),
    span('s4', 'LOC', [at(NESTED, 'ville')], { entity: 'NIL' }),
    span('s5', 'LOC', [at(NESTED, 'région')], { entity: '_' }),
    span('s6', 'CLAIM', [at(NESTED, 'a salué')], { entity: ' * | [1] ' }),
  ]),
  discontinuous: entry('pieces.txt', NESTED, [
    span('s1', 'PER', [at(NESTED, 'ministre'), at(NESTED, 'Mali')]),
    span('s2', 'CLAIM', [at(NESTED, 'ville'), at(NESTED, 'Gao'), at(NESTED, 'région')]),
  ]),
  'everything else': entry(
    'press/2022/année 1.txt',
    NESTED,
    [
      span('s1', 'PER', [at(NESTED, 'ministre')], {
        attributes: { role: 'défense', sure: true },
        note: 'à voir\n« ici »',
      }),
      span('s2', 'CLAIM', [at(NESTED, 'a salué')], {
        attributes: { weight: 0.5, topics: ['war'] },
        entity: 'e1',
        origin: 'suggested:rules',
        extra: { seen: [1, { two: null }] },
      }),
    ],
    {
      annotatorId: 'id-1',
      sha256: 'a'.repeat(64),
      meta: { date: '2022-11', title: null },
      labels: ['politics'],
      relations: [{ id: 'r1', type: 'said_by', from: 's2', to: 's1', toDocument: null, attributes: {}, extra: {} }],
      excluded: [{ start: 60, end: 70, reason: 'boilerplate' }],
      tokens: [
        [0, 2],
        [3, 11],
      ],
      extra: { other: { kept: 'yes' } },
    },
  ),
  gold: entry(
    'plain.txt',
    'Awa Koné vit à Ségou.',
    [span('g1', 'PER', [[0, 8]], { from: ['amina', 'karim'], origin: 'adjudicated' })],
    {
      annotator: 'gold',
      state: 'adjudicated',
      decisions: [
        { id: 'd1', spans: ['s1'], outcome: 'accept', reason: null, by: 'awa', at: '2026-11-22T10:00:00Z', extra: {} },
        {
          id: 'd2',
          spans: ['s2'],
          outcome: 'reject',
          reason: 'no place',
          by: 'awa',
          at: '2026-11-22T10:01:00Z',
          extra: {},
        },
      ],
    },
  ),
  'a lone surrogate and odd line ends': entry('odd.txt', 'a\ud800b\u2028Awa\u2029\u0085\u000b\u000c Koné\udc00', [
    span('s1', 'PER', [[4, 7]]),
    span('s2', 'LOC', [[1, 2]]),
  ]),
}

/** A long article with ten thousand spans, two in each of its sentences. */
export function tenThousandSpans(): DatasetEntry {
  const sentence = 'Awa à Gao 😀. '
  const spans = Array.from({ length: 10_000 }, (_, i) => {
    const start = Math.floor(i / 2) * sentence.length + (i % 2 ? 6 : 0)
    return span(`s${String(i).padStart(5, '0')}`, i % 2 ? 'LOC' : 'PER', [[start, start + 3]])
  })
  return entry('long.txt', sentence.repeat(5000), spans)
}
