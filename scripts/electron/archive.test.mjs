import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { tgzOf, zipOf } from '../testing/archives.mjs'
import { scratchFolder } from '../testing/scratch.mjs'
import { extractFromTgz, extractZip } from './archive.mjs'

describe('extractFromTgz', () => {
  it.each([
    ['an empty member', 0],
    ['one that fills its last block exactly', 1024],
    ['one with a ragged end', 1025],
    ['one larger than a stream chunk', 300_001],
  ])('gives the bytes of %s and of no other', async (_name, length) => {
    const folder = scratchFolder()
    const wanted = Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 251))
    const archive = path.join(folder, 'a.tgz')
    writeFileSync(
      archive,
      tgzOf({ 'package/before': Buffer.from('before'), 'package/it': wanted, 'package/after': Buffer.from('after') }),
    )
    await extractFromTgz(archive, 'package/it', path.join(folder, 'it'))
    expect(readFileSync(path.join(folder, 'it')).equals(wanted)).toBe(true)
  })

  it('refuses an archive that was cut off in the middle of the member', async () => {
    const folder = scratchFolder()
    const archive = path.join(folder, 'a.tgz')
    const bytes = tgzOf({ 'package/it': Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i) % 256)) })
    writeFileSync(archive, bytes.subarray(0, bytes.length / 2))
    await expect(extractFromTgz(archive, 'package/it', path.join(folder, 'it'))).rejects.toThrow()
  })

  it('refuses an archive without the member', async () => {
    const folder = scratchFolder()
    const archive = path.join(folder, 'a.tgz')
    writeFileSync(archive, tgzOf({ 'package/other': Buffer.from('x') }))
    await expect(extractFromTgz(archive, 'package/it', path.join(folder, 'it'))).rejects.toThrow('no whole package/it')
  })
})

describe('extractZip', () => {
  it('keeps the executable bit, renames, and leaves out what is not wanted', async () => {
    const folder = scratchFolder()
    const archive = path.join(folder, 'a.zip')
    writeFileSync(
      archive,
      zipOf({
        'App/program': { text: 'run me'.repeat(1000), mode: 0o755 },
        'App/data/empty': { text: '' },
        'App/data/plain.txt': { text: 'é «x»' },
        'App/secret': { text: 'no' },
      }),
    )
    const target = path.join(folder, 'out')
    const count = await extractZip(archive, target, (name) =>
      name === 'App/secret' ? undefined : name.replace('App/', ''),
    )
    expect(count).toBe(3)
    expect(readFileSync(path.join(target, 'program'), 'utf8')).toBe('run me'.repeat(1000))
    expect(readFileSync(path.join(target, 'data/plain.txt'), 'utf8')).toBe('é «x»')
    expect(readFileSync(path.join(target, 'data/empty'), 'utf8')).toBe('')
    expect(statSync(path.join(target, 'program')).mode & 0o111).toBe(0o111)
    expect(statSync(path.join(target, 'data/plain.txt')).mode & 0o111).toBe(0)
  })

  it.each([['../outside'], ['a/../../outside'], ['/outside']])(
    'refuses the path %s, which leads out of the folder',
    async (name) => {
      const folder = scratchFolder()
      const archive = path.join(folder, 'a.zip')
      writeFileSync(archive, zipOf({ [name]: { text: 'x' } }))
      await expect(extractZip(archive, path.join(folder, 'out'), (inner) => inner)).rejects.toThrow(
        'outside its folder',
      )
    },
  )

  it('refuses what is no zip', async () => {
    const archive = path.join(scratchFolder(), 'a.zip')
    writeFileSync(archive, 'not a zip at all')
    await expect(extractZip(archive, scratchFolder(), (name) => name)).rejects.toThrow('not a whole zip')
  })
})
