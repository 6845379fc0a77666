import { deflateSync, inflateSync } from 'fflate'
import type { DocumentText, TextRow } from './rows.ts'

/** The row that keeps a text exactly: compressed where that is smaller and gives back every code unit. */
export async function packText(text: DocumentText): Promise<TextRow> {
  const { document, sha256, encoding } = text
  const row = { document, sha256, encoding, length: text.text.length }
  const bytes = new TextEncoder().encode(text.text)
  const packed = await deflated(bytes)
  const pays = packed.length < text.text.length && new TextDecoder('utf-8', EXACT).decode(bytes) === text.text
  return { ...row, text: pays ? packed : text.text }
}

/** @throws when the compressed bytes are damaged. */
export async function unpackText(row: TextRow): Promise<DocumentText> {
  const { document, sha256, encoding } = row
  if (typeof row.text === 'string') return { document, sha256, encoding, text: row.text }
  const bytes = await inflated(row.text)
  return { document, sha256, encoding, text: new TextDecoder('utf-8', EXACT).decode(bytes) }
}

const EXACT = { ignoreBOM: true, fatal: true }

/** Bytes up to which a stream costs more than it saves. */
const SMALL = 1 << 16

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
