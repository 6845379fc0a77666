import type { Encoding } from '../ipc/contract.ts'
import { decodeAs, decodeUnicode, isBinary, type Decoded } from './decode.ts'

/** How a person wants the bytes read. */
export interface EncodingChoice {
  /** For this file. */
  readonly file: Encoding | null
  /** For the files of the folder that are not Unicode. */
  readonly folder: Encoding | null
}

/** Null when the bytes are no text. The library for old encodings is loaded by the first file that needs it. */
export async function decode(bytes: Buffer, { file, folder }: EncodingChoice): Promise<Decoded | null> {
  const known = file === null ? (decodeUnicode(bytes) ?? brokenUtf8(bytes)) : decodeAs(bytes, file)
  if (known) return isBinary(bytes) && known.encoding === 'utf-8' && file === null ? null : known
  if (file === null && isBinary(bytes)) return null
  const legacy = await import('./legacy.ts')
  const chosen = file ?? folder
  return (chosen === null ? null : legacy.decodeLegacyAs(bytes, chosen)) ?? legacy.decodeLegacy(bytes)
}

/**
 * UTF-8 that was cut inside a character or damaged in places, each broken sequence shown as U+FFFD. In older encodings
 * hardly any byte above 0x7F makes a sequence with its neighbour by chance, so less is whole than broken.
 */
function brokenUtf8(bytes: Buffer): Decoded | null {
  const decoded = isBinary(bytes) ? null : decodeAs(bytes, 'utf-8')
  if (!decoded) return null
  let [broken, whole] = [0, 0]
  for (const character of decoded.text)
    if (character === '\uFFFD') broken++
    else if (character > '\u007F') whole++
  return broken < whole ? decoded : null
}
