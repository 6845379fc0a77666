import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import { Catalogue } from './catalogue.ts'
import { projectDatabase, type ProjectDatabase } from './database.ts'
import { putAll } from './testing/entries.ts'

/** More than a table begins with room for, more than one chunk, and the last chunk not full. */
const MANY = 2_450

const opened: ProjectDatabase[] = []

function database(name: string): ProjectDatabase {
  const db = projectDatabase(name)
  opened.push(db)
  return db
}

afterEach(() => {
  for (const { dexie } of opened.splice(0)) dexie.close()
})

function entry(n: number, title = `Article ${n}`): CorpusEntry {
  const id = `part-${n % 7}/${n}.txt`
  const sha256 = n.toString(16).padStart(64, '0')
  const source: Pick<CorpusEntry, 'source'> = n % 50 ? {} : { source: { kind: 'html', file: 'f'.repeat(64) } }
  return {
    ...{ id, title, sha256, bytes: 1000 + n, modifiedMs: 1_700_000_000_000 + n / 8, length: 900 + n },
    ...{ encoding: n % 3 ? 'utf-8' : 'windows-1252', date: n % 4 ? '2024-04-30' : null },
    fields: n % 5 ? {} : { author: 'Élise Ñandú' },
    ...source,
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

async function allOf(db: ProjectDatabase): Promise<CorpusEntry[]> {
  const table = await new Catalogue(db).read()
  return table.ids().flatMap((id) => table.get(id) ?? [])
}

const byId = (entries: readonly CorpusEntry[]) => [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))

describe('the stored list of a folder', () => {
  it('gives every entry back when there are more than a table begins with room for', async () => {
    const db = database('list-large')
    const catalogue = new Catalogue(db)
    putAll(
      await catalogue.read(),
      numbers(MANY).map((n) => entry(n)),
    )
    await catalogue.write()
    expect(byId(await allOf(db))).toEqual(byId(numbers(MANY).map((n) => entry(n))))
    expect(await db.catalogue.count()).toBe(Math.ceil(MANY / 200))
  })

  it('writes only the rows in which something changed, and none for what is gone', async () => {
    const db = database('list-changed')
    const catalogue = new Catalogue(db)
    const table = await catalogue.read()
    putAll(
      table,
      numbers(MANY).map((n) => entry(n)),
    )
    await catalogue.write()
    const before = new Map((await db.catalogue.toArray()).map((row) => [row.chunk, row.entries]))
    putAll(table, [entry(1_300, 'Another title')])
    for (const n of numbers(200)) table.remove(entry(2_000 + n).id)
    await catalogue.write()
    const after = await db.catalogue.toArray()
    expect(after.filter(({ chunk, entries }) => before.get(chunk) !== entries).map(({ chunk }) => chunk)).toEqual([6])
    expect(after.map(({ chunk }) => chunk)).not.toContain(10)
    expect((await new Catalogue(db).read()).get(entry(1_300).id)?.title).toBe('Another title')
  })

  it('reads the rows of an earlier Postil, and leaves alone those that did not change', async () => {
    const db = database('list-old')
    const old = numbers(1_100).map((n) => entry(n))
    for (let chunk = 0; chunk * 200 < old.length; chunk++)
      await db.catalogue.put({ chunk, entries: JSON.stringify(old.slice(chunk * 200, (chunk + 1) * 200)) })
    expect(byId(await allOf(db))).toEqual(byId(old))

    const catalogue = new Catalogue(db)
    putAll(await catalogue.read(), [entry(250, 'Another title')])
    await catalogue.write()
    const forms = (await db.catalogue.toArray()).map(({ entries }) => Array.isArray(JSON.parse(entries)))
    expect(forms).toEqual([true, false, true, true, true, true])
    expect(byId(await allOf(db))).toEqual(byId(old.map((each, n) => (n === 250 ? entry(n, 'Another title') : each))))
  })
})
