import { describe, expect, it } from 'vitest'
import type { Range } from '../text/offset.ts'
import { fits } from './attribute-kinds.ts'
import { isRefusal, type Desk, type Outcome } from './desk.ts'
import { layerOf, setState } from './layer-commands.ts'
import { relate, unrelate } from './relation-commands.ts'
import {
  addPiece,
  moveEdge,
  relabel,
  removePiece,
  setAttribute,
  setEntity,
  setNote,
  setRanges,
  tag,
  tagEach,
  untag,
} from './tag-commands.ts'
import { apply, invert, squash, type Edit, type Items } from './edit.ts'
import { compareSpans, type Item, type Span } from './records.ts'
import { checkEdit, expectSame } from './testing/check-edit.ts'
import { deskOf, Dice, randomEdit, WORK_SCHEMA } from './testing/random-work.ts'

describe('random work of an annotator', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('keeps every law of edits, seed %i', (seed) => {
    const dice = new Dice(seed)
    let state: Items = new Map()
    const done: Edit[] = []
    const states = [state]
    for (let now = 1; now < 160; now++) {
      const edit = randomEdit(deskOf('a.txt', dice.chance(0.7) ? 'amina' : 'karim', state, now, dice), dice)
      if (!edit) continue
      state = checkEdit(state, edit)
      expectNaive(states.at(-1) ?? new Map(), edit, state)
      done.push(edit)
      states.push(state)
    }
    expect(done.length).toBeGreaterThan(80)
    expectSame(apply(new Map(), squash(done)), state)
    for (let i = 0; i < 40; i++) expectPart(states, done, dice)
    for (const edit of done.reverse()) state = apply(state, invert(edit))
    expect(state.size).toBe(0)
  })
})

it('comes to the same outcome with the sorted spans at hand as without', () => {
  const dice = new Dice(11)
  let items: Items = new Map()
  let refused = 0
  for (let now = 1; now < 300; now++) {
    const start = dice.below(30)
    const ranges: Range[] = Array.from({ length: 2 }, () => [start, start + 1 + dice.below(3)])
    const label = dice.pick(WORK_SCHEMA.labels)?.id ?? ''
    const plain = deskOf('a.txt', dice.pick(['amina', 'karim']) ?? '', items, now, dice)
    const own = [...items.values()].filter(
      (item): item is Span => item.kind === 'span' && item.annotator === plain.annotator,
    )
    const desk: Desk = { ...plain, newId: () => `n${now}` }
    const work = (at: Desk) =>
      now % 2 ? tag(at, ranges, label) : tagEach({ ...at, newId: plain.newId }, ranges, label)
    const outcome = work({ ...desk, spans: own.sort(compareSpans) })
    const codeOf = (each: Outcome) => (isRefusal(each) ? each.refused : each.added.length)
    expect(codeOf(outcome)).toBe(codeOf(work(desk)))
    if (isRefusal(outcome)) refused++
    else items = checkEdit(items, outcome)
  }
  expect(refused).toBeGreaterThan(30)
})

