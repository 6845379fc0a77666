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

test('several files begin at once under names that are free; where one cannot, none is left', async () => {
  const bundles = new Bundles()
  writeFileSync(join(folder, 'amina.postil'), 'earlier')
  const begun = await bundles.beginMany(folder, ['amina', 'karim', 'karim'])
  if (!begun.ok) throw new Error(begun.error.code)
  for (const job of begun.value.jobs) await bundles.finish(job)
  expect(readdirSync(folder).sort()).toEqual(['amina 2.postil', 'amina.postil', 'karim 2.postil', 'karim.postil'])
  expect(readFileSync(join(folder, 'amina.postil'), 'utf8')).toBe('earlier')
  expect((await bundles.beginMany(folder, ['lea', 'no/such/folder'])).ok).toBe(false)
  expect(readdirSync(folder)).toHaveLength(4)
})

test('files that the system asks for wait in their order until the page takes them', async () => {
  const bundles = new Bundles()
  writeFileSync(join(folder, 'a.postil'), 'a')
  for (const name of ['a', 'gone']) bundles.arrive(join(folder, `${name}.postil`))
  expect(await bundles.takeArrived()).toMatchObject({ ok: true, value: { name: 'a.postil' } })
  expect(await bundles.takeArrived()).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(await bundles.takeArrived()).toEqual({ ok: true, value: null })
})
