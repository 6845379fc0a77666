import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, it } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import { readingTrouble, storageTrouble } from './problems.ts'
import { openStore, span } from './testing/store-bench.ts'

const quota = new DOMException('No room', 'QuotaExceededError')

it.each([
  ['as the browser throws it', quota],
  ['inside a transaction that it broke off', Object.assign(new DOMException('', 'AbortError'), { inner: quota })],
  ['among the failures of a bulk write', new Dexie.BulkError('some failed', [quota])],
])('a reached quota is a full disk, %s', (_where, error) => {
  expect(storageTrouble(error)).toEqual({ code: 'full' })
})

it('a row that is no JSON any more is damage, also when a thread met it', () => {
  const revived = Object.assign(new Error('Unterminated string'), { name: 'SyntaxError', inner: null })
  expect(readingTrouble(revived)).toEqual({ code: 'failed', detail: 'SyntaxError: Unterminated string' })
})

it('a bug is no trouble of the storage', () => {
  expect(() => storageTrouble(new TypeError('x is undefined'))).toThrow('x is undefined')
})

it('orders the history by number, though the clock moved back between two deeds', async () => {
  const store = await openStore('clock')
  const commit = (id: string, at: number) =>
    store.commit({
      edit: { ...NOTHING, added: [span('a.txt', 'amina', id, [0, 1])] },
      at,
      by: 'amina',
      action: 'tag',
      kind: 'do',
      of: null,
    })
  await commit('first', 2_000_000)
  await commit('second', 1_000)
  const history = await store.history({ limit: 5 })
  expect(history.map(({ at }) => at)).toEqual([1_000, 2_000_000])
  const target = await store.undoTarget('amina')
  expect(target?.edit.added.map(({ id }) => id)).toEqual(['second'])
  const [, older] = history
  expect([...(await store.documentAt('a.txt', older?.seq ?? 0)).keys()]).toEqual(['first'])
})
