import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { plant, tempFolder } from '../testing/folder.ts'
import { Grants } from './grants.ts'

function folders(...names: readonly string[]): { base: string; list: string } {
  const base = tempFolder()
  for (const name of names) mkdirSync(join(base, name))
  return { base, list: join(base, 'grants.json') }
}

async function granted(grants: Grants, path: string) {
  const grant = await grants.add(path)
  if (!grant.ok) throw new Error(grant.error.code)
  return grant.value
}

it('grants a folder, and finds it after a restart', async () => {
  const { base, list } = folders('press')
  const grant = await granted(await Grants.open(list), join(base, 'press'))
  expect(grant).toMatchObject({ name: 'press', location: join(base, 'press'), sample: false })
  expect((await Grants.open(list)).locate(grant.id)).toEqual({ ok: true, value: join(base, 'press') })
})

it('gives one folder one id: through a link, a detour, and after its list was lost', async () => {
  const { base, list } = folders('press')
  symlinkSync('press', join(base, 'link'))
  const grants = await Grants.open(list)
  const ids = [(await granted(grants, join(base, 'press'))).id, (await granted(grants, join(base, 'link'))).id]
  rmSync(list)
  ids.push((await granted(await Grants.open(list), `${base}/press/../press`)).id)
  expect(new Set(ids).size).toBe(1)
})

it('locates nothing that was not granted, whatever it is called', async () => {
  const grants = await Grants.open(folders().list)
  for (const id of ['', '/etc', 'constructor', '__proto__']) {
    expect(grants.locate(id)).toMatchObject({ ok: false, error: { code: 'unknown-grant' } })
  }
})

it('says that a folder is missing, with its place, and that a file is no folder', async () => {
  const { base, list } = folders()
  plant(base, { 'a.txt': '' })
  const grants = await Grants.open(list)
  const location = join(base, 'none')
  expect(await grants.add(location)).toEqual({ ok: false, error: { code: 'folder-missing', params: { location } } })
  expect(await grants.add(join(base, 'a.txt'))).toMatchObject({ error: { code: 'not-a-folder' } })
  expect(grants.recent()).toEqual([])
})

it('keeps the right to a folder that is unplugged, and says that it is missing', async () => {
  const { base, list } = folders('drive')
  const grants = await Grants.open(list)
  const { id } = await granted(grants, join(base, 'drive'))
  rmSync(join(base, 'drive'), { recursive: true })
  expect(await grants.reopen(id)).toMatchObject({ ok: false, error: { code: 'folder-missing' } })
  mkdirSync(join(base, 'drive'))
  expect(await grants.reopen(id)).toMatchObject({ ok: true, value: { id } })
})

it('lists the latest first, and forgets', async () => {
  const { base, list } = folders('a', 'b', 'c')
  let now = 0
  const grants = await Grants.open(list, () => ++now)
  const a = await granted(grants, join(base, 'a'))
  const b = await granted(grants, join(base, 'b'))
  await granted(grants, join(base, 'c'))
  await grants.use(a.id)
  await grants.use('unknown')
  await grants.forget(b.id)
  expect(grants.recent().map(({ name }) => name)).toEqual(['a', 'c'])
  expect(grants.locate(b.id)).toMatchObject({ ok: false })
})

it('starts without grants from a damaged list, which it keeps', async () => {
  const { base, list } = folders()
  writeFileSync(list, '{"version":1,"grants":{"x":{"location":3}}}')
  const grants = await Grants.open(list)
  expect(grants.recent()).toEqual([])
  const kept = readdirSync(base).find((name) => name.startsWith('grants.damaged-')) ?? ''
  expect(readFileSync(join(base, kept), 'utf8')).toContain('"location":3')
})
