import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import { SCHEMA_ID, type Item, type LayerItem, type Relation, type Span } from '../../src-core/annotation/records.ts'
import { expectSame } from '../../src-core/annotation/testing/check-edit.ts'
import { deskOf, Dice, randomEdit, WORK_SCHEMA } from '../../src-core/annotation/testing/random-work.ts'
import type { Change } from './commit.ts'
import { projectDatabase, type ProjectDatabase } from './database.ts'
import type { Finding } from './doctor.ts'
import { packItems, progressBucket, unpackProgress } from './packing.ts'
import type { ProjectStore } from './project-store.ts'
import { findingsIn, openStore, span } from './testing/store-bench.ts'

const DEED = { at: 5, by: 'amina', action: 'tag', kind: 'do', of: null } as const satisfies Partial<Change>
const DOCTOR = { at: 9, by: 'amina', newId: () => 'fresh', dryRun: false }

function relation(id: string, from: string, to: string, annotator = 'amina'): Relation {
  const place = { document: 'a.txt', annotator, created: 1, updated: 1 }
  return { kind: 'relation', id, ...place, type: 'about', from, to, toDocument: null, attributes: {} }
}

async function storeWith(id: string, ...added: Item[]): Promise<ProjectStore> {
  const store = await openStore(id)
  const texts = ['a.txt', 'b.txt'].map((document) => ({
    document,
    sha256: 'h',
    encoding: 'utf-8',
    text: 'x'.repeat(100),
  }))
  const schema = { kind: 'schema', id: SCHEMA_ID, schema: WORK_SCHEMA } as const
  const result = await store.commit({ ...DEED, edit: { ...NOTHING, added: [schema, ...added] }, texts })
  expect(result).toMatchObject({ ok: true })
  return store
}

async function tamper(id: string, work: (db: ProjectDatabase) => Promise<unknown>): Promise<void> {
  const db = projectDatabase(`postil-project-${id}`)
  await work(db)
  db.dexie.close()
}

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code }) => code)
}

