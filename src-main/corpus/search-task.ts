import type { Query } from '../../src-core/text/search.ts'
import { proposedExclusions, type BoilerplateRules } from '../../src-core/text/boilerplate.ts'
import { compileSearch } from '../../src-core/text/corpus-search.ts'
import type { TableRule } from '../../src-core/source/table-choice.ts'
import type { DocumentHits, Encoding } from '../ipc/contract.ts'
import { readArticle } from './read.ts'

export interface SearchTask {
  readonly root: string
  readonly ids: readonly string[]
  readonly encodings: Readonly<Record<string, Encoding>>
  readonly languages: Readonly<Record<string, string>>
  readonly stored: Readonly<Record<string, string>>
  readonly query: Query
  readonly tables: readonly TableRule[]
  /** What the folder's articles carry around them. */
  readonly rules: BoilerplateRules
  /** Hits after which the rest is left unsearched. */
  readonly most: number
}

export interface SearchedFiles {
  readonly documents: readonly DocumentHits[]
  /** Their file is gone, cannot be read, or is not the text that is stored. */
  readonly elsewhere: readonly string[]
}

/** Searches the files of documents, one after the other, until nobody waits any more. */
export async function searchFiles(
  task: SearchTask,
  { stopped }: { readonly stopped: () => boolean },
): Promise<SearchedFiles> {
  const compiled = compileSearch(task.query)
  const documents: DocumentHits[] = []
  const elsewhere: string[] = []
  if (!compiled.ok) return { documents, elsewhere }
  let left = task.most
  for (const id of task.ids) {
    if (stopped() || left <= 0) break
    const article = await readArticle(task.root, id, {
      encoding: { file: task.encodings[id] ?? null, folder: null },
      tables: task.tables,
    })
    if (!article.ok || (task.stored[id] ?? article.value.sha256) !== article.value.sha256) {
      elsewhere.push(id)
      continue
    }
    const { text, sha256 } = article.value
    const hits = compiled.search(text, task.languages[id] ?? null, left)
    left -= hits.length
    if (hits.length)
      documents.push({
        document: id,
        sha256,
        length: text.length,
        hits,
        proposed: proposedExclusions(text, task.rules),
      })
  }
  return { documents, elsewhere }
}
