import { describe, expect, test } from 'vitest'
import { invert, NOTHING } from '../../src-core/annotation/edit.ts'
import type { Relation, Span } from '../../src-core/annotation/records.ts'
import type { Lessons } from '../store/lessons.ts'
import { Learning } from './learning.svelte.ts'

const TEXTS: Readonly<Record<string, string>> = { 'a.txt': 'Zara Oumou arrive.', 'b.txt': 'On attend Zara Oumou.' }

function span(document: string, words: string, change: Partial<Span> = {}): Span {
  const start = TEXTS[document]?.indexOf(words) ?? 0
  const place = { id: `${document}-${start}`, document, annotator: 'amina', created: 1, updated: 1 }
  const rest = { label: 'person', attributes: {}, entity: null, note: null, origin: 'manual' } as const
  return { kind: 'span', ...place, ranges: [[start, start + words.length]], ...rest, ...change }
}

function learning() {
  return new Learning({
    annotator: 'amina',
    schema: () => ({ id: 's', name: '', version: 1, labels: [], relations: [] }),
    textOf: (document) => Promise.resolve(TEXTS[document] ?? null),
    quiet: () => Promise.resolve(),
  })
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

describe('what tags teach', () => {
  test('tags of documents off screen are candidates at once, and no longer when they are taken back', async () => {
    const learned = learning()
    const edit = { ...NOTHING, added: [span('a.txt', 'Zara Oumou'), span('b.txt', 'Zara Oumou')] }
    learned.follow(edit, 'a.txt', new Map([['a.txt', TEXTS['a.txt'] ?? '']]))
    expect(learned.lexicon.top(9)).toEqual([{ text: 'Zara Oumou', label: 'person' }])
    await turn()
    expect(learned.strings).toEqual([{ text: 'Zara Oumou', label: 'person' }])
    learned.follow(invert(edit), null, new Map())
    await turn()
    expect(learned.strings).toEqual([])
  })

  test('a tag in the document on screen does not make the list anew within its key', () => {
    const learned = learning()
    const before = learned.strings
    learned.follow({ ...NOTHING, added: [span('a.txt', 'Zara')] }, 'a.txt', new Map([['a.txt', TEXTS['a.txt'] ?? '']]))
    expect(learned.strings).toBe(before)
    learned.refresh()
    expect(learned.strings).toHaveLength(1)
  })

  test('a list of many strings holds the most frequent, and is the same until something else is tagged', () => {
    const { lexicon } = learning()
    const words = Array.from({ length: 50 }, (_, i) => `mot${String(i).padStart(2, '0')}`)
    for (const [i, word] of words.entries())
      for (let n = 0; n <= i % 5; n++) lexicon.count(span('a.txt', word, { ranges: [[0, word.length]] }), word, 1)
    const counted = words.map((text, i) => ({ text, count: 1 + (i % 5) }))
    const sorted = counted.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)).map(({ text }) => text)
    expect(lexicon.top(50).map(({ text }) => text)).toEqual(sorted)
    expect(lexicon.top(13).map(({ text }) => text)).toEqual(sorted.slice(0, 13))
    expect(lexicon.top(13)).toBe(lexicon.top(13))
    const before = lexicon.top(13)
    lexicon.count(span('a.txt', 'mot00', { ranges: [[0, 5]] }), 'mot00', 1)
    expect(lexicon.top(13)).not.toBe(before)
  })

  test('nothing is learned of tags that moved to another text, nor of a colleague’s', async () => {
    const learned = learning()
    learned.follow({ ...NOTHING, added: [span('a.txt', 'Zara')] }, null, new Map([['a.txt', null]]))
    learned.follow({ ...NOTHING, added: [span('b.txt', 'Zara', { annotator: 'karim' })] }, null, new Map())
    await turn()
    expect(learned.strings).toEqual([])
  })

  test('the entity that a string was tagged for most comes first', async () => {
    const learned = learning()
    const added = [
      span('a.txt', 'Zara Oumou', { entity: 'Zara Oumou (maire)' }),
      span('b.txt', 'Zara Oumou', { entity: 'Oumou' }),
      span('b.txt', 'Zara Oumou', { entity: 'Oumou', label: 'claim' }),
    ]
    learned.follow({ ...NOTHING, added }, null, new Map())
    await turn()
    expect(learned.lexicon.entitiesOf('Zara Oumou')).toEqual(['Oumou', 'Zara Oumou (maire)'])
  })

  test('learning waits for what a person waits for, and goes on when that fails', async () => {
    const learned = learning()
    const lessons: Lessons = {
      strings: { strings: [['Zara', 'person', 1]], entities: [] },
      entities: [],
      relations: [],
    }
    let asked = 0
    async function* parts(): AsyncGenerator<Lessons> {
      for (; asked < 3; asked++) yield await Promise.resolve(lessons)
    }
    let fail = (): void => undefined
    const exporting = learned.after(new Promise<void>((_, reject) => (fail = () => reject(new Error('disk')))))
    const all = learned.learn(parts())
    await turn()
    expect([asked, learned.strings]).toEqual([0, []])
    fail()
    await expect(exporting).rejects.toThrow('disk')
    await all
    expect([asked, learned.strings]).toEqual([3, [{ text: 'Zara', label: 'person' }]])
  })

  test('what was taken back before the earlier sessions are known counts against what they teach', async () => {
    const learned = learning()
    const gone = span('a.txt', 'Zara Oumou', { entity: 'Oumou' })
    const link = { kind: 'relation', id: 'r', to: 't', toDocument: 'b.txt', from: 'f' } as const
    const place = { document: 'a.txt', annotator: 'amina', created: 1, updated: 1, type: 'about', attributes: {} }
    const relation: Relation = { ...place, ...link }
    learned.follow({ ...NOTHING, removed: [gone, relation] }, null, new Map())
    await turn()
    const strings = { strings: [['Zara Oumou', 'person', 2]], entities: [['Zara Oumou', 'Oumou', 1]] } as const
    await learned.learn(of({ strings, entities: [['Oumou', 'a.txt', 1]], relations: [relation] }))
    expect(learned.lexicon.counts(9)).toEqual({ strings: [['Zara Oumou', 'person', 1]], entities: [] })
    expect(learned.entities.list).toEqual([])
    expect(learned.links.to('t')).toEqual([])
  })
})

async function* of(lessons: Lessons): AsyncGenerator<Lessons> {
  yield await Promise.resolve(lessons)
}
