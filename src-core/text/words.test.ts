import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGraphemeBoundary } from './graphemes.ts'
import { nextWordBoundary, previousWordBoundary, type Word, wordAt, words } from './words.ts'

const cut = (text: string, lang: string | null) =>
  [...words(text, lang)].map(({ start, end }) => text.slice(start, end))
const kinds = (text: string, lang: string | null) =>
  [...words(text, lang)].map(({ start, end, kind }) => `${text.slice(start, end)}${kind === 'word' ? '' : `:${kind}`}`)

describe('words', () => {
  const french: readonly [string, string, readonly string[]][] = [
    ['an elided article', "l’ambassadeur de l'Union", ['l’:elision', 'ambassadeur', 'de', "l':elision", 'Union']],
    ['an elided preposition before a name', "d’Assimi et D'Évry", ['d’:elision', 'Assimi', 'et', "D':elision", 'Évry']],
    [
      'que and its compounds',
      "qu’Awa jusqu’à lorsqu’on puisqu'elle",
      ['qu’:elision', 'Awa', 'jusqu’:elision', 'à', 'lorsqu’:elision', 'on', "puisqu':elision", 'elle'],
    ],
    [
      'words with a fixed apostrophe',
      'aujourd’hui prud’homme entr’ouvert presqu’île quelqu’un',
      ['aujourd’hui', 'prud’homme', 'entr’ouvert', 'presqu’île', 'quelqu’un'],
    ],
    [
      'an elision before a fixed word',
      "d’aujourd’hui qu’aujourd'hui",
      ['d’:elision', 'aujourd’hui', "qu':elision".replace("'", '’'), "aujourd'hui"],
    ],
    [
      'names with N’, M’ and O’',
      'Bah N’daw, N’Djamena, M’Bala, O’Brien',
      ['Bah', 'N’daw', 'N’Djamena', 'M’Bala', 'O’Brien'],
    ],
    ['n’ before a vowel is the negation', 'n’est N’est', ['n’:elision', 'est', 'N’:elision', 'est']],
    ['a known name with d’', 'd’Artagnan', ['d’Artagnan']],
    [
      'a name with L’ inside a sentence, an article at its start',
      'L’Équipe lit L’Équipe',
      ['L’:elision', 'Équipe', 'lit', 'L’Équipe'],
    ],
    [
      'hyphenated compounds',
      'États-Unis Jean-Luc porte-parole lui-même rendez-vous main-d’œuvre',
      ['États-Unis', 'Jean-Luc', 'porte-parole', 'lui-même', 'rendez-vous', 'main-d’œuvre'],
    ],
    [
      'verb and pronoun',
      'dit-il, a-t-il, semble-t-elle, est-ce',
      ['dit', 'il:clitic', 'a', 't:link', 'il:clitic', 'semble', 't:link', 'elle:clitic', 'est', 'ce:clitic'],
    ],
    [
      'two pronouns, and an elision before the verb',
      'donne-le-moi l’a-t-on va-t’en',
      ['donne', 'le:clitic', 'moi:clitic', 'l’:elision', 'a', 't:link', 'on:clitic', 'va', 't:link', 'en:clitic'],
    ],
    ['a name that looks like an inversion', 'Kim Jong-il', ['Kim', 'Jong-il']],
    ['a missing space after a full stop', 'la Russie.Ce n’est', ['la', 'Russie', 'Ce', 'n’:elision', 'est']],
    [
      'numbers with a comma, groups and percent',
      '1,5 10\u202f000 10 % 12,5\u202f% 3\u00a0€',
      ['1,5', '10\u202f000', '10 %', '12,5\u202f%', '3\u00a0€'],
    ],
    [
      'groups apart by plain spaces',
      'soit 2 000 000 de litres, 10 000 fois',
      ['soit', '2 000 000', 'de', 'litres', '10 000', 'fois'],
    ],
    [
      'numbers that only follow each other',
      'en 2022 300 morts, le 12 34 fois, A320 200 places, 10 0000',
      ['en', '2022', '300', 'morts', 'le', '12', '34', 'fois', 'A320', '200', 'places', '10', '0000'],
    ],
    ['an adverb that looks like an elision', "C’est-à-dire, c'est-à-dire", ['C’est-à-dire', "c'est-à-dire"]],
    ['numbers that end a sentence', 'en 2017. 300 morts', ['en', '2017', '300', 'morts']],
    ['ordinals and n°', 'le 1er n° 3, 21e', ['le', '1er', 'n°', '3', '21e']],
    [
      'abbreviations keep their point',
      'M. Kessi et Mme Dao, MM. Oro, J. Kessi, p. 3',
      ['M.', 'Kessi', 'et', 'Mme', 'Dao', 'MM.', 'Oro', 'J.', 'Kessi', 'p.', '3'],
    ],
    ['acronyms with points', 'l’O.N.U. et l’URSS', ['l’:elision', 'O.N.U.', 'et', 'l’:elision', 'URSS']],
    [
      'dates, hours',
      '2021-12-07, 2021-12, 07/12/2021 et 05:59, 18h05',
      ['2021-12-07', '2021-12', '07/12/2021', 'et', '05:59', '18h05'],
    ],
    [
      'addresses of the net',
      'https://a.example/x?y=1. awa@varenne.example, varenne.info !',
      ['https://a.example/x?y=1', 'awa@varenne.example', 'varenne.info'],
    ],
    ['hashtags and handles', '#Varenne @awa_k', ['#Varenne', '@awa_k']],
    ['quotation marks and no-break spaces stay outside', '«\u202fsûr\u202f», “oui”', ['sûr', 'oui']],
    ['a decomposed accent', 'E\u0301tats-Unis, e\u0301lu', ['E\u0301tats-Unis', 'e\u0301lu']],
    ['soft hyphens', 'gou\u00adver\u00adne\u00adment', ['gou\u00adver\u00adne\u00adment']],
    ['the inclusive point', 'étudiant·e·s', ['étudiant·e·s']],
    ['nothing', '', []],
  ]
  it.each(french)('French: %s', (_, text, expected) => expect(kinds(text, 'fr')).toEqual(expected))

  const others: readonly [string, string, string | null, readonly string[]][] = [
    ['English possessive', 'John’s dog isn’t', 'en', ['John', '’s:clitic', 'dog', 'isn’t']],
    ['Italian elision', "dell'acqua", 'it', ["dell':elision", 'acqua']],
    ['an unknown language takes nothing apart', 'l’eau dit-il', null, ['l’eau', 'dit-il']],
    ['Arabic', 'قال الوزير، أمس', 'ar', ['قال', 'الوزير', 'أمس']],
    ['Hebrew with an abbreviation mark', 'צה"ל הודיע', 'he', ['צה"ל', 'הודיע']],
    ['Russian', 'Россия, кто-то', 'ru', ['Россия', 'кто-то']],
    ['Japanese', '私は東京へ行く。', 'ja', ['私', 'は', '東京', 'へ', '行く']],
    ['a language tag that is none', '東京', 'x_y', ['東京']],
  ]
  it.each(others)('%s', (_, text, lang, expected) => expect(kinds(text, lang)).toEqual(expected))
})

