import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { NOTHING, type Edit } from '../../src-core/annotation/edit.ts'
import { reanchor } from '../../src-core/annotation/reanchor.ts'
import type { Comment, Item, Relation } from '../../src-core/annotation/records.ts'
import { ProgressMirror } from './progress-mirror.svelte.ts'
import { HistoryDesk } from './history.svelte.ts'
import { bringBack, readTrash } from './trash.ts'
import type { PastOf } from './way-back.ts'
import { openStore, span } from '../store/testing/store-bench.ts'
import { textIn } from './tagged-words.ts'

const DAY = 86_400_000
const TEXT = { document: 'a.txt', sha256: 'h', encoding: 'utf-8', text: 'Amina cite Karim.' }
const AMINA = span('a.txt', 'amina', 'amina', [0, 5])
const KARIM = span('a.txt', 'amina', 'karim', [11, 16])
const PLACE = { document: 'a.txt', annotator: 'amina', created: 1, updated: 1 }
const CITES: Relation = {
  ...{ kind: 'relation', id: 'cites', ...PLACE, type: 'about', from: 'amina', to: 'karim' },
  ...{ toDocument: null, attributes: {} },
}
const REMARK: Comment = {
  ...{ kind: 'comment', id: 'remark', ...PLACE, target: { span: 'amina' }, parent: null },
  ...{ body: 'Sure?', resolved: false },
}

/** A project with two tags, a relation and a remark, in which deeds are written at the given times. */
async function project(id: string) {
  const store = await openStore(id)
  const clock = { now: 100 * DAY }
  const hidden = new Set<string>()
  const progress = new ProgressMirror(new Map())
  let revision = 0
  let last: Promise<unknown> = Promise.resolve()
  let text = TEXT
  const write = (edit: Edit, action: string) => {
    revision++
    progress.receive(edit, clock.now, new Map([['a.txt', text.sha256]]))
    const change = { edit, action, at: clock.now, by: 'amina', kind: 'do', of: null, texts: [text] } as const
    last = store.commit(change).then((result) => expect(result).toMatchObject({ ok: true }))
  }
  const past: PastOf = {
    store,
    progress,
    now: () => clock.now,
    get revision() {
      return revision
    },
    commit: write,
    idle: async () => void (await last),
    hides: (item) => hidden.has(item.annotator),
  }
  write({ ...NOTHING, added: [AMINA, KARIM, CITES, REMARK] }, 'tag')
  await past.idle()
  const ids = async () => [...(await store.readDocument('a.txt')).items.keys()].sort()
  const remove = async (at: number, ...removed: Item[]) => {
    clock.now = at
    write({ ...NOTHING, removed }, 'untag')
    await past.idle()
  }
  /** The file says something else, and the tags move there. */
  const rewrite = async (after: string) => {
    const { items } = await store.readDocument('a.txt')
    const [before, key] = [text, `h${after.length}`]
    text = { ...TEXT, sha256: key, text: after }
    const places = { before: { key: before.sha256, text: before.text }, after: { key, text: after } }
    write(reanchor(items, { document: 'a.txt', ...places }).edit, 'reanchor')
    await past.idle()
  }
  /** What each tag of the document says now, and those that wait. */
  const said = async () => {
    const { items } = await store.readDocument('a.txt')
    const spans = [...items.values()].flatMap((item) => (item.kind === 'span' ? item : []))
    const strays = [...items.values()].flatMap((item) => (item.kind === 'document' ? (item.strays ?? []) : []))
    return {
      tags: spans.map((each) => textIn(text.text, each)).sort(),
      waiting: strays.map((each) => each.span.id).sort(),
    }
  }
  return { past, clock, ids, remove, hidden, rewrite, said }
}

const LONGER = 'Hier soir, au marché, Amina cite Karim.'
const WITHOUT = 'Hier soir, au marché, quelqu’un cite Karim.'

