import { deflateSync, inflateSync } from 'fflate'
import type { DocumentText, TextRow } from './rows.ts'

/** The row that keeps a text exactly: compressed where that is smaller and gives back every code unit. */
export async function packText(text: DocumentText): Promise<TextRow> {
  const { document, sha256, encoding } = text
  const row = { document, sha256, encoding, length: text.text.length }
  const bytes = new TextEncoder().encode(text.text)
  const packed = await deflated(bytes)
  const pays = packed.length < text.text.length && decoded(bytes) === text.text
  return { ...row, text: pays ? packed : text.text }
}

/** @throws when the compressed bytes are damaged. */
export async function unpackText(row: TextRow): Promise<DocumentText> {
  const { document, sha256, encoding } = row
  if (typeof row.text === 'string') return { document, sha256, encoding, text: row.text }
  const text = isShort(row) ? decoded(inflateSync(row.text, { out: ROOM })) : decoded(await inflated(row.text))
  if (text.length !== row.length) throw new Error(`The stored text of ${document} is damaged`)
  return { document, sha256, encoding, text }
}

function decoded(bytes: Uint8Array): string {
  return DECODER.decode(bytes)
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

/** Bytes up to which a stream costs more than it saves. */
const SMALL = 1 << 16
/**
 * Where short texts are laid out before they are decoded, in the same task: to make room for each costs more than all
 * the rest.
 */
const ROOM = new Uint8Array(1 << 18)

/** Whether the text fits there, at three bytes of UTF-8 for a code unit. */
function isShort({ length }: TextRow): boolean {
  return length * 3 <= ROOM.length
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  return bytes.length <= SMALL ? deflateSync(bytes) : through(bytes, new CompressionStream('deflate-raw'))
}

async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  return bytes.length <= SMALL ? inflateSync(bytes) : through(bytes, new DecompressionStream('deflate-raw'))
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const source = new Blob([bytes.slice()]).stream()
  return new Uint8Array(await new Response(source.pipeThrough(stream)).arrayBuffer())
}
