import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plant, tempFolder } from '../testing/folder.ts'
import { resolveInside, resolverInside } from './inside.ts'

function corpus(): string {
  const base = tempFolder()
  plant(base, { 'secret.txt': 'secret', 'corpus/a.txt': 'a', 'corpus/sub/b.txt': 'b', 'corpus-2/c.txt': 'c' })
  return join(base, 'corpus')
}

describe('resolveInside', () => {
  const refused = [
    ['the folder above', '../secret.txt'],
    ['a detour through the folder above', 'sub/../../secret.txt'],
    ['a harmless detour, for ids are written in one way only', 'sub/../a.txt'],
    ['an absolute path', '/etc/passwd'],
    ['a drive letter', 'C:/Windows/win.ini'],
    ['a share', '\\\\host\\share'],
    ['backslashes that are separators elsewhere', '..\\secret.txt'],
    ['NUL, which cuts a name for the system', 'a.txt\0.md'],
    ['an empty segment', 'sub//b.txt'],
    ['the folder itself', '.'],
    ['a final slash', 'sub/'],
    ['nothing', ''],
  ] as const
  it.each(refused)('refuses %s', (_why, id) => {
    expect(resolveInside(corpus(), id)).toEqual({ ok: false, error: { code: 'outside-folder', params: { id } } })
  })

  it('finds a file in any depth', () => {
    const root = corpus()
    expect(resolveInside(root, 'sub/b.txt')).toEqual({ ok: true, value: join(root, 'sub/b.txt') })
  })

  it('says that a file is not there, without its absolute path', () => {
    expect(resolveInside(corpus(), 'none.txt')).toEqual({
      ok: false,
      error: { code: 'not-found', params: { id: 'none.txt' } },
    })
  })

  const links = [
    ['a file outside', '../secret.txt', 'outside-folder'],
    ['a folder whose name only begins like the corpus', '../corpus-2/c.txt', 'outside-folder'],
    ['an absolute path', '/etc/passwd', 'outside-folder'],
    ['itself', 'link.txt', 'unreadable'],
    ['nothing', 'gone.txt', 'not-found'],
  ] as const
  it.each(links)('refuses a link to %s', (_why, target, code) => {
    const root = corpus()
    symlinkSync(target, join(root, 'link.txt'))
    expect(resolveInside(root, 'link.txt')).toMatchObject({ ok: false, error: { code } })
  })

  it('refuses a file below a linked folder outside', () => {
    const root = corpus()
    symlinkSync('..', join(root, 'up'))
    expect(resolveInside(root, 'up/secret.txt')).toMatchObject({ error: { code: 'outside-folder' } })
  })

  it('follows a link that stays inside', () => {
    const root = corpus()
    symlinkSync('sub/b.txt', join(root, 'link.txt'))
    expect(resolveInside(root, 'link.txt')).toEqual({ ok: true, value: join(root, 'sub/b.txt') })
  })

  it('finds names that the disk keeps decomposed by their composed id', () => {
    const root = corpus()
    const path = 'e\u0301le\u0300ve/e\u0301tude.txt'
    plant(root, { [path]: 'x' })
    expect(resolveInside(root, '\u00e9l\u00e8ve/\u00e9tude.txt')).toEqual({ ok: true, value: join(root, path) })
  })

  it('works where the root itself is a link', () => {
    const root = corpus()
    const link = `${root}-link`
    symlinkSync(root, link)
    expect(resolveInside(link, 'a.txt')).toEqual({ ok: true, value: join(root, 'a.txt') })
  })
})

describe('resolverInside', () => {
  it('answers as resolveInside, document by document, whatever was asked before', () => {
    const root = corpus()
    plant(root, { 'sub/c.txt': 'c', 'sub/deep/d.txt': 'd', 'e\u0301le\u0300ve.txt': 'x', 'sub/e\u0301.txt': 'x' })
    symlinkSync('..', join(root, 'up'))
    symlinkSync('../../secret.txt', join(root, 'sub/out.txt'))
    symlinkSync('deep', join(root, 'sub/alias'))
    symlinkSync('../a.txt', join(root, 'sub/a.txt'))
    const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'out.txt', 'secret.txt', '\u00e9.txt', 'none.txt', '..', 'deep']
    const folders = ['', 'sub/', 'sub/deep/', 'sub/alias/', 'up/', 'none/', '../', 'sub//']
    const ids = [...folders.flatMap((folder) => names.map((name) => folder + name)), '\u00e9l\u00e8ve.txt', '', 'sub']
    const resolve = resolverInside(root)
    for (const id of [...ids, ...ids.toReversed()]) expect([id, resolve(id)]).toEqual([id, resolveInside(root, id)])
  })

  it('finds nothing where the root has gone', () => {
    const root = join(corpus(), 'gone')
    expect(resolverInside(root)('a.txt')).toEqual(resolveInside(root, 'a.txt'))
  })
})