describe('the trash', () => {
  test('brings a deleted tag back with its relations and remarks, in one step', async () => {
    const { past, ids, remove } = await project('with-relations')
    await remove(101 * DAY, AMINA, CITES, REMARK)
    const trash = await readTrash(past)
    expect(trash).toMatchObject([{ item: AMINA, text: 'Amina', attached: [CITES, REMARK] }])
    expect(await bringBack(past, trash)).toBe(true)
    expect(await ids()).toEqual(['amina', 'cites', 'karim', 'remark'])
    expect(await readTrash(past)).toEqual([])
    expect(await past.store.history({ limit: 1 })).toMatchObject([{ action: 'restore', added: 3 }])
  })

  test('lets a relation wait until its other end is back as well', async () => {
    const { past, ids, remove } = await project('both-ends')
    await remove(101 * DAY, AMINA, KARIM, CITES, REMARK)
    const [first, second] = await readTrash(past)
    await bringBack(past, first ? [first] : [])
    expect(await ids()).toEqual(['amina', 'remark'])
    await bringBack(past, second ? [second] : [])
    expect(await ids()).toEqual(['amina', 'cites', 'karim', 'remark'])
  })

  test('lists a relation and a remark that were deleted by themselves', async () => {
    const { past, ids, remove } = await project('alone')
    await remove(101 * DAY, CITES)
    await remove(102 * DAY, REMARK)
    const trash = await readTrash(past)
    expect(trash.map(({ text }) => text)).toEqual(['Sure?', 'Amina → Karim'])
    await bringBack(past, trash)
    expect(await ids()).toHaveLength(4)
  })

  test('keeps what was deleted 90 days ago and not what was deleted before', async () => {
    const { past, clock, remove } = await project('ninety-days')
    await remove(101 * DAY, KARIM, CITES)
    clock.now = 191 * DAY
    expect(await readTrash(past)).toHaveLength(1)
    clock.now = 191 * DAY + 1
    expect(await readTrash(past)).toEqual([])
  })

  test('finds what was deleted before the clock was moved back', async () => {
    const { past, clock, remove } = await project('clock-back')
    await remove(101 * DAY, KARIM, CITES)
    await remove(1 * DAY, REMARK)
    clock.now = 102 * DAY
    expect((await readTrash(past)).map(({ item }) => item.id)).toEqual(['karim'])
  })
})

describe('the history', () => {
  test('says of a commit what it changed from and to', async () => {
    const { past } = await project('from-to')
    past.commit({ ...NOTHING, updated: [[AMINA, { ...AMINA, label: 'organization' }]] }, 'relabel')
    await past.idle()
    const desk = new HistoryDesk(past, null)
    await desk.load()
    expect([...desk.facts.values()]).toMatchObject([
      { action: 'relabel', deed: { labelBefore: 'person', count: 1 }, words: ['Amina'] },
      { action: 'tag', deed: { kind: 'tags', count: 2 }, words: ['Amina'] },
    ])
    await desk.select(2)
    const [change, ...others] = desk.changes
    expect([change?.from?.label, change?.to?.label, change?.textFrom, change?.textTo]).toEqual([
      'person',
      'organization',
      'Amina',
      'Amina',
    ])
    expect(others).toEqual([])
    await desk.select(1)
    expect(desk.changes.map(({ from, textTo }) => [from, textTo])).toEqual([
      [null, 'Amina'],
      [null, 'Karim'],
    ])
  })

  test('brings one tag of an earlier moment back with what hung on it then', async () => {
    const { past, ids, remove } = await project('one-tag')
    await remove(101 * DAY, AMINA, CITES, REMARK)
    const desk = new HistoryDesk(past, 'a.txt')
    await desk.load()
    await desk.select(1)
    expect(desk.past?.tags.map(({ text, fate }) => [text, fate])).toEqual([
      ['Amina', 'gone'],
      ['Karim', 'same'],
    ])
    await desk.restoreTag(AMINA)
    expect(await ids()).toEqual(['amina', 'cites', 'karim', 'remark'])
    // What was done stands in the list at once.
    expect(desk.entries.map(({ action }) => action)).toEqual(['restore', 'untag', 'tag'])
  })

  test('makes one tag again what it was at an earlier moment, on the present text, and leaves the others', async () => {
    const { past, rewrite, said } = await project('changed-tag')
    const changed = { ...AMINA, label: 'organization', updated: 9 }
    past.commit({ ...NOTHING, updated: [[AMINA, changed]] }, 'relabel')
    past.commit({ ...NOTHING, updated: [[KARIM, { ...KARIM, note: 'vu' }]] }, 'relabel')
    await past.idle()
    await rewrite(LONGER)
    const desk = new HistoryDesk(past, 'a.txt')
    await desk.select(1)
    expect(desk.past?.tags.map(({ fate }) => fate)).toEqual(['changed', 'changed'])
    await desk.restoreTag(AMINA)
    expect(desk.past?.tags.map(({ fate }) => fate)).toEqual(['same', 'changed'])
    expect(await said()).toEqual({ tags: ['Amina', 'Karim'], waiting: [] })
    expect((await past.store.readDocument('a.txt')).items.get('amina')).toMatchObject({ label: 'person' })
  })
})

