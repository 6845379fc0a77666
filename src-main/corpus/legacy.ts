import { analyse } from 'chardet'
import iconv from 'iconv-lite'
import type { Encoding } from '../ipc/contract.ts'
import type { Decoded } from './decode.ts'
import { LEGACY_ENCODINGS, OTHERS, WESTERN } from './encodings.ts'

const SAMPLE_BYTES = 65_536
/** Points per byte above 0x7F; French in its own encoding has about 2, Cyrillic read as French less than 0. */
const SENSIBLE_SCORE = 0.8
const CONFIDENT_PERCENT = 30

/** The text of bytes that are not Unicode, in the encoding that makes most sense. Never fails: see {@link WESTERN}. */
export function decodeLegacy(bytes: Buffer): Decoded {
  return decodeLegacyAs(bytes, detectLegacy(bytes)) ?? { text: bytes.toString('latin1'), encoding: 'iso-8859-1' }
}

/** The text in an encoding older than Unicode, or null when Postil does not know it. Undefined bytes become U+FFFD. */
export function decodeLegacyAs(bytes: Buffer, encoding: Encoding): Decoded | null {
  return LEGACY_ENCODINGS.includes(encoding) ? { text: textIn(bytes, encoding), encoding } : null
}

/** The library's Mac Roman is the one of before 1998, when 0xDB became the euro sign. */
function textIn(bytes: Buffer, encoding: Encoding): string {
  const text = iconv.decode(bytes, encoding)
  return encoding === 'macintosh' ? text.replaceAll('¤', '€') : text
}

function detectLegacy(bytes: Buffer): Encoding {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const scored = WESTERN.map((encoding) => ({ encoding, score: westernScore(sample, encoding) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score >= SENSIBLE_SCORE) return best.encoding
  return foreignEncoding(sample) ?? best.encoding
}

function foreignEncoding(sample: Buffer): Encoding | null {
  for (const { name, confidence } of analyse(sample)) {
    if (confidence < CONFIDENT_PERCENT) return null
    const encoding = name.toLowerCase()
    if (OTHERS.includes(encoding)) return encoding
  }
  return null
}

/**
 * How much the bytes above 0x7F make sense, on average, as a Western language in an encoding. Mac Roman's `é` is a
 * capital `Ž` in Windows-1252, and the `œ` of ISO-8859-15 a `½`: both stand where neither can, inside a word.
 */
function westernScore(sample: Buffer, encoding: Encoding): number {
  const text = textIn(sample, encoding)
  let points = 0
  let count = 0
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 0x80) continue
    count++
    points += plausibility(text.charAt(i - 1), text.charAt(i), text.charAt(i + 1))
  }
  return count === 0 ? 0 : points / count
}

const FRENCH = /[àâäæçéèêëîïôöœùûüÿ]/i
const TYPOGRAPHY = /[«»‘’“”„–—…•·€°§²³ªº\u00A0]/
const LETTER = /\p{L}/u
const LOWER = /\p{Ll}/u
const UPPER = /\p{Lu}/u

function plausibility(before: string, character: string, after: string): number {
  if (character === '\uFFFD' || character < '\u00A0') return -3
  if (LETTER.test(character)) return letterPlausibility(before, character, after)
  const insideWord = LETTER.test(before) && LETTER.test(after)
  if (character === '’') return insideWord ? 2 : 1
  if (TYPOGRAPHY.test(character)) return insideWord && character !== '\u00A0' ? -1 : 1
  return insideWord ? -3 : -1
}

function letterPlausibility(before: string, character: string, after: string): number {
  if (UPPER.test(character) && LOWER.test(before)) return -3
  const crowd = isAccented(before) || isAccented(after) ? -2 : 0
  const alone = UPPER.test(character) && LOWER.test(after) ? 1 : 0
  return crowd + (FRENCH.test(character) ? (LOWER.test(character) ? 2 : 1 + alone) : 0.5)
}

function isAccented(character: string): boolean {
  return character > '\u007F' && LETTER.test(character)
}
