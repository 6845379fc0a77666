import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fit } from '../../src-core/formats/fit.ts'
import type { Format } from '../../src-core/formats/format.ts'
import { FORMATS } from '../../src-core/formats/registry.ts'
import { written } from '../../src-core/formats/testing/files.ts'
import { TROUBLES } from '../../src-core/formats/testing/samples.ts'
import { compareEntries } from '../cli/entry-order.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { proveWholes, UsedNames } from './whole-proof.ts'

const WRITTEN = FORMATS.filter((format) => format.write && format.id !== 'parquet')

/** Everything of the samples in a format, on the disk. */
function onDisk(format: Format) {
  const entries = Object.values(TROUBLES)
    .sort(compareEntries)
    .map((entry) => fit(entry, format, 'longest').entry)
  const folder = tempFolder()
  const used = new UsedNames()
  for (const entry of entries) used.add(entry)
  const files = [...written(format, entries)].map(([name, data]) => {
    plant(folder, { [name]: typeof data === 'string' ? data : Buffer.from(data) })
    return { name, bytes: Buffer.from(data).length }
  })
  const paths = files.map(({ name }) => ({ name, path: join(folder, name) }))
  const prove = () => proveWholes(paths, used)
  return { folder, files, prove }
}

describe.each(WRITTEN.map((format) => [format.id, format] as const))('%s', (_, format) => {
  it('is whole as it is written', async () => {
    expect(await onDisk(format).prove()).toEqual([])
  })

  it('is refused when the end of any of its files is cut', async () => {
    const { folder, files, prove } = onDisk(format)
    // The texts of brat are held against the entries themselves, and may be empty.
    for (const { name, bytes } of files.filter((file) => file.bytes > 0 && !file.name.endsWith('.txt'))) {
      const path = join(folder, name)
      const whole = readFileSync(path)
      // A line feed behind the last bracket is no part of JSON or XML, and an empty line at the end ends nothing.
      const ends = /\n*$/.exec(whole.toString('utf8'))?.[0].length ?? 0
      truncateSync(path, bytes - ends - (/\.(?:json|jsonld|xml|xmi)$/.test(name) ? 1 : 0))
      expect(await prove(), name).toMatchObject([{ document: name }])
      writeFileSync(path, whole)
    }
  })
})

describe('a configuration that does not know what the data says', () => {
  it.each([
    ['brat', 'annotation.conf', '[entities]', '[entties]'],
    ['brat', 'annotation.conf', /^PER\n/m, ''],
    ['brat', 'annotation.conf', '[relations]', '[relation]'],
    ['label-studio', 'data.config.xml', /.*value="PER".*\n/, ''],
    ['label-studio', 'data.config.xml', '</View>', ''],
    ['cas-xmi', 'TypeSystem.xml', '</typeSystemDescription>', ''],
  ] as const)('%s: %s with %s instead %j is refused', async (id, file, from, to) => {
    const format = WRITTEN.find((each) => each.id === id)
    if (!format) throw new Error(`There is no ${id}`)
    const { folder, prove } = onDisk(format)
    const path = join(folder, file)
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, before.replace(from, to))
    expect(readFileSync(path, 'utf8')).not.toBe(before)
    expect(await prove()).toMatchObject([{ document: file }])
  })
})