const piece = fc.constantFrom(
  'l’',
  "d'",
  'qu’',
  'Assimi',
  'N’daw',
  'aujourd’hui',
  '-',
  '-t-il',
  '-il',
  ' ',
  '\u202f',
  '\u00a0',
  '\n',
  '\r\n',
  '.',
  ',',
  '«',
  '»',
  '10',
  '000',
  '%',
  '1er',
  'é',
  'e\u0301',
  '👩🏽‍🌾',
  '🇲🇱',
  '1️⃣',
  '東京へ',
  'قال',
  '\u0600',
  'a@b.fr',
  'https://x.fr/',
  'M.',
  'J.',
  'L’Équipe',
  '\u00ad',
  '\u200d',
  '\ud83d',
  'ﾞ',
  'का',
  '·',
  '#',
  'A.B.',
)
const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))
const langs = fc.constantFrom('fr', 'en', null)

describe('the laws of words', () => {
  it('words lie in order, do not overlap and cut no grapheme', () => {
    fc.assert(
      fc.property(texts, langs, (text, lang) => {
        let last = 0
        for (const word of words(text, lang)) {
          expect(word.start).toBeGreaterThanOrEqual(last)
          expect(word.end).toBeGreaterThan(word.start)
          expect([isGraphemeBoundary(text, word.start), isGraphemeBoundary(text, word.end)]).toEqual([true, true])
          last = word.end
        }
      }),
      { seed: 7, numRuns: 1500 },
    )
  })

  it('every question about a place is answered as by cutting the whole text', () => {
    fc.assert(
      fc.property(texts, langs, (text, lang) => {
        const all = [...words(text, lang)]
        for (let o = 0; o <= text.length; o++) {
          expect(wordAt(text, o, lang)).toEqual(naiveWordAt(all, o))
          const stops = all.filter((word) => word.kind === 'word' || word.kind === 'clitic')
          expect(nextWordBoundary(text, o, lang)).toBe(stops.find((w) => w.end > o)?.end ?? text.length)
          expect(previousWordBoundary(text, o, lang)).toBe(stops.findLast((w) => w.start < o)?.start ?? 0)
          expect([...words(text, lang, o)]).toEqual(all.filter((word) => word.end > o))
          expect([...words(text, lang, 0, o)]).toEqual(all.filter((word) => word.start < o))
        }
      }),
      { seed: 8, numRuns: 500 },
    )
  })

  it('holds for a run without any space that is longer than is looked at', () => {
    const text = `début ${'東京へ行く人'.repeat(900)}${'x'.repeat(5000)}${'e\u0301'.repeat(3000)} fin`
    const all = [...words(text, 'ja')]
    for (let o = 0; o <= text.length; o += 97) expect(wordAt(text, o, 'ja')).toEqual(naiveWordAt(all, o))
  })
})

