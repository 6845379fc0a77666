import type { DatasetEntry } from './dataset.ts'
import type { Writer } from './format.ts'

/** Writes the objects of each entry into one JSON file, a line each, between an opening and a closing. */
export function claimList(
  file: string,
  open: string,
  close: string,
  toObjects: (entry: DatasetEntry) => readonly object[],
): Writer {
  let count = 0
  return {
    add: (entry) => {
      const lines = toObjects(entry).map((each) => `${count++ === 0 ? `${open}\n` : ',\n'}${JSON.stringify(each)}`)
      return lines.length ? [{ file, data: lines.join('') }] : []
    },
    end: () => [{ file, data: `${count === 0 ? open : ''}\n${close}\n` }],
  }
}
