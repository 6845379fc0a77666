import 'fake-indexeddb/auto'
import type { Dexie } from 'dexie'
import { describe, expect, it } from 'vitest'
import { NOTHING } from '../../../src-core/annotation/edit.ts'
import { DATABASE_VERSION, MIGRATIONS, projectDatabase, type Migration } from '../database.ts'
import { verifySnapshot } from '../snapshot-read.ts'
import { writeSnapshot } from '../snapshot-write.ts'
import { ProjectStore } from '../project-store.ts'
import { fakeLocks, findingsIn, openStore, span } from '../testing/store-bench.ts'
import { writeVersion10 } from '../testing/version-0010.ts'

/** Every version that was ever written, by code that never changes. */
const WRITERS: readonly (readonly [number, (name: string) => Promise<void>])[] = [[10, writeVersion10]]

/** All versions up to that one, and one more that changes what every row of the journal says. */
function later(version: number): readonly Migration[] {
  const known = MIGRATIONS.filter((each) => each.version <= version)
  const next = (db: Dexie) =>
    void db
      .version(version + 10)
      .stores({ journal: '++seq, *documents, at' })
      .upgrade((work) => work.table('journal').toCollection().modify({ migrated: true }))
  return [...known, { version: version + 10, describe: next }]
}

async function nativeVersion(name: string): Promise<number | undefined> {
  return (await indexedDB.databases()).find((each) => each.name === name)?.version
}

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
    expect((await store.readCatalogue()).ids()).toEqual(['a.txt'])
    expect(await findingsIn(store)).toEqual([])
    const deed = { at: 9, by: 'amina', action: 'tag', kind: 'do', of: null } as const
    const edit = { ...NOTHING, added: [span('a.txt', 'amina', 's2', [6, 9])] }
    expect(await store.commit({ ...deed, edit })).toEqual({ ok: true, seq: 4 })
    expect(await findingsIn(store)).toEqual([])
    await store.close()
    const [database] = (await indexedDB.databases()).filter(({ name }) => name === `postil-project-${id}`)
    expect(database?.version).toBe(DATABASE_VERSION * 10)
  })

  it.each(WRITERS)('%i becomes a proved snapshot before anything of it is changed', async (version, write) => {
    const id = `kept-${version}`
    await write(`postil-project-${id}`)
    const kept: unknown[] = []
    const keep = async (database: string, upTo: number) => {
      expect(await nativeVersion(database)).toBe(version * 10)
      const db = projectDatabase(database, { upTo })
      await db.dexie.open()
      kept.push(await verifySnapshot(writeSnapshot(db, id, 5)))
      db.dexie.close()
      return true
    }
    const store = await openStore(id, { expected: { spans: 1 }, upgrade: { keep, migrations: later(version) } })
    expect(kept).toMatchObject([{ counts: { documents: 1, spans: 1, texts: 1, commits: 3 } }])
    expect((await store.readDocument('a.txt')).items.get('s1')).toMatchObject({ label: 'person' })
    await store.close()
    expect(await nativeVersion(`postil-project-${id}`)).toBe((version + 10) * 10)
  })

  it.each(WRITERS)('%i is left as it is when it cannot be kept first', async (version, write) => {
    const id = `unkept-${version}`
    await write(`postil-project-${id}`)
    const upgrade = { keep: () => Promise.resolve(false), migrations: later(version) }
    const opened = await ProjectStore.open(id, { now: 1, locks: fakeLocks(), upgrade })
    expect(opened).toEqual({ ok: false, problem: { code: 'not-kept' } })
    expect(await nativeVersion(`postil-project-${id}`)).toBe(version * 10)
  })

  it('is never without a writer of its version', () => {
    expect(Math.max(...WRITERS.map(([version]) => version))).toBe(DATABASE_VERSION)
  })
})
