import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { invert, NOTHING, type Edit } from '../../src-core/annotation/edit.ts'
import { documentRecordId, SCHEMA_ID, type Item } from '../../src-core/annotation/records.ts'
import { expectSame } from '../../src-core/annotation/testing/check-edit.ts'
import { deskOf, Dice, randomEdit, WORK_SCHEMA } from '../../src-core/annotation/testing/random-work.ts'
import type { EntryTable } from './entry-table.ts'
import { ProjectStore, type CommitResult } from './project-store.ts'
import type { Change } from './commit.ts'
import { bucketOf, bucketsFor, ITEMS_PER_BUCKET } from './bucket.ts'
import type { ItemsRow } from './rows.ts'
import { putAll } from './testing/entries.ts'
import { contentOf } from './testing/content.ts'
import { fakeLocks, openStore, span } from './testing/store-bench.ts'

const DEED = { at: 5, by: 'amina', action: 'tag', kind: 'do', of: null } as const satisfies Partial<Change>

function adding(...added: Item[]): Edit {
  return { ...NOTHING, added }
}

describe('a commit', () => {
  it('is there after a restart, with the text and its journal row', async () => {
    const store = await openStore('restart')
    const added = span('a.txt', 'amina', 's1', [0, 3])
    const text = { document: 'a.txt', sha256: 'h', encoding: 'utf-8', text: '\ufeffÉté à Bamako\r\n' }
    expect(await store.commit({ ...DEED, edit: adding(added), texts: [text] })).toEqual({ ok: true, seq: 1 })
    await store.close()
    const again = await openStore('restart')
    const read = await again.readDocument('a.txt')
    expect([...read.items.values()]).toEqual([added])
    expect(read.text).toEqual(text)
    const entry = { ...DEED, seq: 1, documents: ['a.txt'], added: 1, updated: 0, removed: 0 }
    expect(await again.history({ limit: 5 })).toEqual([entry])
    await again.close()
  })

  it('taken back leaves the whole database as it was, but for the journal and the day of the change', async () => {
    const store = await openStore('identity')
    const dice = new Dice(77)
    let items = new Map<string, Item>()
    for (let now = 1; now < 60; now++) {
      const edit = randomEdit(deskOf('a.txt', 'amina', items, now, dice), dice)
      if (!edit) continue
      const before = await comparable('postil-project-identity')
      const done = await store.commit({ ...DEED, edit, at: now, action: 'untag' })
      await store.commit({ ...DEED, edit: invert(edit), at: now, kind: 'undo', of: seqOf(done) })
      expect(await comparable('postil-project-identity')).toEqual(before)
      if (now % 2) continue
      await store.commit({ ...DEED, edit, at: now, kind: 'redo', of: seqOf(done) })
      items = new Map((await store.readDocument('a.txt')).items)
    }
    await store.close()
  })

  it('keeps every span while a layer gains and loses buckets one span at a time', async () => {
    const store = await openStore('growth')
    const all = Array.from({ length: 410 }, (_, i) => span('a.txt', 'amina', `01JD${i.toString(36)}`, [i, i + 1]))
    const present = new Map<string, Item>()
    for (let at = 0; at < all.length;) {
      const nearEdge = isNearEdge(at)
      const more = all.slice(at, (at += nearEdge ? 1 : ITEMS_PER_BUCKET - 8))
      expect(await store.commit({ ...DEED, edit: adding(...more) })).toMatchObject({ ok: true })
      for (const each of more) present.set(each.id, each)
      if (nearEdge) expectSame((await store.readDocument('a.txt')).items, present)
      if (nearEdge) expect(await misplaced('postil-project-growth', present.size)).toEqual([])
    }
    while (present.size > 0) {
      const nearEdge = isNearEdge(present.size)
      const removed = [...present.values()].slice(0, nearEdge ? 1 : (present.size % ITEMS_PER_BUCKET) - 3)
      const result = await store.commit({ ...DEED, edit: { ...NOTHING, removed }, action: 'untag' })
      expect(result).toMatchObject({ ok: true })
      for (const { id } of removed) present.delete(id)
      if (nearEdge) expectSame((await store.readMany(['a.txt'])).get('a.txt') ?? new Map(), present)
      if (nearEdge) expect(await misplaced('postil-project-growth', present.size)).toEqual([])
    }
    expect((await contentOf('postil-project-growth'))['items']).toEqual([])
    await store.close()
  })

  it('finds the rows of a layer that it has not written since it was opened', async () => {
    const all = Array.from({ length: 3 * ITEMS_PER_BUCKET }, (_, i) => span('a.txt', 'amina', `01JD${i}`, [i, i + 1]))
    const present = new Map<string, Item>(all.map((each) => [each.id, each]))
    const first = await openStore('guess')
    await first.commit({ ...DEED, edit: adding(...all) })
    await first.close()
    const store = await openStore('guess')
    for (const id of ['late', 'later']) {
      const more = span('a.txt', 'amina', id, [0, 1])
      present.set(id, more)
      expect(await store.commit({ ...DEED, edit: adding(more) })).toMatchObject({ ok: true })
    }
    expectSame((await store.readDocument('a.txt')).items, present)
    expect(await misplaced('postil-project-guess', present.size)).toEqual([])
    await store.close()
  })

  it('that cannot be stored as it is leaves nothing behind', async () => {
    const store = await openStore('unstorable')
    await store.commit({ ...DEED, edit: adding(span('a.txt', 'amina', 's1', [0, 3])) })
    const before = await contentOf('postil-project-unstorable')
    const odd = Object.assign(span('a.txt', 'amina', 's2', [4, 5]), { odd: () => 'no record' })
    await expect(store.commit({ ...DEED, edit: adding(odd) })).rejects.toThrow()
    expect(await contentOf('postil-project-unstorable')).toEqual(before)
    await store.close()
  })

  it('keeps the schema, annotators and document records, and moves a span to another document', async () => {
    const store = await openStore('shared')
    const schema = { kind: 'schema', id: SCHEMA_ID, schema: WORK_SCHEMA } as const
    const annotator = { kind: 'annotator', id: 'amina', name: 'Amina' } as const
    const id = documentRecordId('a.txt')
    const record = {
      kind: 'document',
      id,
      document: 'a.txt',
      excluded: null,
      fields: { title: 'Un titre' },
      lang: 'fr',
      encoding: null,
    } as const
    const tagged = span('a.txt', 'amina', 's1', [0, 3])
    await store.commit({ ...DEED, edit: adding(schema, annotator, record, tagged) })
    const moved = { ...tagged, document: 'b.txt' }
    await store.commit({ ...DEED, edit: { ...NOTHING, updated: [[tagged, moved]] } })
    const { items, progress } = await store.readProject()
    expect([...items.values()]).toEqual([annotator, schema, record])
    expect([...progress.keys()].sort()).toEqual(['a.txt', 'b.txt'])
    expect([...(await store.readDocument('b.txt')).items.values()]).toEqual([moved])
    expect([...(await store.readDocument('a.txt')).items.values()]).toEqual([record])
    await store.close()
  })

  it.each<[string, (s: Item) => Edit]>([
    ['adds what is there', (s) => adding(span('a.txt', 'amina', 'new', [7, 9]), s)],
    ['changes what is stored otherwise', (s) => ({ ...NOTHING, updated: [[{ ...s, updated: 9 } as Item, s]] })],
    ['removes what is not there', () => ({ ...NOTHING, removed: [span('b.txt', 'amina', 'sx', [1, 2])] })],
    ['removes what lies in another layer', (s) => ({ ...NOTHING, removed: [{ ...s, annotator: 'karim' } as Item] })],
    [
      'changes a schema that is not there',
      () => ({ ...NOTHING, removed: [{ kind: 'annotator', id: 'x', name: 'X' }] }),
    ],
  ])('that %s is refused, names the record and changes nothing', async (name, make) => {
    const store = await openStore(`conflict ${name}`)
    const stored = span('a.txt', 'amina', 's1', [0, 3])
    await store.commit({ ...DEED, edit: adding(stored) })
    const before = await contentOf(`postil-project-conflict ${name}`)
    const result = await store.commit({ ...DEED, edit: make(stored) })
    expect(result).toMatchObject({ ok: false, problem: { code: 'conflict', id: expect.stringMatching(/^(s1|sx|x)$/) } })
    expect(await contentOf(`postil-project-conflict ${name}`)).toEqual(before)
    expect(await store.commit({ ...DEED, edit: adding(span('a.txt', 'amina', 's2', [4, 5])) })).toMatchObject({
      ok: true,
    })
    await store.close()
  })

  it('is written in the order of the calls, told to listeners until they stop, and never twice', async () => {
    const store = await openStore('order')
    const told: number[] = []
    const stop = store.onCommitted(({ seq }) => told.push(seq))
    const one = span('a.txt', 'amina', 's1', [0, 3])
    const two = { ...one, updated: 2 }
    const text = { document: 'a.txt', sha256: 'h', encoding: 'utf-8', text: 'long '.repeat(20_000) }
    const results = await Promise.all([
      store.commit({ ...DEED, edit: adding(one), texts: [text] }),
      store.commit({ ...DEED, edit: { ...NOTHING, updated: [[one, two]] } }),
      store.commit({ ...DEED, edit: { ...NOTHING, removed: [two] }, action: 'untag' }),
      store.commit({ ...DEED, edit: NOTHING }),
    ])
    expect(results.map((result) => result.ok && result.seq)).toEqual([1, 2, 3, null])
    stop()
    await store.commit({ ...DEED, edit: adding(one) })
    expect(told).toEqual([1, 2, 3])
    await store.close()
  })

  it('of more records than one journal row holds is kept whole', async () => {
    const store = await openStore('large')
    const added = Array.from({ length: 1234 }, (_, i) => span(`d${i % 7}.txt`, 'amina', `s${i}`, [i, i + 1]))
    await store.commit({ ...DEED, edit: adding(...added) })
    expect(await store.editOf(1)).toEqual(adding(...added))
    expect((await store.undoTarget('amina'))?.edit).toEqual(adding(...added))
    expect(await store.history({ document: 'd3.txt', limit: 9 })).toMatchObject([{ seq: 1, added: 1234 }])
    await store.close()
  })
})

