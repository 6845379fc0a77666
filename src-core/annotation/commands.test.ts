import { describe, expect, it } from 'vitest'
import { apply, invert, squash, type Edit, type Items } from './edit.ts'
import type { Item } from './records.ts'
import { checkEdit, expectSame } from './testing/check-edit.ts'
import { deskOf, Dice, randomEdit } from './testing/random-work.ts'

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

/** The simplest thing an edit can mean, without the library's own code. */
function expectNaive(before: Items, edit: Edit, after: Items): void {
  const twin: Record<string, Item> = Object.fromEntries(before)
  for (const { id } of edit.removed) delete twin[id]
  for (const [{ id }, to] of edit.updated) twin[id] = to
  for (const item of edit.added) twin[item.id] = item
  expectSame(new Map(Object.entries(twin)), after)
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
