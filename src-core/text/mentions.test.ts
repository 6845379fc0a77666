import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_MATCHING, type Matching } from '../annotation/schema.ts'
import { isGraphemeBoundary } from './graphemes.ts'
import { identicalMentions } from './mentions.ts'

const EXACT = DEFAULT_MATCHING
const LOOSE: Matching = { caseSensitive: false, wholeWord: false, accentSensitive: false }
const ANY_CASE: Matching = { ...EXACT, caseSensitive: false }
const ANY_ACCENT: Matching = { ...EXACT, accentSensitive: false }
const PARTS: Matching = { ...EXACT, wholeWord: false }

const found = (text: string, needle: string, matching: Matching, lang = 'fr') =>
  identicalMentions(text, needle, matching, lang).map((range) => text.slice(...range))

describe('identicalMentions', () => {
  const cases: readonly [string, string, string, Matching, readonly string[]][] = [
    ['every place', 'Kessi et Kessi', 'Kessi', EXACT, ['Kessi', 'Kessi']],
    ['case counts', 'KESSI Kessi', 'Kessi', EXACT, ['Kessi']],
    ['case does not count', 'KESSI Kessi É', 'kessi', ANY_CASE, ['KESSI', 'Kessi']],
    ['accents count', 'Élu Elu', 'Élu', EXACT, ['Élu']],
    ['accents do not count', 'Élu Elu E\u0301lu', 'Elu', ANY_ACCENT, ['Élu', 'Elu', 'E\u0301lu']],
    ['composed finds decomposed', 'E\u0301lu Élu', 'Élu', EXACT, ['E\u0301lu', 'Élu']],
    ['decomposed finds composed', 'Élu', 'E\u0301lu', EXACT, ['Élu']],
    ['a letter is not found inside its accented form', 'cafe\u0301 cafe', 'cafe', PARTS, ['cafe']],
    ['apostrophes are alike', "N'daw N’daw", 'N’daw', EXACT, ["N'daw", 'N’daw']],
    ['spaces are alike', '10\u202f000 10\u00a0000 10 000', '10 000', PARTS, ['10\u202f000', '10\u00a0000', '10 000']],
    ['hyphens are alike', 'Jean-Luc Jean\u2011Luc', 'Jean-Luc', EXACT, ['Jean-Luc', 'Jean\u2011Luc']],
    ['soft hyphens do not matter', 'Var\u00adenne', 'Varenne', EXACT, ['Var\u00adenne']],
    ['after an elision is a whole word', "d’Awa l'Awa", 'Awa', EXACT, ['Awa', 'Awa']],
    ['a part of a compound is no word', 'Jean-Luc Jean', 'Jean', EXACT, ['Jean']],
    ['the verb of an inversion is a word', 'dit-il', 'dit', EXACT, ['dit']],
    ['before a missing space', 'à Varenne.Ce', 'Varenne', EXACT, ['Varenne']],
    ['not inside a word', 'Varennes', 'Varenne', EXACT, []],
    ['inside a word if wanted', 'Varennes', 'Varenne', PARTS, ['Varenne']],
    ['ligatures', 'Œuvre oeuvre œuvre', 'oeuvre', LOOSE, ['Œuvre', 'oeuvre', 'œuvre']],
    ['signs are no pattern', 'a.b (x) a-b', '(x)', EXACT, ['(x)']],
    ['a point is no pattern', 'a.b axb', 'a.b', PARTS, ['a.b']],
    ['no overlap', 'aaaa', 'aa', PARTS, ['aa', 'aa']],
    ['quotation marks at its ends', 'un « oui » net', '« oui »', EXACT, ['« oui »']],
    ['Chinese has no spaces', '东京和东京', '东京', PARTS, ['东京', '东京']],
    ['nothing is looked for', 'abc', '  ', LOOSE, []],
    ['nothing to look in', '', 'a', LOOSE, []],
  ]
  it.each(cases)('%s', (_, text, needle, matching, expected) => expect(found(text, needle, matching)).toEqual(expected))

  const piece = fc.constantFrom(
    'é',
    'e\u0301',
    'E',
    'e',
    '’',
    "'",
    'l’',
    'a',
    'A',
    ' ',
    '\u202f',
    '-',
    '👩🏽‍🌾',
    '\u00ad',
    'œ',
    'oe',
    '.',
    '\u0323',
  )
  const matchings = fc.record({
    caseSensitive: fc.boolean(),
    wholeWord: fc.constant(false),
    accentSensitive: fc.boolean(),
  })
  it('finds all that a comparison of folded substrings finds, and cuts no grapheme', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }),
        fc.array(piece, { minLength: 1, maxLength: 2 }),
        matchings,
        (pieces, parts, matching) => {
          const [text, needle] = [pieces.join(''), parts.join('')]
          const ranges = identicalMentions(text, needle, matching, 'fr')
          for (const [start, end] of ranges) {
            expect([isGraphemeBoundary(text, start), isGraphemeBoundary(text, end)]).toEqual([true, true])
            expect(folded(text.slice(start, end), matching)).toBe(folded(needle, matching))
          }
          if (folded(needle, matching).trim()) expect(ranges.length > 0).toBe(naiveFinds(text, needle, matching))
        },
      ),
      { seed: 13, numRuns: 800 },
    )
  })

  it('searches a megabyte in a blink', () => {
    const text = 'L’élue de Varenne, Awa Kessi, l’a dit à Évry. '.repeat(22_000)
    identicalMentions(text.slice(0, 5000), 'awa késsi', LOOSE, 'fr')
    const started = performance.now()
    expect(identicalMentions(text, 'awa késsi', LOOSE, 'fr')).toHaveLength(22_000)
    expect(performance.now() - started).toBeLessThan(150)
  })
})

function folded(text: string, { caseSensitive, accentSensitive }: Matching): string {
  let all = text
    .replace(/\u00ad/g, '')
    .replace(/[\u202f\u00a0]/g, ' ')
    .replace(/’/g, "'")
  if (!accentSensitive) all = all.normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/g, 'oe')
  return (caseSensitive ? all : all.toLowerCase()).normalize('NFC')
}

function naiveFinds(text: string, needle: string, matching: Matching): boolean {
  const ends = [...Array(text.length + 1).keys()].filter((at) => isGraphemeBoundary(text, at))
  const goal = folded(needle, matching)
  return ends.some((start) =>
    ends.some((end) => end > start && text[start] !== '\u00ad' && folded(text.slice(start, end), matching) === goal),
  )
}
