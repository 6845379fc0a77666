/** CRC-32C (Castagnoli), bits reflected, as in RFC 3720, appendix B.4. */
const POLYNOMIAL = 0x82f63b78

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1
  return rest >>> 0
})

/** The checksum of the bytes from `start` to before `end`, as an unsigned number of 32 bits. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let rest = -1
  for (let i = start; i < end; i++) rest = (TABLE[(rest ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (rest >>> 8)
  return ~rest >>> 0
}
