import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { logOf } from './log-records.ts'
import { mendTornLogs } from './torn-logs.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postil-logs-'))
  mkdirSync(join(folder, 'app.leveldb'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const LOG = logOf([new Uint8Array(50).fill(1), new Uint8Array(50_000).fill(2)])
const TORN = Buffer.concat([LOG, Uint8Array.of(9, 9, 9, 9, 80)])

test('torn ends of logs and manifests are taken out, and nothing else is touched', async () => {
  const files = { '000007.log': TORN, 'MANIFEST-000001': TORN, '000005.ldb': TORN, LOG: TORN, '000003.log': LOG }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'app.leveldb', name), bytes)
  const mended = await mendTornLogs(folder)
  expect(mended.map((path) => path.slice(folder.length + 1)).sort()).toEqual([
    join('app.leveldb', '000007.log'),
    join('app.leveldb', 'MANIFEST-000001'),
  ])
  const left = (name: string) => readFileSync(join(folder, 'app.leveldb', name))
  expect(left('000007.log')).toEqual(Buffer.from(LOG))
  expect(left('MANIFEST-000001')).toEqual(Buffer.from(LOG))
  expect(left('000005.ldb')).toEqual(TORN)
  expect(left('LOG')).toEqual(TORN)
  expect(readdirSync(join(folder, 'app.leveldb'))).toHaveLength(5)
  expect(await mendTornLogs(folder)).toEqual([])
})

test('a profile without databases, and a log that cannot be read, are nothing to stop at', async () => {
  expect(await mendTornLogs(join(folder, 'none'))).toEqual([])
  mkdirSync(join(folder, 'app.leveldb', '000001.log'))
  writeFileSync(join(folder, 'app.leveldb', '000002.log'), TORN)
  expect(await mendTornLogs(folder)).toHaveLength(1)
})
