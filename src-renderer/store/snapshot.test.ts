import 'fake-indexeddb/auto'
import { beforeAll, describe, expect, it } from 'vitest'
import { apply, invert, NOTHING, type Items } from '../../src-core/annotation/edit.ts'
import { SCHEMA_ID } from '../../src-core/annotation/records.ts'
import { expectSame } from '../../src-core/annotation/testing/check-edit.ts'
import { deskOf, Dice, randomEdit, WORK_SCHEMA } from '../../src-core/annotation/testing/random-work.ts'
import type { Change } from './commit.ts'
import { projectDatabase } from './database.ts'
import { packItems } from './packing.ts'
import { ProjectStore } from './project-store.ts'
import { restoreSnapshot } from './restore.ts'
import { sealOf } from './snapshot-format.ts'
import { verifySnapshot } from './snapshot-read.ts'
import { putAll } from './testing/entries.ts'
import { contentOf } from './testing/content.ts'
import { fakeLocks, openStore, snapshotOf, span } from './testing/store-bench.ts'

const DEED = { at: 5, by: 'amina', action: 'untag', kind: 'do', of: null } as const satisfies Partial<Change>

/** A project with everything in it: two annotators, a large layer, texts, a large edit, an undo, a catalogue. */
async function fullProject(id: string): Promise<ProjectStore> {
  const store = await openStore(id)
  const dice = new Dice(5)
  let items: Items = new Map()
  const commit = async (change: Pick<Change, 'edit'> & Partial<Change>) => {
    const result = await store.commit({ ...DEED, ...change })
    if (!result.ok) throw new Error(JSON.stringify(result))
    items = apply(items, change.edit)
  }
  await store.writeProjectInfo({ id, name: 'Sahel', created: 3, settings: { filter: 'done' } })
  await commit({ edit: { ...NOTHING, added: [{ kind: 'schema', id: SCHEMA_ID, schema: WORK_SCHEMA }] } })
  const many = Array.from({ length: 650 }, (_, i) => span('large.txt', 'amina', `L${i}`, [i, i + 1]))
  await commit({
    edit: { ...NOTHING, added: many },
    texts: [text('large.txt', 'large '.repeat(900)), text('bad.txt', 'a\ud800b')],
  })
  for (let now = 10; now < 60; now++) {
    const desk = deskOf(dice.pick(['é.txt', 'b/c.txt']) ?? '', dice.pick(['amina', 'karim']) ?? '', items, now, dice)
    const edit = randomEdit(desk, dice)
    if (edit) await commit({ edit, at: now })
  }
  const last = await store.undoTarget('amina')
  if (last) await commit({ edit: invert(last.edit), kind: 'undo', of: last.entry.seq })
  const fields = { title: 'Un titre' }
  const entry = { id: 'é.txt', bytes: 1, modifiedMs: 2, sha256: 'h', encoding: 'utf-8', length: 3, title: 't' }
  putAll(await store.readCatalogue(), [{ ...entry, date: null, fields }])
  await store.writeCatalogue()
  return store
}

function text(document: string, content: string) {
  return { document, sha256: `hash of ${document}`, encoding: 'utf-8', text: content }
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return new Uint8Array(await new Blob(chunks.map((chunk) => chunk.slice())).arrayBuffer())
}

let bytes: Uint8Array
beforeAll(async () => {
  const store = await fullProject('snapshot')
  bytes = await bytesOf(snapshotOf(store, 77))
  await store.close()
})

