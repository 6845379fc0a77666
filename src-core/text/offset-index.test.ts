import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromUnit, offsetIndex, toUnit } from './offset-index.ts'

const LONE = '\ud83d'
const piece = fc.constantFrom(
  'a',
  'é',
  'e\u0301',
  '€',
  '\u202f',
  '😀',
  '👩🏽‍🌾',
  '🇲🇱',
  LONE,
  '\udc00',
  '\r\n',
  'mot '.repeat(30),
)
const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

/** The characters, as a naive twin sees them: where each begins, in all three units. */
function naive(text: string) {
  const starts: { utf16: number; codepoint: number; byte: number }[] = []
  let [utf16, codepoint, byte] = [0, 0, 0]
  for (const character of text) {
    starts.push({ utf16, codepoint, byte })
    utf16 += character.length
    codepoint += 1
    byte += new TextEncoder().encode(character).length
  }
  return { starts, end: { utf16, codepoint, byte } }
}

describe('offsetIndex', () => {
  it('agrees with a count character by character, for every position of any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const index = offsetIndex(text)
        const { starts, end } = naive(text)
        expect([index.codePoints, index.bytes]).toEqual([end.codepoint, end.byte])
        for (const unit of ['codepoint', 'byte', 'utf16'] as const) {
          for (const at of [...starts, end]) {
            expect(toUnit(index, at.utf16, unit)).toBe(at[unit])
            expect(fromUnit(index, at[unit], unit)).toBe(at.utf16)
          }
        }
      }),
      { seed: 2, numRuns: 150 },
    )
  })

  it('takes a position inside a character for its start', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const index = offsetIndex(text)
        const { starts, end } = naive(text)
        starts.forEach((at, i) => {
          const next = starts[i + 1] ?? end
          for (let o = at.utf16; o < next.utf16; o++) expect(index.toCodePoint(o)).toBe(at.codepoint)
          for (let o = at.utf16; o < next.utf16; o++) expect(index.toByte(o)).toBe(at.byte)
          for (let b = at.byte; b < next.byte; b++) expect(index.fromByte(b)).toBe(at.utf16)
        })
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  it.each([
    ['ASCII', 'abc'],
    ['without pairs', 'é€'],
    ['with pairs', 'a😀'],
    ['empty', ''],
  ])('keeps positions outside the text at its ends: %s', (_, text) => {
    const index = offsetIndex(text)
    expect([index.toCodePoint(-1), index.toByte(-5), index.fromCodePoint(-1), index.fromByte(-1)]).toEqual([0, 0, 0, 0])
    expect([index.toCodePoint(99), index.toByte(99)]).toEqual([index.codePoints, index.bytes])
    expect([index.fromCodePoint(99), index.fromByte(99)]).toEqual([text.length, text.length])
  })

  it('counts a lone surrogate as one code point and three bytes, as the encoder writes it', () => {
    const index = offsetIndex(`a${LONE}b`)
    expect([index.codePoints, index.bytes, index.toByte(2), index.fromByte(4)]).toEqual([3, 5, 4, 2])
  })
})
