import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import { ITEMS_PER_BUCKET } from './bucket.ts'
import { itemsOfRows } from './reading.ts'
import { openStore, span } from './testing/store-bench.ts'

/* Many documents are read by ranges of keys; each alone by its own key. */

const DEED = { at: 5, by: 'amina', action: 'tag', kind: 'do', of: null } as const
const DOCUMENTS = Array.from({ length: 24 }, (_, i) => `part ${i % 5}/d${i}${i % 3 ? '.txt' : ''}`)
const LONG = DOCUMENTS[7] ?? ''
const text = (document: string, sha256: string) => {
  return { document, sha256, encoding: 'utf-8', text: `${sha256} of ${document} ${'é🙂'.repeat(20)}` }
}

it('reads any choice of documents and texts as each of them alone, neighbours or not', async () => {
  const store = await openStore('many')
  const added = DOCUMENTS.flatMap((document, i) =>
    Array.from({ length: document === LONG ? ITEMS_PER_BUCKET * 5 : i % 4 }, (_, n) =>
      span(document, n % 2 ? 'karim' : 'amina', `s${i}-${n}`, [n, n + 1]),
    ),
  )
  const texts = DOCUMENTS.flatMap((document, i) => [text(document, 'old'), ...(i % 2 ? [text(document, 'new')] : [])])
  for (const each of ['old', 'new'])
    await store.commit({
      ...DEED,
      edit: each === 'old' ? { ...NOTHING, added } : { ...NOTHING, added: [span('z', 'amina', 'last', [0, 1])] },
      texts: texts.filter(({ sha256 }) => sha256 === each),
    })
  const choice = fc.uniqueArray(fc.constantFrom(...DOCUMENTS, 'absent', 'part 2'))
  const run = fc.asyncProperty(choice, fc.constantFrom('old', 'new'), async (documents, sha256) => {
    const keys = documents.map((document) => [document, sha256] as const)
    const [many, rows] = [await store.readMany(documents), await store.readRows(documents, keys)]
    for (const document of documents) expect(many.get(document)).toEqual((await store.readDocument(document)).items)
    expect(itemsOfRows(documents, rows.rows)).toEqual(many)
    const stored = texts.filter((each) => each.sha256 === sha256 && documents.includes(each.document))
    const byDocument = (a: { document: string }, b: { document: string }) => (a.document < b.document ? -1 : 1)
    expect([...rows.texts].sort(byDocument)).toEqual(stored.sort(byDocument))
  })
  await fc.assert(run, { seed: 9, numRuns: 60 })
  await store.close()
})