describe('the tripwire', () => {
  it.each([
    ['an action that removes', { action: 'untag' }, true],
    ['taking back', { kind: 'undo', of: 1 }, true],
    ['a person who was asked', { confirmed: true }, true],
    ['anything else', {}, false],
  ] as const)('lets %s remove most of a document: %s', async (name, how, allowed) => {
    const store = await openStore(`tripwire ${name}`)
    const spans = Array.from({ length: 100 }, (_, i) => span('a.txt', 'amina', `s${i}`, [i, i + 1]))
    await store.commit({ ...DEED, edit: adding(...spans) })
    const result = await store.commit({ ...DEED, edit: { ...NOTHING, removed: spans.slice(0, 60) }, ...how })
    const refused = { ok: false, problem: { code: 'tripwire', document: 'a.txt', lost: 60, of: 100 } }
    expect(result).toEqual(allowed ? { ok: true, seq: 2 } : refused)
    expect((await store.readDocument('a.txt')).items.size).toBe(allowed ? 40 : 100)
    await store.close()
  })

  it('sees a loss that is small in every document and large in the project', async () => {
    const store = await openStore('tripwire project')
    const spans = Array.from({ length: 100 }, (_, i) => span(`d${i % 20}.txt`, 'amina', `s${i}`, [i, i + 1]))
    await store.commit({ ...DEED, edit: adding(...spans) })
    const result = await store.commit({ ...DEED, edit: { ...NOTHING, removed: spans.slice(0, 60) } })
    expect(result).toEqual({ ok: false, problem: { code: 'tripwire', document: null, lost: 60, of: 100 } })
    await store.close()
  })
})

