import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Span } from '../../../src-core/annotation/records.ts'
import { schemaFromJson } from '../../../src-core/formats/schema-json.ts'
import { I18n } from '../../i18n/i18n.svelte.ts'
import { tagWords } from './attribute-words.ts'

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
] as const)('says attributes %s; what is unset is not said', (_, language, words) => {
  expect(tagWords(ORGANIZATION, schema, new I18n(language))).toEqual(words)
})

it.each([
  ['en', 'entity: Compagnie des Docks'],
  ['fr', 'entité\u00a0: Compagnie des Docks'],
] as const)(
  'says first which entity a tag names, or two that differ in nothing else look alike: %s',
  (language, words) => {
    const named = { ...ORGANIZATION, entity: 'Compagnie des Docks' }
    expect(tagWords(named, schema, new I18n(language))[0]).toBe(words)
  },
)
