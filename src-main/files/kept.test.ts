import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../testing/folder.ts'
import { Kept } from './kept.ts'
import { settingsFormat } from './settings.ts'

const NOW = () => new Date('2026-11-22T09:00:00Z')

async function settings(
  content?: string,
): Promise<{ folder: string; path: string; kept: Kept<typeof settingsFormat.initial> }> {
  const folder = tempFolder()
  const path = join(folder, 'settings.json')
  if (content !== undefined) writeFileSync(path, content)
  return { folder, path, kept: await Kept.open(path, settingsFormat, NOW) }
}

it('begins with the defaults, and writes nothing before there is something to keep', async () => {
  const { folder, kept } = await settings()
  expect(kept.value).toEqual(settingsFormat.initial)
  expect(readdirSync(folder)).toEqual([])
})

it('finds after a restart what was set', async () => {
  const { path, kept } = await settings()
  await kept.change((value) => ({ ...value, theme: 'dark', annotator: { id: 'a1', name: 'Amina' } }))
  const again = await Kept.open(path, settingsFormat)
  expect(again.value).toMatchObject({ theme: 'dark', annotator: { id: 'a1', name: 'Amina' }, language: 'system' })
})

it('makes changes that come at once one after the other, none lost', async () => {
  const { folder, path, kept } = await settings()
  const hints = Array.from({ length: 30 }, (_, i) => `hint-${i}`)
  await Promise.all(hints.map((hint) => kept.change((value) => ({ ...value, hintsSeen: [...value.hintsSeen, hint] }))))
  expect((await Kept.open(path, settingsFormat)).value.hintsSeen).toEqual(hints)
  expect(readdirSync(folder)).toEqual(['settings.json'])
})

const damaged = [
  ['cut in the middle', '{"version":1,"settings":{"theme":"da'],
  ['empty', ''],
  ['zeros, as a power cut leaves them', '\0\0\0\0'],
  ['something else', '[1,2]'],
] as const
it.each(damaged)(
  'keeps a file that is %s aside under a clear name, and starts with the defaults',
  async (_why, content) => {
    const { folder, kept } = await settings(content)
    expect(kept.value).toEqual(settingsFormat.initial)
    expect(readdirSync(folder)).toEqual(['settings.damaged-2026-11-22T09-00-00-000Z.json'])
    expect(readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')).toBe(content)
  },
)

const mended = [
  ['a value of the wrong kind', '{"version":1,"settings":{"theme":"pink","language":"fr"}}'],
  ['a setting that nobody knows', '{"version":1,"settings":{"language":"fr","sidebar":3}}'],
  ['a newer version', '{"version":2,"settings":{"language":"fr"}}'],
  ['a key that objects inherit', '{"version":1,"settings":{"language":"fr","toString":1}}'],
] as const
it.each(mended)('keeps the rest of a file with %s, and the file as it was', async (_why, content) => {
  const { folder, path, kept } = await settings(content)
  expect(kept.value).toEqual({ ...settingsFormat.initial, language: 'fr' })
  expect(readdirSync(folder)).toHaveLength(2)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    version: 1,
    settings: { language: 'fr', theme: 'system' },
  })
})

it('reads a file that it wrote without finding fault', async () => {
  const { folder, path, kept } = await settings()
  await kept.change((value) => ({ ...value, reading: { size: 17, serif: true, font: 'x' }, keys: { undo: 'Ctrl+Z' } }))
  await Kept.open(path, settingsFormat)
  expect(readdirSync(folder)).toEqual(['settings.json'])
})

it('takes back a change that cannot be written, and goes on with the next', async () => {
  const { path, kept } = await settings()
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  const bad = kept.change((value) => ({ ...value, reading: cyclic as typeof value.reading }))
  const good = kept.change((value) => ({ ...value, theme: 'dark' }))
  await expect(bad).rejects.toThrow('circular')
  expect(await good).toMatchObject({ theme: 'dark', reading: {} })
  expect(existsSync(`${path}.tmp`)).toBe(false)
})
