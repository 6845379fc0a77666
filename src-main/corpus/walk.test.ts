import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { plant, tempFolder } from '../testing/folder.ts'
import { walk } from './walk.ts'

function walked(root: string): string[] {
  return [...walk(root)].map((each) => ('reason' in each ? `${each.id} – ${each.reason}` : each.id))
}

it('gives files in natural order, folder by folder, in any depth', () => {
  const root = tempFolder()
  plant(root, { '10.txt': '', '2.txt': '', 'b/x.txt': '', 'B2/x.md': '', 'a/b/c/d/e/f/g/deep.TXT': '', 'é.txt': '' })
  expect(walked(root)).toEqual(['2.txt', '10.txt', 'a/b/c/d/e/f/g/deep.TXT', 'b/x.txt', 'B2/x.md', 'é.txt'])
})

it('says what it passes over and why', () => {
  const root = tempFolder()
  plant(root, { '.hidden.txt': '', '.git/x.txt': '', 'photo.jpg': '', noextension: '', 'a.txt': '', '.DS_Store': '' })
  execFileSync('mkfifo', [join(root, 'pipe.txt')])
  expect(walked(root).sort()).toEqual([
    '.DS_Store – hidden',
    '.git – hidden',
    '.hidden.txt – hidden',
    'a.txt',
    'noextension – type',
    'photo.jpg – type',
    'pipe.txt – type',
  ])
})

it('follows links inside, each folder once, and names those that lead away, in a circle or nowhere', () => {
  const base = tempFolder()
  plant(base, { 'out/x.txt': '', 'in/real/a.txt': '' })
  const root = join(base, 'in')
  const links = { up: '..', self: 'link-self.txt', circle: '.', far: '../out', file: 'real/a.txt', gone: 'nothing.txt' }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, `link-${name}.txt`))
  symlinkSync('..', join(root, 'real', 'back'))
  symlinkSync('real', join(root, 'twin'))
  symlinkSync('real', join(root, 'twin-2'))
  expect(walked(root)).toEqual([
    'link-circle.txt – loop',
    'link-far.txt – outside',
    'link-file.txt',
    'link-gone.txt – unreadable',
    'link-self.txt – loop',
    'link-up.txt – outside',
    'real/a.txt',
    'real/back – loop',
    'twin/a.txt',
    'twin/back – loop',
    'twin-2 – loop',
  ])
})

it('ends where folders link to each other crosswise', () => {
  const root = tempFolder()
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const name of names) mkdirSync(join(root, name))
  for (const from of names) for (const to of names) symlinkSync(`../${to}`, join(root, from, `to-${to}`))
  plant(root, { 'a/x.txt': '' })
  expect(walked(root).filter((line) => line.endsWith('x.txt')).length).toBeLessThanOrEqual(2)
})

it('takes a name in NFC for the id, and of two that are one the one written so', () => {
  const root = tempFolder()
  plant(root, { 'e\u0301te\u0301.txt': 'nfd', 'caf\u00e9.txt': 'nfc', 'cafe\u0301.txt': 'nfd' })
  expect([...walk(root)]).toEqual([
    { id: 'caf\u00e9.txt', path: join(root, 'caf\u00e9.txt') },
    { id: 'caf\u00e9.txt', reason: 'duplicate-name' },
    { id: '\u00e9t\u00e9.txt', path: join(root, 'e\u0301te\u0301.txt') },
  ])
})

it('takes names of 255 bytes, spaces, quotes and line breaks', () => {
  const root = tempFolder()
  const names = [`${'é'.repeat(125)}a.txt`, ' « l’été » "x" \'y\'.txt', 'two\nlines.txt', '%2e%2e.txt', '#?&.md']
  for (const name of names) plant(root, { [name]: '' })
  expect(Buffer.byteLength(names[0] ?? '')).toBe(255)
  expect(walked(root).sort()).toEqual([...names].sort())
})

it('says so when a name cannot be an id on every system', () => {
  const root = tempFolder()
  plant(root, { 'a\\b.txt': '' })
  expect(walked(root)).toEqual(['a\\b.txt – unreadable'])
})

it.skipIf(process.getuid?.() === 0)('says so when a folder cannot be listed', () => {
  const root = tempFolder()
  plant(root, { 'locked/a.txt': '', 'b.txt': '' })
  chmodSync(join(root, 'locked'), 0)
  expect(walked(root)).toEqual(['b.txt', 'locked – unreadable'])
})

it('throws when the folder itself is not there', () => {
  expect(() => walked(join(tempFolder(), 'none'))).toThrow('ENOENT')
})
