import { NO_BOILERPLATE } from '../../src-core/text/boilerplate.ts'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Events } from '../ipc/contract.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { useThreads } from '../testing/threads.ts'
import { startSearch, type SearchRequest } from './search.ts'

const threads = useThreads(2)
const MATCHING = { caseSensitive: true, wholeWord: true, accentSensitive: true }

interface Seen {
  readonly parts: Events['corpus.hits'][]
  readonly done: Events['corpus.search-done']
}

function search(root: string, ids: readonly string[], options: Partial<SearchRequest> = {}, cancelAfter = Infinity) {
  return new Promise<Seen>((resolve, reject) => {
    const parts: Events['corpus.hits'][] = []
    const query = { kind: 'text', pattern: 'Odile', matching: MATCHING } as const
    const request = {
      search: 's',
      root,
      query,
      ids,
      encodings: {},
      languages: {},
      stored: {},
      rules: NO_BOILERPLATE,
      tables: [],
      ...options,
    }
    const cancel = startSearch(request, {
      pool: threads(),
      report: reject,
      hits: (hits) => {
        parts.push(hits)
        if (parts.length >= cancelAfter) cancel()
      },
      done: (done) => resolve({ parts, done }),
    })
  })
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const many = (count: number) => Array.from({ length: count }, (_, i) => `f${i}.txt`)

describe('a search in files', () => {
  it('tells each hit with its context, the hash and length of its text, in the order of the ids', async () => {
    const root = tempFolder()
    plant(root, { 'b.txt': 'Odile est là.', 'a.txt': 'Sans Odilette, mais d’Odile.\n', 'c.txt': 'rien' })
    const { parts, done } = await search(root, ['b.txt', 'a.txt', 'c.txt'], { languages: { 'a.txt': 'fr' } })
    const documents = parts.flatMap((part) => part.documents)
    expect(documents.map(({ document }) => document)).toEqual(['b.txt', 'a.txt'])
    expect(documents[1]).toMatchObject({
      sha256: hash('Sans Odilette, mais d’Odile.\n'),
      length: 29,
      hits: [{ range: [22, 27], left: 'Sans Odilette, mais d’', match: 'Odile', right: '.\n' }],
    })
    expect(done).toEqual({ search: 's', outcome: 'complete', searched: 3 })
  })

  it('leaves files alone that are gone, outside, or not the text that is stored', async () => {
    const root = tempFolder()
    plant(root, { 'a.txt': 'Odile', 'b.txt': 'Odile', 'gone.txt': 'Odile' })
    rmSync(join(root, 'gone.txt'))
    const stored = { 'a.txt': hash('Odile'), 'b.txt': hash('Un autre texte') }
    const { parts } = await search(root, ['a.txt', 'b.txt', 'gone.txt', '../../etc/passwd'], { stored })
    expect(parts.flatMap((part) => part.documents.map(({ document }) => document))).toEqual(['a.txt'])
    expect(parts.flatMap((part) => part.elsewhere)).toEqual(['b.txt', 'gone.txt', '../../etc/passwd'])
  })

  it('stops when it is cancelled, and when there is more than anybody reads', async () => {
    const root = tempFolder()
    const ids = many(600)
    plant(root, Object.fromEntries(ids.map((id) => [id, 'Odile '.repeat(100)])))
    expect((await search(root, ids, {}, 1)).done.outcome).toBe('cancelled')
    const full = await search(root, ids)
    expect(full.done.outcome).toBe('full')
    expect(full.done.searched).toBeLessThan(600)
  })
})
