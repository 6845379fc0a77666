import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffMap } from './diff.ts'

const piece = fc.constantFrom(
  'le ',
  'port ',
  'grève ',
  'Awa ',
  '.',
  '\n',
  '\r\n',
  'é',
  '👩🏽‍🌾',
  '10 ',
  'le port est fermé\n',
  'x',
)
const texts = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''))

describe('diffMap', () => {
  it('keeps only what is the same in both, in order', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        let [from, to] = [0, 0]
        for (const part of diffMap(a, b).kept) {
          expect(part.from).toBeGreaterThanOrEqual(from)
          expect(part.to).toBeGreaterThanOrEqual(to)
          expect(part.length).toBeGreaterThan(0)
          expect(a.slice(part.from, part.from + part.length)).toBe(b.slice(part.to, part.to + part.length))
          ;[from, to] = [part.from + part.length, part.to + part.length]
        }
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  it('maps every position around one insertion or deletion', () => {
    fc.assert(
      fc.property(texts, fc.nat(200), fc.constantFrom('NEUF', 'à jamais\n', '…'), (text, n, added) => {
        const at = n % (text.length + 1)
        const longer = text.slice(0, at) + added + text.slice(at)
        const [there, back] = [diffMap(text, longer), diffMap(longer, text)]
        if (at > 0) expect(there.range([0, at])).toEqual([0, at])
        if (at < text.length) expect(there.range([at, text.length])?.[1]).toBe(longer.length)
        expect(there.offset(text.length)).toBe(
          text.length > at || text.endsWith(added) ? longer.length : there.offset(at),
        )
        expect(back.offset(0)).toBe(0)
      }),
      { seed: 22, numRuns: 400 },
    )
  })

  it.each([
    ['a word changed', 'Le port est fermé.', 'Le quai est fermé.', 'est fermé', 'est fermé'],
    ['a line added before', 'Un\nDeux\n', 'Zéro\nUn\nDeux\n', 'Deux', 'Deux'],
    [
      'a paragraph moved down',
      'Alpha un.\nBêta deux.\nGamma trois.\n',
      'Gamma trois.\nAlpha un.\nBêta deux.\n',
      'Bêta',
      'Bêta',
    ],
    ['a word taken out inside', 'le grand port de Varenne', 'le port de Varenne', 'port de', 'port de'],
    ['gone', 'Un\nDeux\nTrois', 'Un\nTrois', 'Deux', null],
    ['an end gone', 'le grand port', 'le port', 'le grand', null],
    ['nothing in common', 'abc', 'xyz', 'abc', null],
  ])('%s', (_, before, after, passage, expected) => {
    const start = before.indexOf(passage)
    const range = diffMap(before, after).range([start, start + passage.length])
    expect(range && after.slice(...range)).toBe(expected)
  })

  it('is the identity on equal texts', () => {
    expect(diffMap('abc', 'abc').kept).toEqual([{ from: 0, to: 0, length: 3 }])
    expect(diffMap('', '').kept).toEqual([])
    expect(diffMap('', '').offset(0)).toBe(0)
  })

  it('answers on a megabyte in bounded time, whatever the change', () => {
    const text = 'L’élue de Varenne l’a dit à M. Kessi. '.repeat(27_000)
    const other = Array.from({ length: 150_000 }, (_, i) => `m${(i * 7919) % 6007}`).join(' ')
    const started = performance.now()
    diffMap(text, other)
    diffMap(text, text.replace(/Kessi/g, 'Oro'))
    expect(diffMap(text, text.replace(/dit/, 'tu')).range([1000, 1010])).toEqual([999, 1009])
    expect(performance.now() - started).toBeLessThan(4000)
  })
})
