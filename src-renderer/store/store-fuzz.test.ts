import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { apply, invert, isEmpty, squash, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { isLayerItem, type DocumentId, type Item } from '../../src-core/annotation/records.ts'
import { expectSame } from '../../src-core/annotation/testing/check-edit.ts'
import { deskOf, Dice, randomEdit } from '../../src-core/annotation/testing/random-work.ts'
import type { ProjectStore } from './project-store.ts'
import type { CommitKind, DocumentProgress, Seq } from './rows.ts'
import { openStore, span } from './testing/store-bench.ts'

const DOCUMENTS = ['a.txt', 'b/c.txt', 'b/d.txt', 'é.txt', '__proto__']

/** The simplest store there could be: a map, and stacks of what was done. */
class Twin {
  items: Items = new Map()
  readonly moments: Items[] = [new Map()]
  readonly done: { seq: Seq; edit: Edit }[] = []
  readonly undone: { seq: Seq; edit: Edit }[] = []

  take(edit: Edit): void {
    this.items = apply(this.items, edit)
    this.moments.push(this.items)
  }

  of(document: DocumentId, items: Items = this.items): Items {
    return new Map([...items].filter(([, item]) => isLayerItem(item) && item.document === document))
  }
}

describe('random work in the store and in a naive twin', () => {
  it.each([11, 12, 13])(
    'is the same in every reading, also after restarts, seed %i',
    async (seed) => {
      const dice = new Dice(seed)
      const twin = new Twin()
      let store = await openStore(`fuzz-${seed}`)
      for (let now = 1; now < 140; now++) {
        await step(store, twin, dice, now)
        if (dice.chance(0.03)) {
          await store.close()
          store = await openStore(`fuzz-${seed}`)
        }
        if (now % 20 === 0) await expectTwin(store, twin)
      }
      await expectPast(store, twin, dice)
      await expectStacks(store, twin)
      await store.close()
    },
    30_000,
  )
})

async function step(store: ProjectStore, twin: Twin, dice: Dice, now: number): Promise<void> {
  const commit = async (edit: Edit, kind: CommitKind, of: Seq | null): Promise<Seq> => {
    const result = await store.commit({ edit, at: now, by: 'amina', action: 'untag', kind, of })
    if (!result.ok || result.seq === null) throw new Error(`Not committed: ${JSON.stringify(result)}`)
    twin.take(edit)
    return result.seq
  }
  const last = twin.done.at(-1)
  const next = twin.undone.at(-1)
  if (last && dice.chance(0.15)) {
    await commit(invert(last.edit), 'undo', last.seq)
    twin.undone.push(last)
    twin.done.pop()
  } else if (next && dice.chance(0.5)) {
    await commit(next.edit, 'redo', next.seq)
    twin.done.push(next)
    twin.undone.pop()
  } else {
    const edit = dice.chance(0.08) ? growth(twin.items, dice, now) : severalDocuments(twin.items, dice, now)
    if (isEmpty(edit)) return
    twin.done.push({ seq: await commit(edit, 'do', null), edit })
    twin.undone.length = 0
  }
}

/** Work in one to three documents at once, as one edit. */
function severalDocuments(items: Items, dice: Dice, now: number): Edit {
  const edits: Edit[] = []
  for (let i = dice.below(3); i >= 0; i--) {
    const annotator = dice.chance(0.8) ? 'amina' : 'karim'
    const edit = randomEdit(deskOf(dice.pick(DOCUMENTS) ?? '', annotator, items, now, dice), dice)
    if (!edit) continue
    edits.push(edit)
    items = apply(items, edit)
  }
  return squash(edits)
}

/** Hundreds of spans at once, or most of a document's gone, so that layers change their number of buckets. */
function growth(items: Items, dice: Dice, now: number): Edit {
  const document = dice.pick(DOCUMENTS) ?? ''
  const spans = [...items.values()].filter((item) => item.kind === 'span' && item.document === document)
  if (spans.length > 500 && dice.chance(0.7)) {
    const gone = new Set(spans.filter(() => dice.chance(0.9)).map(({ id }) => id))
    const hang = (item: Item) => item.kind === 'relation' && (gone.has(item.from) || gone.has(item.to))
    return { added: [], updated: [], removed: [...items.values()].filter((item) => gone.has(item.id) || hang(item)) }
  }
  const added = Array.from({ length: 150 + dice.below(500) }, (_, i) => ({
    ...span(document, 'amina', dice.newId(), [i * 3, i * 3 + 2]),
    updated: now,
  }))
  return { added, updated: [], removed: [] }
}

async function expectTwin(store: ProjectStore, twin: Twin): Promise<void> {
  const streamed = new Map<DocumentId, Items>()
  for await (const { document, items } of store.layersForExport()) streamed.set(document, items)
  const many = await store.readMany(DOCUMENTS)
  const { progress } = await store.readProject()
  expect([...streamed.keys()]).toEqual(DOCUMENTS.filter((document) => twin.of(document).size > 0).sort())
  for (const document of DOCUMENTS) {
    const expected = twin.of(document)
    expectSame((await store.readDocument(document)).items, expected)
    expectSame(many.get(document) ?? new Map(), expected)
    expectSame(streamed.get(document) ?? new Map(), expected)
    expect(countsOf(progress.get(document))).toEqual(naiveCounts(expected))
  }
}

async function expectPast(store: ProjectStore, twin: Twin, dice: Dice): Promise<void> {
  const newest = twin.moments.length - 1
  for (let i = 0; i < 10; i++) {
    const seq = dice.below(newest + 1)
    const document = dice.pick(DOCUMENTS) ?? ''
    expectSame(await store.documentAt(document, seq), twin.of(document, twin.moments[seq]))
  }
}

async function expectStacks(store: ProjectStore, twin: Twin): Promise<void> {
  const undo = await store.undoTarget('amina')
  const redo = await store.redoTarget('amina')
  expect(undo && { seq: undo.entry.seq, edit: undo.edit }).toEqual(twin.done.at(-1) ?? null)
  expect(redo && { seq: redo.entry.seq, edit: redo.edit }).toEqual(twin.undone.at(-1) ?? null)
  expect(await store.undoTarget('karim')).toBeNull()
}

function countsOf(progress: DocumentProgress | undefined): unknown {
  const layers = Object.entries(progress?.layers ?? {})
  return Object.fromEntries(layers.map(([annotator, { updated: _updated, ...layer }]) => [annotator, layer]))
}

function naiveCounts(items: Items): unknown {
  const layers: Record<string, { state: string; counts: Record<string, number>; spans: number; items: number }> = {}
  for (const item of items.values()) {
    if (!isLayerItem(item)) continue
    const layer = (layers[item.annotator] ??= { state: 'untouched', counts: {}, spans: 0, items: 0 })
    layer.items++
    if (item.kind === 'layer') layer.state = item.state
    if (item.kind !== 'span') continue
    layer.spans++
    layer.counts[item.label] = (layer.counts[item.label] ?? 0) + 1
  }
  return layers
}
