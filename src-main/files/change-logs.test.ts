import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ChangeLogs } from './change-logs.ts'

const PROJECT = 'a'.repeat(32)
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postil-changes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function linesOf(logs: ChangeLogs): Promise<readonly string[]> {
  const read = await logs.read(PROJECT)
  if (!read.ok) throw new Error(read.error.code)
  return read.value.lines
}

test('what was added is read in its order, also by the next start', async () => {
  const logs = new ChangeLogs(folder)
  await Promise.all([1, 2, 3].map((seq) => logs.append(PROJECT, seq, `change ${seq} – é`)))
  expect(await linesOf(logs)).toEqual(['change 1 – é', 'change 2 – é', 'change 3 – é'])
  const next = new ChangeLogs(folder)
  await next.append(PROJECT, 4, 'change 4')
  expect(await linesOf(next)).toHaveLength(4)
})

test('a line that was not written whole is left out, and spoils none that comes later', async () => {
  const logs = new ChangeLogs(folder)
  await logs.append(PROJECT, 1, 'one')
  appendFileSync(join(folder, PROJECT, `${'1'.padStart(16, '0')}.jsonl`), '{"half')
  expect(await linesOf(logs)).toEqual(['one'])
  const next = new ChangeLogs(folder)
  await next.append(PROJECT, 2, 'two')
  expect(await linesOf(next)).toEqual(['one', 'two'])
})

test('only changes that a snapshot holds go, however often Postil is started', async () => {
  for (let seq = 1; seq <= 7; seq++) await new ChangeLogs(folder).append(PROJECT, seq, `change ${seq}`)
  const logs = new ChangeLogs(folder)
  expect(await linesOf(logs)).toHaveLength(7)
  await logs.seal(PROJECT, 3)
  expect(await linesOf(logs)).toEqual(['change 4', 'change 5', 'change 6', 'change 7'])
  await logs.seal(PROJECT, 7)
  expect(await linesOf(logs)).toEqual(['change 7'])
})

test('a number that comes a second time begins another past: what followed it the first time is gone', async () => {
  const logs = new ChangeLogs(folder)
  for (const seq of [1, 2, 3]) {
    await logs.append(PROJECT, seq, `first ${seq}`)
    await logs.seal(PROJECT, 0)
  }
  await logs.append(PROJECT, 2, 'second 2')
  expect(await linesOf(logs)).toEqual(['first 1', 'second 2'])
})

test('a project of which nothing is kept has no lines, and nothing is written by asking', async () => {
  expect(await linesOf(new ChangeLogs(folder))).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})
