import { additive } from './additive.ts'
import type { View } from './counting.ts'
import type { StudyLayer } from './layer.ts'
import { defined, undefinedScore, type Score } from './measure.ts'
import type { StudyRelation } from './study-span.ts'

/**
 * F1 of relations, 2 |A ∩ B| / (|A| + |B|) (Hripcsak & Rothschild 2005): a relation is the same when its type and the
 * borders and labels of both ends are. An end that somebody marked otherwise, or a document that somebody did not read,
 * therefore counts against it. Of more than two annotators: the mean over pairs. `labels` holds the relation types. No
 * relation on either side is undefined. Items: relations of the one, the other or both.
 */
export const f1Relations = additive({
  id: 'f1-relations',
  over: 'pairs',
  size: (study) => 3 * Math.max(1, study.relationTypes.length),
  tally: tallyRelations,
  score: (tally) => scoreTypes(tally, (tally.length / 3) | 0, null),
  parts: {
    names: (study) => study.relationTypes,
    score: (tally, _, type) => scoreTypes(tally, (tally.length / 3) | 0, type),
  },
})

/** Adds to [both by type | only a by type | only b by type]. */
function tallyRelations({ layers: [a, b] }: View, into: Float64Array): void {
  if (!a || !b) return
  const types = into.length / 3
  const add = (row: number, { type }: StudyRelation) => {
    into[row * types + type] = (into[row * types + type] ?? 0) + 1
  }
  const [ofA, ofB] = [keysOf(a), keysOf(b)]
  for (const relation of a.relations) add(ofB.has(relation.key) ? 0 : 1, relation)
  for (const relation of b.relations) if (!ofA.has(relation.key)) add(2, relation)
}

function keysOf(layer: StudyLayer): Set<string> {
  return new Set(layer.relations.map((relation) => relation.key))
}

function scoreTypes(tally: Float64Array, types: number, only: number | null): Score {
  const row = (at: number) => {
    const cells = [...tally.subarray(at * types, (at + 1) * types)]
    return only === null ? cells.reduce((sum, cell) => sum + cell, 0) : (cells[only] ?? 0)
  }
  const counts = { COR: row(0), MIS: row(1), SPU: row(2) }
  const items = counts.COR + counts.MIS + counts.SPU
  if (items === 0) return undefinedScore('nothing-to-compare', 0, counts)
  return defined((2 * counts.COR) / (2 * counts.COR + counts.MIS + counts.SPU), items, counts)
}
