import { columnsOf } from '../../../src-core/source/entry-columns.ts'
import type { CorpusEntry } from '../../../src-main/ipc/contract.ts'
import type { EntryTable } from '../entry-table.ts'

/** Puts entries into a table as a scan does. */
export function putAll(table: EntryTable, entries: readonly CorpusEntry[]): void {
  const columns = columnsOf(entries)
  for (const at of entries.keys()) table.put(columns, at)
}