describe('a command refuses', () => {
  const at = worked(
    (desk) => tag(desk, [[0, 4]], 'person'),
    (desk) =>
      tag(
        desk,
        [
          [10, 14],
          [20, 24],
        ],
        'date',
      ),
    (desk) => relate(desk, idOf(desk, 0), spanAt(desk, 1), 'about'),
  )
  const theirs: Desk = { ...at, annotator: 'karim' }
  const first = idOf(at, 0)
  const second = idOf(at, 1)

  it.each<[string, Outcome]>([
    ['empty-range', tag(at, [], 'person')],
    ['empty-range', tag(at, [[3, 3]], 'person')],
    ['empty-range', setRanges(at, first, [[4, 3]])],
    ['empty-range', moveEdge(at, first, 'start', 4)],
    ['out-of-bounds', tag(at, [[-1, 3]], 'person')],
    ['out-of-bounds', tag(at, [[0, 2001]], 'person')],
    ['out-of-bounds', tag(at, [[0.5, 3]], 'person')],
    ['unknown-label', tag(at, [[0, 3]], 'place')],
    ['unknown-label', relabel(at, [first], 'place')],
    ['retired-label', tag({ ...at, schema: retired('person') }, [[0, 3]], 'person')],
    ['duplicate-tag', tag(at, [[0, 4]], 'person')],
    [
      'duplicate-tag',
      tag(
        at,
        [
          [0, 2],
          [2, 4],
        ],
        'person',
      ),
    ],
    ['overlap-forbidden', tag(at, [[12, 13]], 'date')],
    [
      'overlap-forbidden',
      tagEach(
        at,
        [
          [12, 13],
          [11, 12],
        ],
        'date',
      ),
    ],
    ['unknown-tag', untag(at, [])],
    ['unknown-tag', untag(at, ['nobody'])],
    ['unknown-tag', unrelate(at, [first])],
    ['unknown-tag', addPiece(at, 'nobody', [0, 1])],
    ['not-your-layer', untag(theirs, [first])],
    ['not-your-layer', relabel(theirs, [first], 'claim')],
    ['not-your-layer', relate(theirs, first, spanAt(at, 1), 'about')],
    ['unknown-attribute', setAttribute(at, [first], 'age', 4)],
    ['wrong-value', setAttribute(at, [first], 'kind', 'three')],
    ['wrong-value', setAttribute(at, [first], 'role', 4)],
    ['relation-to-itself', relate(at, first, spanAt(at, 0), 'about')],
    ['relation-not-allowed', relate(at, first, spanAt(at, 1), 'married')],
    ['duplicate-relation', relate(at, first, spanAt(at, 1), 'about')],
    ['last-piece', removePiece(at, first, 2)],
  ])('%s', (code, outcome) => expect(outcome).toMatchObject({ refused: code }))

  it('nothing when there is nothing to change', () => {
    expect(isRefusal(setNote(at, first, null))).toBe(false)
    for (const same of [
      setNote(at, first, ''),
      relabel(at, [first], 'person'),
      setRanges(at, second, [
        [10, 14],
        [20, 24],
      ]),
      setState(at, 'in_progress'),
    ])
      expect(same).toEqual({ added: [], updated: [], removed: [] })
  })
})

describe('a command', () => {
  it.each<[string, Range[][]]>([
    ['nested', [[[0, 20]], [[5, 9]]]],
    ['crossing', [[[0, 10]], [[5, 15]]]],
    ['the same start', [[[0, 10]], [[0, 5]]]],
    ['repeated in another label', [[[0, 10]], [[0, 10]]]],
    [
      'woven into one another',
      [
        [
          [0, 3],
          [10, 13],
        ],
        [
          [5, 8],
          [15, 18],
        ],
      ],
    ],
  ])('keeps spans that are %s side by side', (name, [one = [], other = []]) => {
    const label = name.includes('another label') ? 'claim' : 'person'
    const at = worked(
      (desk) => tag(desk, one, 'person'),
      (desk) => tag(desk, other, label),
    )
    expect(spans(at).map(({ ranges }) => ranges)).toEqual([one, other])
  })

  it('counts as overlap only characters in common, not a piece inside a gap', () => {
    const at = worked(
      (desk) => tag(desk, woven, 'date'),
      (desk) => tag(desk, [[5, 8]], 'date'),
    )
    expect(spans(at)).toHaveLength(2)
    expect(tag(at, [[12, 16]], 'date')).toMatchObject({ refused: 'overlap-forbidden' })
  })

  it('moves an edge over whole pieces, and back out', () => {
    const pieces = (desk: Desk) =>
      tag(
        desk,
        [
          [10, 14],
          [20, 24],
          [30, 34],
        ],
        'person',
      )
    const moved = (edge: 'start' | 'end', to: number) =>
      spans(worked(pieces, (desk) => moveEdge(desk, idOf(desk, 0), edge, to)))[0]?.ranges
    expect(moved('start', 22)).toEqual([
      [22, 24],
      [30, 34],
    ])
    expect(moved('start', 4)).toEqual([
      [4, 14],
      [20, 24],
      [30, 34],
    ])
    expect(moved('end', 21)).toEqual([
      [10, 14],
      [20, 21],
    ])
    expect(moved('end', 40)).toEqual([
      [10, 14],
      [20, 24],
      [30, 40],
    ])
  })

  it('keeps note, entity, relations and values when it gives another label, and removes relations with a span', () => {
    const at = worked(
      (desk) => tag(desk, [[0, 4]], 'person', { origin: 'suggested:names' }),
      (desk) => tag(desk, [[6, 9]], 'claim'),
      (desk) => setNote(desk, idOf(desk, 0), 'voir'),
      (desk) => setEntity(desk, [idOf(desk, 0)], 'e1'),
      (desk) => setAttribute(desk, [idOf(desk, 0)], 'role', 'ministre'),
      (desk) => relate(desk, idOf(desk, 1), spanAt(desk, 0), 'about'),
      (desk) => relabel(desk, [idOf(desk, 0)], 'date'),
    )
    const kept = { label: 'date', note: 'voir', entity: 'e1', attributes: { role: 'ministre' }, origin: 'edited:names' }
    expect(spanAt(at, 0)).toMatchObject(kept)
    expect([...at.items.values()].filter(({ kind }) => kind === 'relation')).toHaveLength(1)
    const after = then(at, untag(at, [idOf(at, 0)]))
    expect([...after.items.values()].map(({ kind }) => kind)).toEqual(['layer', 'span'])
  })

  it('tags each place that it can and passes over the others', () => {
    const at = worked(
      (desk) => tag(desk, [[0, 4]], 'date'),
      (desk) =>
        tagEach(
          desk,
          [
            [2, 6],
            [8, 9],
            [8, 9],
            [11, 12],
          ],
          'date',
        ),
    )
    expect(spans(at).map(({ ranges }) => ranges)).toEqual([[[0, 4]], [[8, 9]], [[11, 12]]])
  })

  it('begins a document once and lets its state be set by hand', () => {
    const at = worked((desk) => tag(desk, [[0, 4]], 'person'))
    expect(layerOf(at).state).toBe('in_progress')
    const done = then(at, setState(at, 'done'))
    expect(layerOf(then(done, tag(done, [[5, 6]], 'person'))).state).toBe('done')
  })

  it.each<[Parameters<typeof fits>[0]['kind'], Parameters<typeof fits>[1], boolean]>([
    ['number', 4, true],
    ['number', '4', false],
    ['number', Infinity, false],
    ['boolean', false, true],
    ['boolean', 'false', false],
    ['choice', 'one', true],
    ['choice', 'three', false],
    ['several', ['one', 'two'], true],
    ['several', [], true],
    ['several', 'one', false],
    ['several', ['three'], false],
    ['date', '2022-11', true],
    ['span', 's1', true],
    ['entity', 5, false],
    ['text', null, true],
  ])('knows whether a value fits: %s %j %s', (kind, value, fitting) => {
    const options = [{ value: 'one' }, { value: 'two' }]
    expect(fits({ id: 'a', name: 'a', kind, required: false, options }, value)).toBe(fitting)
  })
})

