import { expect, test } from 'vitest'
import { actionFor, withChosenKeys, type Action } from './action.ts'
import type { KeyPress } from './keys.ts'

const press = (key: string, ctrlKey = false): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  isComposing: false,
  getModifierState: () => false,
})

const action = (id: string, keys: readonly string[], possible = true): Action => ({
  id,
  title: 'action.undo',
  group: 'edit',
  keys,
  when: () => possible,
  run: () => undefined,
})

const undo = action('undo', ['Ctrl+Z'])
const person = action('person', ['P'])

test('a chord calls its action', () => {
  expect(actionFor(press('z', true), [person, undo], 'linux', false)).toBe(undo)
})

test('an action that cannot run now leaves its key to the next that can', () => {
  const other = action('other', ['Ctrl+Z'])
  expect(actionFor(press('z', true), [action('undo', ['Ctrl+Z'], false), other], 'linux', false)).toBe(other)
})

test('in a text field letters are text and chords with Ctrl still call', () => {
  expect(actionFor(press('p'), [person], 'linux', true)).toBeNull()
  expect(actionFor(press('p'), [person], 'linux', false)).toBe(person)
  expect(actionFor(press('z', true), [undo], 'linux', true)).toBe(undo)
})

test('a person’s own key replaces the given one, and an empty one takes it away', () => {
  const [mine, none] = withChosenKeys([undo, person], { undo: 'Ctrl+U', person: '' })
  expect(mine?.keys).toEqual(['Ctrl+U'])
  expect(none?.keys).toEqual([])
})
