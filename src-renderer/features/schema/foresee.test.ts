import { expect, it } from 'vitest'
import type { Relation, Span } from '../../../src-core/annotation/records.ts'
import type { SchemaOutcome } from '../../../src-core/annotation/schema-desk.ts'
import { foresee } from './foresee.ts'

function span(annotator: string, label = 'person'): Span {
  const place = { document: 'a.txt', annotator, created: 1, updated: 1, ranges: [[1, 5] as const] }
  return { kind: 'span', id: `${annotator}-${label}`, ...place, label, ...REST }
}

const REST = { attributes: {}, entity: null, note: null, origin: 'manual' } as const
const isMine = ({ annotator }: Span | Relation): boolean => annotator === 'amina'

/** Counts what it is given; refuses nothing at all, and the label that cannot stand. */
function run(carriers: readonly (Span | Relation)[]): SchemaOutcome {
  const edit = { added: [], updated: carriers.map((each) => [each, each] as const), removed: [] }
  if (carriers.length === 0) return { refused: 'nothing-chosen' }
  if (carriers.some((each) => each.kind === 'span' && each.label === 'odd'))
    return { refused: 'values-do-not-fit', params: { count: carriers.length } }
  return { edit, concerned: carriers.length, rewritten: carriers.length, duplicates: 0 }
}

it.each([
  ['all may be seen', [span('amina')], { concerned: 1 }, { concerned: 1 }],
  ['a colleague’s is made and not told', [span('amina'), span('karim')], { concerned: 2 }, { concerned: 1 }],
  [
    'what only hidden tags say chooses nothing',
    [span('karim')],
    { refused: 'nothing-chosen' },
    { refused: 'nothing-chosen' },
  ],
  [
    'hidden tags that stand against it are not counted in the refusal',
    [span('amina'), span('karim', 'odd')],
    { refused: 'values-do-not-fit' },
    { refused: 'unseen-tags' },
  ],
] as const)('%s', (_, carriers, made, shown) => {
  const seen = foresee(run, carriers, isMine)
  expect(seen.made).toMatchObject(made)
  expect(seen.shown).toMatchObject(shown)
})
