/**
 * The 32-bit FNV-1a hash of a string's UTF-16 code units, with the final mix of MurmurHash3 because buckets take the
 * low bits and ids often differ in one character only. Part of the stored format: never change it without a migration.
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
