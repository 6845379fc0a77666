/** The first steps, in the order in which they are shown. */
export const HINTS = ['tag', 'undo', 'keys'] as const
type Hint = (typeof HINTS)[number]

/** The hints that were not shown yet. */
export function hintsLeft(seen: readonly string[]): readonly Hint[] {
  return HINTS.filter((hint) => !seen.includes(hint))
}
