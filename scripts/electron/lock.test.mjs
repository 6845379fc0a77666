import { spawnSync } from 'node:child_process'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { scratchFolder } from '../testing/scratch.mjs'
import { withLock } from './lock.mjs'

const QUICK = { pollMs: 10 }

describe('withLock', () => {
  it('lets one work at a time and leaves no file behind', async () => {
    const file = path.join(scratchFolder(), 'lock')
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await pause(20)
      inside -= 1
    }
    await Promise.all([1, 2, 3].map(() => withLock(file, work, QUICK)))
    expect({ most, left: existsSync(file) }).toEqual({ most: 1, left: false })
  })

  it('is given back when the work fails', async () => {
    const file = path.join(scratchFolder(), 'lock')
    await expect(withLock(file, () => Promise.reject(new Error('no')), QUICK)).rejects.toThrow('no')
    expect(existsSync(file)).toBe(false)
  })

  it('takes over from a process that is gone', async () => {
    const file = path.join(scratchFolder(), 'lock')
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(file, `${pid} ${os.hostname()}\n`)
    expect(await withLock(file, async () => 'done', QUICK)).toBe('done')
  })

  it('takes over from another machine that has been silent for more than a minute', async () => {
    const file = path.join(scratchFolder(), 'lock')
    writeFileSync(file, '1 some-other-machine\n')
    const past = new Date(Date.now() - 61_000)
    utimesSync(file, past, past)
    expect(await withLock(file, async () => 'done', QUICK)).toBe('done')
  })

  it('waits for a live process, saying once who that is', async () => {
    const file = path.join(scratchFolder(), 'lock')
    /** @type {string[]} */
    const told = []
    const first = withLock(file, () => pause(80), QUICK)
    await pause(10)
    await withLock(file, async () => 'done', { ...QUICK, onWait: (holder) => told.push(holder) })
    await first
    expect(told).toEqual([`${process.pid} ${os.hostname()}`])
  })
})
