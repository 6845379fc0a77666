import type { DocumentId } from '../../src-core/annotation/records.ts'
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
  const keys = ids.flatMap((id) => {
    const key = project.progress.of(id).text
    return key === null ? [] : [[id, key] as const]
  })
  const stored = await project.store.readTexts(keys)
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
