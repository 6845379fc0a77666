import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../testing/folder.ts'
import { setAside } from './set-aside.ts'

const NOW = new Date('2026-11-22T09:30:00.000Z')

describe('setting a folder aside', () => {
  test('copies every file of it, says where, and leaves it as it is', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'IndexedDB', 'app.leveldb'), { recursive: true })
    writeFileSync(join(folder, 'IndexedDB', 'app.leveldb', '000003.log'), 'rows')
    const place = await setAside(join(folder, 'IndexedDB'), join(folder, 'damaged'), NOW)
    expect(place).toBe(join(folder, 'damaged', '2026-11-22T09-30-00-000Z'))
    expect(readFileSync(join(place, 'app.leveldb', '000003.log'), 'utf8')).toBe('rows')
    expect(readdirSync(join(folder, 'IndexedDB', 'app.leveldb'))).toEqual(['000003.log'])
  })

  test('gives an empty folder where there is nothing', async () => {
    const folder = tempFolder()
    expect(readdirSync(await setAside(join(folder, 'none'), join(folder, 'damaged'), NOW))).toEqual([])
  })
})
