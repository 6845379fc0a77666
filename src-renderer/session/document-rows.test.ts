import { expect, test } from 'vitest'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import { DocumentRows, type RowSource } from './document-rows.svelte.ts'

function entry(id: string, title = id): CorpusEntry {
  const read = { bytes: 1, modifiedMs: 1, sha256: id, encoding: 'utf-8', length: 1 }
  return { id, title, date: null, fields: {}, ...read }
}

const painted = () => new Promise((resolve) => setTimeout(resolve, 120))

test('rows follow a folder that grows, changes and loses files, and are made anew only where something changed', async () => {
  // There is no frame to wait for.
  globalThis.requestAnimationFrame = () => 0
  let entries = [entry('a'), entry('b')]
  let arrangement = 0
  const tags = new Map<string, { state: 'in_progress'; counts: Record<string, number> }>()
  const source: RowSource = {
    entries: () => entries,
    arrangement: () => arrangement,
    stored: () => tags.keys(),
    own: (document) => tags.get(document),
    record: () => null,
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

  entries = [...entries, entry('c')]
  await change()
  expect(shown()).toEqual(['a', 'b', 'c'])
  expect(rows.list[0]).toBe(first)

  tags.set('b', { state: 'in_progress', counts: { person: 1 } })
  await change(['b'])
  expect(rows.list.map(({ state }) => state)).toEqual(['untouched', 'in_progress', 'untouched'])
  expect(rows.list[0]).toBe(first)

  entries = [entry('a', 'another'), entry('c')]
  arrangement++
  await change()
  expect(shown()).toEqual(['a=another', 'c', '!b'])

  tags.set('b', { state: 'in_progress', counts: { person: 2 } })
  tags.set('lost', { state: 'in_progress', counts: {} })
  await change(['b', 'lost'])
  expect(shown()).toEqual(['a=another', 'c', '!b', '!lost'])
  expect(rows.list[2]?.counts).toEqual({ person: 2 })

  entries = [...entries, entry('b')]
  await change()
  expect(shown()).toEqual(['a=another', 'c', 'b', '!lost'])
  expect(rows.list[2]?.counts).toEqual({ person: 2 })
})