describe('the doctor', () => {
  it('finds nothing after random work', async () => {
    const store = await storeWith('healthy')
    const dice = new Dice(8)
    for (let now = 1; now < 60; now++) {
      const document = dice.pick(['a.txt', 'b.txt']) ?? ''
      const { items } = await store.readDocument(document)
      const edit = randomEdit({ ...deskOf(document, 'amina', items, now, dice), length: 100 }, dice)
      if (edit) await store.commit({ ...DEED, edit, action: 'untag' })
    }
    expect(await findingsIn(store)).toEqual([])
    await store.close()
  })

  it('keeps spans inside the text, removes what is wholly outside with its relations, and can be undone', async () => {
    const spans = [
      span('a.txt', 'amina', 's1', [90, 120]),
      span('a.txt', 'amina', 's2', [100, 104]),
      span('a.txt', 'amina', 's3', [1, 2]),
    ]
    const store = await storeWith('bounds', ...spans, relation('r', 's3', 's2'))
    const before = (await store.readDocument('a.txt')).items
    const findings = await findingsIn(store)
    expect(codes(findings)).toEqual(['out-of-bounds', 'out-of-bounds'])
    expect(await store.repair(findings, { ...DOCTOR, dryRun: true })).toMatchObject({
      edit: { removed: [{ id: 'r' }, { id: 's2' }] },
    })
    expectSame((await store.readDocument('a.txt')).items, before)
    await store.repair(findings, DOCTOR)
    const after = (await store.readDocument('a.txt')).items
    expect([...after.keys()].sort()).toEqual(['s1', 's3'])
    expect((after.get('s1') as Span).ranges).toEqual([[90, 100]])
    expect(await findingsIn(store)).toEqual([])
    expect((await store.undoTarget('amina'))?.entry.action).toBe('repair')
    await store.close()
  })

  it('finds a stored text that cannot be read any more, and leaves it to people', async () => {
    const store = await storeWith('torn-text', span('a.txt', 'amina', 's1', [1, 2]))
    await tamper('torn-text', async (db) => {
      const row = await db.texts.get(['a.txt', 'h'])
      if (row) await db.texts.put({ ...row, text: new Uint8Array([1, 2, 3]) })
    })
    const findings = await findingsIn(store)
    expect(findings).toEqual([{ code: 'text-damaged', document: 'a.txt' }])
    expect(await store.repair(findings, DOCTOR)).toMatchObject({ left: findings, edit: NOTHING })
    await store.close()
  })

  it('finds relations without an end, ranges out of order, unknown labels and missing texts', async () => {
    const crooked: Span = {
      ...span('a.txt', 'amina', 's1', [1, 2]),
      ranges: [
        [5, 9],
        [1, 6],
      ],
    }
    const strange = span('c.txt', 'amina', 's2', [1, 2], 'unicorn')
    const abroad: Relation = { ...relation('r2', 's1', 'gone'), toDocument: 'c.txt' }
    const store = await storeWith('records', crooked, strange, relation('r1', 's1', 'gone'), abroad)
    const findings = await findingsIn(store)
    expect(codes(findings).sort()).toEqual([
      'dangling-relation',
      'dangling-relation',
      'text-missing',
      'unknown-label',
      'wrong-ranges',
    ])
    await store.repair(findings, DOCTOR)
    expect(((await store.readDocument('a.txt')).items.get('s1') as Span).ranges).toEqual([[1, 9]])
    expect(codes(await findingsIn(store)).sort()).toEqual(['text-missing', 'unknown-label'])
    await store.close()
  })

  it('gives the second of two records of one id a new one and keeps its relations', async () => {
    const store = await storeWith('twins', span('a.txt', 'amina', 's1', [1, 2]))
    const karim: LayerItem[] = [
      span('a.txt', 'karim', 's1', [3, 4]),
      span('a.txt', 'karim', 's2', [5, 6]),
      relation('r', 's2', 's1', 'karim'),
    ]
    await store.commit({ ...DEED, edit: { ...NOTHING, added: [karim[1], karim[2]].flatMap((item) => item ?? []) } })
    await tamper('twins', (db) => db.items.put(packItems('a.txt', 'karim', 0, karim)))
    const findings = await findingsIn(store)
    expect(codes(findings)).toEqual(['wrong-counts', 'duplicate-id', 'wrong-totals'])
    await store.repair(findings, DOCTOR)
    const { items } = await store.readDocument('a.txt')
    expect(items.get('fresh')).toMatchObject({ annotator: 'karim', ranges: [[3, 4]] })
    expect(items.get('r')).toMatchObject({ from: 's2', to: 'fresh' })
    expect(await findingsIn(store)).toEqual([])
    await store.close()
  })

  it('gives a tag of its own to each that stands under the id of another and says something else, as one step', async () => {
    const [kept, older, other] = [
      { ...span('a.txt', 'amina', 's1', [1, 2]), updated: 9, note: 'vu' },
      span('a.txt', 'amina', 's1', [1, 2]),
      span('a.txt', 'amina', 's1', [40, 44]),
    ]
    const store = await storeWith('shared-id', span('a.txt', 'amina', 's1', [1, 2]))
    await tamper('shared-id', (db) => db.items.put(packItems('a.txt', 'amina', 0, [other, older, kept])))
    const findings = await findingsIn(store)
    expect(await store.repair(findings, { ...DOCTOR, dryRun: true })).toMatchObject({
      edit: { added: [{ id: 'fresh' }] },
    })
    await store.repair(findings, DOCTOR)
    const { items } = await store.readDocument('a.txt')
    expect([...items.keys()].sort()).toEqual(['fresh', 's1'])
    expect(items.get('s1')).toMatchObject({ note: 'vu' })
    expect(items.get('fresh')).toMatchObject({ ranges: [[40, 44]] })
    expect(await findingsIn(store)).toEqual([])
    await store.close()
  })

  it('writes misplaced and doubled rows and wrong counts anew, without a trace in the history', async () => {
    const spans = Array.from({ length: 450 }, (_, i) => span('a.txt', 'amina', `s${i}`, [i % 90, (i % 90) + 1]))
    const store = await storeWith('structure', ...spans)
    const before = (await store.readDocument('a.txt')).items
    await tamper('structure', async (db) => {
      await db.items.put(packItems('a.txt', 'amina', 7, spans.slice(0, 3)))
      const row = await db.progress.get(progressBucket('a.txt'))
      const book = unpackProgress(row)
      const text = JSON.stringify(Object.fromEntries(book)).replace('"spans":450', '"spans":449')
      await db.progress.put({ bucket: progressBucket('a.txt'), documents: text })
    })
    const findings = await findingsIn(store)
    expect([...new Set(codes(findings))].sort()).toEqual(['duplicate-id', 'misplaced', 'wrong-counts'])
    expect(await store.repair(findings, DOCTOR)).toMatchObject({ rewritten: ['a.txt'], edit: NOTHING })
    expect(await findingsIn(store)).toEqual([])
    expectSame((await store.readDocument('a.txt')).items, before)
    expect(await store.history({ limit: 9 })).toHaveLength(1)
    await store.close()
  })

  it('writes a row that cannot be read anew from the journal', async () => {
    const store = await storeWith(
      'unreadable',
      span('a.txt', 'amina', 's1', [1, 2]),
      span('b.txt', 'amina', 's2', [1, 2]),
    )
    const changed = { ...span('a.txt', 'amina', 's1', [1, 2]), note: 'vu' }
    await store.commit({ ...DEED, edit: { ...NOTHING, updated: [[span('a.txt', 'amina', 's1', [1, 2]), changed]] } })
    const before = (await store.readDocument('a.txt')).items
    await tamper('unreadable', (db) =>
      db.items.put({ document: 'a.txt', annotator: 'amina', bucket: 0, items: '[{"kind":"sp' }),
    )
    const findings = await findingsIn(store)
    expect(codes(findings)).toContain('unreadable')
    expect(await store.repair(findings, { ...DOCTOR, dryRun: true })).toMatchObject({ rebuilt: ['a.txt'] })
    await store.repair(findings, DOCTOR)
    expectSame((await store.readDocument('a.txt')).items, before)
    expect(await findingsIn(store)).toEqual([])
    await store.close()
  })
})
