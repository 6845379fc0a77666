import { expect, test } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import type { Relation, Span } from '../../src-core/annotation/records.ts'
import { CrossLinks } from './cross-links.svelte.ts'

const PLACE = { annotator: 'amina', created: 1, updated: 1, attributes: {} } as const

function span(id: string, document: string): Span {
  const rest = { ranges: [[0, 4]], label: 'person', entity: null, note: null, origin: 'manual' } as const
  return { kind: 'span', id, document, ...PLACE, ...rest }
}

function relation(id: string, to: string, toDocument: string | null): Relation {
  return { kind: 'relation', id, document: 'a.txt', ...PLACE, type: 'about', from: 'a1', to, toDocument }
}

test('a tag that goes takes the relations of other documents with it, each once, and leaves the rest', () => {
  const links = new CrossLinks()
  const [far, other, near] = [relation('r1', 'b1', 'b.txt'), relation('r2', 'b2', 'b.txt'), relation('r3', 'a2', null)]
  for (const each of [far, other, near]) links.count(each, 1)
  const gone = { ...NOTHING, removed: [span('b1', 'b.txt'), span('a2', 'a.txt')] }
  expect(links.along(gone).removed).toEqual([...gone.removed, far])
  const both = { ...NOTHING, removed: [span('b1', 'b.txt'), far] }
  expect(links.along(both)).toBe(both)
  links.count(far, -1)
  expect(links.along(gone)).toBe(gone)
})
