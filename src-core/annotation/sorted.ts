/**
 * A sorted list without some of its elements and with others, in order; the given list stays as it is. Few changes cost
 * a copy and a binary search each; many are merged by sorting.
 */
export function patchSorted<T>(
  sorted: readonly T[],
  gone: readonly T[],
  come: readonly T[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  if (gone.length + come.length === 0) return sorted
  if (gone.length + come.length > 64) return patchMany(sorted, gone, come, compare)
  const next = [...sorted]
  for (const each of gone) {
    const at = lowerBound(next, each, compare)
    const found = next[at]
    if (found !== undefined && compare(found, each) === 0) next.splice(at, 1)
  }
  for (const each of come) next.splice(lowerBound(next, each, compare), 0, each)
  return next
}

function patchMany<T>(
  sorted: readonly T[],
  gone: readonly T[],
  come: readonly T[],
  compare: (a: T, b: T) => number,
): T[] {
  const leaving = [...gone].sort(compare)
  const staying = sorted.filter((each) => {
    const other = leaving[lowerBound(leaving, each, compare)]
    return other === undefined || compare(other, each) !== 0
  })
  return [...staying, ...come].sort(compare)
}

/** The first index whose element is not before the given one; the list's length when all are. */
export function lowerBound<T>(sorted: readonly T[], element: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const here = sorted[middle]
    if (here !== undefined && compare(here, element) < 0) low = middle + 1
    else high = middle
  }
  return low
}
