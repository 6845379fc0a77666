import { describe, expect, test } from 'vitest'
import press from '../../../resources/presets/press.json'
import { Lanes } from '../../../src-core/annotation/lanes.ts'
import type { Span } from '../../../src-core/annotation/records.ts'
import { parseSchema } from '../../../src-core/formats/schema-json.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import { dateSuggester, likeliestLabel, nameSuggester, settle, stringSuggester, type Candidate } from './candidates.ts'

const parsed = parseSchema(press)
const labels = parsed.ok ? parsed.schema.labels : []

const shown = (text: string, found: readonly Candidate[]) =>
  found.map(({ range, label }) => `${text.slice(range[0], range[1])}${label === null ? '' : ` = ${label}`}`)
const whole = (text: string): Range => [0, text.length]

function span(text: string, words: string, label: string): Span {
  const start = text.indexOf(words)
  const common = { annotator: 'amina', document: 'a.txt', created: 0, updated: 0, entity: null, note: null }
  const ranges: readonly Range[] = [[start, start + words.length]]
  return { ...common, kind: 'span', id: words + label, ranges, label, attributes: {}, origin: 'manual' }
}

describe('strings that were tagged before', () => {
  const strings = new Map([
    ['Awa Keïta', new Map([['person', 2]])],
    [
      'Sahel',
      new Map([
        ['organization', 1],
        ['person', 3],
      ]),
    ],
  ])
  const suggest = stringSuggester(strings, [{ text: 'Radio Kledu', label: 'organization' }], labels, 'fr')

  test.each([
    ['each place, with its label', 'Awa Keïta, puis Awa Keïta.', ['Awa Keïta = person', 'Awa Keïta = person']],
    ['the label that was given more often', 'Le Sahel attend.', ['Sahel = person']],
    ['what other documents tagged', 'Selon Radio Kledu, rien.', ['Radio Kledu = organization']],
    ['after an elision', 'd’Awa Keïta', ['Awa Keïta = person']],
    ['over a no-break space', 'Awa\u00a0Keïta', ['Awa\u00a0Keïta = person']],
    ['a decomposed accent', 'Awa Kei\u0308ta', ['Awa Kei\u0308ta = person']],
    ['not inside a longer word', 'Sahelien', []],
    ['not in another case where case counts', 'sahel', []],
  ])('%s', (_, text, expected) => {
    expect(shown(text, suggest(text, whole(text)))).toEqual(expected)
  })

  test('only the stretch is looked at, and the places are those of the whole text', () => {
    const text = 'Awa Keïta. Awa Keïta.'
    expect(suggest(text, [10, text.length]).map(({ range }) => range)).toEqual([[11, 20]])
  })
})

test.each([
  ['a name of two words, also at the start', 'Moussa Diarra parle.', ['Moussa Diarra']],
  ['a single word inside a sentence', 'Il vit à Kayes depuis.', ['Kayes']],
  ['not the first word of a sentence', 'Rien. Personne ne vient.', []],
  ['not the function word before it', 'Rien. Selon Moussa Diarra, oui. La CGE aussi.', ['Moussa Diarra', 'CGE']],
  ['a name that begins so inside a sentence', 'Il lit Le Fleuve libre.', ['Le Fleuve']],
  ['joined by a particle', 'avec Aminata ould Brahim hier', ['Aminata ould Brahim']],
  ['not the first word of a quotation', 'Il dit : « Nous verrons. »', []],
])('written like a name: %s', (_, text, expected) => {
  expect(shown(text, nameSuggester('fr')(text, whole(text)))).toEqual(expected)
})

test('a date brings its value, counted from the article’s date', () => {
  const text = 'Le 3 décembre, ils partent.'
  const [found] = dateSuggester(labels, 'fr', '2022-11-10')(text, whole(text))
  expect(found).toEqual({ range: [3, 13], label: 'date', source: 'date', attributes: { value: '2022-12-03' } })
})

test.each([
  [
    'ends in the same word as a tagged name',
    'Maëlle Quintin se tait, a dit Quintin',
    'Maëlle Quintin',
    'Quintin',
    'it',
  ],
  ['is the whole of a name whose end was tagged', 'Quintin, puis Maëlle Quintin', 'Quintin', 'Maëlle Quintin', 'it'],
  ['begins with the same word', 'la Banque du Fleuve, la Banque des Îles', 'Banque du Fleuve', 'Banque des Îles', 'it'],
  ['follows the same word', 'le préfet Sall et le préfet Diop', 'Sall', 'Diop', 'it'],
  ['is in capitals too', 'la SNDP et la CGE', 'SNDP', 'CGE', 'it'],
  ['is like none', 'la SNDP avec Awa', 'SNDP', 'Awa', null],
  ['follows a word that says nothing', 'de Sall, de Kayes', 'Sall', 'Kayes', null],
])('the likeliest label of a name that %s', (_, text, tagged, name, expected) => {
  const at = text.lastIndexOf(name)
  const spans = [span(text, tagged, 'it')]
  const strings = new Map([[tagged, new Map([['it', 1]])]])
  const names = { text, spans, strings, lexicon: [], isName: () => true }
  expect(likeliestLabel([at, at + name.length], names)).toBe(expected)
})

describe('what stays of all proposals', () => {
  const text = 'Awa Keïta et Moussa Diarra'
  const name = nameSuggester('fr')(text, whole(text))
  const string: Candidate = { range: [0, 9], label: 'person', source: 'here' }

  test('of two on the same words the surer one', () => {
    expect(settle([...name, string], new Lanes([]), new Set()).map(({ source }) => source)).toEqual(['here', 'name'])
  })

  test('nothing that is tagged, and nothing that was refused', () => {
    const lanes = new Lanes([span(text, 'Awa Keïta', 'person')])
    expect(settle([...name, string], lanes, new Set())).toEqual([name[1]])
    expect(settle(name, new Lanes([]), new Set(['0 9']))).toEqual([name[1]])
  })
})
