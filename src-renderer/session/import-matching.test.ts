import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { entry } from '../../src-core/formats/testing/samples.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { matchDataset } from './import-matching.ts'

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A file of the folder: plain UTF-8, or Latin-1, of which the hash is not that of the text in UTF-8. */
interface Article {
  readonly id: string
  readonly text: string
  readonly latin1?: boolean
}

/** A folder that notes every text which is read from it. */
function folderOf(articles: readonly Article[]) {
  const read: string[] = []
  const known = articles.map(({ id, text, latin1 = false }) => {
    const hash = sha256(latin1 ? Buffer.from(text, 'latin1') : text)
    return { id, length: text.length, sha256: hash, plain: !latin1 }
  })
  const texts = (ids: readonly string[]) => {
    read.push(...ids)
    const found = articles.filter(({ id }) => ids.includes(id))
    const text = (each: Article) => ({ document: each.id, text: each.text, sha256: 'file', encoding: 'x' })
    return Promise.resolve(new Map(found.map((each) => [each.id, text(each)])))
  }
  return { folder: { known: () => known, texts }, read }
}

async function matched(articles: readonly Article[], entries: readonly DatasetEntry[], visibly = false) {
  const { folder, read } = folderOf(articles)
  const run = { signal: new AbortController().signal, progress: () => undefined }
  const found = await matchDataset(folder, { entries, name: 'set' }, visibly, run)
  return { found: found.map(({ kind, document }) => `${kind} ${document}`), read }
}

/** Articles of one length, as an agency's are. */
const LENGTH = 40
const text = (i: number) => `Dépêche numéro ${i} du port.`.padEnd(LENGTH, '.')
const folder = (count: number, latin1: boolean) =>
  Array.from({ length: count }, (_, i): Article => ({ id: `a${i}.txt`, text: text(i), latin1 }))

describe('what is read to find the documents of a dataset', () => {
  test('nothing where hashes prove the texts, whatever the entries are called', async () => {
    const entries = [3, 1].map((i) => entry(`row ${i}`, text(i), [], { sha256: null }))
    expect(await matched(folder(9, false), entries)).toEqual({ found: ['hash a3.txt', 'hash a1.txt'], read: [] })
  })

  test('the named document alone where it has the text, though many are as long', async () => {
    const entries = [3, 1].map((i) => entry(`a${i}.txt`, text(i), [], { sha256: null }))
    const { found, read } = await matched(folder(300, true), entries)
    expect(found).toEqual(['text a3.txt', 'text a1.txt'])
    expect(read).toEqual(['a3.txt', 'a1.txt'])
  })

  test('each text of that length once where nothing says which it is', async () => {
    const entries = Array.from({ length: 250 }, (_, i) => entry(`row ${i}`, text(i), [], { sha256: null }))
    const { found, read } = await matched(folder(300, true), entries)
    expect(found).toEqual(entries.map((_, i) => `text a${i}.txt`))
    expect(read.length).toBeLessThanOrEqual(300 + 250)
  })

  test('each text once where texts are found by their looks', async () => {
    const spaced = (i: number) => text(i).replaceAll(' ', ' \n')
    const entries = Array.from({ length: 250 }, (_, i) => entry(`row ${i}`, spaced(i), [], { sha256: null }))
    const { found, read } = await matched(folder(300, false), entries, true)
    expect(found).toEqual(entries.map((_, i) => `spaces a${i}.txt`))
    expect(read.length).toBeLessThanOrEqual(300 + 250)
  })
})

test('a text proven by its hash counts before what the entry says of another file', async () => {
  const other = entry('elsewhere.txt', text(2), [], { sha256: '0'.repeat(64) })
  expect((await matched(folder(3, false), [other])).found).toEqual(['hash a2.txt'])
})

test('layers of one new document come to one document', async () => {
  const layers = ['ana', 'karim'].map((annotator) => entry('new.txt', 'Une autre.', [], { annotator }))
  expect((await matched(folder(3, false), layers)).found).toEqual(['new new.txt', 'new new.txt'])
})

test('a lone surrogate is no replacement character, whose UTF-8 it would get', async () => {
  const entries = [entry('x', 'a\ud83d b', [], { sha256: null })]
  expect((await matched([{ id: 'a.txt', text: 'a\ufffd b' }], entries)).found).toEqual(['new x'])
})
