import type { OffsetUnit } from '../text/offset.ts'
import { Checker } from './check.ts'
import { prove, proveSpans, type Mismatch } from './compare.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Format, WrittenFile } from './format.ts'
import { say } from './phrase.ts'
import { isReadable, readFiles } from './registry.ts'

/**
 * The offset proof for files in memory: what the format's reader, or for formats that are only written their own reader
 * of spans, finds in them against the fitted entries that were written. Empty when all is there.
 */
export async function proveFiles(
  format: Format,
  entries: readonly DatasetEntry[],
  files: readonly WrittenFile[],
  unit: OffsetUnit,
): Promise<readonly Mismatch[]> {
  if (format.spansIn) return proveSpans(entries, await format.spansIn(files), unit, format.carries)
  if (!isReadable(format) || entries.length === 0) return []
  const check = new Checker()
  const sources = files.flatMap(({ name, data }) => (typeof data === 'string' ? [{ name, text: data }] : []))
  const found = readFiles(format, sources, check)
  const [fault] = check.problems
  if (fault)
    return [
      {
        document: fault.file ?? '',
        annotator: '',
        expected: say('readable-file'),
        found: say('fault-at', { code: fault.code, field: fault.field }),
      },
    ]
  return prove(entries, found, format.carries)
}