describe('after the text of a document has changed', () => {
  test('the history says what tags said then, and puts them back on the same words', async () => {
    const { past, rewrite, remove, said } = await project('moved-back')
    await remove(101 * DAY, KARIM, CITES)
    await rewrite(LONGER)
    const desk = new HistoryDesk(past, 'a.txt')
    await desk.load()
    await desk.select(1)
    expect(desk.past?.tags.map(({ text }) => text)).toEqual(['Amina', 'Karim'])
    expect(desk.changes.map(({ textTo }) => textTo)).toEqual(['Amina', 'Karim'])
    await desk.restore()
    expect(await said()).toEqual({ tags: ['Amina', 'Karim'], waiting: [] })
  })

  test('one tag of the history comes back on its words, and the whole project does', async () => {
    const { past, rewrite, remove, said } = await project('moved-one')
    await remove(101 * DAY, KARIM, CITES)
    await rewrite(LONGER)
    const desk = new HistoryDesk(past, 'a.txt')
    await desk.select(1)
    await desk.restoreTag(KARIM)
    expect(await said()).toEqual({ tags: ['Amina', 'Karim'], waiting: [] })
    const whole = new HistoryDesk(past, null)
    await whole.select(2)
    await whole.restore()
    expect(await said()).toEqual({ tags: ['Amina'], waiting: [] })
  })

  test('the trash gives a tag back on its words, and lets it wait where they are gone', async () => {
    const { past, rewrite, remove, said } = await project('moved-trash')
    await remove(101 * DAY, AMINA, KARIM, CITES, REMARK)
    await rewrite(LONGER)
    const trash = await readTrash(past)
    expect(trash.map(({ text }) => text).sort()).toEqual(['Amina', 'Karim'])
    await bringBack(
      past,
      trash.filter(({ item }) => item.id === 'karim'),
    )
    expect(await said()).toEqual({ tags: ['Karim'], waiting: [] })
    await rewrite(WITHOUT)
    await bringBack(past, await readTrash(past))
    expect(await said()).toEqual({ tags: ['Karim'], waiting: ['amina'] })
    // What waits is not deleted.
    expect((await readTrash(past)).map(({ item }) => item.id)).not.toContain('amina')
  })

  test('a tag that waits is put back once, and waits no more when the way back leads to its own text', async () => {
    const { past, rewrite, said } = await project('moved-waits')
    await rewrite(WITHOUT)
    expect(await said()).toEqual({ tags: ['Karim'], waiting: ['amina'] })
    const desk = new HistoryDesk(past, 'a.txt')
    await desk.select(1)
    await desk.restore()
    expect(await said()).toEqual({ tags: ['Karim'], waiting: ['amina'] })
    await rewrite(LONGER)
    await desk.restore()
    expect(await said()).toEqual({ tags: ['Amina', 'Karim'], waiting: [] })
  })
})

describe('a layer that may not be seen yet', () => {
  test('is not told of by what a deed changed, by how a document stood, nor by the trash', async () => {
    const { past, remove, hidden } = await project('blind')
    const karims = { ...KARIM, id: 'his', annotator: 'karim' }
    past.commit({ ...NOTHING, added: [karims] }, 'import')
    await past.idle()
    await remove(101 * DAY, KARIM)
    await remove(102 * DAY, karims)
    const told = async () => {
      const desk = new HistoryDesk(past, 'a.txt')
      await desk.load()
      const seen: unknown[] = []
      for (const { seq } of [...desk.entries].reverse()) {
        await desk.select(seq)
        seen.push([desk.changes.length, desk.past?.tags.map((tag) => tag.span.id)])
      }
      return { seen, trash: (await readTrash(past)).map(({ item }) => item.id) }
    }
    expect(await told()).toEqual({
      seen: [
        [2, ['amina', 'karim']],
        [1, ['amina', 'his', 'karim']],
        [1, ['amina', 'his']],
        [1, ['amina']],
      ],
      trash: ['his', 'karim'],
    })
    hidden.add('karim')
    expect(await told()).toEqual({
      seen: [
        [2, ['amina', 'karim']],
        [0, ['amina', 'karim']],
        [1, ['amina']],
        [0, ['amina']],
      ],
      trash: ['karim'],
    })
  })
})
