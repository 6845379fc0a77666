import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { NOTHING } from '../../../src-core/annotation/edit.ts'
import { DATABASE_VERSION } from '../database.ts'
import { findingsIn, openStore, span } from '../testing/store-bench.ts'
import { writeVersion10 } from '../testing/version-0010.ts'

/** Every version that was ever written, by code that never changes. */
const WRITERS: readonly (readonly [number, (name: string) => Promise<void>])[] = [[10, writeVersion10]]

describe('a project of an older version', () => {
  it.each(WRITERS)('%i opens with everything in it and can be worked on', async (version, write) => {
    const id = `version-${version}`
    await write(`postil-project-${id}`)
    const store = await openStore(id, { expected: { spans: 1 } })
    const contents = await store.readProject()
    expect(contents.project?.name).toBe('Sahel')
    expect([...contents.progress.keys()]).toEqual(['a.txt'])
    expect(contents.items.get('amina')).toMatchObject({ name: 'Amina' })
    expect(await store.readDocument('a.txt')).toMatchObject({ text: { text: 'Amina dit' } })
    const tagged = (await store.readDocument('a.txt')).items.get('s1')
    expect(tagged).toMatchObject({ document: 'a.txt', attributes: { role: 'ministre' } })
    expect(await store.undoTarget('amina')).toMatchObject({ entry: { seq: 1 }, edit: { added: [tagged] } })
    expect(await store.editOf(3)).toEqual({ ...NOTHING, added: [tagged] })
    expect(await store.readCatalogue()).toMatchObject([{ id: 'a.txt' }])
    expect(await findingsIn(store)).toEqual([])
    const deed = { at: 9, by: 'amina', action: 'tag', kind: 'do', of: null } as const
    const edit = { ...NOTHING, added: [span('a.txt', 'amina', 's2', [6, 9])] }
    expect(await store.commit({ ...deed, edit })).toEqual({ ok: true, seq: 4 })
    expect(await findingsIn(store)).toEqual([])
    await store.close()
    const [database] = (await indexedDB.databases()).filter(({ name }) => name === `postil-project-${id}`)
    expect(database?.version).toBe(DATABASE_VERSION * 10)
  })

  it('is never without a writer of its version', () => {
    expect(Math.max(...WRITERS.map(([version]) => version))).toBe(DATABASE_VERSION)
  })
})
