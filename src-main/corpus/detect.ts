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
  const known = file === null ? decodeUnicode(bytes) : decodeAs(bytes, file)
  if (known) return isBinary(bytes) && known.encoding === 'utf-8' && file === null ? null : known
  if (file === null && isBinary(bytes)) return null
  const legacy = await import('./legacy.ts')
  const chosen = file ?? folder
  return (chosen === null ? null : legacy.decodeLegacyAs(bytes, chosen)) ?? legacy.decodeLegacy(bytes)
}
