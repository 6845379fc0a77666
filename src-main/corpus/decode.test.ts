import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeAs, decodeUnicode, isBinary } from './decode.ts'

const FRENCH = 'Émile a dit : « l’été arrive… » — à Noël, 3 € 🙂 e\u0301\r\nfin\n'

describe('decodeUnicode', () => {
  const cases: readonly (readonly [string, Buffer, string, string])[] = [
    ['plain ASCII', Buffer.from('abc'), 'utf-8', 'abc'],
    ['an empty file', Buffer.alloc(0), 'utf-8', ''],
    ['UTF-8 as it is: CRLF, no-break spaces, emoji, a combining accent', Buffer.from(FRENCH), 'utf-8', FRENCH],
    ['a UTF-8 mark is a signature, not text', Buffer.from(`\uFEFF${FRENCH}`), 'utf-8-bom', FRENCH],
    ['only the first mark is the signature', Buffer.from('\uFEFF\uFEFFa'), 'utf-8-bom', '\uFEFFa'],
    ['a mark inside the text stays', Buffer.from('a\uFEFFb'), 'utf-8', 'a\uFEFFb'],
    ['a mark and nothing else', Buffer.from('\uFEFF'), 'utf-8-bom', ''],
    ['UTF-16 with mark, little end', Buffer.from(`\uFEFF${FRENCH}`, 'utf16le'), 'utf-16le-bom', FRENCH],
    ['UTF-16 with mark, big end', Buffer.from(`\uFEFF${FRENCH}`, 'utf16le').swap16(), 'utf-16be-bom', FRENCH],
    ['UTF-16 without mark, little end', Buffer.from(FRENCH, 'utf16le'), 'utf-16le', FRENCH],
    ['UTF-16 without mark, big end', Buffer.from(FRENCH, 'utf16le').swap16(), 'utf-16be', FRENCH],
    ['UTF-16 with an odd last byte shows it', Buffer.from([0xff, 0xfe, 0x61, 0, 0x62]), 'utf-16le-bom', 'a\uFFFD'],
    ['half a surrogate pair is shown', Buffer.from([0xff, 0xfe, 0x3d, 0xd8, 0x61, 0]), 'utf-16le-bom', '\uFFFDa'],
    ['UTF-32, little end', iconv.encode(FRENCH, 'utf-32le', { addBOM: true }), 'utf-32le-bom', FRENCH],
    ['UTF-32, big end', iconv.encode(FRENCH, 'utf-32be', { addBOM: true }), 'utf-32be-bom', FRENCH],
    ['a stray NUL does not make it UTF-16', Buffer.from('ab\0cd et la suite'), 'utf-8', 'ab\0cd et la suite'],
  ]
  it.each(cases)('%s', (_why, bytes, encoding, text) => {
    expect(decodeUnicode(bytes)).toEqual({ encoding, text })
  })

  it.each([
    ['Latin-1', Buffer.from('été', 'latin1')],
    ['a cut sequence', Buffer.from([0x61, 0xc3])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80])],
  ])('is not sure of %s', (_why, bytes) => {
    expect(decodeUnicode(bytes)).toBeNull()
  })

  it('gives back every text that is UTF-8, code unit by code unit', () => {
    const isPlain = (each: string) => !each.startsWith('\uFEFF') && !each.includes('\0')
    const text = fc.string({ unit: 'binary', maxLength: 60 }).filter(isPlain)
    const isSame = (each: string) => decodeUnicode(Buffer.from(each))?.text === each
    fc.assert(fc.property(text, isSame), { seed: 4, numRuns: 1000 })
  })
})

describe('decodeAs', () => {
  it('shows bytes that cannot be, and drops none', () => {
    expect(decodeAs(Buffer.from([0x61, 0xff, 0xe9, 0x62]), 'utf-8')?.text).toBe('a\uFFFD\uFFFDb')
  })

  it('knows no encodings but those of Unicode', () => {
    expect(decodeAs(Buffer.from('a'), 'windows-1252')).toBeNull()
  })
})

describe('isBinary', () => {
  it.each([
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000000', 'hex'), true],
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 167 + (i >> 3) * 31) & 255)), true],
    ['French', Buffer.from(FRENCH), false],
    ['old French', iconv.encode(FRENCH, 'windows-1252'), false],
    ['one stray NUL', Buffer.from('ab\0c'), false],
    ['nothing', Buffer.alloc(0), false],
  ])('%s: %s', (_why, bytes, expected) => {
    expect(isBinary(bytes)).toBe(expected)
  })
})
