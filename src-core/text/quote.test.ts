import fc from 'fast-check'
import { describe as suite, expect, it } from 'vitest'
import { diffMap } from './diff.ts'
import { anchor, describe } from './quote.ts'

const TEXT =
  'Le préfet de Varenne, Awa Kessi, a reçu lundi les dockers. « Nous partons », a dit le préfet. ' +
  'Le syndicat attend une réponse écrite avant vendredi, selon son porte-parole. Le préfet a promis d’écrire.'

function anchored(before: string, passage: string, after: string, withDiff = false, nth = 0) {
  let start = before.indexOf(passage)
  for (let i = 0; i < nth; i++) start = before.indexOf(passage, start + 1)
  const range = [start, start + passage.length] as const
  const result = anchor(after, describe(before, range), withDiff ? diffMap(before, after).range(range) : null)
  if (result.kind === 'lost') return 'lost'
  if (result.kind === 'doubtful') return ['doubtful', ...result.candidates.map((found) => after.slice(...found.range))]
  return [result.kind, result.range[0], after.slice(...result.range)]
}

suite('anchor', () => {
  it('finds every passage of an unchanged text where it was', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.nat(40), (start, length) => {
        const range = [start, Math.min(TEXT.length, start + length + 1)] as const
        expect(anchor(TEXT, describe(TEXT, range))).toEqual({ kind: 'same', range })
      }),
      { seed: 31, numRuns: 300 },
    )
  })

  it('never gives other characters than the quote’s as same or moved, whatever the new text', () => {
    const word = fc.constantFrom('Le préfet ', 'a ', 'dit ', 'Awa ', 'les ', 'dockers. ', '« ', '» ', '\n')
    const texts = fc.array(word, { minLength: 1, maxLength: 15 }).map((words) => words.join(''))
    fc.assert(
      fc.property(texts, texts, fc.nat(60), fc.integer({ min: 1, max: 12 }), (before, after, n, length) => {
        const start = n % before.length
        const range = [start, Math.min(before.length, start + length)] as const
        const found = anchor(after, describe(before, range), diffMap(before, after).range(range))
        if (found.kind === 'same' || found.kind === 'moved')
          expect(after.slice(...found.range)).toBe(before.slice(...range))
        if (found.kind === 'doubtful')
          expect(found.candidates.every(({ range: [a, b] }) => a < b && b <= after.length)).toBe(true)
      }),
      { seed: 32, numRuns: 500 },
    )
  })

  const cases: readonly [string, unknown, unknown][] = [
    [
      'text added before moves it by its context',
      anchored(TEXT, 'Awa Kessi', `Varenne, le 3 mai. ${TEXT}`),
      ['moved', 41, 'Awa Kessi'],
    ],
    [
      'one of three alike is told by its context',
      anchored(TEXT, 'préfet', `Ici. ${TEXT}`, false, 1),
      ['moved', 91, 'préfet'],
    ],
    [
      'a word changed beside it',
      anchored(TEXT, 'Awa Kessi', TEXT.replace('a reçu', 'reçut')),
      ['same', 22, 'Awa Kessi'],
    ],
    [
      'the sentence was rewritten, the name stayed once: ask',
      anchored(TEXT, 'Awa Kessi', 'Hier, Mme Awa Kessi était absente.'),
      ['doubtful', 'Awa Kessi'],
    ],
    [
      'a lookalike at the very same place: ask',
      anchored('Le port est grand.', 'port', 'Un. port, bateau'),
      ['doubtful', 'port'],
    ],
    [
      'the comparison tells which of them, though little of the context stayed',
      anchored(
        TEXT,
        'préfet',
        TEXT.replace('Le préfet a promis d’écrire', 'Enfin, le préfet a promis de venir'),
        true,
        2,
      ),
      ['moved', TEXT.lastIndexOf('Le préfet') + 10, 'préfet'],
    ],
    ['two copies of the passage: ask', anchored(TEXT, 'Awa Kessi', `Oui. ${TEXT} ${TEXT}`).slice(0, 1), ['doubtful']],
    [
      'the spelling was corrected: ask',
      anchored(TEXT, 'Awa Kessi', TEXT.replace('Kessi', 'Kessy')),
      ['doubtful', 'Awa Kessy'],
    ],
    ['the apostrophe was changed: ask', anchored(TEXT, 'd’écrire', TEXT.replace('’', "'")), ['doubtful', "d'écrire"]],
    ['gone', anchored(TEXT, 'Awa Kessi', 'Autre chose.'), 'lost'],
    ['gone with everything', anchored(TEXT, 'Awa Kessi', ''), 'lost'],
  ]
  it.each(cases)('%s', (_, result, expected) => expect(result).toEqual(expected))
})

suite('describe', () => {
  it('cuts the context at graphemes and at the ends of the text', () => {
    const text = `${'👩🏽‍🌾'.repeat(9)}mot`
    const quote = describe(text, [63, 66])
    expect(quote).toEqual({ exact: 'mot', prefix: '👩🏽‍🌾'.repeat(6), suffix: '', start: 63 })
  })
})
