import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { apply, type Items } from '../../src-core/annotation/edit.ts'
import { expectSame } from '../../src-core/annotation/testing/check-edit.ts'
import { deskOf, Dice, randomEdit } from '../../src-core/annotation/testing/random-work.ts'
import type { Bridge } from '../../src-main/ipc/contract.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { restoreSnapshot } from '../store/restore.ts'
import { fakeLocks, openStore, snapshotOf, span } from '../store/testing/store-bench.ts'
import { ChangeLog, KeptChanges, makeAgain, type LoggedChange } from './change-log.ts'
import { Host } from './host.ts'

const DOCUMENT = 'a.txt'
const LOCKS = fakeLocks()

/** Keeps lines as the main process does, in memory. */
function keeper(lines: string[], snapshots: readonly object[] = []): Host {
  const request = (name: string, argument: { readonly line: string }) => {
    if (name === 'changes.add') lines.push(argument.line)
    const answers: Record<string, unknown> = {
      'changes.add': { kept: true },
      'changes.read': { lines },
      'snapshot.list': { snapshots, second: null, problem: null },
    }
    return Promise.resolve({ ok: true, value: answers[name] })
  }
  const never = () => Promise.reject(new Error('Nothing is dropped'))
  const bridge = { request: request as Bridge['request'], on: () => () => undefined, drop: never, dropDataset: never }
  return new Host(bridge)
}

/** Seeded work on one document, one commit a turn; answers what the document is then. */
async function work(store: ProjectStore, dice: Dice, from: Items, turns: readonly [number, number]): Promise<Items> {
  let items = from
  for (let at = turns[0]; at < turns[1]; at++) {
    const edit = randomEdit(deskOf(DOCUMENT, 'amina', items, at, dice), dice)
    if (!edit) continue
    const done = await store.commit({ edit, at, by: 'amina', action: 'untag', kind: 'do', of: null })
    if (!done.ok) throw new Error(done.problem.code)
    items = apply(items, edit)
  }
  return items
}

function logOf(host: Host, store: ProjectStore, seq = 0): ChangeLog {
  return new ChangeLog({ host, store, seq, leftOut: () => expect.fail('Nothing is left out') })
}

async function changesAfter(host: Host, seq: number, at: number | null): Promise<readonly LoggedChange[]> {
  return (await KeptChanges.of(host, '')).after({ seq, at }).changes
}

async function tag(store: ProjectStore, at: number): Promise<void> {
  const edit = { added: [span(DOCUMENT, 'amina', `s${at}`, [at, at + 1])], updated: [], removed: [] }
  const done = await store.commit({ edit, at, by: 'amina', action: 'tag', kind: 'do', of: null })
  expect(done.ok).toBe(true)
}

async function wholeOf(store: ProjectStore): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of snapshotOf(store, 50)) parts.push(part)
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer())
}