describe('a snapshot', () => {
  it('is verified and counted, and restored gives the same database', async () => {
    const verified = await verifySnapshot(bytes)
    expect(verified).toMatchObject({
      head: { project: 'snapshot', at: 77 },
      counts: { documents: 4, layers: 5, texts: 2 },
    })
    expect(await restoreSnapshot('copy', bytes, { now: 9, locks: fakeLocks() })).toEqual(verified)
    const [original, copy] = [
      await contentOf('postil-project-snapshot', ['meta']),
      await contentOf('postil-project-copy', ['meta']),
    ]
    expect(copy).toEqual(original)
    const store = await openStore('copy')
    expect(await store.readDocument('large.txt')).toMatchObject({ text: text('large.txt', 'large '.repeat(900)) })
    expect((await store.readText('bad.txt', 'hash of bad.txt'))?.text).toBe('a\ud800b')
    expect((await store.redoTarget('amina'))?.entry.kind).toBe('do')
    const seq = (await store.readProject()).seq
    expect(
      await store.commit({ ...DEED, edit: { ...NOTHING, added: [span('é.txt', 'amina', 'new', [1, 2])] } }),
    ).toEqual({ ok: true, seq: seq + 1 })
    await store.close()
  })

  it('of a damaged project is no good copy, but keeps it as it lies before it is repaired', async () => {
    const store = await fullProject('lying')
    const db = projectDatabase(store.database)
    const [row] = await db.items.where(':id').between(['large.txt'], ['large.txt', []]).toArray()
    const more = span('é.txt', 'nadia', 'unseen', [1, 2])
    await db.items.put(packItems('é.txt', 'nadia', 0, [more]))
    if (row) await db.items.put({ ...row, items: '[{"kind":"sp' })
    db.dexie.close()
    expect(await verifySnapshot(await bytesOf(snapshotOf(store, 78)))).toHaveProperty('code', 'inconsistent-snapshot')
    const kept = await bytesOf(snapshotOf(store, 79, 'rows'))
    await store.close()
    const [whole, lying] = [await verifySnapshot(bytes), await verifySnapshot(kept)]
    if ('code' in whole || 'code' in lying) throw new Error('Not proved')
    expect(lying.counts).toEqual({
      ...whole.counts,
      layers: whole.counts.layers + 1,
      items: whole.counts.items + 1,
      spans: whole.counts.spans + 1,
    })
    expect(await restoreSnapshot('lying-again', kept, { now: 9, locks: fakeLocks() })).toEqual(lying)
    const again = await openStore('lying-again')
    expect((await again.readDocument('é.txt')).items.get('unseen')).toEqual(more)
    expect((await again.readDocument('large.txt')).items.size).toBe(650)
    await again.close()
  })

  it('takes the place of what is there, which stays beside it until the next restore', async () => {
    const store = await openStore('replaced')
    await store.commit({ ...DEED, edit: { ...NOTHING, added: [span('old.txt', 'amina', 'old', [1, 2])] } })
    const options = { now: 9, locks: fakeLocks() }
    await store.close()
    expect(await restoreSnapshot('replaced', bytes, options)).toHaveProperty('counts')
    const after = await openStore('replaced')
    expect([...(await after.readProject()).progress.keys()].sort()).toEqual(
      ['b/c.txt', 'bad.txt', 'large.txt', 'é.txt'].sort(),
    )
    await after.close()
    expect(await databases('replaced')).toEqual(['postil-project-replaced', 'postil-project-replaced.1'])
    await restoreSnapshot('replaced', bytes, options)
    expect(await databases('replaced')).toEqual(['postil-project-replaced.1', 'postil-project-replaced.2'])
  })

  it('shows one moment although work goes on while it is written', async () => {
    const store = await fullProject('moving')
    const before = new Map<string, Items>()
    for await (const { document, items } of store.layersForExport()) before.set(document, items)
    const seen = new Map<string, Items>()
    const spans = [...(before.get('large.txt') ?? [])].map(([, item]) => item)
    for await (const { document, items } of store.layersForExport()) {
      if (seen.size === 0) {
        await store.commit({ ...DEED, edit: { ...NOTHING, removed: spans } })
        await store.commit({ ...DEED, edit: { ...NOTHING, added: [span('zz.txt', 'amina', 'z', [1, 2])] } })
      }
      seen.set(document, items)
    }
    expect([...seen.keys()]).toEqual([...before.keys()])
    for (const [document, items] of before) expectSame(seen.get(document) ?? new Map(), items)
    await store.close()
  })

  it('is refused when a byte is flipped, wherever, and nothing takes its place', async () => {
    const dice = new Dice(3)
    for (let i = 0; i < 25; i++) {
      const flipped = bytes.slice()
      const at = dice.below(flipped.length)
      // the gzip head holds a time and a system that nothing reads
      if (at >= 4 && at < 10) continue
      flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8))
      expect(await verifySnapshot(flipped), `byte ${at}`).toHaveProperty('code')
    }
    const flipped = bytes.slice()
    flipped[bytes.length >> 1] = (flipped[bytes.length >> 1] ?? 0) ^ 1
    expect(await restoreSnapshot('never', flipped, { now: 9, locks: fakeLocks() })).toHaveProperty('code')
    expect(await databases('never')).toEqual([])
  })

  it('is refused when it is cut off, wherever', async () => {
    for (const share of [0, 0.001, 0.3, 0.7, 0.999]) {
      const cut = bytes.slice(0, Math.floor(bytes.length * share))
      expect(await verifySnapshot(cut), `${share}`).toHaveProperty('code')
    }
  })

  it('is refused when whole sealed blocks are missing at its end', async () => {
    const lines = JSON.stringify({ format: 'postil-snapshot/1', project: 'x', at: 1, seq: 1 }) + '\n'
    const cut = await gzip(`${lines}${JSON.stringify({ seal: await sealOf('', lines) })}\n`)
    expect(await verifySnapshot(cut)).toEqual({ code: 'cut-off' })
  })

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['other gzip', 'gzip:{"a":1}\n'],
    ['a newer format', 'gzip:{"format":"postil-snapshot/2"}\n'],
  ])('is not made of %s', async (_, content) => {
    const made = content.startsWith('gzip:') ? await sealedGzip(content.slice(5)) : new TextEncoder().encode(content)
    const newer = content.includes('/2')
    expect(await verifySnapshot(made)).toEqual(
      newer ? { code: 'newer-snapshot', format: 'postil-snapshot/2' } : { code: 'not-a-snapshot' },
    )
  })

  it('of an open project waits for nobody but is not restored over it', async () => {
    const locks = fakeLocks()
    const store = await openStore('busy', { locks })
    expect(await restoreSnapshot('busy', bytes, { now: 9, locks })).toEqual({ code: 'locked' })
    await store.close()
  })

  it('that broke off while it was restored is cleared away at the next opening', async () => {
    const store = await openStore('broken')
    await store.commit({ ...DEED, edit: { ...NOTHING, added: [span('a.txt', 'amina', 's', [1, 2])] } })
    await store.close()
    const { projectDatabase } = await import('./database.ts')
    const half = projectDatabase('postil-project-broken.1')
    await half.dexie.open()
    half.dexie.close()
    const found = await ProjectStore.open('broken', { now: 1, locks: fakeLocks() })
    expect(found).toMatchObject({ ok: true, brokenOff: true })
    if (!found.ok) return
    expect((await found.store.readDocument('a.txt')).items.size).toBe(1)
    await found.store.close()
    expect(await databases('broken')).toEqual(['postil-project-broken'])
    const again = await ProjectStore.open('broken', { now: 1, locks: fakeLocks() })
    expect(again).not.toHaveProperty('brokenOff')
    if (again.ok) await again.store.close()
  })

  it('leaves the project as it was wherever its bytes end', async () => {
    const store = await openStore('called-off')
    await store.commit({ ...DEED, edit: { ...NOTHING, added: [span('old.txt', 'amina', 'old', [1, 2])] } })
    await store.close()
    const before = await contentOf('postil-project-called-off')
    for (const share of [0, 0.4, 0.9]) {
      const part = bytes.slice(0, Math.floor(bytes.length * share))
      async function* source() {
        yield part
      }
      expect(await restoreSnapshot('called-off', source(), { now: 9, locks: fakeLocks() })).toHaveProperty('code')
      expect(await databases('called-off')).toEqual(['postil-project-called-off'])
    }
    expect(await contentOf('postil-project-called-off')).toEqual(before)
  })
})

async function databases(id: string): Promise<string[]> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  return names.filter((name) => name.startsWith(`postil-project-${id}`)).sort()
}

async function sealedGzip(lines: string): Promise<Uint8Array> {
  return gzip(`${lines}${JSON.stringify({ seal: await sealOf('', lines) })}\n`)
}

function gzip(content: string): Promise<Uint8Array> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(stream).arrayBuffer().then((buffer) => new Uint8Array(buffer))
}
