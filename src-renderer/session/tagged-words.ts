import type { DocumentId, Span } from '../../src-core/annotation/records.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** The text that a document's tags count in; empty when none is stored. */
export async function textOf(
  project: Pick<ProjectSession, 'progress' | 'store'>,
  document: DocumentId,
): Promise<string> {
  const { text } = project.progress.of(document)
  return text === null ? '' : ((await project.store.readText(document, text))?.text ?? '')
}

/** What a tag covers; its pieces stand apart. */
export function textIn(text: string, span: Span): string {
  return span.ranges.map(([start, end]) => text.slice(start, end)).join(' … ')
}
