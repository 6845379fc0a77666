import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CardCounter } from './card-counter.ts'
import { datasetCard, type CardFacts } from './card.ts'
import { labelPlot } from './label-plot.ts'
import { schemaFromJson, schemaToJson } from './schema-json.ts'
import { SCHEMA, TROUBLES } from './testing/samples.ts'

function counted() {
  const counter = new CardCounter(SCHEMA)
  for (const sample of Object.values(TROUBLES)) counter.add({ ...sample, lang: 'no' }, 'train')
  return counter.counts
}

const facts: CardFacts = {
  ...{ title: 'A | title <b>', schema: SCHEMA, counts: counted(), format: 'Postil JSONL', unit: 'codepoint' },
  ...{ files: [{ name: 'train.jsonl', split: 'train' }], software: 'Postil 9', plot: 'labels.svg' },
  ...{ losses: ['2 relations'], agreement: [{ measure: 'gamma', value: null, reason: 'one annotator', items: 0 }] },
}

describe('the dataset card', () => {
  it('counts documents once and lines for each annotator', () => {
    const counts = counted()
    expect(counts).toMatchObject({ documents: 12, lines: 13, relations: 1 })
    expect(counts.spans).toBe(Object.values(TROUBLES).reduce((n, { spans }) => n + spans.length, 0))
    expect([...counts.labels.keys()].slice(0, 3)).toEqual(['PER', 'LOC', 'CLAIM'])
    expect(counts.excluded.get('boilerplate')).toEqual({ passages: 1, characters: 10 })
  })

  it('has a head that YAML 1.1 and 1.2 readers understand alike', () => {
    const head = datasetCard(facts).split('---\n')[1] ?? ''
    const expected = {
      ...{ pretty_name: 'A | title <b>', language: ['no'], size_categories: ['n<1K'] },
      configs: [{ config_name: 'default', data_files: [{ split: 'train', path: ['train.jsonl'] }] }],
    }
    expect(parse(head)).toMatchObject(expected)
    expect(parse(head, { version: '1.1' })).toMatchObject(expected)
  })

  it('shows names from people as text and undefined agreement as undefined', () => {
    const card = datasetCard(facts)
    expect(card).toContain('# A \\| title &lt;b>')
    expect(card).toContain('| gamma | undefined: one annotator | 0 |')
    expect(card).toContain('| PER | ')
    expect(card).toContain('- 2 relations')
  })

  it('says that its counts are of what was to be written, where the format could not hold all of it', () => {
    const counted = 'Counted before the format'
    expect(datasetCard(facts)).toContain(counted)
    expect(datasetCard({ ...facts, losses: [] })).not.toContain(counted)
  })

  it('says what a reader of the format must know, where there is something', () => {
    expect(datasetCard({ ...facts, advice: 'Read it with care.' })).toContain(
      'Postil 9.\n\nRead it with care.\n\n## Counts',
    )
    expect(datasetCard(facts)).toContain('Postil 9.\n\n## Counts')
  })

  it('draws a bar for each label, longest the most frequent', () => {
    const svg = labelPlot(
      new Map([
        ['A<', 4],
        ['B', 1],
      ]),
      SCHEMA,
    )
    expect([...svg.matchAll(/width="(\d+)" height="16"/g)].map((match) => match[1])).toEqual(['360', '90'])
    expect(svg).toContain('A&lt;')
  })
})

describe('schema.json', () => {
  it('comes back as it was', () => {
    expect(schemaFromJson(schemaToJson(SCHEMA))).toEqual({ ok: true, schema: SCHEMA })
  })

  const label = { id: 'a', name: 'A' }
  const cases: readonly [string, unknown, string, string][] = [
    ['no labels', { id: 'x', name: 'x' }, 'missing', 'labels'],
    [
      'a colour that is none',
      { id: 'x', name: 'x', labels: [{ ...label, color: 'red' }] },
      'wrong-value',
      'labels.0.color',
    ],
    [
      'two labels of one name',
      { id: 'x', name: 'x', labels: [label, { ...label, id: 'b' }] },
      'duplicate',
      'labels[1].name',
    ],
    [
      'a relation to nothing',
      { id: 'x', name: 'x', labels: [label], relations: [{ ...label, from: ['c'] }] },
      'dangling',
      'relations[0]',
    ],
  ]
  for (const [description, value, code, field] of cases)
    it(`is refused with ${description}`, () => {
      expect(schemaFromJson(JSON.stringify(value))).toMatchObject({ ok: false, problems: [{ code, field }] })
    })
})
