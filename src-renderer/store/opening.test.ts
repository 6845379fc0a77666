import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import { projectDatabase } from './database.ts'
import { beginBeside } from './opening.ts'
import { ProjectStore } from './project-store.ts'
import { contentOf } from './testing/content.ts'
import { fakeLocks, openStore, span } from './testing/store-bench.ts'

describe('a project begun again beside one that cannot be read', () => {
  it('is empty and can be worked on, while the unreadable one stays as it is', async () => {
    const store = await openStore('again')
    const deed = { at: 1, by: 'amina', action: 'tag', kind: 'do', of: null } as const
    await store.commit({ ...deed, edit: { ...NOTHING, added: [span('a.txt', 'amina', 's1', [0, 3])] } })
    await store.close()
    const db = projectDatabase('postil-project-again')
    await db.progress.toCollection().modify({ documents: '{"a.txt"' })
    db.dexie.close()
    const before = await contentOf('postil-project-again')
    const expected = { spans: 1 }
    const refused = await ProjectStore.open('again', { now: 1, locks: fakeLocks(), expected })
    expect(refused).toMatchObject({ ok: false, problem: { code: 'damaged' } })

    expect(await beginBeside('again', 9)).toBeNull()
    const anew = await openStore('again')
    expect(anew.database).toBe('postil-project-again.1')
    expect((await anew.readProject()).progress.size).toBe(0)
    expect(await anew.commit({ ...deed, edit: { ...NOTHING, added: [span('b.txt', 'amina', 's2', [0, 3])] } })).toEqual(
      {
        ok: true,
        seq: 1,
      },
    )
    await anew.close()
    expect(await contentOf('postil-project-again')).toEqual(before)
  })
})
