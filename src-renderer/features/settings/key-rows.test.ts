import { expect, test } from 'vitest'
import type { Action } from '../../ui/action.ts'
import { keyRows } from './key-rows.ts'

const made = (id: string, keys: readonly string[], label?: string): Action => ({
  id,
  title: label ? 'reader.action.tag' : 'action.undo',
  ...(label ? { params: { label } } : {}),
  group: 'tag',
  keys,
  when: () => true,
  run: () => undefined,
})
const lines = (...actions: Action[]) =>
  keyRows(actions).flatMap(({ rows }) => rows.map(({ id, keys, anyOf }) => [id, keys[0], anyOf]))

test('what each label has a letter for is one line for any letter', () => {
  expect(lines(made('tag.p', ['P'], 'Person'), made('tag.o', ['O'], 'Organization'))).toEqual([
    ['tag.p', 'P', 'letter'],
  ])
})

test('digits and other modifiers are lines of their own', () => {
  const actions = [
    made('tag.p', ['P'], 'Person'),
    made('tag.o', ['O'], 'Organization'),
    made('all.p', ['Shift+P'], 'Person'),
    made('all.o', ['Shift+O'], 'Organization'),
    made('arm.p', ['1'], 'Person'),
    made('arm.o', ['2'], 'Organization'),
  ]
  expect(lines(...actions)).toEqual([
    ['tag.p', 'P', 'letter'],
    ['all.p', 'Shift+P', 'letter'],
    ['arm.p', '1', 'digit'],
  ])
})

test('a label whose key a person chose otherwise keeps its line, and so does an only label', () => {
  const actions = [made('tag.p', ['P'], 'Person'), made('tag.o', ['F2'], 'Organization')]
  expect(lines(...actions)).toEqual([
    ['tag.p', 'P', null],
    ['tag.o', 'F2', null],
  ])
})

test('actions without keys have no line, and groups without lines are left out', () => {
  expect(keyRows([made('a', [])])).toEqual([])
})
