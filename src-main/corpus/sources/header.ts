/** Whether a first row names columns: short, all there, none twice, and no number among them. */
export function isHeader(row: readonly string[]): boolean {
  const names = row.map((name) => name.trim())
  const short = names.every((name) => name !== '' && name.length <= 60 && !/^[\d\s.,:/-]+$/.test(name))
  return short && new Set(names).size === names.length
}
