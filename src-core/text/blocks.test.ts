import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocks, LONGEST_BLOCK } from './blocks.ts'
import { isGraphemeBoundary } from './graphemes.ts'

const cut = (text: string) => blocks(text).map((range) => text.slice(...range))

describe('blocks', () => {
  it.each([
    ['line ends of every kind stay with their line', 'a\nb\r\nc\rd\n\n', ['a\n', 'b\r\n', 'c\r', 'd\n', '\n']],
    ['a last line without an end', 'a\nb', ['a\n', 'b']],
    ['an empty text has no block', '', []],
  ])('%s', (_, text, expected) => expect(cut(text)).toEqual(expected))

  it('cuts a long line after a sentence, else at a space, else anywhere', () => {
    const sentence = 'Le quai est vide ce matin. '
    expect(cut(sentence.repeat(100))[0]).toBe(sentence.repeat(56))
    expect(cut('mot '.repeat(1000))[0]).toHaveLength(LONGEST_BLOCK)
    expect(cut('x'.repeat(4500)).map((block) => block.length)).toEqual([2000, 2000, 500])
  })

  const long = fc.constantFrom(
    'mot '.repeat(300),
    'x'.repeat(1999),
    'e\u0301'.repeat(700),
    '👩🏽‍🌾'.repeat(200),
    'Fin. '.repeat(310),
    `a${'\u0301'.repeat(2500)}`,
  )
  const short = fc.constantFrom('a', ' ', '.', '\n', '\r', '\r\n', '👩🏽‍🌾', '\u0301', '\ud83d')
  it('covers the text exactly with blocks within the bound that cut no grapheme', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(long, short), { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        expect(cut(text).join('')).toBe(text)
        let last = 0
        for (const [start, end] of blocks(text)) {
          expect(start).toBe(last)
          expect(end).toBeGreaterThan(start)
          expect(isGraphemeBoundary(text, end)).toBe(true)
          if (end - start > LONGEST_BLOCK) expect(holdsOneGrapheme(text.slice(start, end))).toBe(true)
          expect(text.slice(start, end - 1)).not.toMatch(/\n|\r(?!$)/)
          last = end
        }
      }),
      { seed: 12, numRuns: 120 },
    )
  })

  it('cuts a megabyte in a single line in a moment', () => {
    const text = 'L’élue de Varenne l’a dit à M. Kessi. '.repeat(27_000)
    const started = performance.now()
    expect(blocks(text).length).toBeGreaterThan(500)
    expect(performance.now() - started).toBeLessThan(200)
  })
})

/** One grapheme, and perhaps the line break after it. */
function holdsOneGrapheme(block: string): boolean {
  return [...new Intl.Segmenter('und').segment(block.replace(/[\r\n]+$/, ''))].length <= 1
}
