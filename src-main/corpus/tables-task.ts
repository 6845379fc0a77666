import { readFileSync, statSync } from 'node:fs'
import { guessColumns } from '../../src-core/source/columns.ts'
import { errorCode } from '../files/error-code.ts'
import type { TableChoice, TableGroup, TableRule, TableTrial } from '../../src-core/source/table-choice.ts'
import type { Encoding } from '../ipc/contract.ts'
import { decode } from './detect.ts'
import { datasetName } from './sources/datasets.ts'
import { isHeader } from './sources/header.ts'
import { sourceFor } from './sources/registry.ts'
import type { Table } from './sources/table.ts'
import { fits, isTable, sampleOf, type TableSource } from './sources/tables.ts'
import { patternOf } from './table-rules.ts'
import { walk } from './walk.ts'

export interface TablesTask {
  readonly root: string
  readonly rules: readonly TableRule[]
  readonly tried: TableTrial | null
}

/** So many rows are looked at to guess, and so many are shown. */
const SAMPLED = 50
const SHOWN = 5
const SHOWN_CHARACTERS = 240
const LARGEST_FILE_BYTES = 50_000_000

interface Looked {
  readonly file: string
  readonly table: Table
  readonly header: boolean
  readonly encoding: Encoding
}

/** The tables below a folder in groups of one folder, kind and set of columns; those that wait for a choice first. */
export async function findTables(
  { root, rules, tried }: TablesTask,
  { stopped }: { readonly stopped: () => boolean },
): Promise<readonly TableGroup[]> {
  const groups = new Map<string, Looked[]>()
  for (const found of walk(root)) {
    if (stopped()) break
    const source = 'reason' in found ? null : sourceFor(found.id)
    if ('reason' in found || !source || !isTable(source)) continue
    const trial = tried?.pattern === patternOf(found.id) ? tried : null
    const looked = await look(found.id, found.path, source, trial)
    if (!looked || looked.table.columns.length === 0) continue
    const key = JSON.stringify([
      patternOf(found.id),
      source.kind === 'jsonl' ? datasetName(looked.table) : looked.table.columns,
    ])
    groups.set(key, [...(groups.get(key) ?? []), looked])
  }
  const told = [...groups.values()].map((files) => groupOf(files, rules))
  return [...told.filter(({ rule }) => !rule), ...told.filter(({ rule }) => rule)]
}

async function look(file: string, path: string, source: TableSource, trial: TableTrial | null): Promise<Looked | null> {
  try {
    if (statSync(path).size > LARGEST_FILE_BYTES) return null
    const decoded = await decode(readFileSync(path), { file: trial?.encoding ?? null, folder: null })
    if (!decoded) return null
    const read = (header: boolean) => source.readTable(decoded.text, { header, most: SAMPLED })
    const named = await read(true)
    const headed = trial ? trial.header : typeof named !== 'string' && isHeader(named.columns)
    const header = source.kind === 'jsonl' || headed
    const table = header ? named : await read(false)
    return typeof table === 'string' ? null : { file, table, header, encoding: decoded.encoding }
  } catch (error) {
    if (!errorCode(error)) throw error
    return null
  }
}

function groupOf(files: readonly Looked[], rules: readonly TableRule[]): TableGroup {
  const [first] = files
  if (!first) throw new Error('A group of tables has a table')
  const sample = sampleOf(first.table)
  const columns = guessColumns(sample)
  const dataset = datasetName(first.table)
  const guess: TableChoice | null = columns && { ...columns, header: first.header, encoding: null, dataset }
  const pattern = patternOf(first.file)
  const holds = rules.find(
    ({ files: of, choice }) =>
      (of === pattern || files.some(({ file }) => file === of)) && (!choice || fits(choice, first.table)),
  )
  return {
    pattern,
    files: files.map(({ file }) => file),
    sample: sample.map(({ name, values }) => ({ name, values: values.slice(0, SHOWN).map(shown) })),
    header: first.header,
    encoding: first.encoding,
    guess,
    rule: holds ?? null,
    dataset,
  }
}

function shown(cell: string): string {
  const line = cell.replace(/\s+/g, ' ').trim()
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line
}
