import type { DocumentId } from '../../src-core/annotation/records.ts'
import { isExtracted } from '../../src-core/source/kinds.ts'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'

/**
 * What a dataset says of where a text comes from: the hash of the file's bytes and, where the text was extracted, how.
 * Inside Postil such a text goes by its own hash; when the file gives another text now, or none, nobody knows the bytes
 * any more that it was taken from, and the hash is null.
 */
export function sourceOf(
  document: DocumentId,
  hash: string,
  entry: CorpusEntry | undefined,
): { readonly fileHash: string | null; readonly extra: Readonly<Record<string, unknown>> } {
  if (!isExtracted(document)) return { fileHash: hash, extra: {} }
  const source = entry?.sha256 === hash ? entry.source : undefined
  if (!source) return { fileHash: null, extra: {} }
  return { fileHash: source.file, extra: { source: { kind: source.kind, ...source.columns } } }
}
