import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleHead, headerFields } from './anatomy.ts'

const PARAGRAPH = `Les dockers du port de Varenne ont repris le travail lundi matin, après onze jours de grève et une nuit de négociations avec la direction, a annoncé leur porte-parole devant la presse.`

describe('articleHead', () => {
  const cases: readonly [string, string, Record<string, string>, string][] = [
    [
      'an inline date before the text',
      ` date 2021-12 ${PARAGRAPH}`,
      { date: '2021-12' },
      'Les dockers du port de Varenne',
    ],
    ['an inline date with a day', `date: 2021-12-07 ${PARAGRAPH}`, { date: '2021-12-07' }, 'Les dockers'],
    [
      'a date line with a decomposed accent',
      `samedi 17 fe\u0301vrier 2024\n\n${PARAGRAPH}`,
      { date: '2024-02-17' },
      'Les dockers',
    ],
    ['no such month is no header', ` date 2021-13 ${PARAGRAPH}`, {}, 'date 2021-13 Les dockers'],
    [
      'an inline date, then a title line',
      ` date 2023-05 Le port rouvre\n\n${PARAGRAPH}`,
      { date: '2023-05', title: 'Le port rouvre' },
      'Le port rouvre',
    ],
    [
      'a French date line with a weekday and a time',
      `mardi, 30 avril 2024 05:59\n\n${PARAGRAPH}`,
      { date: '2024-04-30', time: '05:59' },
      'Les dockers',
    ],
    [
      'the first of a month, published at',
      `Publié le 1er août 2023 à 18h05\n${PARAGRAPH}`,
      { date: '2023-08-01', time: '18:05' },
      'Les dockers',
    ],
    ['an English date line', `Tuesday, April 30, 2024\n\n${PARAGRAPH}`, { date: '2024-04-30' }, 'Les dockers'],
    ['an English date, day first', `Published on 30 April 2024\n\n${PARAGRAPH}`, { date: '2024-04-30' }, 'Les dockers'],
    [
      'an ISO date and time',
      `2024-04-30T05:59:12Z\n${PARAGRAPH}`,
      { date: '2024-04-30', time: '05:59' },
      'Les dockers',
    ],
    ['a numeric date that can only be day first', `30/04/2024\n${PARAGRAPH}`, { date: '2024-04-30' }, 'Les dockers'],
    ['a numeric date of which the order is open', `05/04/2024\n${PARAGRAPH}`, { date: '2024-04-05?' }, 'Les dockers'],
    ['a day that does not exist', `31 avril 2024\n\n${PARAGRAPH}`, { title: '31 avril 2024' }, '31 avril 2024'],
    [
      'a sentence that begins with a date is text',
      `Le 30 avril 2024 il a plu.\nPuis il a neigé.`,
      { title: 'Le 30 avril 2024 il a plu.' },
      'Le 30 avril',
    ],
    [
      'a title line',
      `Grève au port : le préfet attendu à Varenne\n\n${PARAGRAPH}`,
      { title: 'Grève au port : le préfet attendu à Varenne' },
      'Grève',
    ],
    [
      'a title line that ends with a point',
      `Le port rouvre lundi.\n\n${PARAGRAPH}`,
      { title: 'Le port rouvre lundi.' },
      'Le port rouvre lundi.',
    ],
    ['two sentences are no title', `Le port rouvre. Enfin.\n\n${PARAGRAPH}`, {}, 'Le port rouvre.'],
    ['a Markdown heading', `# Le port rouvre\n\n${PARAGRAPH}`, { title: 'Le port rouvre' }, 'Le port rouvre'],
    [
      'named fields',
      `Titre : Le port rouvre\nAuteur : Awa Kessi\nURL : https://varenne.example/1\n${PARAGRAPH}`,
      { title: 'Le port rouvre', author: 'Awa Kessi', url: 'https://varenne.example/1' },
      'Le port rouvre',
    ],
    [
      'an author line',
      `Le port rouvre\nPar Awa d’Hauteville\n\n${PARAGRAPH}`,
      { title: 'Le port rouvre', author: 'Awa d’Hauteville' },
      'Le port rouvre',
    ],
    [
      'a section above the title',
      `VARENNE\nLe port rouvre\n\n${PARAGRAPH}`,
      { section: 'VARENNE', title: 'Le port rouvre' },
      'Le port rouvre',
    ],
    ['capitals alone are the title', `GRÈVE AU PORT\n\n${PARAGRAPH}`, { title: 'GRÈVE AU PORT' }, 'GRÈVE AU PORT'],
    [
      'site, place and author below a teaser, CRLF',
      `Le port rouvre\r\n\r\nLes plus lus\r\n\r\nVARENNE\r\nCôtelettre/ Varenne/ Awa Kessi\r\n${PARAGRAPH}`,
      {
        title: 'Le port rouvre',
        section: 'VARENNE',
        source: 'Côtelettre',
        place: 'Varenne',
        author: 'Awa Kessi',
        byline: 'Côtelettre/ Varenne/ Awa Kessi',
      },
      'Le port rouvre',
    ],
    ['one line is text, not a title', 'Le port rouvre', {}, 'Le port rouvre'],
    ['an empty text', '', {}, ''],
    ['white space', ' \r\n\t', {}, ''],
  ]
  it.each(cases)('%s', (_, text, fields, title) => {
    const head = articleHead(text)
    expect(head.fields).toEqual(fields)
    expect(head.title.startsWith(title)).toBe(true)
    expect(head.date).toBe(fields['date'] ?? null)
  })

  it('derives a title from the whole first sentence, which it neither shortens nor adds to', () => {
    expect(articleHead(PARAGRAPH).title).toBe(PARAGRAPH)
  })

  it('ends a very long derived title after a word, and lets every character be the text’s own', () => {
    const long = 'Les dockers du port ont repris le travail, '.repeat(9)
    const { title } = articleHead(long)
    expect(title.length).toBeGreaterThan(150)
    expect(title.length).toBeLessThanOrEqual(200)
    expect(long.startsWith(title)).toBe(true)
    expect(long.slice(title.length)).toMatch(/^[ ,]/)
    expect(articleHead('x'.repeat(500)).title).toBe('x'.repeat(200))
  })

  it('reads a long head of hostile lines in bounded time', () => {
    const hostile = [
      ' '.repeat(5000),
      'A/'.repeat(3000),
      'Par A'.repeat(900),
      `${'12 '.repeat(40)}\n`.repeat(99),
      '« . '.repeat(2000),
    ]
    const started = performance.now()
    for (const text of hostile) articleHead(text)
    expect(performance.now() - started).toBeLessThan(100)
  })
})

describe('headerFields', () => {
  it('gives the characters of each field, in text order', () => {
    const text = ` date 2023-05 VARENNE\nLe port rouvre\n${PARAGRAPH}`
    expect(headerFields(text).map(({ name, range }) => [name, text.slice(...range)])).toEqual([
      ['date', 'date 2023-05'],
      ['section', 'VARENNE'],
      ['title', 'Le port rouvre'],
    ])
  })

  it('stays inside the text and never covers a line break, whatever the text', () => {
    const piece = fc.constantFrom(
      ' date 2023-05 ',
      'mardi 30 mai 2023',
      'A/ B/ C',
      'MALI',
      'Titre : x',
      '\n',
      '\r\n',
      ' ',
      'mot',
      'Les plus lus',
      '.',
      '# y',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        for (const { range } of headerFields(text)) {
          const said = text.slice(...range)
          expect(said).toBe(said.trim())
          expect(said).toMatch(/^[^\r\n]+$/)
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})
