import type { DatasetEntry } from '../../src-core/formats/dataset.ts'

type Named = Pick<DatasetEntry, 'id' | 'annotator'>

/** By document id, then annotator, in code unit order. */
export function compareEntries(a: Named, b: Named): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return a.annotator < b.annotator ? -1 : a.annotator > b.annotator ? 1 : 0
}
