import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitMap } from './units.ts'

const texts = fc.string({
  unit: fc.constantFrom('a', 'é', '€', '😀', '\ud800', '\r\n', 'e\u0301', '👩‍👩‍👧'),
  maxLength: 30,
})

describe('positions in the units of files', () => {
  it('equal a count over the characters, one by one', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const characters = Array.from(text)
        for (const unit of ['codepoint', 'utf16', 'byte'] as const) {
          const map = unitMap(text, unit)
          const end = map.out(text.length, 'end')
          let [offset, position] = [0, 0]
          for (const character of [...characters, '']) {
            expect([map.out(offset, 'start'), map.out(offset, 'end'), map.in(position)]).toEqual([
              position,
              position,
              offset,
            ])
            offset += character.length
            position += { codepoint: 1, utf16: character.length, byte: bytesOf(character) }[unit]
          }
          expect(map.in(end + 1)).toBeNull()
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('move outward from inside a surrogate pair', () => {
    for (const [unit, before, after] of [
      ['codepoint', 1, 2],
      ['utf16', 1, 3],
      ['byte', 1, 5],
    ] as const) {
      const map = unitMap('a😀b', unit)
      expect([map.out(2, 'start'), map.out(2, 'end')]).toEqual([before, after])
    }
  })

  it('are refused outside the text, inside a character, and when they are no whole number', () => {
    expect([-1, 1.5, Number.NaN, 3, 1e999].map((position) => unitMap('ab', 'codepoint').in(position))).toEqual(
      Array(5).fill(null),
    )
    expect([1, 2, 3].map((position) => unitMap('😀', 'byte').in(position))).toEqual([null, null, null])
    expect(unitMap('😀', 'utf16').in(1)).toBeNull()
  })
})

function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return character === '' ? 0 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
