import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import press from '../../../resources/presets/press.json'
import { Lanes } from '../../../src-core/annotation/lanes.ts'
import type { Span } from '../../../src-core/annotation/records.ts'
import { parseSchema } from '../../../src-core/formats/schema-json.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import { dateSuggester, KnownStrings, rejectionKey, settle, stringSuggester, type Candidate } from './candidates.ts'
import type { Strings } from './tag-index.ts'
import type { LexiconEntry } from './types.ts'
import { likeliestLabel, nameSuggester } from './name-candidates.ts'

const parsed = parseSchema(press)
const labels = parsed.ok ? parsed.schema.labels : []

const shown = (text: string, found: readonly Candidate[]) =>
  found.map(({ range, label }) => `${text.slice(range[0], range[1])}${label === null ? '' : ` = ${label}`}`)
const whole = (text: string): Range => [0, text.length]

/** Strings of this document and of others. */
function strings(here: Strings, lexicon: readonly LexiconEntry[], known = new KnownStrings()) {
  return stringSuggester(known.here(here, labels, 'fr'), known.elsewhere(lexicon, labels, 'fr'), 'fr')
}

function span(text: string, words: string, label: string): Span {
  const start = text.indexOf(words)
  const common = { annotator: 'amina', document: 'a.txt', created: 0, updated: 0, entity: null, note: null }
  const ranges: readonly Range[] = [[start, start + words.length]]
  return { ...common, kind: 'span', id: words + label, ranges, label, attributes: {}, origin: 'manual' }
}

describe('strings that were tagged before', () => {
  const here = new Map([
    ['Awa Keïta', new Map([['person', 2]])],
    [
      'Sahel',
      new Map([
        ['organization', 1],
        ['person', 3],
      ]),
    ],
  ])
  const suggest = strings(here, [{ text: 'Radio Kledu', label: 'organization' }])

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

  test('what others tagged is taken apart once for all documents, and again when there is more', () => {
    const known = new KnownStrings()
    const one = [{ text: 'Radio Kledu', label: 'organization' }]
    expect(known.elsewhere(one, [...labels], 'fr')).toBe(known.elsewhere(one, labels, 'fr'))
    const more = [...one, { text: 'Kledu', label: 'person' }]
    expect(known.elsewhere(more, labels, 'fr').entries.size).toBe(2)
    const strict = labels.map((label) => ({ ...label, matching: { ...label.matching, caseSensitive: true } }))
    expect(known.elsewhere(more, strict, 'fr')).not.toBe(known.elsewhere(more, labels, 'fr'))
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
  ['not what stands near by without its capital', 'L’avis de l’Armée : l’armée attend à Kayes.', ['Kayes']],
  ['a part of another word is not the same word', 'Il va à Port, avec un rapport.', ['Port']],
])('written like a name: %s', (_, text, expected) => {
  expect(shown(text, nameSuggester('fr')(text, whole(text)))).toEqual(expected)
})

test.each([
  ['two words with capitals', 'Hier, Moussa Diarra parle.', 'strong'],
  ['a title before it', 'Hier, le préfet Sall parle.', 'strong'],
  ['a short title', 'Hier, M. Sall parle.', 'strong'],
  ['a particle within', 'Hier, Banque du Fleuve a ouvert.', 'plain'],
  ['what only opens a sentence', 'Rien. Fin de Barkhane.', 'plain'],
  ['an acronym', 'Hier, la CGE parle.', 'plain'],
  ['a single word', 'Il vit à Kayes depuis.', 'weak'],
  ['a compound', 'Il vit à Port-Aubrac depuis.', 'weak'],
])('how much speaks for a name: %s', (_, text, expected) => {
  expect(nameSuggester('fr')(text, whole(text)).map(({ strength }) => strength)).toEqual([expected])
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

  const settled = (text: string, known: readonly string[], label: string) => {
    const lexicon = known.map((each) => ({ text: each, label }))
    const sources = [strings(new Map(), lexicon), dateSuggester(labels, 'fr', '2022-11-10'), nameSuggester('fr')]
    const all = sources.flatMap((suggest) => suggest(text, whole(text)))
    return settle(all, new Lanes([]), new Set())
  }

  test.each([
    ['a date over a shorter one that was tagged', 'jeudi 10 novembre 2022', 'jeudi 10 novembre', 'date'],
    ['a whole name over its end that was tagged', 'Aristide Varenne', 'Varenne', 'person'],
    ['a name with a particle over a part of it', 'Comité de Varenne', 'Varenne', 'person'],
    ['a known name over the date in it', 'Accord du 3 mars 2022', 'Accord du 3 mars 2022', 'person'],
  ])('the longest, whatever its source: %s', (_, words, known, label) => {
    const text = `Hier, vers ${words}, rien.`
    expect(settled(text, [known], label).map(({ range }) => text.slice(...range))).toContain(words)
    expect(settled(text, [known], label).map(({ range }) => text.slice(...range))).not.toContain(
      known === words ? '3 mars 2022' : known,
    )
  })

  test('a date that was tagged before brings its value', () => {
    const [found] = settled('Rien le 3 mars 2022.', ['3 mars 2022'], 'date')
    expect(found).toMatchObject({ source: 'lexicon', label: 'date', attributes: { value: '2022-03-03' } })
  })

  test('none that was left away is longer than what stays in its place, but for what programs propose', () => {
    const proposal = fc.record({
      start: fc.nat(30),
      size: fc.integer({ min: 1, max: 8 }),
      source: fc.constantFrom('suggested', 'here', 'lexicon', 'date', 'name'),
      refused: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(proposal, { maxLength: 12 }), (all) => {
        const made = all.map(({ start, size, source }): Candidate => ({
          range: [start, start + size],
          label: null,
          source,
        }))
        const refused = new Set(made.filter((_, i) => all[i]?.refused).map(({ range }) => rejectionKey(range)))
        const kept = settle(made, new Lanes([]), refused)
        for (const each of made.filter(({ range }) => !refused.has(rejectionKey(range)))) {
          const worthier = kept.some(
            ({ range, source }) =>
              range[0] < each.range[1] &&
              each.range[0] < range[1] &&
              (source === 'suggested' || range[1] - range[0] >= each.range[1] - each.range[0]),
          )
          expect(worthier).toBe(true)
        }
        for (const [i, each] of kept.entries()) expect(each.range[0]).toBeGreaterThanOrEqual(kept[i - 1]?.range[1] ?? 0)
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  test('nothing that is tagged, and nothing that was refused', () => {
    const lanes = new Lanes([span(text, 'Awa Keïta', 'person')])
    expect(settle([...name, string], lanes, new Set())).toEqual([name[1]])
    expect(settle(name, new Lanes([]), new Set(['0 9']))).toEqual([name[1]])
  })
})
