import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentenceAt, sentences } from './sentences.ts'

const cut = (text: string, lang: string | null) => [...sentences(text, lang)].map((range) => text.slice(...range))

describe('sentences', () => {
  const cases: readonly [string, string, readonly string[], string?][] = [
    [
      'full stops',
      'Le port rouvre. Les dockers reviennent ! Vraiment ? Oui… Enfin.',
      ['Le port rouvre.', 'Les dockers reviennent !', 'Vraiment ?', 'Oui…', 'Enfin.'],
    ],
    [
      'a missing space',
      'La grève est finie à Varenne.Ce n’est pas tout.',
      ['La grève est finie à Varenne.', 'Ce n’est pas tout.'],
    ],
    [
      'titles before names',
      'M. Kessi a vu Mme. Dao et le Dr. Oro. Fin.',
      ['M. Kessi a vu Mme. Dao et le Dr. Oro.', 'Fin.'],
    ],
    ['initials', 'J. Dupont et J.-M. Oro ont signé. Fin.', ['J. Dupont et J.-M. Oro ont signé.', 'Fin.']],
    ['a letter that is no initial', 'On passe au plan B. Puis au reste.', ['On passe au plan B.', 'Puis au reste.']],
    ['pages', 'Voir p. 3 et art. 12. Fin.', ['Voir p. 3 et art. 12.', 'Fin.']],
    [
      'etc. inside and at the end',
      'Riz, mil, etc. et sorgho. Riz, etc. Puis rien.',
      ['Riz, mil, etc. et sorgho.', 'Riz, etc.', 'Puis rien.'],
    ],
    [
      'decimals, hours and addresses',
      'Il a 1.5 km. Voir www.varenne.example pour 10.30. Fin.',
      ['Il a 1.5 km.', 'Voir www.varenne.example pour 10.30.', 'Fin.'],
    ],
    ['a year at the end', 'Né en 2017. Mort en 2020.', ['Né en 2017.', 'Mort en 2020.']],
    ['a numbered list', '1. Le port\n2. La gare', ['1. Le port', '2. La gare']],
    ['a short quotation stays whole', '« Oui. Bien sûr ! », dit-il. Fin.', ['« Oui. Bien sûr ! », dit-il.', 'Fin.']],
    [
      'a question inside a quotation that goes on',
      '« Qui a signé ? » demande-t-elle. Personne.',
      ['« Qui a signé ? » demande-t-elle.', 'Personne.'],
    ],
    [
      'a closing mark belongs to its sentence',
      '« Nous partons.\u202f» Puis rien.',
      ['« Nous partons.\u202f»', 'Puis rien.'],
    ],
    [
      'a quotation that begins after a full stop',
      'Il part. "Je pars", dit-il. «~Non.~»'.replace(/~/g, '\u00a0'),
      ['Il part.', '"Je pars", dit-il.', '«\u00a0Non.\u00a0»'],
    ],
    ['straight quotation marks', '"Nous partons." Puis "rien". Fin.', ['"Nous partons."', 'Puis "rien".', 'Fin.']],
    [
      'a long quotation is cut',
      `« ${'Le quai est vide ce matin encore. '.repeat(9)}», dit-il.`,
      [
        `« Le quai est vide ce matin encore.`,
        ...Array<string>(7).fill('Le quai est vide ce matin encore.'),
        'Le quai est vide ce matin encore. », dit-il.',
      ],
    ],
    ['line breaks', 'Grève au port\r\nLe port est fermé\r\n\r\nFin', ['Grève au port', 'Le port est fermé', 'Fin']],
    [
      'hard-wrapped lines',
      'Le port est fermé depuis\nlundi, dit le préfet. Fin',
      ['Le port est fermé depuis\nlundi, dit le préfet.', 'Fin'],
    ],
    ['three points that go on', 'Il hésite... puis part... Fin.', ['Il hésite... puis part...', 'Fin.']],
    ['several marks', 'Quoi ?! Non !!! Si.', ['Quoi ?!', 'Non !!!', 'Si.']],
    [
      'English',
      'Mr. Kessi met Gen. Oro in the U.S. on Monday. He left.',
      ['Mr. Kessi met Gen. Oro in the U.S. on Monday.', 'He left.'],
      'en',
    ],
    [
      'Chinese',
      '港口重新开放。工人回来了！「真的吗？」他问。',
      ['港口重新开放。', '工人回来了！', '「真的吗？', '」他问。'],
      'zh',
    ],
    ['Arabic', 'هل فتح الميناء؟ نعم. انتهى', ['هل فتح الميناء؟', 'نعم.', 'انتهى'], 'ar'],
    ['nothing', ' \n ', []],
  ]
  it.each(cases)('%s', (_, text, expected, lang = 'fr') => expect(cut(text, lang)).toEqual(expected))

  const piece = fc.constantFrom(
    'Le port rouvre',
    'M',
    'J',
    '. ',
    '.',
    ' ? ',
    '! ',
    '« ',
    ' »',
    '"',
    '\n',
    '\r\n',
    'Ce',
    'ce',
    '1',
    'etc',
    ' ',
    '…',
    '。',
    'e\u0301',
    '👩🏽‍🌾',
    '(',
    ') ',
  )
  it('lie in order without spaces around them, leave out nothing but space, and are found from every offset', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const text = pieces.join('')
        const all = [...sentences(text, 'fr')]
        let last = 0
        for (const [start, end] of all) {
          expect(text.slice(last, start)).toMatch(/^\s*$/)
          for (let o = start; o < end; o++) expect(sentenceAt(text, o, 'fr')).toEqual([start, end])
          last = end
        }
        expect(text.slice(last)).toMatch(/^\s*$/)
        for (let o = 0; o <= text.length; o++) {
          expect([...sentences(text, 'fr', o)]).toEqual(all.filter(([, end]) => end > o))
        }
      }),
      { seed: 11, numRuns: 600 },
    )
  })

  it('gives the sentence after a space, the last one at the end of a line, none on a blank line', () => {
    expect(sentenceAt('Oui.  Non.', 5, 'fr')).toEqual([6, 10])
    expect(sentenceAt('Oui.  Non. ', 11, 'fr')).toEqual([6, 10])
    expect(sentenceAt('Oui.\n\nNon.', 5, 'fr')).toBeNull()
    expect(sentenceAt('', 0, 'fr')).toBeNull()
    expect(sentenceAt('Oui.', 4, 'fr')).toEqual([0, 4])
  })

  it('does not cut a megabyte for one sentence', () => {
    const text = 'L’élue de Varenne l’a dit. '.repeat(40_000)
    const started = performance.now()
    for (let i = 0; i < 200; i++) sentenceAt(text, 500_000 + i, 'fr')
    expect(performance.now() - started).toBeLessThan(200)
  })
})
