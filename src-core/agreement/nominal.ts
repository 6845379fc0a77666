/**
 * Krippendorff's alpha for nominal data, from what it needs of the coincidence matrix: the pairable values of each
 * category, n_c, and the disagreement, the sum of o_ck over c != k.
 *
 *     alpha = 1 - (n - 1) sum_{c != k} o_ck / sum_{c != k} n_c n_k
 *
 * Null where it is 0/0: nothing pairable, or one single category.
 */
export function nominalAlpha(margins: readonly number[], disagreement: number): number | null {
  const n = margins.reduce((sum, count) => sum + count, 0)
  const chance = n * n - margins.reduce((sum, count) => sum + count * count, 0)
  return chance === 0 ? null : 1 - ((n - 1) * disagreement) / chance
}

/** What one unit adds to the disagreement, from how often each category was chosen; 0 with fewer than two values. */
export function unitDisagreement(counts: readonly number[]): number {
  const values = counts.reduce((sum, count) => sum + count, 0)
  if (values < 2) return 0
  return counts.reduce((sum, count) => sum + count * (values - count), 0) / (values - 1)
}
