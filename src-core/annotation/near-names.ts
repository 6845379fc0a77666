/**
 * The first of the names that a new one could be mistaken for, or null: the same letters but for case, accents, an
 * ending (`Organisation`, `Organizations`), or one letter in five.
 */
export function nearName(name: string, others: readonly string[]): string | null {
  const wanted = plain(name)
  if (wanted.length < 3) return null
  return others.find((other) => isNear(wanted, plain(other))) ?? null
}

function isNear(a: string, b: string): boolean {
  if (b.length < 3) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.startsWith(short) && long.length - short.length <= 3) return true
  return distance(a, b) <= Math.floor(Math.max(a.length, b.length) / 5)
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}\s_-]/gu, '')
    .toLowerCase()
}

/** Levenshtein's distance in code units. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
