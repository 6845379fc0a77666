import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeLegacy, decodeLegacyAs } from './legacy.ts'

const ARTICLES = [
  'Le député a déclaré hier que la réforme serait votée à l’été, malgré l’opposition des élus.',
  'À Genève, « la cérémonie » s’est déroulée sans heurt ; le maire était présent, où qu’il fût.',
  'Sa sœur, œuvrant au cœur de l’Élysée, a répété : « Ça suffit… » — puis s’en est allée.',
  'NOËL À L’ÉGLISE : UNE TRÈS GRANDE FÊTE\r\nLa créée, l’aïeule, le maïs, un naïf, l’ambiguïté.',
]
const OLD_ARTICLES = ["Ma sœur, une œuvre : 30 € à l'été", "Le cœur du débat : l'euro (€) a été créé."]

describe('decodeLegacy', () => {
  it.each(ARTICLES)('tells Windows-1252 from its bytes: %s', (text) => {
    expect(decodeLegacy(iconv.encode(text, 'windows-1252'))).toEqual({ text, encoding: 'windows-1252' })
  })

  it.each(ARTICLES)('tells Mac Roman from its bytes: %s', (text) => {
    expect(decodeLegacy(iconv.encode(text, 'macintosh'))).toEqual({ text, encoding: 'macintosh' })
  })

  it('reads the euro sign of Mac Roman, which stands where the currency sign stood before 1998', () => {
    const bytes = iconv.encode('L’abbé répète : un cœur à 12 ¤, « près de l’été ».', 'macintosh')
    expect(decodeLegacy(bytes)).toEqual({
      text: 'L’abbé répète : un cœur à 12 €, « près de l’été ».',
      encoding: 'macintosh',
    })
  })

  it.each(OLD_ARTICLES)('tells ISO-8859-15 from its bytes: %s', (text) => {
    expect(decodeLegacy(iconv.encode(text, 'iso-8859-15'))).toEqual({ text, encoding: 'iso-8859-15' })
  })

  it('takes Windows-1252 where nothing tells it from ISO-8859-15', () => {
    expect(decodeLegacy(iconv.encode('été', 'iso-8859-15'))).toEqual({ text: 'été', encoding: 'windows-1252' })
  })

  it.each([
    ['windows-1251', 'Президент сообщил вчера, что выборы состоятся в декабре этого года в столице.'],
    ['shift_jis', '大統領は昨日、選挙が今年の十二月に首都で行われると発表した。これは重要です。'],
  ])('recognises %s', (encoding, text) => {
    expect(decodeLegacy(iconv.encode(text, encoding))).toEqual({ text, encoding })
  })

  it('shows bytes that the encoding leaves open, and drops none', () => {
    const bytes = Buffer.concat([iconv.encode('été ', 'windows-1252'), Buffer.from([0x81, 0x8d]), Buffer.from(' à')])
    const { text } = decodeLegacyAs(bytes, 'windows-1252') ?? { text: '' }
    expect(text).toHaveLength(bytes.length)
    expect(text.slice(4, 6)).toBe('\uFFFD\uFFFD')
  })
})
