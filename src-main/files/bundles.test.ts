import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Bundles } from './bundles.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postil-bundles-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function begun(bundles: Bundles, path: string): Promise<string> {
  const result = await bundles.begin(path)
  if (!result.ok) throw new Error(result.error.code)
  return result.value.job
}

test('a bundle has its name only when it is whole', async () => {
  const bundles = new Bundles()
  const path = join(folder, 'amina.postil')
  const job = await begun(bundles, path)
  await bundles.write(job, new Uint8Array([1, 2]))
  expect(existsSync(path)).toBe(false)
  await bundles.write(job, new Uint8Array([3]))
  expect((await bundles.finish(job)).ok).toBe(true)
  expect([...readFileSync(path)]).toEqual([1, 2, 3])
  expect(readdirSync(folder)).toEqual(['amina.postil'])
})

test('giving up leaves what stood there and nothing else', async () => {
  const bundles = new Bundles()
  const path = join(folder, 'amina.postil')
  writeFileSync(path, 'earlier')
  const job = await begun(bundles, path)
  await bundles.write(job, new Uint8Array([1]))
  await bundles.abort(job)
  expect(readFileSync(path, 'utf8')).toBe('earlier')
  expect(readdirSync(folder)).toEqual(['amina.postil'])
  expect(await bundles.write(job, new Uint8Array([1]))).toMatchObject({ ok: false })
})

test('a picked file is read from any offset to its end, another one not at all', async () => {
  const bundles = new Bundles()
  const path = join(folder, 'b.postil')
  writeFileSync(path, new Uint8Array([9, 8, 7]))
  const offered = await bundles.offer(path)
  if (!offered.ok) throw new Error(offered.error.code)
  expect(offered.value).toMatchObject({ name: 'b.postil', bytes: 3 })
  const read = async (offset: number) => {
    const result = await bundles.read(offered.value.file, offset)
    return result.ok ? [...result.value] : result.error.code
  }
  expect(await read(1)).toEqual([8, 7])
  expect(await read(3)).toEqual([])
  expect(await bundles.read(path, 0)).toMatchObject({ ok: false, error: { code: 'not-found' } })
})

test('a place that cannot be written to is told as such', async () => {
  expect(await new Bundles().begin(join(folder, 'missing', 'a.postil'))).toMatchObject({ ok: false })
})