describe('what is kept of changes outside the database', () => {
  it.each([1, 2, 3])('makes of a snapshot what the project was when its database went, seed %i', async (seed) => {
    const dice = new Dice(seed)
    const host = keeper([])
    const lost = await openStore(`lost-${seed}`)
    const log = logOf(host, lost)
    const half = await work(lost, dice, new Map(), [1, 40])
    const snapshot = await wholeOf(lost)
    const whole = await work(lost, dice, half, [40, 90])
    await log.end()

    const restored = await restoreSnapshot(`back-${seed}`, snapshot, { now: 99, locks: LOCKS })
    if ('code' in restored) throw new Error(restored.code)
    const later = await changesAfter(host, restored.head.seq, restored.newest)
    expect(later.length).toBeGreaterThan(10)
    expect(await makeAgain(`back-${seed}`, later, { now: 100, locks: LOCKS })).toBe(later.length)
    const back = await openStore(`back-${seed}`)
    expectSame((await back.readDocument(DOCUMENT)).items, whole)
    expect(await back.history({ limit: 1000 })).toEqual(await lost.history({ limit: 1000 }))
    await Promise.all([lost.close(), back.close()])
  })

  it('makes the project from its beginning where no snapshot was made yet', async () => {
    const host = keeper([])
    const lost = await openStore('young')
    const log = logOf(host, lost)
    for (const at of [1, 2, 3]) await tag(lost, at)
    await log.end()
    expect(await makeAgain('young-again', await changesAfter(host, 0, null), { now: 9, locks: LOCKS })).toBe(3)
    const back = await openStore('young-again')
    expect([...(await back.readDocument(DOCUMENT)).items.keys()].sort()).toEqual(['s1', 's2', 's3'])
    await Promise.all([lost.close(), back.close()])
  })

  it('ends where a change is missing, or was cut by a crash', async () => {
    const lines: string[] = []
    const lost = await openStore('gaps')
    const log = logOf(keeper(lines), lost)
    for (const at of [1, 2, 3, 4]) await tag(lost, at)
    await log.end()
    const cut = lines.map((line, i) => (i === 2 ? line.slice(0, -9) : line))
    const reached = async (from: string[], seq: number) => {
      const { changes, beyond } = (await KeptChanges.of(keeper(from), '')).after({ seq, at: seq || null })
      return { again: changes.map((each) => each.seq), beyond }
    }
    expect(await reached(cut, 0)).toEqual({ again: [1, 2], beyond: 1 })
    expect(await reached(lines.toSpliced(1, 1), 0)).toEqual({ again: [1], beyond: 2 })
    expect(await reached(lines.toSpliced(0, 1), 0)).toEqual({ again: [], beyond: 3 })
    expect(await reached(lines, 4)).toEqual({ again: [], beyond: 0 })
    await lost.close()
  })

  it('of two pasts under the same numbers makes the newer again, and nothing that does not follow', async () => {
    const lines: string[] = []
    const host = keeper(lines)
    for (const [name, times] of [
      ['old', [1, 2, 3]],
      ['new', [1, 12, 13]],
    ] as const) {
      const store = await openStore(`past-${name}`)
      const log = logOf(host, store)
      for (const at of times) await tag(store, at)
      await log.end()
      await store.close()
    }
    const later = await changesAfter(host, 1, 1)
    expect(later.map(({ change }) => change.at)).toEqual([12, 13])
    expect(await changesAfter(host, 2, 2)).toMatchObject([{ change: { at: 3 } }])
    expect(await changesAfter(host, 2, 11)).toEqual([])
    // A project whose last change was made at another time holds another past.
    const other = await openStore('past-other')
    await tag(other, 7)
    await other.close()
    expect(await makeAgain('past-other', later, { now: 9, locks: LOCKS })).toBe(0)
  })

  it('holds in the end what the last run committed and was killed before it could be written down', async () => {
    const lines: string[] = []
    const host = keeper(lines)
    const texts = [{ document: DOCUMENT, sha256: 'a', encoding: 'utf-8', text: 'Le port.' }]
    const store = await openStore('killed')
    const first = logOf(host, store)
    await tag(store, 1)
    await first.end()
    const cut = { at: 2, by: 'amina', action: 'tag', kind: 'do', of: null, texts } as const
    await store.commit({ ...cut, edit: { added: [span(DOCUMENT, 'amina', 's2', [2, 3])], updated: [], removed: [] } })
    await tag(store, 3)
    const second = logOf(host, store, 3)
    await tag(store, 4)
    await second.end()
    const later = await changesAfter(host, 0, null)
    expect(later.map(({ seq, after }) => [seq, after])).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
      [4, 3],
    ])
    // Nothing is written down twice by the start after that.
    await logOf(host, store, 4).end()
    expect(lines).toHaveLength(4)

    expect(await makeAgain('killed-again', later, { now: 9, locks: LOCKS })).toBe(4)
    const back = await openStore('killed-again')
    expect((await back.readDocument(DOCUMENT)).text?.text).toBe('Le port.')
    expect(await back.history({ limit: 9 })).toEqual(await store.history({ limit: 9 }))
    await Promise.all([store.close(), back.close()])
  })

  it('takes a snapshot of a past that was left for no witness of what was changed since', async () => {
    const lines: string[] = []
    const store = await openStore('left')
    for (const at of [20, 21]) await tag(store, at)
    const left = { id: 'x', at: 10, seq: 50, bytes: 1, reason: 'restore', place: 'own' }
    await logOf(keeper(lines, [left]), store, 2).end()
    expect(lines.map((line) => (JSON.parse(line) as LoggedChange).change.at)).toEqual([20, 21])
    await store.close()
  })

  it('writes nothing down that a snapshot holds, and says when a change is left out for its size', async () => {
    const lines: string[] = []
    const store = await openStore('large')
    let leftOut = 0
    const parts = { host: keeper(lines), store, leftOut: () => leftOut++ }
    const log = new ChangeLog({ ...parts, seq: 0 })
    const commit = async (count: number, at: number) => {
      const added = Array.from({ length: count }, (_, i) => span(DOCUMENT, 'amina', `s${at}-${i}`, [i, i + 1]))
      const change = { at, by: 'amina', action: 'import', kind: 'do', of: null } as const
      await store.commit({ ...change, edit: { added, updated: [], removed: [] } })
    }
    await commit(2000, 1)
    await commit(2001, 2)
    await log.end()
    expect([lines.length, leftOut]).toEqual([1, 1])
    await new ChangeLog({ ...parts, seq: 2 }).end()
    expect([lines.length, leftOut]).toEqual([1, 2])

    const held = { id: 'x', at: 9, seq: 2, bytes: 1, reason: 'quit', place: 'own' }
    const host = keeper(lines, [held])
    await new ChangeLog({ host, store, seq: 2, leftOut: () => expect.fail('It is held') }).end()
    expect(lines).toHaveLength(1)
    await store.close()
  })
})