describe('opening', () => {
  it('lets one write and others read', async () => {
    const locks = fakeLocks()
    const first = await openStore('lock', { locks })
    expect(await ProjectStore.open('lock', { now: 1, locks })).toEqual({ ok: false, problem: { code: 'locked' } })
    const reader = await openStore('lock', { locks, readOnly: true })
    const edit = adding(span('a.txt', 'amina', 's1', [0, 3]))
    expect(await reader.commit({ ...DEED, edit })).toEqual({ ok: false, problem: { code: 'read-only' } })
    await first.commit({ ...DEED, edit })
    expect((await reader.readDocument('a.txt')).items.size).toBe(1)
    await first.close()
    await (await openStore('lock', { locks })).close()
    await reader.close()
  })

  it('never begins an empty project where one is expected', async () => {
    const open = () => ProjectStore.open('gone', { now: 1, locks: fakeLocks(), expected: { spans: 0 } })
    expect(await open()).toEqual({ ok: false, problem: { code: 'missing' } })
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('postil-project-gone')
  })

  it('says so when far fewer tags are there than were counted', async () => {
    const store = await openStore('fewer')
    await store.commit({ ...DEED, edit: adding(span('a.txt', 'amina', 's1', [0, 3])) })
    await store.close()
    const open = (spans: number) => ProjectStore.open('fewer', { now: 1, locks: fakeLocks(), expected: { spans } })
    expect(await open(400)).toEqual({ ok: false, problem: { code: 'shortfall', expected: 400, found: 1 } })
    const fine = await open(20)
    expect(fine.ok).toBe(true)
    if (fine.ok) await fine.store.close()
  })

  it('leaves a newer version alone', async () => {
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('postil-project-future', 9990)
      request.onupgradeneeded = () => request.result.createObjectStore('wonders')
      request.onsuccess = () => resolve(request.result.close())
      request.onerror = reject
    })
    const result = await ProjectStore.open('future', { now: 1, locks: fakeLocks() })
    expect(result).toEqual({ ok: false, problem: { code: 'newer-version', found: 999, known: 10 } })
  })

  it('calls a database damaged whose rows cannot be read', async () => {
    const store = await openStore('damaged')
    await store.commit({ ...DEED, edit: adding(span('a.txt', 'amina', 's1', [0, 3])) })
    await store.close()
    const { projectDatabase } = await import('./database.ts')
    const db = projectDatabase('postil-project-damaged')
    await db.progress.toCollection().modify({ documents: '{"a.txt":' })
    db.dexie.close()
    const result = await ProjectStore.open('damaged', { now: 1, locks: fakeLocks() })
    expect(result).toMatchObject({ ok: false, problem: { code: 'damaged' } })
  })
})

