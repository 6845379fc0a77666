/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} low The 10th percentile.
 * @property {number} high The 90th percentile.
 * @property {number} p95 The 95th percentile.
 * @property {number} max
 * @property {number} n
 */

/**
 * @param {readonly number[]} samples At least one.
 * @returns {Summary}
 */
export function summarize(samples) {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (/** @type {number} */ share01) => quantile(sorted, share01)
  return { median: at(0.5), low: at(0.1), high: at(0.9), p95: at(0.95), max: at(1), n: sorted.length }
}

/**
 * Between two samples the value is interpolated linearly (Hyndman and Fan's type 7, the default of R and NumPy).
 * @param {readonly number[]} sorted
 * @param {number} share01
 */
function quantile(sorted, share01) {
  const at = (sorted.length - 1) * share01
  const below = sorted[Math.floor(at)]
  const above = sorted[Math.ceil(at)]
  if (below === undefined || above === undefined) throw new RangeError('No samples')
  return below + (above - below) * (at - Math.floor(at))
}

/** @param {number} value */
export function figure(value) {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

/**
 * Rows as text in columns; every column but the first is set to the right.
 * @param {readonly (readonly string[])[]} rows
 */
export function columns(rows) {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const cell = (/** @type {string} */ text, /** @type {number} */ i) =>
    i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}
