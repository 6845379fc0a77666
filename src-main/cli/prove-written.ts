import { Checker } from '../../src-core/formats/check.ts'
import { prove, type Mismatch } from '../../src-core/formats/compare.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { Format } from '../../src-core/formats/format.ts'
import type { Param } from '../../src-core/formats/phrase.ts'
import { problem, shown } from '../../src-core/formats/problem.ts'
import { proveFiles } from '../../src-core/formats/prove-files.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import { rawLines } from './input.ts'
import { DataFault } from './io.ts'
import type { Sink } from './sink.ts'

interface Task {
  readonly format: Format
  readonly unit: OffsetUnit
}

/** What a file says, in quotes; a phrase is Postil's own. */
function cited(param: Param): Param {
  return typeof param === 'string' ? shown(param) : param
}

type Entries = AsyncIterable<DatasetEntry> | Iterable<DatasetEntry>

/**
 * Reads what was written back and compares every span with what was to be written: formats of lines one by one, others
 * whole, those that are only written through their own reader of spans. A mismatch is a {@link DataFault}.
 */
export async function provedOrFault(expected: Entries, sink: Sink, task: Task): Promise<void> {
  refuse(await mismatchesOf(expected, sink, task), sink)
}

/** Throws a {@link DataFault} of the mismatches, if there are any. */
export function refuse(mismatches: readonly Mismatch[], sink: Sink): void {
  if (mismatches.length === 0) return
  throw new DataFault(
    mismatches.slice(0, 20).map(({ document, expected: wanted, found }) => {
      return problem('text-mismatch', document, { expected: cited(wanted), found: cited(found) })
    }),
    sink.name,
  )
}

async function mismatchesOf(expected: Entries, sink: Sink, { format, unit }: Task): Promise<readonly Mismatch[]> {
  const path = format.readLine ? sink.pathOf(`${sink.name}${format.extensions[0] ?? ''}`) : null
  if (path !== null) return lineByLine(expected, path, format)
  const entries: DatasetEntry[] = []
  for await (const entry of expected) entries.push(entry)
  return proveFiles(format, entries, sink.written(), unit)
}

async function lineByLine(expected: Entries, path: string, format: Format): Promise<readonly Mismatch[]> {
  const found = entriesIn(path, format)
  const mismatches: Mismatch[] = []
  for await (const entry of expected) {
    const next = await found.next()
    mismatches.push(...prove([entry], next.done ? [] : [next.value], format.carries))
    if (mismatches.length > 20) break
  }
  return mismatches
}

async function* entriesIn(path: string, format: Format): AsyncGenerator<DatasetEntry> {
  const check = new Checker()
  for await (const { text, number } of rawLines({ path, shown: path, folder: false }, process)) {
    check.at(null, number)
    const entry = format.readLine?.(text, check)
    if (check.faults) throw new DataFault(check.problems, '')
    if (entry) yield entry
  }
}