describe('the catalogue', () => {
  it('adds, replaces and removes entries and writes only the chunks that changed', async () => {
    const store = await openStore('catalogue')
    const entry = (i: number, title: string) => ({
      id: `${i}.txt`,
      bytes: 1,
      modifiedMs: 2,
      sha256: 'h',
      encoding: 'utf-8',
      length: 3,
      title,
      date: null,
      fields: {},
    })
    const all = Array.from({ length: 450 }, (_, i) => entry(i, 'old'))
    const entriesIn = (table: EntryTable) => table.ids().map((id) => table.get(id))
    const table = await store.readCatalogue()
    putAll(table, all.slice(0, 250))
    await store.writeCatalogue()
    putAll(table, all.slice(250))
    await store.writeCatalogue()
    await store.close()
    const again = await openStore('catalogue')
    const read = await again.readCatalogue()
    expect(entriesIn(read)).toEqual(all)
    putAll(read, [entry(3, 'new')])
    read.remove('5.txt')
    read.remove('never.txt')
    expect(read.changed()).toEqual([0])
    await again.writeCatalogue()
    const wanted = all
      .map((each) => (each.id === '3.txt' ? entry(3, 'new') : each))
      .filter((each) => each.id !== '5.txt')
    expect(read.changed()).toEqual([])
    await again.close()
    const third = await openStore('catalogue')
    expect(entriesIn(await third.readCatalogue())).toEqual(wanted)
    expect((await contentOf('postil-project-catalogue'))['catalogue']).toHaveLength(3)
    await third.close()
  })
})

function seqOf(result: CommitResult): number {
  if (!result.ok || result.seq === null) throw new Error(JSON.stringify(result))
  return result.seq
}

/** The database without its journal, and without the times of last change that an undo rightly renews. */
async function comparable(name: string): Promise<unknown> {
  const content = await contentOf(name, ['journal', 'edits'])
  const progress = JSON.stringify(content['progress']).replaceAll(/"updated\\":\d+\}/g, '}')
  return { ...content, progress }
}

/** Items of a database of one layer that lie where nobody would look for them. */
async function misplaced(name: string, items: number): Promise<string[]> {
  const rows = (await contentOf(name))['items'] as ItemsRow[]
  return rows.flatMap((row) =>
    (JSON.parse(row.items) as Item[])
      .map(({ id }) => id)
      .filter((id) => bucketOf(id, bucketsFor(items)) !== row.bucket),
  )
}

/** Whether the next spans make or unmake a bucket. */
function isNearEdge(items: number): boolean {
  const over = items % ITEMS_PER_BUCKET
  return over < 4 || over >= ITEMS_PER_BUCKET - 4
}

it('goes on after it was connected anew, as when the disk had been full', async () => {
  const store = await openStore('anew')
  const change = { at: 1, by: 'amina', action: 'tag', kind: 'do', of: null } as const
  await store.commit({ ...change, edit: { ...NOTHING, added: [span('a.txt', 'amina', 'S1', [0, 1])] } })
  expect(await store.reopen()).toBe(true)
  const result = await store.commit({ ...change, edit: { ...NOTHING, added: [span('a.txt', 'amina', 'S2', [2, 3])] } })
  expect(result.ok).toBe(true)
  expect((await store.readDocument('a.txt')).items.size).toBe(2)
})

it('asks again when the storage, after its trouble, never answers', async () => {
  const store = await openStore('silent')
  const change = { at: 1, by: 'amina', action: 'tag', kind: 'do', of: null } as const
  const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => new EventTarget() as IDBOpenDBRequest)
  expect(await store.reopen(50)).toBe(true)
  expect(open).toHaveBeenCalledTimes(2)
  open.mockRestore()
  const edit = { ...NOTHING, added: [span('a.txt', 'amina', 'S1', [0, 1])] }
  expect(await store.commit({ ...change, edit })).toMatchObject({ ok: true })
  await store.close()
})
