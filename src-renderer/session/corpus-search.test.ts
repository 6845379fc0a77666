import { expect, it } from 'vitest'
import { NO_BOILERPLATE } from '../../src-core/text/boilerplate.ts'
import { DEFAULT_MATCHING } from '../../src-core/annotation/schema.ts'
import type { Bridge, DocumentHits, EventName, Events } from '../../src-main/ipc/contract.ts'
import { searchCorpus, type SearchedFolder, type SearchOutcome } from './corpus-search.ts'
import { Host } from './host.ts'

const QUERY = { kind: 'text', pattern: 'pont', matching: DEFAULT_MATCHING } as const

/** A main process that finds one hit in every document it is given. */
function mainProcess(asked: string[][]): Host {
  const listeners = new Map<EventName, Set<(event: never) => void>>()
  const tell = <N extends EventName>(name: N, event: Events[N]): void => {
    for (const listener of listeners.get(name) ?? []) (listener as (event: Events[N]) => void)(event)
  }
  const hitsIn = (document: string): DocumentHits => ({
    ...{ document, sha256: 'h', length: 10, proposed: [] },
    hits: [{ range: [0, 4], left: '', match: 'pont', right: '' }],
  })
  const bridge: Bridge = {
    request: (name, argument) => {
      if (name === 'corpus.search' && argument !== null && typeof argument === 'object' && 'ids' in argument) {
        const { search, ids } = argument as { search: string; ids: string }
        const documents = ids === '' ? [] : ids.split('\0')
        asked.push(documents)
        queueMicrotask(() => {
          const searched = documents.length
          tell('corpus.hits', { search, documents: documents.map(hitsIn), elsewhere: [], searched })
          tell('corpus.search-done', { search, outcome: 'complete', searched })
        })
      }
      return Promise.resolve({ ok: true, value: null as never })
    },
    on: (name, listener) => {
      const own = listeners.get(name) ?? new Set()
      listeners.set(name, own.add(listener))
      return () => own.delete(listener)
    },
    drop: () => Promise.reject(new Error('Nothing is dropped')),
    dropDataset: () => Promise.reject(new Error('Nothing is dropped')),
  }
  return new Host(bridge)
}

function folderBeingRead() {
  const state = { ids: ['a.txt', 'b.txt'], running: true, scanned: false }
  const folder: SearchedFolder = {
    grant: { id: 'g', name: 'g', location: '', sample: false },
    catalogue: {
      get ids() {
        return state.ids
      },
      get scan() {
        return { running: state.running }
      },
    },
    get scanned() {
      return state.scanned
    },
    rows: { list: [] },
    rules: NO_BOILERPLATE,
    progress: { of: () => ({ layers: {}, record: null, text: null }) },
    store: { readText: () => Promise.resolve(null) },
    anatomy: { proposed: () => [] },
    encodings: { of: () => ({}) },
  }
  return { state, folder }
}

it('follows a folder that is still being read, and ends when it is read', async () => {
  const { state, folder } = folderBeingRead()
  const asked: string[][] = []
  const found: string[] = []
  const told: { searched: number; total: number; reading: boolean }[] = []
  const outcome = await new Promise<SearchOutcome>((resolve) => {
    const start = searchCorpus(folder, mainProcess(asked), QUERY, {
      found: (documents, progress) => {
        found.push(...documents.map(({ document }) => document))
        told.push(progress)
        if (found.length === 2) state.ids.push('c.txt', 'd.txt')
        else if (found.length === 4)
          Object.assign(state, { ids: [...state.ids, 'e.txt'], running: false, scanned: true })
      },
      done: resolve,
    })
    expect(start.ok).toBe(true)
  })
  expect(outcome).toBe('complete')
  expect(found).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'])
  expect(told[0]).toEqual({ searched: 2, total: 2, reading: true })
  expect(told.at(-1)).toEqual({ searched: 5, total: 5, reading: false })
})

it('waits for a folder of which nothing is known yet', async () => {
  const { state, folder } = folderBeingRead()
  Object.assign(state, { ids: [], running: false })
  setTimeout(() => Object.assign(state, { ids: ['a.txt'], scanned: true }), 30)
  const asked: string[][] = []
  const outcome = await new Promise<SearchOutcome>((resolve) => {
    searchCorpus(folder, mainProcess(asked), QUERY, { found: () => undefined, done: resolve })
  })
  expect([outcome, asked.flat()]).toEqual(['complete', ['a.txt']])
})

it('stops between two looks at a folder that is never read to its end', async () => {
  const { folder } = folderBeingRead()
  const outcome = await new Promise<SearchOutcome>((resolve) => {
    const start = searchCorpus(folder, mainProcess([]), QUERY, { found: () => undefined, done: resolve })
    if (start.ok) setTimeout(start.stop, 30)
  })
  expect(outcome).toBe('cancelled')
})
