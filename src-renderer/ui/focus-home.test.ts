import { expect, test } from 'vitest'
import { focusHome, type FocusPage } from './focus-home.ts'

/** A page of which somebody has the focus. */
function page(focused: 'body' | 'field' | 'nothing', withHome: boolean) {
  const got: string[] = []
  const home = { focus: () => got.push('home') }
  const body = {}
  const held = focused === 'body' ? body : focused === 'field' ? {} : null
  const fake: FocusPage = { body, activeElement: held, querySelector: () => (withHome ? home : null) }
  return { fake, got }
}

test.each([
  ['the body has it, as after a dialog whose opener is gone', 'body', true, ['home']],
  ['nothing has it', 'nothing', true, ['home']],
  ['a field has it: it is not taken away', 'field', true, []],
  ['there is no home: nothing happens', 'body', false, []],
] as const)('focus goes home: %s', (_, focused, withHome, expected) => {
  const { fake, got } = page(focused, withHome)
  expect(focusHome(fake)).toBe(expected.length > 0)
  expect(got).toEqual(expected)
})
