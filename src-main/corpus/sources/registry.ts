import { docx } from './docx.ts'
import { html } from './html.ts'
import { pdf } from './pdf.ts'
import type { Source } from './source.ts'
import { csv, jsonl, tsv } from './tables.ts'
import { text } from './text.ts'

/** Every kind of file that Postil reads. */
export const SOURCES: readonly Source[] = [text, html, docx, pdf, csv, tsv, jsonl]

const BY_EXTENSION = new Map(SOURCES.flatMap((source) => source.extensions.map((extension) => [extension, source])))

/** The source that a file's name asks for, or null for a name that Postil does not read. */
export function sourceFor(name: string): Source | null {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? null : (BY_EXTENSION.get(name.slice(dot).toLowerCase()) ?? null)
}
