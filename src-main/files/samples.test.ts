import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { plant, tempFolder } from '../testing/folder.ts'
import { copySamples } from './samples.ts'

it('copies the samples once: what was changed or deleted in the copy stays so', async () => {
  const base = tempFolder()
  const [from, to] = [join(base, 'from'), join(base, 'data', 'samples')]
  plant(from, { 'a.txt': 'a', 'sub/b.txt': 'b' })
  mkdirSync(join(base, 'data'))
  expect(await copySamples(from, to)).toBe(to)
  writeFileSync(join(to, 'a.txt'), 'changed')
  rmSync(join(to, 'sub'), { recursive: true })
  await copySamples(from, to)
  expect(readFileSync(join(to, 'a.txt'), 'utf8')).toBe('changed')
  expect(readdirSync(to)).toEqual(['a.txt'])
})

it('leaves nothing half copied when there is nothing to copy from', async () => {
  const base = tempFolder()
  await expect(copySamples(join(base, 'none'), join(base, 'samples'))).rejects.toThrow('ENOENT')
  expect(existsSync(join(base, 'samples'))).toBe(false)
  expect(readdirSync(base)).toEqual([])
})
