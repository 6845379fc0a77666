import { closeSync, openSync } from 'node:fs'
import { readEntries, walkFolder, type EntriesTask, type FoundFiles, type ReadFiles } from '../corpus/tasks.ts'
import { readArticle } from '../corpus/read.ts'
import { findTables, type TablesTask } from '../corpus/tables-task.ts'
import { watchFolder, type FolderChange, type WatchTask } from '../corpus/watch-task.ts'
import { searchFiles, type SearchedFiles, type SearchTask } from '../corpus/search-task.ts'
import type { ConversionTask, Converted } from '../files/conversion.ts'
import type { DatasetTask } from '../files/dataset-reading.ts'
import { proveExport, type Proof, type ProofTask } from '../files/proof.ts'
import type { TableGroup, TableRule } from '../../src-core/source/table-choice.ts'
import type { ArticleText, DatasetRead, Encoding, PackedKnown, Result } from '../ipc/contract.ts'

/** Task name → [argument, part told on the way, answer]: what runs in worker threads. */
export interface Tasks {
  walk: [{ readonly root: string; readonly known: PackedKnown }, FoundFiles, null]
  entries: [EntriesTask, ReadFiles, ReadFiles]
  /** Fails as listing the folder would. */
  present: [string, never, null]
  article: [
    {
      readonly root: string
      readonly id: string
      readonly encoding: Encoding | null
      readonly tables: readonly TableRule[]
    },
    never,
    Result<ArticleText>,
  ]
  tables: [TablesTask, never, readonly TableGroup[]]
  watch: [WatchTask, FolderChange, null]
  search: [SearchTask, never, SearchedFiles]
  proof: [ProofTask, { readonly done: number; readonly total: number }, Proof]
  /** Tells entries as lists in JSON. */
  dataset: [DatasetTask, string, Result<DatasetRead>]
  convert: [ConversionTask, { readonly done: number; readonly total: number }, Converted]
}

export type TaskName = keyof Tasks

interface TaskContext<Part> {
  readonly tell: (part: Part) => void
  readonly stopped: () => boolean
}

export type TaskTable = {
  readonly [N in TaskName]: (
    argument: Tasks[N][0],
    context: TaskContext<Tasks[N][1]>,
  ) => Tasks[N][2] | Promise<Tasks[N][2]>
}

export const TASKS: TaskTable = {
  walk: walkFolder,
  entries: readEntries,
  present(root) {
    closeSync(openSync(root, 'r'))
    return null
  },
  article: ({ root, id, encoding, tables }) =>
    readArticle(root, id, { encoding: { file: encoding, folder: null }, tables }),
  tables: findTables,
  watch: watchFolder,
  search: searchFiles,
  proof: proveExport,
  dataset: async (task, context) => (await import('../files/dataset-reading.ts')).readDataset(task, context),
  convert: async (task, context) => (await import('../files/conversion.ts')).convertFolder(task, context),
}
