import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { JournalEntry, Seq } from '../store/rows.ts'

const PAGE = 100

/** The commits of a project, or those that touched a document, by the page, the newest first. */
export async function* journalPages(
  store: Pick<ProjectStore, 'history'>,
  document?: DocumentId,
): AsyncGenerator<readonly JournalEntry[]> {
  const of = document === undefined ? {} : { document }
  for (let before: Seq | undefined; ;) {
    const page = await store.history({ ...of, limit: PAGE, ...(before === undefined ? {} : { before }) })
    if (page.length > 0) yield page
    before = page.at(-1)?.seq
    if (page.length < PAGE) return
  }
}
