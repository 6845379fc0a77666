import type { DocumentId } from '../annotation/records.ts'
import { rowOf } from './row-id.ts'

/** Whether a document's text is taken out of its file, and not simply the file's bytes decoded. */
export function isExtracted(document: DocumentId): boolean {
  return rowOf(document) !== null || /\.(?:html?|docx|pdf)$/i.test(document)
}
