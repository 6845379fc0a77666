import { expect, test } from 'vitest'
import { DocumentRows, type RowSource } from './document-rows.svelte.ts'

/** A document's title by its id. */
type Files = ReadonlyMap<string, string>

const painted = () => new Promise((resolve) => setTimeout(resolve, 120))

test('rows follow a folder that grows, changes and loses files, and are made anew only where something changed', async () => {
  // There is no frame to wait for.
  globalThis.requestAnimationFrame = () => 0
  let files: Files = new Map([
    ['a', 'a'],
    ['b', 'The second'],
  ])
  let arrangement = 0
  let looked = false
  const asked: string[] = []
  const tags = new Map<string, { state: 'in_progress'; counts: Record<string, number> }>()
  const source: RowSource = {
    ids: () => [...files.keys()],
    placeOf: (document) => [...files.keys()].indexOf(document),
    head: (document) => {
      const title = files.get(document)
      return title === undefined ? undefined : { title, date: null, length: 1 }
    },
    arrangement: () => arrangement,
    looked: () => looked,
    stored: () => tags.keys(),
    own: (document) => tags.get(document),
    record: () => null,
    storedTitles: (documents) => {
      asked.push(...documents)
      return Promise.resolve(new Map(documents.map((id) => [id, `${id} of old`])))
    },
    calm: () => Promise.resolve(),
  }
  const rows = new DocumentRows(source)
  const shown = () =>
    rows.list.map(({ id, title, missing }) => `${missing ? '!' : ''}${id}${title === id ? '' : `=${title}`}`)
  const [first] = rows.list
  const change = async (documents: readonly string[] = []) => {
    rows.changed(documents)
    await painted()
  }

  files = new Map([...files, ['c', 'c']])
  await change()
  expect(shown()).toEqual(['a', 'b=The second', 'c'])
  expect(rows.list[0]).toBe(first)

  tags.set('b', { state: 'in_progress', counts: { person: 1 } })
  await change(['b'])
  expect(rows.list.map(({ state }) => state)).toEqual(['untouched', 'in_progress', 'untouched'])
  expect(rows.list[0]).toBe(first)

  files = new Map([
    ['a', 'another'],
    ['c', 'c'],
  ])
  arrangement++
  const { 2: third } = rows.list
  await change(['a'])
  expect(rows.list[1]).toBe(third)
  // Nobody knows that it is gone before the folder was looked through.
  expect(shown()).toEqual(['a=another', 'c', 'b=The second'])
  looked = true
  await change()
  expect(shown()).toEqual(['a=another', 'c', '!b=The second'])

  tags.set('b', { state: 'in_progress', counts: { person: 2 } })
  tags.set('lost', { state: 'in_progress', counts: {} })
  await change(['b', 'lost'])
  // What has gone before is called as its stored text says; what went meanwhile keeps the title that its file gave.
  expect(shown()).toEqual(['a=another', 'c', '!b=The second', '!lost=lost of old'])
  expect(asked).toEqual(['lost'])
  expect(rows.list[2]?.counts).toEqual({ person: 2 })

  files = new Map([...files, ['b', 'b']])
  await change()
  expect(shown()).toEqual(['a=another', 'c', 'b', '!lost=lost of old'])
  expect(rows.list[2]?.counts).toEqual({ person: 2 })
})

test('the first rows of a folder are there at once, and only those that follow wait for a frame', () => {
  let ids: readonly string[] = []
  const rows = new DocumentRows({
    ids: () => ids,
    placeOf: (document) => ids.indexOf(document),
    head: (document) => ({ title: document, date: null, length: 1 }),
    arrangement: () => 0,
    looked: () => false,
    stored: () => [],
    own: () => undefined,
    record: () => null,
    storedTitles: () => Promise.resolve(new Map()),
    calm: () => Promise.resolve(),
  })
  const shown = () => rows.list.map(({ id }) => id)
  ids = ['a', 'b']
  rows.changed()
  expect(shown()).toEqual(['a', 'b'])
  ids = ['a', 'b', 'c']
  rows.changed()
  expect(shown()).toEqual(['a', 'b'])
})
