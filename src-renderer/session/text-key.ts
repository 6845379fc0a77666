import type { DocumentText } from '../store/rows.ts'

/**
 * The key that a document's text is stored under: the hash of its file's bytes and, where the same bytes were read in
 * another encoding before, the encoding as well, so that neither text replaces the other.
 */
export function textKey(
  article: { readonly sha256: string; readonly encoding: string; readonly text: string },
  before: Pick<DocumentText, 'sha256' | 'text'>,
): string {
  const sameBytes = bytesHash(before.sha256) === article.sha256
  return sameBytes && before.text !== article.text ? `${article.sha256}#${article.encoding}` : article.sha256
}

/** The hash of the file's bytes in a text's key. */
export function bytesHash(key: string): string {
  return key.slice(0, 64)
}
