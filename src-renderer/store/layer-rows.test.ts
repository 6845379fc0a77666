import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { LayerItem } from '../../src-core/annotation/records.ts'
import { writeChange } from './commit.ts'
import { projectDatabase } from './database.ts'
import { LayerSizes } from './layer-rows.ts'
import { readDocument } from './reading.ts'
import { span } from './testing/store-bench.ts'

const DOCUMENT = 'a.txt'

function spans(from: number, to: number): LayerItem[] {
  return Array.from({ length: to - from }, (_, i) => span(DOCUMENT, 'amina', `s${from + i}`, [from + i, from + i + 1]))
}

/** As if the layer had been read with so many records; null when it was not. */
function sizesOf(count: number | null): LayerSizes {
  const sizes = new LayerSizes()
  if (count !== null) sizes.read(DOCUMENT, spans(0, count))
  return sizes
}

it.each([
  ['nothing', null],
  ['what is true', 450],
  ['fewer rows than there are', 0],
  ['more rows than there are', 5000],
])('a change is written the same when of the layer it touches %s is guessed', async (_, guessed) => {
  const db = projectDatabase(`guess-${guessed}`)
  await db.dexie.open()
  const change = { at: 1, by: 'amina', action: 'tag', kind: 'do', of: null } as const
  const all = spans(0, 450)
  await writeChange(db, { ...change, edit: { added: all, updated: [], removed: [] } }, [], new LayerSizes())
  const sizes = sizesOf(guessed)
  const added = spans(450, 700)
  const removed = all.slice(0, 30)
  // The second is written after the first has told how large the layer is now.
  await writeChange(db, { ...change, edit: { added, updated: [], removed: [] } }, [], sizes)
  await writeChange(db, { ...change, edit: { added: [], updated: [], removed } }, [], sizes)
  const kept = [...(await readDocument(db, DOCUMENT)).items.keys()].sort()
  const wanted = [...all.slice(30), ...added].map(({ id }) => id).sort()
  expect(kept).toEqual(wanted)
  db.dexie.close()
})
