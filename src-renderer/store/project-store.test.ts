import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { invert, NOTHING } from '../../src-core/annotation/edit.ts'
import { ProjectStore } from './project-store.ts'
import { openStore, span } from './testing/store-bench.ts'

describe('a project store', () => {
  it('keeps a commit over a restart, with its journal row, and takes it back', async () => {
    const store = await openStore('keeps')
    const added = span('a.txt', 'amina', 's1', [0, 4])
    const result = await store.commit({
      edit: { ...NOTHING, added: [added] },
      at: 5,
      by: 'amina',
      action: 'tag',
      kind: 'do',
      of: null,
      texts: [{ document: 'a.txt', sha256: 'h', encoding: 'utf-8', text: 'Été à Bamako' }],
    })
    expect(result).toEqual({ ok: true, seq: 1 })
    await store.close()
    const again = await openStore('keeps')
    const read = await again.readDocument('a.txt')
    expect([...read.items.values()]).toEqual([added])
    expect(read.text?.text).toBe('Été à Bamako')
    const target = await again.undoTarget('amina')
    expect(target?.edit.added).toEqual([added])
    if (target)
      await again.commit({
        edit: invert(target.edit),
        at: 6,
        by: 'amina',
        action: 'tag',
        kind: 'undo',
        of: target.entry.seq,
      })
    expect((await again.readDocument('a.txt')).items.size).toBe(0)
    expect(await again.undoTarget('amina')).toBeNull()
    expect((await again.redoTarget('amina'))?.entry.seq).toBe(1)
    const { contents } = { contents: await again.readProject() }
    expect(contents.seq).toBe(2)
    await again.close()
  })
})
