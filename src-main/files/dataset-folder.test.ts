import { expect, it } from 'vitest'
import { isDatasetFile } from './dataset-folder.ts'

it.each(['data.jsonl', 'README.md', 'docs/press/2022/élève à l’école.ann', 'a b.txt'])(
  'lets an export write %j',
  (name) => {
    expect(isDatasetFile(name)).toBe(true)
  },
)

it.each([
  ['the folder above', '../data.jsonl'],
  ['an absolute path', '/etc/passwd'],
  ['the sums, which are the main process’s to write', 'SHA256SUMS'],
  ['a hidden file', '.bashrc'],
  ['a hidden folder', 'a/.git/config'],
  ['a backslash', 'a\\b'],
  ['a drive', 'C:/x'],
  ['a device of Windows', 'docs/NUL.txt'],
  ['a final point, which Windows drops', 'a.'],
  ['an empty segment', 'a//b'],
  ['nothing', ''],
  ['a line break, which would break the sums', 'a\nb'],
  ['a name longer than disks allow', 'é'.repeat(128)],
])('refuses %s', (_why, name) => {
  expect(isDatasetFile(name)).toBe(false)
})
