import type { DocumentId } from '../annotation/records.ts'
import { rowOf } from './row-id.ts'

/** Whether a file is, by its name, an article and no table or dataset. */
export function isArticleFile(name: string): boolean {
  return /\.(?:txt|md|html?|docx|pdf)$/i.test(name)
}

/** Whether a document's text is taken out of its file, and not simply the file's bytes decoded. */
export function isExtracted(document: DocumentId): boolean {
  return rowOf(document) !== null || /\.(?:html?|docx|pdf)$/i.test(document)
}
