import { expect, test } from 'vitest'
import { canonicalKeys } from '../ui/keys.ts'
import { APP_KEYS } from './app-keys.ts'

const chords = Object.entries(APP_KEYS).flatMap(([id, keys]) =>
  keys.map((each) => ({ id, chord: canonicalKeys(each) })),
)

test('every key of an action is a chord that can be pressed', () => {
  expect(chords.filter(({ chord }) => chord === null)).toEqual([])
})

test('no two actions that are always there share a chord', () => {
  const shared = chords.filter(({ chord }, i) => chords.findIndex((each) => each.chord === chord) !== i)
  expect(shared).toEqual([])
})

test('Ctrl+Shift+letter and Alt+letter are left to the labels, but for the redo that everybody knows', () => {
  const taken = chords.filter(({ chord }) => /^(Ctrl\+Shift|Alt)\+\p{L}$/u.test(chord ?? ''))
  expect(taken).toEqual([{ id: 'redo', chord: 'Ctrl+Shift+Z' }])
  expect(APP_KEYS.redo.length).toBeGreaterThan(1)
})
