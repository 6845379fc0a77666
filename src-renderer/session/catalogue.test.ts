import { expect, it } from 'vitest'
import { columnsOf } from '../../src-core/source/entry-columns.ts'
import type { Bridge, CorpusEntry } from '../../src-main/ipc/contract.ts'
import { EntryTable } from '../store/entry-table.ts'
import { putAll } from '../store/testing/entries.ts'
import { Catalogue } from './catalogue.svelte.ts'
import { Host } from './host.ts'

/** Nobody is asked while nothing is scanned. */
const SILENT: Bridge = {
  request: () => Promise.reject(new Error('Nothing is asked')),
  on: () => () => undefined,
  drop: () => Promise.reject(new Error('Nothing is dropped')),
  dropDataset: () => Promise.reject(new Error('Nothing is dropped')),
}

function entry(n: number): CorpusEntry {
  const id = `part-${n % 7}/${n}.txt`
  return {
    ...{ id, title: id, bytes: n, modifiedMs: n, sha256: 'a'.repeat(64), encoding: 'utf-8' },
    ...{ length: n, date: null, fields: {} },
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

/** What the store reads of a table that it wrote whole. */
function storedAndRead(table: EntryTable): EntryTable {
  const again = new EntryTable()
  for (const chunk of table.changed()) again.fill(chunk, columnsOf(entriesIn(table, chunk)))
  return again
}

function entriesIn(table: EntryTable, chunk: number): CorpusEntry[] {
  const inChunk = table.ids().filter((id) => Math.floor(table.slotOf(id) / 200) === chunk)
  const ordered = inChunk.sort((a, b) => table.slotOf(a) - table.slotOf(b))
  return ordered.flatMap((id) => table.get(id) ?? [])
}

it('lists a folder in natural order after reopening, also when later files took the places of removed ones', () => {
  const table = new EntryTable()
  putAll(table, numbers(1500).map(entry))
  for (const n of numbers(700)) table.remove(entry(n * 2).id)
  putAll(
    table,
    numbers(900).map((n) => entry(1500 + n)),
  )
  const catalogue = new Catalogue(new Host(SILENT), 'g', storedAndRead(table))

  const wanted = [...numbers(1500).filter((n) => n % 2 || n >= 1400), ...numbers(900).map((n) => n + 1500)]
  const natural = wanted.sort((a, b) => (a % 7) - (b % 7) || a - b).map((n) => entry(n).id)
  expect(catalogue.ids).toEqual(natural)
  expect(natural.map((id) => catalogue.placeOf(id))).toEqual(numbers(natural.length))
})
