import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, type EntryColumns } from '../../src-core/source/entry-columns.ts'
import type { CorpusEntry } from '../../src-main/ipc/contract.ts'
import { EntryTable } from './entry-table.ts'
import { inDigits } from './hash-digits.ts'
import { putAll } from './testing/entries.ts'

const hash = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  fc.constantFrom('', 'AB'.repeat(32), 'g'.repeat(64), `${'0'.repeat(62)}-1`),
)
const source = fc.constantFrom<CorpusEntry['source']>(undefined, { kind: 'html', file: 'f'.repeat(64) })

const entry: fc.Arbitrary<CorpusEntry> = fc
  .record({
    id: fc.integer({ min: 0, max: 700 }).map((n) => `part/${n}.txt`),
    bytes: fc.nat(),
    modifiedMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    sha256: hash,
    encoding: fc.constantFrom('utf-8', 'windows-1252'),
    length: fc.nat(),
    title: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('A')),
    date: fc.constantFrom(null, '2021-12', '2022-11-10'),
    fields: fc.dictionary(fc.constantFrom('author', 'title', 'date', '__proto__'), fc.constantFrom('', 'A', '2021-12')),
    source,
  })
  .map(({ source: from, modifiedMs, ...rest }) => ({
    ...rest,
    modifiedMs: modifiedMs + 0,
    ...(from ? { source: from } : {}),
  }))

type Deed = { readonly put: readonly CorpusEntry[] } | { readonly remove: readonly number[] } | { readonly store: true }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: fc.array(entry, { maxLength: 300 }) }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 200 }) }) },
  { weight: 1, arbitrary: fc.constant({ store: true as const }) },
)

/** What a store does with a table: keeps the chunks that changed, and reads them all again. */
function stored(table: EntryTable, kept: Map<number, EntryColumns>): EntryTable {
  for (const chunk of table.changed()) {
    const columns = inDigits(table.take(chunk))
    if (columns.ids.length > 0) kept.set(chunk, JSON.parse(JSON.stringify(columns)) as EntryColumns)
    else kept.delete(chunk)
  }
  const again = new EntryTable()
  for (const [chunk, columns] of [...kept].sort(([a], [b]) => a - b)) again.fill(chunk, columns)
  return again
}

const sorted = (entries: Iterable<CorpusEntry | undefined>) =>
  [...entries].sort((a, b) => ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1))

test('a table holds what a map of objects would, also when only its changed chunks are stored and read again', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
      const naive = new Map<string, CorpusEntry>()
      const kept = new Map<number, EntryColumns>()
      let table = new EntryTable()
      for (const each of [...deeds, { store: true as const }]) {
        if ('store' in each) table = stored(table, kept)
        else if ('put' in each)
          for (const one of each.put) {
            naive.set(one.id, one)
            putAll(table, [one])
          }
        else
          for (const n of each.remove) {
            table.remove(`part/${n}.txt`)
            naive.delete(`part/${n}.txt`)
          }
        expect(table.size).toBe(naive.size)
        expect(sorted(table.ids().map((id) => table.get(id)))).toEqual(sorted(naive.values()))
      }
      for (const [id, { title, date, length }] of naive) expect(table.head(id)).toEqual({ title, date, length })
      expect(table.changed()).toEqual([])
    }),
    { seed: 4, numRuns: 60 },
  )
})

const plain = (id: string, title = id): CorpusEntry => ({
  ...{ id, title, bytes: 1, modifiedMs: 1, sha256: 'a'.repeat(64) },
  ...{ encoding: 'utf-8', length: 1, date: null, fields: {} },
})

test('what tells whether files changed leaves out those that are to be read anyway', () => {
  const table = new EntryTable()
  for (const [i, id] of ['a', 'b', 'c'].entries()) putAll(table, [{ ...plain(id), bytes: i, modifiedMs: 10 + i }])
  table.remove('a')
  putAll(table, [{ ...plain('d'), bytes: 7, modifiedMs: 8 }])
  expect(table.known(new Set(['b']))).toEqual({
    ids: 'c\0d',
    bytes: Float64Array.of(2, 7),
    modifiedMs: Float64Array.of(12, 8),
  })
  expect(new EntryTable().known(new Set()).ids).toBe('')
})

test('an entry that two chunks hold, and one too many for its chunk, are set right and stored anew', () => {
  const table = new EntryTable()
  const many = Array.from({ length: 201 }, (_, i) => plain(String(i)))
  table.fill(2, columnsOf(many))
  table.fill(3, columnsOf([plain('7', 'again'), plain('new')]))
  expect([table.size, table.get('7')?.title, table.get('200')?.id]).toEqual([202, 'again', '200'])
  const kept = new Map([
    [2, columnsOf(many)],
    [3, columnsOf([plain('7', 'again'), plain('new')])],
  ])
  const again = stored(table, kept)
  expect(again.changed()).toEqual([])
  expect(sorted(again.ids().map((id) => again.get(id)))).toEqual(sorted(table.ids().map((id) => table.get(id))))
})

test('a chunk that could not be stored is stored the next time', () => {
  const table = new EntryTable()
  putAll(table, [plain('a')])
  table.take(0)
  expect(table.changed()).toEqual([])
  table.giveBack(0)
  expect(table.changed()).toEqual([0])
})
