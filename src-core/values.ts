/** Whether two JSON values are equal; key order does not count, an absent key equals an undefined one. */
export function sameValue(a: unknown, b: unknown): boolean {
  // JSON knows one zero, so 0 and -0 are equal here
  if (a === b || Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) return sameArray(a, b)
  return sameObject(a as Record<string, unknown>, b as Record<string, unknown>)
}

function sameArray(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((value, i) => sameValue(value, b[i]))
}

function sameObject(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  for (const key in a) if (!sameValue(a[key], b[key])) return false
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false
  return true
}

/** Closes a union: a case that was forgotten is a compile error, and a bug at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
