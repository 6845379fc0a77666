import * as v from 'valibot'
import { fileOf } from '../../src-core/source/row-id.ts'
import { readArticle } from '../corpus/read.ts'
import { ruleOf } from '../corpus/table-rules.ts'
import type { RowColumns } from '../../src-core/source/table-choice.ts'
import type { ArticleText, Result } from '../ipc/contract.ts'

const SOURCE = v.object({ text: v.string(), id: v.nullable(v.string()), header: v.optional(v.boolean(), true) })

/** The columns that the `source` of a dataset's line names, or null where it is no row of a table. */
export function rowColumns(source: unknown): RowColumns | null {
  const read = v.safeParse(SOURCE, source)
  return read.success ? read.output : null
}

/** The article of a dataset's line, read as the line says that it was: in its encoding, from its columns. */
export function readAsSaid(
  folder: string,
  { id, encoding, source }: { readonly id: string; readonly encoding: string | null; readonly source: unknown },
): Promise<Result<ArticleText>> {
  const columns = rowColumns(source)
  const tables = columns ? [ruleOf(fileOf(id), columns)] : []
  return readArticle(folder, id, { encoding: { file: encoding, folder: null }, tables })
}

/** The hash that a dataset gives of an article: of its file's bytes, whatever its text was taken from. */
export function fileHashOf({ sha256, source }: ArticleText): string {
  return source?.file ?? sha256
}
