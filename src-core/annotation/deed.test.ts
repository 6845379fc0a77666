import { describe, expect, it } from 'vitest'
import { deedOf } from './deed.ts'
import { NOTHING, type Edit } from './edit.ts'
import { layerId, SCHEMA_ID, type DocumentRecord, type Layer, type SchemaRecord, type Span } from './records.ts'
import type { Label, LabelSchema } from './schema.ts'
import { WORK_SCHEMA } from './testing/random-work.ts'

const PLACE = { document: 'a.txt', annotator: 'amina', created: 1, updated: 1 }
const TAG: Span = {
  ...{ kind: 'span', id: 's', ...PLACE, ranges: [[1, 5]], label: 'person', attributes: {} },
  ...{ entity: null, note: null, origin: 'manual' },
}
const LAYER: Layer = { kind: 'layer', id: layerId('a.txt', 'amina'), ...PLACE, state: 'in_progress', labels: [] }
const DATA: DocumentRecord = {
  ...{ kind: 'document', id: 'd', document: 'a.txt', excluded: null, fields: {}, lang: null, encoding: null },
}
const [FIRST, SECOND] = WORK_SCHEMA.labels
const schema = (labels: readonly Label[]): LabelSchema => ({ ...WORK_SCHEMA, labels })
const record = (labels: readonly Label[]): SchemaRecord => ({ kind: 'schema', id: SCHEMA_ID, schema: schema(labels) })
const changed = (labels: readonly Label[], spans: Edit['updated'] = []): Edit => ({
  ...NOTHING,
  updated: [[record(WORK_SCHEMA.labels), record(labels)], ...spans],
})
const withFirst = (change: Partial<Label>) =>
  WORK_SCHEMA.labels.map((each, i) => (i === 0 ? { ...each, ...change } : each))

describe('deedOf names', () => {
  const cases: readonly [string, Edit, object][] = [
    [
      'the first tag and how many, not the layer that began with it',
      { ...NOTHING, added: [TAG, LAYER] },
      { kind: 'tags', count: 1, first: TAG },
    ],
    ['a deleted tag as it was', { ...NOTHING, removed: [TAG] }, { kind: 'tags', first: TAG, labelBefore: null }],
    [
      'the label that a tag had',
      { ...NOTHING, updated: [[TAG, { ...TAG, label: 'date' }]] },
      { kind: 'tags', labelBefore: 'person', attributes: [] },
    ],
    [
      'the attributes whose values changed',
      { ...NOTHING, updated: [[TAG, { ...TAG, attributes: { role: 'mayor' } }]] },
      { attributes: ['role'], labelBefore: null },
    ],
    ['a state from and to', { ...NOTHING, added: [LAYER] }, { kind: 'state', from: 'untouched', to: 'in_progress' }],
    [
      'the fields of a document',
      { ...NOTHING, updated: [[DATA, { ...DATA, fields: { title: 'The bridge' } }]] },
      { kind: 'fields', names: ['title'] },
    ],
    ['a rename', changed(withFirst({ name: 'Human' })), { how: 'renamed', parts: [FIRST, { name: 'Human' }] }],
    ['a retirement', changed(withFirst({ retired: true })), { how: 'retired', parts: [{ id: FIRST?.id }] }],
    ['a colour', changed(withFirst({ color: '#123456' })), { how: 'changed', parts: [{ id: FIRST?.id }] }],
    ['a removed part', changed(WORK_SCHEMA.labels.slice(1)), { how: 'removed', parts: [{ id: FIRST?.id }] }],
    [
      'a merge by where the tags went',
      changed(withFirst({ retired: true }), [
        [
          { ...TAG, label: FIRST?.id ?? '' },
          { ...TAG, label: SECOND?.id ?? '' },
        ],
      ]),
      { how: 'merged', parts: [{ id: FIRST?.id }, { id: SECOND?.id }] },
    ],
    [
      'a split by the new label of the tags',
      changed(FIRST ? [...WORK_SCHEMA.labels, { ...FIRST, id: 'new', name: 'Mayor' }] : [], [
        [
          { ...TAG, label: FIRST?.id ?? '' },
          { ...TAG, label: 'new' },
        ],
      ]),
      { how: 'split', parts: [{ id: FIRST?.id }, { name: 'Mayor' }] },
    ],
    ['nothing of what has no words of its own', NOTHING, { kind: 'other' }],
  ]
  it.each(cases)('%s', (_, edit, deed) => {
    expect(deedOf(edit)).toMatchObject(deed)
  })
})
