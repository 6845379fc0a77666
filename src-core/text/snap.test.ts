import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGraphemeBoundary } from './graphemes.ts'
import { snap } from './snap.ts'

/** `[` and `]` are where a drag begins and ends. */
function snapped(marked: string, lang: string | null = 'fr'): string | null {
  const start = marked.indexOf('⟦')
  const end = marked.indexOf('⟧') - 1
  const text = marked.replace(/[⟦⟧]/g, '')
  const range = snap(text, [start, end], lang)
  return range && text.slice(...range)
}

describe('snap', () => {
  const cases: readonly [string, string, string | null][] = [
    ['half words become whole', 'le mi⟦nistre mal⟧ien', 'ministre malien'],
    ['edge spaces are dropped', 'le⟦ ministre ⟧malien', 'ministre'],
    ['edge punctuation is dropped', 'le ⟦ministre, ⟧ici', 'ministre'],
    ['an article is dropped', '⟦l’ambassadeur⟧ russe', 'ambassadeur'],
    ['a preposition before a name is dropped', '⟦d’Assimi Goro⟧', 'Assimi Goro'],
    ['inside, articles stay', '⟦Côte d’Ivoire⟧', 'Côte d’Ivoire'],
    ['only the article: the word after it', '⟦l’⟧ambassadeur', 'ambassadeur'],
    ['an article at the end is dropped', '⟦ministre l’⟧ambassadeur', 'ministre'],
    ['a pronoun after the verb is dropped', '⟦dit-il⟧', 'dit'],
    ['with t as well', '⟦a-t-il⟧', 'a'],
    ['only the pronoun: it stays', 'dit-⟦il⟧', 'il'],
    ['quotation marks and their no-break spaces', '⟦«\u202fsûr\u202f»⟧', 'sûr'],
    ['a quotation that is cut off', '⟦« sûr⟧ et net »', 'sûr'],
    ['brackets around', '⟦(Wagner)⟧,', 'Wagner'],
    ['brackets at the end whose beginning is inside', '⟦Union (ONU)⟧.', 'Union (ONU)'],
    ['brackets at the start whose end is inside', '⟦(ONU) Union⟧.', '(ONU) Union'],
    ['a quotation at the end that began inside', '⟦parle d’« abandon »⟧.', 'parle d’« abandon »'],
    ['straight quotation marks around', '⟦"historique"⟧', 'historique'],
    ['two quotations', '⟦"un" et "deux"⟧', '"un" et "deux"'],
    ['the point of an abbreviation stays', '⟦M.⟧ Kessi', 'M.'],
    ['percent stays', 'de ⟦10 %⟧ au', '10 %'],
    ['the word before a missing space', '⟦Russie⟧.Ce', 'Russie'],
    ['an emoji is meant', '⟦Bravo 👩🏽‍🌾!⟧', 'Bravo 👩🏽‍🌾'],
    ['an emoji that is cut', '👩⟦🏽⟧‍🌾 ', '👩🏽‍🌾'],
    ['only spaces and marks', 'oui⟦ , ⟧non', null],
    ['nothing selected: the word there', 'mi⟦⟧nistre', 'ministre'],
    ['nothing selected, no word', 'a ⟦⟧ b', null],
    ['backwards is the same', 'la ⟦Côte d’Ivoire⟧', 'Côte d’Ivoire'],
    ['across a line end', 'le ⟦port\r\n\r\nOuvert⟧', 'port\r\n\r\nOuvert'],
    ['fixed words stay whole', 'au⟦jourd’h⟧ui', 'aujourd’hui'],
  ]
  it.each(cases)('%s', (_, marked, expected) => expect(snapped(marked)).toBe(expected))

  const piece = fc.constantFrom(
    'l’',
    'mot',
    'dit-il',
    ' ',
    '\u202f',
    '.',
    '(',
    ')',
    '"',
    '«',
    '»',
    '10 %',
    'e\u0301',
    '👩🏽‍🌾',
    '\r\n',
    'M.',
    '-',
    '€',
  )
  it('gives a range inside the text with whole graphemes, and snapping again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(40), fc.nat(40), (pieces, a, b) => {
        const text = pieces.join('')
        const range = snap(text, [a, b], 'fr')
        expect(snap(text, [b, a], 'fr')).toEqual(range)
        if (!range) return
        expect(text.slice(...range)).toMatch(/\S/)
        expect(range.every((end) => isGraphemeBoundary(text, end))).toBe(true)
        expect(snap(text, range, 'fr')).toEqual(range)
      }),
      { seed: 9, numRuns: 1500 },
    )
  })
})
