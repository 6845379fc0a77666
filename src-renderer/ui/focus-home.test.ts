import { expect, test } from 'vitest'
import { focusBack, focusHome, type FocusPage } from './focus-home.ts'

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

/** A page over which a screen has just been closed. */
function closed(opener: 'there' | 'gone' | 'body', takenBy: 'nobody' | 'field') {
  const got: string[] = []
  const body = {}
  const page = {
    body,
    activeElement: takenBy === 'field' ? {} : body,
    querySelector: () => ({ focus: () => (got.push('home'), (page.activeElement = {})) }),
  }
  const button = { focus: () => opener === 'there' && (got.push('opener'), (page.activeElement = button)) }
  return { page, got, opener: opener === 'body' ? body : button }
}

test.each([
  ['to what had it', 'there', 'nobody', ['opener']],
  ['home, where that is gone and takes none', 'gone', 'nobody', ['home']],
  ['home, where nothing had it', 'body', 'nobody', ['home']],
  ['not at all, where what was opened has taken it', 'there', 'field', []],
] as const)('when a screen closes focus goes back %s', (_, opener, takenBy, expected) => {
  const made = closed(opener, takenBy)
  focusBack(made.opener, made.page)
  expect(made.got).toEqual(expected)
})
