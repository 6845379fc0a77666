import { expect, it } from 'vitest'
import { assetPath, mediaType } from './assets.ts'

it.each([
  ['/', '/app/index.html'],
  ['/index.html', '/app/index.html'],
  ['/assets/a%20b.js', '/app/assets/a b.js'],
  ['/a/../b.js', '/app/b.js'],
])('serves %s', (pathname, path) => {
  expect(assetPath('/app', pathname)).toBe(path)
})

it.each([
  ['the folder above', '/../x'],
  ['the folder above, encoded', '/..%2fx'],
  ['twice encoded slashes lead to a name, not away', '/%2e%2e/%2e%2e/etc/passwd'],
  ['a folder whose name only begins the same', '/../app2/x'],
  ['a backslash', '/..%5cx'],
  ['NUL', '/a%00.html'],
  ['a stream or a drive of Windows', '/C:/x'],
  ['a broken escape', '/%zz'],
])('serves nothing for %s', (_why, pathname) => {
  expect(assetPath('/app', pathname)).toBeNull()
})

it('names the type of scripts, styles and pages exactly, and of nothing else', () => {
  expect(['a.js', 'a.css', 'a.HTML', 'a.svg', 'a.exe', 'a'].map(mediaType)).toEqual([
    'text/javascript; charset=utf-8',
    'text/css; charset=utf-8',
    'text/html; charset=utf-8',
    'image/svg+xml',
    'application/octet-stream',
    'application/octet-stream',
  ])
})
