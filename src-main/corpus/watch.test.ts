import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { plant, tempFolder } from '../testing/folder.ts'
import { watchFolder, type FolderChange } from './watch-task.ts'

function watched(root: string) {
  const changes: FolderChange[] = []
  let stopped = false
  const end = watchFolder(
    { root, everyMs: 120, quietMs: 40 },
    { tell: (each) => changes.push(each), stopped: () => stopped },
  )
  onTestFinished(async () => {
    stopped = true
    await end
  })
  return changes
}

function soon(check: () => void): Promise<void> {
  return expect.poll(() => (check(), true), { timeout: 3000, interval: 20 }).toBe(true)
}

describe('a watched folder', () => {
  it('tells once of a burst of changes, also in a folder that is new', async () => {
    const root = tempFolder()
    plant(root, { 'a/1.txt': 'un' })
    const changes = watched(root)
    for (let i = 0; i < 20; i++) writeFileSync(join(root, 'a', `${i}.txt`), String(i))
    await soon(() => expect(changes).toEqual([{ present: true }, { present: true }]))
    mkdirSync(join(root, 'b'))
    await soon(() => expect(changes).toHaveLength(3))
    writeFileSync(join(root, 'b', '1.txt'), 'neuf')
    await soon(() => expect(changes).toHaveLength(4))
  })

  it('says that it has gone, and that it is back, and hears again', async () => {
    const root = join(tempFolder(), 'articles')
    plant(root, { '1.txt': 'un' })
    const changes = watched(root)
    renameSync(root, `${root}-away`)
    await soon(() => expect(changes.at(-1)).toEqual({ present: false }))
    renameSync(`${root}-away`, root)
    await soon(() => expect(changes.at(-1)).toEqual({ present: true }))
    const heard = changes.length
    rmSync(join(root, '1.txt'))
    await soon(() => expect(changes.length).toBeGreaterThan(heard))
  })
})
