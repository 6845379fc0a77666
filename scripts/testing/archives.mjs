import { zipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/**
 * A zip with unix modes, as a Linux packager writes it.
 * @param {Record<string, { text: string, mode?: number }>} files
 */
export function zipOf(files) {
  /** @type {import('fflate').Zippable} */
  const entries = {}
  for (const [name, { text, mode = 0o644 }] of Object.entries(files)) {
    entries[name] = [new TextEncoder().encode(text), { os: 3, attrs: (0o100000 | mode) << 16 }]
  }
  return Buffer.from(zipSync(entries))
}

/**
 * A gzipped tar, as `npm pack` gives it.
 * @param {Record<string, Buffer>} files
 */
export function tgzOf(files) {
  const members = Object.entries(files).map(([name, content]) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('0000644\0', 100)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
  })
  return gzipSync(Buffer.concat([...members, Buffer.alloc(1024)]))
}

/** @param {Buffer} bytes */
export function integrityOf(bytes) {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}
