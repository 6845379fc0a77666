import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Span } from '../../../src-core/annotation/records.ts'
import { schemaFromJson } from '../../../src-core/formats/schema-json.ts'
import { attributeWords } from './attribute-words.ts'

const read = schemaFromJson(readFileSync('resources/presets/press.json', 'utf8'))
if (!read.ok) throw new Error('The preset is broken')
const { schema } = read

const ORGANIZATION: Span = {
  ...{ kind: 'span', id: 's', document: 'a.txt', annotator: 'amina', ranges: [[0, 3]], label: 'organization' },
  ...{ attributes: { kind: 'state', gone: 'x', unset: null }, entity: null, note: null, origin: 'manual' },
  ...{ created: 1, updated: 1 },
}

it.each([
  ['in French by the titles of the schema', 'fr', ['nature\u00a0: État', 'gone\u00a0: x']],
  ['in English by the names, which are English', 'en', ['kind: state', 'gone: x']],
])('says attributes %s; what is unset is not said', (_, language, words) => {
  expect(attributeWords(ORGANIZATION, schema, language)).toEqual(words)
})