const woven: Range[] = [
  [0, 3],
  [10, 13],
]

function worked(...steps: ((desk: Desk) => Outcome)[]): Desk {
  return steps.reduce((desk, step) => then(desk, step(desk)), deskOf('a.txt', 'amina', new Map(), 1, new Dice(3)))
}

function then(desk: Desk, outcome: Outcome): Desk {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return { ...desk, items: checkEdit(desk.items, outcome), now: desk.now + 1 }
}

function spans({ items }: Desk): Span[] {
  return [...items.values()].filter((item): item is Span => item.kind === 'span')
}

function spanAt(desk: Desk, i: number): Span {
  const span = spans(desk)[i]
  if (!span) throw new Error(`There is no span ${i}`)
  return span
}

function idOf(desk: Desk, i: number): string {
  return spanAt(desk, i).id
}

function retired(id: string) {
  const labels = WORK_SCHEMA.labels.map((label) => (label.id === id ? { ...label, retired: true } : label))
  return { ...WORK_SCHEMA, labels }
}

/** The simplest thing an edit can mean, without the library's own code. */
function expectNaive(before: Items, edit: Edit, after: Items): void {
  const twin = [...before.values()].filter(({ id }) => !edit.removed.some((item) => item.id === id))
  const changed = twin.map((item) => edit.updated.find(([from]) => from.id === item.id)?.[1] ?? item)
  expectSame(new Map([...changed, ...edit.added].map((item) => [item.id, item])), after)
}

/** Any stretch of the work squashed does what its edits did one after another, and back. */
function expectPart(states: readonly Items[], done: readonly Edit[], dice: Dice): void {
  const from = dice.below(done.length)
  const to = from + dice.below(done.length - from)
  const start = states[from] ?? new Map<string, Item>()
  const one = squash(done.slice(from, to))
  const end = checkEdit(start, one)
  expectSame(end, states[to] ?? new Map<string, Item>())
}
