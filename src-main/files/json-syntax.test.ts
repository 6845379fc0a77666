import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JsonSyntax } from './json-syntax.ts'

function sound(text: string, size: number): boolean {
  const syntax = new JsonSyntax()
  for (let i = 0; i < text.length; i += size) syntax.push(text.slice(i, i + size))
  return syntax.end()
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const SIZES = [1, 3, 1000]

it('takes every JSON value, however it is cut', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(...SIZES), (json, size) => sound(json, size)),
    { seed: 5, numRuns: 400 },
  )
})

it('says of a text that lost, gained or changed a character what JSON.parse says', () => {
  const spoilt = fc.tuple(
    fc.json({ maxDepth: 3 }),
    fc.nat(),
    fc.constantFrom('', '"', '}', ']', ',', ':', '0', 'x', '{'),
  )
  fc.assert(
    fc.property(spoilt, fc.constantFrom(...SIZES), ([json, at, by], size) => {
      const place = at % (json.length + 1)
      const text = `${json.slice(0, place)}${by}${json.slice(place + 1)}`
      // Of an escape's four digits it does not speak.
      fc.pre(!text.includes('\\u'))
      return sound(text, size) === parses(text)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

it.each(['', ' ', '[1,]', '{"a":1', '{"a":1}}', '[1] [2]', '{"a"}', '{1:2}', '01', '"a\nb"', '[1 2]', ',', ':'])(
  '%j is none',
  (text) => {
    for (const size of SIZES) expect(sound(text, size)).toBe(false)
  },
)
