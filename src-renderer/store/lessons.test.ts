import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import type { Item, Relation, Span } from '../../src-core/annotation/records.ts'
import { projectDatabase } from './database.ts'
import { lessonsOf, type Lessons } from './lessons.ts'
import type { ProjectStore } from './project-store.ts'
import { openStore, span } from './testing/store-bench.ts'

const DEED = { at: 5, by: 'amina', action: 'tag', kind: 'do', of: null } as const
const TEXT = 'Awa parle, Awa écoute, Bintou note.'
const SCHEMA = { id: 's', name: '', version: 1, labels: [], relations: [] }
const LINK: Relation = {
  ...{ kind: 'relation', id: 'r1', document: 'a.txt', annotator: 'amina', type: 'about', from: 's1', to: 's3' },
  ...{ toDocument: 'b.txt', attributes: {}, created: 1, updated: 1 },
}

function named(document: string, id: string, start: number, end: number, entity: string | null = null): Span {
  return { ...span(document, 'amina', id, [start, end]), label: 'person', entity }
}

async function tagged(name: string): Promise<ProjectStore> {
  const store = await openStore(name)
  const added: Item[] = [
    ...[named('a.txt', 's1', 0, 3, 'Awa Diop'), named('a.txt', 's2', 11, 14), named('b.txt', 's3', 23, 29)],
    ...[LINK, { ...named('a.txt', 's4', 23, 29), annotator: 'karim' }],
  ]
  const texts = ['a.txt', 'b.txt'].map((document) => ({ document, sha256: 'h', encoding: 'utf-8', text: TEXT }))
  await store.commit({ ...DEED, edit: { ...NOTHING, added }, texts })
  return store
}

async function lessons(store: ProjectStore, seq: number): Promise<Lessons> {
  const db = projectDatabase(store.database)
  const parts: Lessons[] = []
  for await (const part of lessonsOf(db, { annotator: 'amina', schema: SCHEMA, seq })) parts.push(part)
  db.dexie.close()
  return {
    strings: parts.at(-1)?.strings ?? { strings: [], entities: [] },
    entities: parts.flatMap(({ entities }) => entities),
    relations: parts.flatMap(({ relations }) => relations),
  }
}

describe('what the tags of a project teach', () => {
  test('one’s own strings, entities and relations between documents are counted, a colleague’s are not', async () => {
    const store = await tagged('lessons')
    expect(await lessons(store, 1)).toEqual({
      strings: {
        strings: [
          ['Awa', 'person', 2],
          ['Bintou', 'person', 1],
        ],
        entities: [['Awa', 'Awa Diop', 1]],
      },
      entities: [['Awa Diop', 'a.txt', 1]],
      relations: [LINK],
    })
    await store.close()
  })

  test('what was committed after the moment is left to whoever follows the edits', async () => {
    const store = await tagged('lessons-moment')
    const before = await lessons(store, 1)
    await store.commit({ ...DEED, edit: { ...NOTHING, added: [named('b.txt', 's9', 0, 3)], removed: [LINK] } })
    expect(await lessons(store, 1)).toEqual(before)
    expect((await lessons(store, 2)).strings.strings[0]).toEqual(['Awa', 'person', 3])
    await store.close()
  })
})
