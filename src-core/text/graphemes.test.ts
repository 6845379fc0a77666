import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphemeEnd, graphemeStart, isGraphemeBoundary, nextGrapheme, previousGrapheme } from './graphemes.ts'

const piece = fc.constantFrom(
  'a',
  'e\u0301',
  'é',
  '\r\n',
  '\n',
  ' ',
  '👩🏽‍🌾',
  '🇲🇱',
  '🇫',
  '‍',
  '©',
  'क्षि',
  '한',
  '가',
  '\u11a8',
  '\u1161',
  '\u1112\u1161',
  '中',
  'あ',
  'か\u3099',
  'ﾞ',
  'ש\u05c1',
  '\u0600',
  '1️⃣',
  '\ud83d',
  '\udc00',
  '…',
  '\u200b',
  '\u00ad',
)
const texts = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

function naiveBoundaries(text: string): number[] {
  const segments = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)]
  return [...segments.map((segment) => segment.index), text.length]
}

describe('graphemes', () => {
  it('find in the surroundings of any offset what segmenting the whole text finds', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const all = naiveBoundaries(text)
        for (let o = 0; o <= text.length; o++) {
          expect(isGraphemeBoundary(text, o)).toBe(all.includes(o))
          expect(graphemeStart(text, o)).toBe(all.findLast((b) => b <= o))
          expect(graphemeEnd(text, o)).toBe(all.find((b) => b >= o))
          expect(nextGrapheme(text, o)).toBe(all.find((b) => b > o) ?? text.length)
          expect(previousGrapheme(text, o)).toBe(all.findLast((b) => b < o) ?? 0)
        }
      }),
      { seed: 5, numRuns: 600 },
    )
  })

  it('look at the surroundings only: a long text is not segmented for one answer', () => {
    const text = 'Les élus de Varenne 👩🏽‍🌾 ont voté. '.repeat(30_000)
    const started = performance.now()
    for (let i = 0; i < 2000; i++) graphemeStart(text, 500_000 + i)
    expect(performance.now() - started).toBeLessThan(200)
  })
})