/** The word at an offset, taken from all words of the text. */
function naiveWordAt(all: readonly Word[], offset: number): readonly number[] | null {
  const at = all.findIndex((word) => word.start <= offset && offset < word.end)
  let index = at >= 0 ? at : all.findIndex((word) => word.end === offset)
  if (all[index]?.kind === 'link' && all[index - 1]?.end === (all[index]?.start ?? 0) - 1) index--
  while (all[index]?.kind === 'elision' && (all[index + 1]?.start ?? Infinity) <= (all[index]?.end ?? 0) + 1) index++
  const word = all[index]
  return word ? [word.start, word.end] : null
}

describe('wordAt', () => {
  const cases: readonly [string, string, string, string | null][] = [
    ['from the elision to its word', '|l’ambassadeur', 'fr', 'ambassadeur'],
    ['from its apostrophe as well', 'l|’ambassadeur', 'fr', 'ambassadeur'],
    ['with a space typed after it', 'l|’ ambassadeur', 'fr', 'ambassadeur'],
    ['from an elision before nothing: itself', 'l|’', 'fr', 'l’'],
    ['from the verb of an inversion', 'd|it-il', 'fr', 'dit'],
    ['from its pronoun', 'dit-i|l', 'fr', 'il'],
    ['from the t of a-t-il', 'a-|t-il', 'fr', 'a'],
    ['right after a word', 'Bamako| est', 'fr', 'Bamako'],
    ['before a space and after a full stop: nothing', 'Fin.| Puis', 'fr', null],
    ['two words without a space: the second at its start', 'Russie.|Ce', 'fr', 'Ce'],
    ['an empty text', '|', 'fr', null],
  ]
  it.each(cases)('%s', (_, marked, lang, expected) => {
    const offset = marked.indexOf('|')
    const text = marked.replace('|', '')
    const found = wordAt(text, offset, lang)
    expect(found && text.slice(...found)).toBe(expected)
  })

  it('does not cut a megabyte for one word', () => {
    const text = 'L’élue de Varenne l’a dit. '.repeat(40_000)
    const started = performance.now()
    for (let i = 0; i < 500; i++) wordAt(text, 500_000 + i, 'fr')
    expect(performance.now() - started).toBeLessThan(150)
    expect(cut(text.slice(0, 27), 'fr')).toHaveLength(7)
  })
})
