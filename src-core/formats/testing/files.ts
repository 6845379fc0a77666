import { Checker } from '../check.ts'
import type { DatasetEntry } from '../dataset.ts'
import type { Format, SourceFile } from '../format.ts'
import { readFiles } from '../registry.ts'
import { SCHEMA } from './samples.ts'

/** What a format writes, by file name. */
export function written(format: Format, entries: readonly DatasetEntry[]): Map<string, string | Uint8Array> {
  const annotators = [...new Set(entries.map((entry) => entry.annotator))].sort()
  const writer = format.write?.({ schema: SCHEMA, unit: 'codepoint', name: 'data', annotators, software: 'Postil 0' })
  const files = new Map<string, string | Uint8Array>()
  const pieces = [...entries.flatMap((entry) => writer?.add(entry) ?? []), ...(writer?.end() ?? [])]
  for (const { file, data } of pieces) {
    const known = files.get(file)
    files.set(file, typeof known === 'string' && typeof data === 'string' ? known + data : data)
  }
  return files
}

export function asSource(files: ReadonlyMap<string, string | Uint8Array>): SourceFile[] {
  return [...files].flatMap(([name, text]) => (typeof text === 'string' ? [{ name, text }] : []))
}

/** What a format reads; faults are thrown. */
export function readBack(
  format: Format,
  files: readonly SourceFile[],
): { entries: DatasetEntry[]; notes: Checker['notes'] } {
  const check = new Checker()
  const entries = readFiles(format, files, check)
  if (check.faults) throw new Error(JSON.stringify(check.problems, null, 1))
  return { entries, notes: check.notes }
}
