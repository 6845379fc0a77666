import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateCandidates } from './dates.ts'

const found = (text: string, anchor: string | null, lang = 'fr') =>
  dateCandidates(text, lang, anchor).map(({ range, value }) => [text.slice(...range), value])

/** A Thursday. */
const DAY = '2022-11-10'

describe('dateCandidates', () => {
  const cases: readonly [string, string, string | null, readonly (readonly [string, string | null])[], string?][] = [
    [
      'a full date needs no article date',
      'C’est le jeudi 10 novembre 2022 que',
      null,
      [['jeudi 10 novembre 2022', '2022-11-10']],
    ],
    [
      'a weekday that contradicts its date',
      'mardi, 10 novembre 2022',
      null,
      [['mardi, 10 novembre 2022', '2022-11-10?']],
    ],
    [
      'the first of a month, no-break spaces',
      'le 1er\u00a0août\u202f2023',
      null,
      [['1er\u00a0août\u202f2023', '2023-08-01']],
    ],
    [
      'a day without a year, near the article',
      'Le 10 novembre, puis le 3 janvier',
      '2022-11',
      [
        ['10 novembre', '2022-11-10'],
        ['3 janvier', '2023-01-03'],
      ],
    ],
    ['a day without a year, far from the article', 'le 10 juin', '2022-12-20', [['10 juin', '2023-06-10?']]],
    ['a weekday tells the year', 'le mardi 7 février', '2023-02', [['mardi 7 février', '2023-02-07']]],
    ['a weekday that fits a year far off only', 'le lundi 7 février', '2023-02', [['lundi 7 février', '2022-02-07?']]],
    ['a day without a year and nothing to count from', 'le 10 novembre', null, [['10 novembre', null]]],
    ['only the year of the article is known', 'le 10 novembre', '2022', [['10 novembre', '2022-11-10?']]],
    ['two days', 'les 6 et 7 février', '2023-02', [['6 et 7 février', '2023-02-06/2023-02-07']]],
    ['from day to day', 'du 29 mai au 3 juin 2023', null, [['29 mai au 3 juin 2023', '2023-05-29/2023-06-03']]],
    [
      'a month',
      'En janvier 2022, puis fin mars',
      '2022-03-10',
      [
        ['janvier 2022', '2022-01'],
        ['mars', '2022-03'],
      ],
    ],
    [
      'last and next month of a name',
      'en janvier dernier, en mars prochain',
      '2022-11',
      [
        ['janvier dernier', '2022-01'],
        ['mars prochain', '2023-03'],
      ],
    ],
    [
      'a month alone is doubted',
      'en janvier, en mai, en août',
      '2022-11',
      [
        ['janvier', '2023-01?'],
        ['mai', '2023-05?'],
        ['août', '2022-08?'],
      ],
    ],
    [
      'weekdays with a direction',
      'mardi dernier, mardi prochain, jeudi dernier',
      DAY,
      [
        ['mardi dernier', '2022-11-08'],
        ['mardi prochain', '2022-11-15'],
        ['jeudi dernier', '2022-11-03'],
      ],
    ],
    ['a weekday alone is doubted', 'dit-il mardi', DAY, [['mardi', '2022-11-08?']]],
    ['a weekday, the article’s month only', 'mardi dernier', '2022-11', [['mardi dernier', null]]],
    [
      'yesterday and the like',
      'hier, aujourd’hui, après-demain',
      DAY,
      [
        ['hier', '2022-11-09'],
        ['aujourd’hui', '2022-11-10'],
        ['après-demain', '2022-11-12'],
      ],
    ],
    ['weeks', 'la semaine prochaine', DAY, [['la semaine prochaine', '2022-W46']]],
    ['the week of a year’s end', 'cette semaine', '2021-01-02', [['cette semaine', '2020-W53']]],
    [
      'months and years',
      'le mois dernier, l’an dernier, cette année',
      '2022-01',
      [
        ['le mois dernier', '2021-12'],
        ['l’an dernier', '2021'],
        ['cette année', '2022'],
      ],
    ],
    [
      'a year',
      'en 2017 et depuis 2013',
      null,
      [
        ['2017', '2017'],
        ['2013', '2013'],
      ],
    ],
    ['a number that is no year', 'près de 2000 soldats', null, []],
    [
      'numeric dates',
      '07/02/2023, 25/12/2023 et 2023-02-07',
      null,
      [
        ['07/02/2023', '2023-02-07?'],
        ['25/12/2023', '2023-12-25'],
        ['2023-02-07', '2023-02-07'],
      ],
    ],
    [
      'days that do not exist',
      'le 31 février 2022, 29 février 2023, 2022-13',
      null,
      [
        ['31 février 2022', null],
        ['29 février 2023', null],
      ],
    ],
    ['an article date in doubt makes all that follows doubtful', 'hier', '2022-11-10?', [['hier', '2022-11-09?']]],
    ['decomposed accents', 'le 7 fe\u0301vrier 2023', null, [['7 fe\u0301vrier 2023', '2023-02-07']]],
    ['inside words nothing', 'mardimère, marsien, un maire', DAY, []],
    [
      'English dates',
      'On Thursday, November 10, 2022, and on 3 May 2023',
      null,
      [
        ['Thursday, November 10, 2022', '2022-11-10'],
        ['3 May 2023', '2023-05-03'],
      ],
      'en',
    ],
    ['English without a year', 'On November 8 they may march', DAY, [['November 8', '2022-11-08']], 'en'],
    [
      'English, relative',
      'last Tuesday, next week, yesterday, on Monday',
      DAY,
      [
        ['last Tuesday', '2022-11-08'],
        ['next week', '2022-W46'],
        ['yesterday', '2022-11-09'],
        ['Monday', '2022-11-07?'],
      ],
      'en',
    ],
    [
      'English months and years',
      'in January 2022, since 2013, last March',
      DAY,
      [
        ['January 2022', '2022-01'],
        ['2013', '2013'],
        ['last March', '2022-03'],
      ],
      'en',
    ],
    ['nothing', '', DAY, []],
  ]
  it.each(cases)('%s', (_, text, anchor, expected, lang) => expect(found(text, anchor, lang)).toEqual(expected))

  it('are in order, do not overlap and have EDTF or a week as value, whatever the text', () => {
    const piece = fc.constantFrom(
      'le ',
      '10 ',
      'novembre ',
      '2022 ',
      'mardi ',
      'dernier ',
      'et ',
      'du ',
      'au ',
      '31 ',
      'février',
      ' ',
      'semaine ',
      'en ',
      '/',
      '-',
      'prochaine',
    )
    const anchors = fc.constantFrom(null, '2022', '2022-11', DAY, '2024-02-29?')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), anchors, fc.constantFrom('fr', 'en'), (pieces, anchor, lang) => {
        let last = 0
        for (const { range, value } of dateCandidates(pieces.join(''), lang, anchor)) {
          expect(range[0]).toBeGreaterThanOrEqual(last)
          expect(range[1]).toBeGreaterThan(range[0])
          expect(value ?? '2022').toMatch(/^\d{4}(?:-W\d{2}|-\d{2}(?:-\d{2}(?:\/\d{4}-\d{2}-\d{2})?)?)?\??$/)
          last = range[1]
        }
      }),
      { seed: 51, numRuns: 500 },
    )
  })
})
