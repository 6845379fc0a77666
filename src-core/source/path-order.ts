import { fileOf } from './row-id.ts'

const collator = new Intl.Collator('en', { numeric: true })

/** Compares the names of two files of one folder: `2.txt` before `10.txt`. Zero for names that readers take for one. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b)
}

/**
 * Compares the ids of two documents in the order in which a folder is walked: name by name from its root, and the rows
 * of a table where the table stands. Zero for equal ids only.
 */
export function comparePaths(a: string, b: string): number {
  if (!a.includes('#') && !b.includes('#')) return compareFiles(a, b)
  return compareFiles(fileOf(a), fileOf(b)) || compareExactly(a, b)
}

function compareFiles(a: string, b: string): number {
  const folder = a.slice(0, a.lastIndexOf('/') + 1)
  if (b.startsWith(folder) && !b.includes('/', folder.length))
    return compareExactly(a.slice(folder.length), b.slice(folder.length))
  const [left, right] = [a.split('/'), b.split('/')]
  for (const [i, name] of left.entries()) {
    const order = compareExactly(name, right[i] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length
}

function compareExactly(a: string, b: string): number {
  return compareNames(a, b) || Number(a > b) - Number(a < b)
}
