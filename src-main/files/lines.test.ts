import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/folder.ts'
import { headOf } from './lines.ts'

const MB = 1 << 20

test.each([
  ['a first line of three megabytes is there to its end', `${'a'.repeat(3 * MB)}\nb\n`, 3 * MB],
  ['short lines are cut at the megabyte', 'ab\n'.repeat(MB), MB],
  ['a file without a line end is there as a whole', 'a'.repeat(MB + 7), MB + 7],
  ['a byte order mark is none of it', '\ufeffab\n', 3],
])('the head of a file: %s', async (_, text, least) => {
  const path = join(tempFolder(), 'data.jsonl')
  writeFileSync(path, text)
  const head = await headOf(path)
  expect(head.length).toBeGreaterThanOrEqual(least)
  expect(head.length).toBeLessThan(least + MB)
  expect(text.replace('\ufeff', '').startsWith(head)).toBe(true)
})
