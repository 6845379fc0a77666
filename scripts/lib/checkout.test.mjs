import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { scratchFolder } from '../testing/scratch.mjs'
import { packagesAreCurrent, sourcesKey } from './checkout.mjs'

/**
 * @param {Record<string, { version?: string, optional?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} [installed]
 */
function checkout(wanted, installed) {
  const root = scratchFolder()
  mkdirSync(path.join(root, 'node_modules'))
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }))
  if (installed)
    writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  return root
}

describe('packagesAreCurrent', () => {
  const svelte = { 'node_modules/svelte': { version: '5.0.0' } }
  it.each([
    ['the same', svelte, svelte, true],
    ['nothing installed, or an install that was interrupted', svelte, undefined, false],
    ['another version', svelte, { 'node_modules/svelte': { version: '4.0.0' } }, false],
    ['a package was added to the lock file', { ...svelte, 'node_modules/dexie': { version: '4.0.0' } }, svelte, false],
    [
      'a package for another system only',
      { ...svelte, 'node_modules/mac-only': { version: '1.0.0', optional: true } },
      svelte,
      true,
    ],
  ])('%s', (_name, wanted, installed, expected) => {
    expect(packagesAreCurrent(checkout(wanted, installed))).toBe(expected)
  })
})

describe('sourcesKey', () => {
  function sources() {
    const root = scratchFolder()
    for (const folder of ['src-core/text', 'src-main', 'src-renderer', 'resources'])
      mkdirSync(path.join(root, folder), { recursive: true })
    writeFileSync(path.join(root, 'src-core/text/a.ts'), 'one')
    writeFileSync(path.join(root, 'package.json'), '{}')
    return root
  }

  it('stays when nothing changes, or only a test does', async () => {
    const root = sources()
    const before = await sourcesKey(root)
    writeFileSync(path.join(root, 'src-core/text/a.ts'), 'one')
    writeFileSync(path.join(root, 'src-core/text/a.test.ts'), 'a test')
    expect(await sourcesKey(root)).toBe(before)
  })

  it.each([
    ['a byte of a source', 'src-core/text/a.ts', 'two'],
    ['a new file', 'resources/new.json', '{}'],
    ['the packages', 'package.json', '{"version":"2"}'],
  ])('changes with %s', async (_name, file, content) => {
    const root = sources()
    const before = await sourcesKey(root)
    writeFileSync(path.join(root, file), content)
    expect(await sourcesKey(root)).not.toBe(before)
  })
})
