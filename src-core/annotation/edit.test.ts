import { describe, expect, it } from 'vitest'
import {
  apply,
  conflictWith,
  difference,
  EditConflict,
  editFaults,
  invert,
  isEmpty,
  NOTHING,
  sizeOf,
  squash,
  touched,
  type Edit,
  type Items,
} from './edit.ts'
import type { AnnotatorRecord, Item } from './records.ts'
import { checkEdit, expectSame, stateFaults } from './testing/check-edit.ts'
import { deskOf, Dice, randomEdit } from './testing/random-work.ts'

const a: AnnotatorRecord = { kind: 'annotator', id: 'a', name: 'Amina' }
const a2: AnnotatorRecord = { ...a, name: 'Amina D.' }
const a3: AnnotatorRecord = { ...a, name: 'A. D.' }
const b: AnnotatorRecord = { kind: 'annotator', id: 'b', name: 'Karim' }
const state = (...items: Item[]): Items => new Map(items.map((item) => [item.id, item]))

describe('squash', () => {
  it.each<[string, Edit[], Edit]>([
    ['nothing', [], NOTHING],
    ['one edit', [{ ...NOTHING, added: [a] }], { ...NOTHING, added: [a] }],
    [
      'a drag',
      [
        { ...NOTHING, updated: [[a, a2]] },
        { ...NOTHING, updated: [[a2, a3]] },
      ],
      { ...NOTHING, updated: [[a, a3]] },
    ],
    [
      'a record that came and went',
      [
        { ...NOTHING, added: [a] },
        { ...NOTHING, removed: [a] },
      ],
      NOTHING,
    ],
    [
      'a record that came and changed',
      [
        { ...NOTHING, added: [a] },
        { ...NOTHING, updated: [[a, a2]] },
      ],
      { ...NOTHING, added: [a2] },
    ],
    [
      'a change that was taken back',
      [
        { ...NOTHING, updated: [[a, a2]] },
        { ...NOTHING, updated: [[a2, a]] },
      ],
      NOTHING,
    ],
    [
      'a record that went and came changed',
      [
        { ...NOTHING, removed: [a] },
        { ...NOTHING, added: [a2] },
      ],
      { ...NOTHING, updated: [[a, a2]] },
    ],
    [
      'a record that changed and went',
      [
        { ...NOTHING, updated: [[a, a2]] },
        { ...NOTHING, removed: [a2] },
      ],
      { ...NOTHING, removed: [a] },
    ],
  ])('%s', (_, edits, expected) => expect(squash(edits)).toEqual(expected))

  it.each<[string, Edit[]]>([
    [
      'adds twice',
      [
        { ...NOTHING, added: [a] },
        { ...NOTHING, added: [a] },
      ],
    ],
    [
      'changes what was otherwise',
      [
        { ...NOTHING, added: [a] },
        { ...NOTHING, updated: [[a2, a3]] },
      ],
    ],
    [
      'removes twice',
      [
        { ...NOTHING, removed: [a] },
        { ...NOTHING, removed: [a] },
      ],
    ],
  ])('throws where an edit does not follow: %s', (_, edits) => expect(() => squash(edits)).toThrow(EditConflict))
})

describe('an edit and a state', () => {
  it.each<[string, Items, Edit, string | null]>([
    ['fits', state(a), { added: [b], updated: [[a, a2]], removed: [] }, null],
    ['adds what is there', state(a), { ...NOTHING, added: [a2] }, 'a'],
    ['changes what is not there', state(), { ...NOTHING, updated: [[a, a2]] }, 'a'],
    ['changes what is otherwise', state(a3), { ...NOTHING, updated: [[a, a2]] }, 'a'],
    ['removes what is otherwise', state(a2, b), { ...NOTHING, removed: [b, a] }, 'a'],
  ])('%s', (_, items, edit, id) => {
    const before = new Map(items)
    expect(conflictWith(items, edit)).toBe(id)
    if (id === null) checkEdit(items, edit)
    else expect(() => apply(items, edit)).toThrow(JSON.stringify(id))
    expect(items).toEqual(before)
  })
})

describe('editFaults', () => {
  it.each<[string, Edit, number]>([
    ['a sound edit', { added: [b], updated: [[a, a2]], removed: [] }, 0],
    ['the same record added twice', { ...NOTHING, added: [b, b] }, 1],
    ['a record changed and removed', { ...NOTHING, updated: [[a, a2]], removed: [a] }, 1],
    ['another id', { ...NOTHING, updated: [[a, b]] }, 1],
    ['another kind', { ...NOTHING, updated: [[a, { ...layer(), id: 'a' }]] }, 1],
    ['no change', { ...NOTHING, updated: [[a, { ...a }]] }, 1],
  ])('%s', (_, edit, count) => expect(editFaults(edit)).toHaveLength(count))
})

describe('difference', () => {
  it.each([1, 2, 3, 4, 5])('leads from any state to any other, seed %i', (seed) => {
    const [from, to] = [randomState(new Dice(seed)), randomState(new Dice(seed % 2 ? seed : seed + 90), 30)]
    expectSame(checkEdit(from, difference(from, to)), to)
    expect(isEmpty(difference(from, new Map(from)))).toBe(true)
    expect(difference(to, from)).toEqual(invertedOrder(difference(from, to), difference(to, from)))
  })
})

it('size and touched records count each list', () => {
  const edit: Edit = { added: [b], updated: [[a, a2]], removed: [layer()] }
  expect([sizeOf(edit), touched(edit).length, isEmpty(edit), isEmpty(NOTHING)]).toEqual([3, 4, false, true])
})

it('the law tests see unsound states', () => {
  const place = { document: 'd', annotator: 'a', created: 1, updated: 1, label: 'x', attributes: {} }
  const ranges = [
    [4, 4],
    [2, 9],
  ] as const
  const span: Item = { kind: 'span', id: 's', ...place, ranges, entity: null, note: null, origin: 'manual' }
  expect(stateFaults(new Map([['other', { ...layer(), id: 'mine' }]]))).toHaveLength(2)
  expect(stateFaults(new Map([[span.id, span]]))).toHaveLength(2)
})

function layer(): Item {
  return { kind: 'layer', id: 'l', document: 'd', annotator: 'a', state: 'done', labels: [], created: 1, updated: 1 }
}

function randomState(dice: Dice, steps = 60): Items {
  let items: Items = new Map()
  for (let now = 1; now < steps; now++) {
    const edit = randomEdit(deskOf('a.txt', 'amina', items, now, dice), dice)
    if (edit) items = apply(items, edit)
  }
  return items
}

/** The same sets of records, whatever their order. */
function invertedOrder(edit: Edit, like: Edit): Edit {
  const back = invert(edit)
  const sorted = (id: (item: Item) => number, list: readonly Item[]) => [...list].sort((x, y) => id(x) - id(y))
  const place = (list: readonly Item[]) => (item: Item) => list.findIndex((each) => each.id === item.id)
  const from = like.updated.map(([item]) => item)
  return {
    added: sorted(place(like.added), back.added),
    removed: sorted(place(like.removed), back.removed),
    updated: [...back.updated].sort(([x], [y]) => place(from)(x) - place(from)(y)),
  }
}
