import { readBundle, writeBundle } from '../../src-core/review/bundle.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { BundleAnswer, BundleOrder } from './bundle-thread.ts'

/** Unpacking, hashing and parsing a bundle, and the reverse, where no frame waits for it. */

const ENTRIES_A_PIECE = 100
let entries: DatasetEntry[] = []

addEventListener('message', ({ data }: MessageEvent<BundleOrder>) => {
  // What cannot be helped here is the page's to know.
  void obey(data).catch((error: unknown) => reportError(error))
})

async function obey(order: BundleOrder): Promise<void> {
  if (order.kind === 'entries') entries = entries.concat(order.entries)
  else if (order.kind === 'write') {
    const bytes = await writeBundle({ ...order.content, entries }, sha256)
    answer({ kind: 'written', bytes }, [bytes.buffer])
  } else await read(order.source)
}

async function read(source: Blob | Uint8Array): Promise<void> {
  const bytes = source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source
  const outcome = await readBundle(bytes, sha256)
  if (!outcome.ok) return answer({ kind: 'refused', fault: outcome.fault })
  const { entries: all, ...content } = outcome.bundle
  for (let at = 0; at < all.length; at += ENTRIES_A_PIECE)
    answer({ kind: 'entries', entries: all.slice(at, at + ENTRIES_A_PIECE), total: all.length })
  answer({ kind: 'read', content })
}

function answer(message: BundleAnswer, transfer: Transferable[] = []): void {
  postMessage(message, { transfer })
}

/** SHA-256 in lower-case hexadecimal. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
