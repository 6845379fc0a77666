import { isAscii, isUtf8, transcode } from 'node:buffer'
import type { Encoding } from '../ipc/contract.ts'

export interface Decoded {
  readonly text: string
  readonly encoding: Encoding
}

interface Signature {
  readonly encoding: Encoding
  readonly bytes: readonly number[]
}

/** UTF-32 before UTF-16, whose little-endian mark is the beginning of the other. */
const SIGNATURES: readonly Signature[] = [
  { encoding: 'utf-8-bom', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-32le-bom', bytes: [0xff, 0xfe, 0, 0] },
  { encoding: 'utf-32be-bom', bytes: [0, 0, 0xfe, 0xff] },
  { encoding: 'utf-16le-bom', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be-bom', bytes: [0xfe, 0xff] },
]

/** How many bytes are looked at to tell UTF-16 from UTF-8 and text from anything else. */
const SAMPLE_BYTES = 65_536
/** In UTF-16 of a Latin script almost every second byte is zero; already a fifth, all on one side, is no accident. */
const UTF16_ZERO_SHARE = 0.2
const BINARY_CONTROL_SHARE = 0.02
const BINARY_CONTROL_COUNT = 4

/**
 * The text of a file in one of the encodings of Unicode, or null when its bytes are in none: byte order mark, then
 * UTF-16 without one, then strict UTF-8. A mark is the encoding's signature and not part of the text; offset 0 is the
 * first character after it. Nothing else is changed: line ends, stray marks and accents stay as they are.
 */
export function decodeUnicode(bytes: Buffer): Decoded | null {
  const encoding = signatureOf(bytes) ?? unmarkedUtf16(bytes) ?? (isUtf8(bytes) ? 'utf-8' : null)
  return encoding ? decodeAs(bytes, encoding) : null
}

/** The text in an encoding of Unicode, or null when it is none of them. Bytes that it cannot mean become U+FFFD. */
export function decodeAs(bytes: Buffer, encoding: Encoding): Decoded | null {
  const signature = SIGNATURES.find((each) => each.encoding === encoding)
  const body = signature && startsWith(bytes, signature.bytes) ? bytes.subarray(signature.bytes.length) : bytes
  const decode = DECODERS[encoding.replace(/-bom$/, '')]
  return decode ? { text: decode(body), encoding } : null
}

const DECODERS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  'utf-8': decodeUtf8,
  'utf-16le': decodeUtf16,
  'utf-16be': (bytes) => decodeUtf16(swapped(bytes)),
  'utf-32le': (bytes) => decodeUtf32(bytes, (at) => bytes.readUInt32LE(at)),
  'utf-32be': (bytes) => decodeUtf32(bytes, (at) => bytes.readUInt32BE(at)),
}

/**
 * Whether these bytes are no text in any encoding: a share of control characters that no text has. UTF-16 and UTF-32
 * must have been ruled out before, for half of their bytes are zero.
 */
export function isBinary(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let controls = 0
  for (const byte of sample) if (byte < 0x20 && !isTextControl(byte)) controls++
  return controls >= BINARY_CONTROL_COUNT && controls > sample.length * BINARY_CONTROL_SHARE
}

/** Backspace, tab, line feed, vertical tab, form feed, carriage return, end of file in DOS, escape. */
function isTextControl(byte: number): boolean {
  return (byte >= 0x08 && byte <= 0x0d) || byte === 0x1a || byte === 0x1b
}

function signatureOf(bytes: Buffer): Encoding | null {
  return SIGNATURES.find((each) => startsWith(bytes, each.bytes))?.encoding ?? null
}

function startsWith(bytes: Buffer, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}

function unmarkedUtf16(bytes: Buffer): Encoding | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  if (bytes.length % 2 !== 0 || !sample.includes(0)) return null
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const enough = (sample.length / 2) * UTF16_ZERO_SHARE
  if (odd > enough && even === 0) return 'utf-16le'
  if (even > enough && odd === 0) return 'utf-16be'
  return null
}

/** By way of UTF-16, two to four times as fast as `toString`; what is not valid goes the slow way, where U+FFFD is put in. */
function decodeUtf8(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1')
  return isUtf8(bytes) ? transcode(bytes, 'utf8', 'utf16le').toString('utf16le') : bytes.toString('utf8')
}

/** A half of a surrogate pair and an odd last byte become U+FFFD. */
function decodeUtf16(bytes: Buffer): string {
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes)
}

function swapped(bytes: Buffer): Buffer {
  const even = bytes.length - (bytes.length % 2)
  const copy = Buffer.from(bytes)
  copy.subarray(0, even).swap16()
  return copy
}

function decodeUtf32(bytes: Buffer, codePointAt: (at: number) => number): string {
  const parts: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) parts.push(scalar(codePointAt(at)))
  if (bytes.length % 4 !== 0) parts.push('\uFFFD')
  return parts.join('')
}

function scalar(codePoint: number): string {
  const valid = codePoint <= 0x10_ffff && (codePoint < 0xd800 || codePoint > 0xdfff)
  return valid ? String.fromCodePoint(codePoint) : '\uFFFD'
}
