import { expect, test } from 'vitest'
import type { Action } from '../../ui/action.ts'
import { ownerOf, withKeys } from './keys-edit.ts'

const action = (id: string, ...keys: string[]): Action => ({
  id,
  title: 'action.undo',
  group: 'edit',
  keys,
  when: () => true,
  run: () => undefined,
})
const actions = [action('undo', 'Ctrl+Z', 'Alt+Backspace'), action('redo', 'Ctrl+Shift+Z')]

test.each([
  ['a chord that another has', 'Ctrl+Z', 'redo', 'undo'],
  ['its second chord', 'Alt+Backspace', 'redo', 'undo'],
  ['the same chord in another spelling', 'shift+ctrl+z', 'undo', 'redo'],
  ['its own chord', 'Ctrl+Z', 'undo', null],
  ['a free chord', 'Ctrl+U', 'redo', null],
])('ownerOf: %s', (_, keys, besides, expected) => {
  expect(ownerOf(keys, actions, besides)?.id ?? null).toBe(expected)
})

test('keys are set, taken away, and given back, one action at a time', () => {
  const chosen = withKeys({ redo: 'Ctrl+Y' }, 'undo', 'Ctrl+U')
  expect(chosen).toEqual({ redo: 'Ctrl+Y', undo: 'Ctrl+U' })
  expect(withKeys(chosen, 'undo', '')).toEqual({ redo: 'Ctrl+Y', undo: '' })
  expect(withKeys(chosen, 'undo', null)).toEqual({ redo: 'Ctrl+Y' })
})
