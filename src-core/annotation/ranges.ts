import type { Range } from '../text/offset.ts'

/** The same characters as a sorted list of ranges of which no two touch or overlap; empty ranges are dropped. */
export function normaliseRanges(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const joined: Range[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last && range[0] <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], range[1])]
    else joined.push(range)
  }
  return joined
}

/** Whether two lists of ranges share at least one character. */
export function rangesOverlap(a: readonly Range[], b: readonly Range[]): boolean {
  return a.some(([start, end]) => b.some(([from, to]) => start < to && from < end))
}
