import type { DocumentId } from '../../src-core/annotation/records.ts'
import { articleHead } from '../../src-core/text/anatomy.ts'
import type { DocumentText } from '../store/rows.ts'
import type { Host } from './host.ts'
import type { OpenFolder } from './open-folder.ts'

/**
 * The texts of documents as they are here: the stored one that was tagged, else the file's. One whose file cannot be
 * read is left out. At most 200 at once.
 */
export async function textsOf(
  project: Pick<OpenFolder, 'grant' | 'store' | 'progress' | 'encodings'>,
  host: Host,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, DocumentText>> {
  const stored = await storedTexts(project, ids)
  const texts = new Map(stored.map((text) => [text.document, text]))
  const missing = ids.filter((id) => !texts.has(id))
  if (missing.length === 0) return texts
  const encodings = project.encodings.of(missing)
  const answers = await host.ask('corpus.read-many', { grant: project.grant.id, ids: missing, encodings })
  missing.forEach((document, i) => {
    const answer = answers[i]
    if (!answer?.ok) return
    const { text, sha256, encoding } = answer.value
    texts.set(document, { document, text, sha256, encoding })
  })
  return texts
}

/** What the stored texts of documents are called, of those that are stored and say it. */
export async function storedTitles(
  project: Pick<OpenFolder, 'store' | 'progress'>,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, string>> {
  const texts = await storedTexts(project, ids)
  const titles = texts.map(({ document, text }) => [document, articleHead(text).title] as const)
  return new Map(titles.filter(([, title]) => title !== ''))
}

function storedTexts(
  { store, progress }: Pick<OpenFolder, 'store' | 'progress'>,
  ids: readonly DocumentId[],
): Promise<DocumentText[]> {
  const keys = ids.flatMap((id) => {
    const key = progress.of(id).text
    return key === null ? [] : [[id, key] as const]
  })
  return store.readTexts(keys)
}
